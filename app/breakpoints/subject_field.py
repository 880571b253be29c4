"""The subject field: what is watched, and which one of its kind."""

from typing import NamedTuple

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QGridLayout, QLabel, QLineEdit, QPushButton, QWidget

from app.breakpoints import reading
from app.breakpoints.kinds import ABOUT, STUCK, Kind, kinds_of, layers_of
from app.breakpoints.sizes import LABEL_WIDTH, SPACING
from app.look.look import Look
from app.look.style import set_property
from app.widgets.choice_box import choice_box
from app.widgets.tip import wrapped
from engine.addresses import Address, BiasId, EdgeId, NodeId
from engine.errors import InputError
from engine.example_watches import ExampleLoss, ExampleRightness
from engine.network import Network
from engine.watches import Cost, GradientNorm, NonFinite, Parameter, StepNumber, Watch

ANY_NEURON = "any"


class Around(NamedTuple):
    """The network, the number of examples to learn from, what is selected and looked at."""

    network: Network | None = None
    examples: int | None = None
    selection: Address | None = None
    example: int | None = None


class SubjectField(QWidget):
    """A list of kinds of values and, where there are many of a kind, fields for which one.

    What is selected in the network, or looked at, is filled in by a button.
    """

    #: Another kind of value, or another one of that kind, is chosen.
    changed = pyqtSignal()
    #: Return was pressed in a field.
    entered = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self._around = Around()
        self._what = choice_box()
        self._layer = choice_box()
        self._which = QLineEdit()
        self._fill = QPushButton()
        self._of = QLabel("of")
        self._build()
        self._show_kinds()

    def _build(self) -> None:
        self._what.setAccessibleName("Value")
        self._layer.setAccessibleName("Layer")
        self._layer.setToolTip("Of which layer")
        self._fill.setProperty("role", "link")
        self._fill.setMinimumWidth(1)
        self._fill.setCursor(Qt.CursorShape.PointingHandCursor)
        what = QLabel("value")
        what.setBuddy(self._what)
        for label in (what, self._of):
            label.setProperty("role", "muted")
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.addWidget(what, 0, 0)
        self._grid.addWidget(self._what, 0, 1, 1, 2)
        self._grid.addWidget(self._of, 1, 0)
        self._grid.addWidget(self._fill, 2, 1, 1, 2, Qt.AlignmentFlag.AlignLeft)
        self._grid.setColumnStretch(1, 3)
        self._grid.setColumnStretch(2, 2)
        self._what.activated.connect(self._choose_kind)
        self._layer.activated.connect(self._choose_layer)
        self._which.textEdited.connect(self._edit)
        self._which.returnPressed.connect(self.entered)
        self._fill.clicked.connect(self._fill_in)

    @property
    def kind(self) -> Kind:
        """The kind of value that is chosen."""
        return Kind(self._what.currentText())

    def watch(self) -> Watch:
        """What is to be watched; raises `InputError` if the fields name nothing that there is."""
        try:
            return self._watch()
        except InputError:
            set_property(self._which, "invalid", "true")
            raise

    def likeness(self) -> Watch:
        """Something of the same kind, whatever is typed."""
        stuck = STUCK.get(self.kind)
        if stuck is not None:
            text = self._which.text().strip()
            return stuck(self._chosen_layer, int(text) if text.isdecimal() else None)
        return {
            Kind.NORM: GradientNorm(),
            Kind.PARAMETER: Parameter(BiasId(1, 0)),
            Kind.RIGHTNESS: ExampleRightness(0),
            Kind.LOSS: ExampleLoss(0),
            Kind.STEPS: StepNumber(),
            Kind.NON_FINITE: NonFinite(),
        }.get(self.kind, Cost())

    def show_look(self, look: Look) -> None:
        """Take over the sizes."""
        self._grid.setColumnMinimumWidth(0, round(LABEL_WIDTH * look.unit))
        self._grid.setSpacing(round(SPACING * look.unit))

    def show_around(self, around: Around) -> None:
        """Offer what there is now."""
        has_other_network = around.network != self._around.network
        self._around = around
        if has_other_network:
            self._show_kinds()
        else:
            self._show_fill()

    def _watch(self) -> Watch:
        around, text = self._around, self._which.text()
        match self.kind:
            case Kind.NORM:
                return GradientNorm(self._chosen_layer)
            case Kind.PARAMETER:
                return Parameter(reading.parameter(text, around.network))
            case Kind.DEAD | Kind.SATURATED:
                return STUCK[self.kind](self._chosen_layer, self._neuron(text))
            case Kind.RIGHTNESS:
                return ExampleRightness(self._example(text))
            case Kind.LOSS:
                return ExampleLoss(self._example(text))
        return self.likeness()

    def _neuron(self, text: str) -> int | None:
        layer, network = self._chosen_layer, self._around.network
        if layer is None or not text.strip():
            return None
        most = None if network is None else network.sizes[layer] - 1
        return reading.whole_number(text, 0, most, f"The number of a neuron of layer {layer}")

    def _example(self, text: str) -> int:
        most = None if self._around.examples is None else self._around.examples - 1
        return reading.whole_number(text, 0, most, "The number of an example to learn from")

    @property
    def _chosen_layer(self) -> int | None:
        layer = self._layer.currentData()
        return layer if isinstance(layer, int) else None

    def _show_kinds(self) -> None:
        kind = self._what.currentText()
        self._what.clear()
        for number, each in enumerate(kinds_of(self._around.network)):
            self._what.addItem(each)
            self._what.setItemData(number, wrapped(ABOUT[each]), Qt.ItemDataRole.ToolTipRole)
        self._what.setCurrentIndex(max(self._what.findText(kind), 0))
        self._show_kind()

    def _show_kind(self) -> None:
        """Show the fields that this kind of value needs, empty."""
        kind, network = self.kind, self._around.network
        self._what.setToolTip(wrapped(ABOUT[kind]))
        self._layer.clear()
        self._layer.addItem("all layers" if kind is Kind.NORM else "hidden layers", None)
        for layer in layers_of(kind, network) if network is not None else ():
            self._layer.addItem(f"layer {layer}", layer)
        self._which.clear()
        self._layer.setVisible(kind is Kind.NORM or kind in STUCK)
        self._show_which()

    def _show_which(self) -> None:
        kind = self.kind
        is_example = kind in (Kind.RIGHTNESS, Kind.LOSS)
        is_neuron = kind in STUCK and self._chosen_layer is not None
        needs_text = is_example or is_neuron or kind is Kind.PARAMETER
        self._which.setVisible(needs_text)
        self._which.setPlaceholderText(
            ANY_NEURON if is_neuron else "its number" if is_example else "W2[3, 15] or b1[4]"
        )
        name = "Neuron" if is_neuron else "Example" if is_example else "Weight or bias"
        self._which.setAccessibleName(name)
        self._which.setToolTip(wrapped(_WHICH_TIPS[name]))
        self._grid.removeWidget(self._which)
        self._grid.removeWidget(self._layer)
        has_layer = not self._layer.isHidden()
        self._grid.addWidget(self._layer, 1, 1, 1, 1 if needs_text else 2)
        self._grid.addWidget(self._which, 1, 2 if has_layer else 1, 1, 1 if has_layer else 2)
        self._of.setVisible(needs_text or has_layer)
        self._of.setBuddy(self._layer if has_layer else self._which)
        set_property(self._which, "invalid", "false")
        self._show_fill()

    def _show_fill(self) -> None:
        """Offer what is selected or looked at, if it is of this kind."""
        words = self._at_hand()
        self._fill.setVisible(bool(words))
        self._fill.setText(words)
        self._fill.setToolTip(f"Click to fill it in: {words}")

    def _at_hand(self) -> str:
        network, selection = self._around.network, self._around.selection
        match self.kind, selection:
            case (Kind.PARAMETER, EdgeId() | BiasId()):
                return f"selected: {selection}"
            case ((Kind.DEAD | Kind.SATURATED), NodeId(layer)) if network is not None:
                if layer in layers_of(self.kind, network):
                    return f"selected: {selection}"
        is_example = self.kind in (Kind.RIGHTNESS, Kind.LOSS)
        if is_example and self._around.example is not None:
            return f"looked at: {self._around.example}"
        return ""

    def _fill_in(self) -> None:
        selection = self._around.selection
        match self.kind, selection:
            case (Kind.PARAMETER, EdgeId() | BiasId()):
                self._which.setText(str(selection))
            case ((Kind.DEAD | Kind.SATURATED), NodeId(layer, index)):
                self._layer.setCurrentIndex(self._layer.findData(layer))
                self._show_which()
                self._which.setText(str(index))
            case _:
                self._which.setText(str(self._around.example))
        set_property(self._which, "invalid", "false")
        self.changed.emit()

    def _choose_kind(self) -> None:
        self._show_kind()
        self.changed.emit()

    def _choose_layer(self) -> None:
        self._which.clear()
        self._show_which()
        self.changed.emit()

    def _edit(self) -> None:
        set_property(self._which, "invalid", "false")
        self.changed.emit()


_WHICH_TIPS = {
    "Neuron": "The number of a neuron of this layer, from 0; empty: any of them.",
    "Example": "The number of an example of the training set, from 0.",
    "Weight or bias": "W2[3, 15] is the weight into layer 2 from neuron 3 to neuron 15; b1[4] is "
    "the bias of neuron 4 in layer 1. Select one in the network to have it filled in.",
}
