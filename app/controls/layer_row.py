"""A layer: neurons and activation in a line, and folded away below it all its other settings."""

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QLabel, QWidget

from app.controls.bindings import Apply, Bindings
from app.controls.changes import with_activation, with_outputs, with_setting
from app.controls.choice_field import Choice, ChoiceField
from app.controls.field_row import FieldRow, mark
from app.controls.form import Form, column
from app.controls.line_field import LineField
from app.controls.making import kind_field
from app.controls.paths import Path
from app.controls.small_button import show_icon, small_button
from app.controls.tab_order import order_tabs
from app.controls.texts import Number
from app.controls.wording import words
from app.look import numbers
from app.look.look import Look
from app.widgets.line import line
from app.widgets.side_by_side import SideBySide
from engine.activations import ACTIVATIONS
from engine.datasets.dataset import Dataset
from engine.experiment import Experiment
from engine.initializers import INITIALIZERS
from engine.layers import Dense
from engine.regularizers import Regularizer

NEURONS_WIDTH = 52
"""Of the field, in units of the look."""
_PENALTIES = {
    "weights_l1": "L1",
    "weights_l2": "L2",
    "biases_l1": "L1 of biases",
    "biases_l2": "L2 of biases",
}


class LayerRow(QWidget):
    """A hidden layer or, with `is_output`, the last one, whose size the data decide."""

    #: the user wants another layer behind this one
    add_clicked = pyqtSignal()
    #: the user wants this layer to go
    remove_clicked = pyqtSignal()

    def __init__(self, apply: Apply, *, is_output: bool) -> None:
        super().__init__()
        self._apply = apply
        self._is_output = is_output
        self._look = Look()
        self._shown: tuple[int, Experiment, Dataset]
        self._head = small_button("Initial weights, penalties and more of this layer")
        self._is_unfolded = False
        self._mark = mark()
        self._add = small_button("Add a layer like this one behind it (Insert)")
        self._remove = small_button("Remove this layer (Delete)")
        self._fixed_size = QLabel()
        self._neurons = QLabel("neurons")
        self._summary = QLabel()
        sizes = ChoiceField([Choice(str(size), size) for size in (1, 2)])
        number = LineField(Number(is_whole=True), width=NEURONS_WIDTH)
        self._size = FieldRow(words(Dense, "size"), sizes if is_output else number, has_label=False)
        self._activation = FieldRow(
            words(Dense, "activation"), kind_field(ACTIVATIONS), has_label=False
        )
        self._bindings = Bindings(apply)
        setter = with_outputs if is_output else with_setting
        self._bindings.bind(self._size, ("size",), setter)
        self._bindings.bind(self._activation, ("activation",), with_activation, is_kind=True)
        self._slope = Form(apply)
        self._slope.add_own(("activation",))
        self._more: Form | None = None  # until it is unfolded: most are not, and it takes time
        self._build()

    def _all_other_settings(self) -> Form:
        form = Form(self._apply)
        form.add_kind(Dense, ("weights",), INITIALIZERS)
        form.add(Dense, ("bias",))
        if not self._is_output:
            form.add(Dense, ("dropout",))
        for name in _PENALTIES:
            form.add(Regularizer, ("regularizer", name))
        return form

    def _build(self) -> None:
        self._head.clicked.connect(self._unfold)
        self._add.clicked.connect(self.add_clicked)
        self._remove.clicked.connect(self.remove_clicked)
        self._summary.setProperty("role", "muted")
        self._summary.setWordWrap(True)
        self._neurons.setProperty("role", "muted")
        layout = self._column = column(self)
        buttons: tuple[QWidget, ...] = () if self._is_output else (self._add, self._remove)
        layout.addWidget(SideBySide(line(self._head, self._mark, None), line(None, *buttons)))
        size = line(self._fixed_size, self._size, self._neurons, None)
        layout.addWidget(SideBySide(size, self._activation))
        for part in (self._size.below, self._activation.below):
            layout.addWidget(part)
        layout.addWidget(self._slope)
        layout.addWidget(self._summary)

    def show_layer(self, number: int, experiment: Experiment, dataset: Dataset) -> None:
        """Show the layer of this number, counted from 1."""
        self._shown = number, experiment, dataset
        base: Path = ("network", "layers", number - 1)
        self._bindings.base = base
        self._bindings.show_experiment(experiment, dataset)
        for form in self._forms:
            form.move_to(base)
            form.show_experiment(experiment, dataset)
        layer = experiment.network.layers[number - 1]
        name = "Output" if self._is_output else f"Hidden {number}"
        self.setAccessibleName(name)
        self._head.setText(name)
        self._head.setAccessibleName(f"{name}: more settings")
        self._add.setAccessibleName(f"Add a layer behind {name.lower()}")
        self._remove.setAccessibleName(f"Remove {name.lower()}")
        self._mark.setVisible(self._size.is_marked or self._activation.is_marked)
        self._summary.setText(_summary(layer))
        self._neurons.setText("neuron" if layer.size == 1 else "neurons")
        has_choice = not self._is_output or len(dataset.class_names) == 2
        self._size.setVisible(has_choice)
        self._fixed_size.setVisible(not has_choice)
        self._fixed_size.setText(numbers.count(layer.size))
        self._fixed_size.setToolTip("As many as the data have classes, or values to predict.")

    def focus_head(self) -> None:
        """Let the keyboard go on at the name of the layer."""
        self._head.setFocus()

    def focus_neurons(self) -> None:
        """Let the keyboard go on here."""
        self._size.take_focus()

    def clear_notes(self) -> None:
        """Take away what was said about the change before."""
        for part in self._parts:
            part.clear_notes()

    def restore(self) -> None:
        """Forget what is typed and not entered yet."""
        for part in self._parts:
            part.restore()

    def show_look(self, look: Look) -> None:
        """Take over sizes and colours."""
        self._look = look
        show_icon(self._add, "add", look)
        show_icon(self._remove, "remove", look)
        self._summary.setFont(look.font(0.9))
        self._show_chevron()
        for part in self._parts:
            part.show_look(look)

    @property
    def _forms(self) -> tuple[Form, ...]:
        return (self._slope,) if self._more is None else (self._slope, self._more)

    @property
    def _parts(self) -> tuple[Bindings | Form, ...]:
        return (self._bindings, *self._forms)

    def _unfold(self) -> None:
        self._is_unfolded = not self._is_unfolded
        if self._more is None:
            self._more = self._all_other_settings()
            self._more.show_look(self._look)
            self._column.addWidget(self._more)
            self.show_layer(*self._shown)
            order_tabs(self)
        self._more.setVisible(self._is_unfolded)
        self._summary.setVisible(not self._is_unfolded)
        self._show_chevron()

    def _show_chevron(self) -> None:
        name = "chevron-down" if self._is_unfolded else "chevron-right"
        show_icon(self._head, name, self._look)
        self._head.setAccessibleDescription("unfolded" if self._is_unfolded else "folded")

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Insert adds a layer, Delete removes this one."""
        assert event is not None
        if self._is_output or event.key() not in (Qt.Key.Key_Insert, Qt.Key.Key_Delete):
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Insert:
            self.add_clicked.emit()
        else:
            self.remove_clicked.emit()


def _summary(layer: Dense) -> str:
    """What is folded away, as far as it has an effect."""
    effects = {"bias": layer.bias, "dropout": layer.dropout} | {
        title: getattr(layer.regularizer, name) for name, title in _PENALTIES.items()
    }
    shown = [f"{name} {numbers.plain(value)}" for name, value in effects.items() if value]
    return " · ".join([f"Initial weights: {layer.weights.title}", *shown])
