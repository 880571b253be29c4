"""The bar over the network: which quantities are shown, on which scale, and the legend."""

from collections.abc import Sequence
from dataclasses import replace

from PyQt6.QtCore import QEvent, QSize, pyqtSignal
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from app.look.look import Look
from app.network_view.legend import Legend, Shown
from app.network_view.segments import Choice, Segments
from app.network_view.settings import ViewSettings
from engine.reading import EdgeQuantity, NeuronQuantity

GAP = 8
ROW_GAP = 4

EDGE_CHOICES = {
    EdgeQuantity.WEIGHT: Choice(
        "weight w",
        "w",
        "Edges show the weight w: how strongly, and with which sign, one neuron speaks to "
        "another (1)",
    ),
    EdgeQuantity.SIGNAL: Choice(
        "signal a·w",
        "a·w",
        "Edges show the signal a·w: what a neuron sends over this edge for the example shown (2)",
    ),
    EdgeQuantity.GRADIENT: Choice(
        "gradient ∂C/∂w",
        "∂C/∂w",
        "Edges show the gradient ∂C/∂w: how the cost changes if the weight grows a little (3)",
    ),
    EdgeQuantity.UPDATE: Choice(
        "update Δw",
        "Δw",
        "Edges show the update Δw: by how much this step changes the weight (4)",
    ),
}
NEURON_CHOICES = {
    NeuronQuantity.ACTIVATION: Choice(
        "activation a", "a", "Neurons show the activation a: what they send on"
    ),
    NeuronQuantity.PRE_ACTIVATION: Choice(
        "z", "z", "Neurons show the pre-activation z: the sum that they receive, with their bias"
    ),
    NeuronQuantity.ACTIVATION_GRADIENT: Choice(
        "∂C/∂a",
        "∂C/∂a",
        "Neurons show ∂C/∂a: how the cost changes if the activation grows a little. Where the loss "
        "gives δ at once, outputs have none",
    ),
    NeuronQuantity.DELTA: Choice(
        "δ", "δ", "Neurons show δ = ∂C/∂z: how the cost changes if z grows a little"
    ),
    NeuronQuantity.BIAS: Choice(
        "bias b", "b", "Neurons show their bias b: what is added to the sum that they receive"
    ),
}
SCALE_CHOICES = (
    Choice(
        "per layer", "layer", "Each layer has a scale of its own: full colour is its largest value"
    ),
    Choice("common", "all", "All layers share one scale, so that their colours can be compared"),
)
COURSE_CHOICES = (
    Choice("linear", "lin", "Colour grows in proportion to the value"),
    Choice(
        "log", "log", "Colour grows with the logarithm of the value, so that small ones show too"
    ),
)
FOLLOW_TIP = (
    "<p>Follow the step: while nothing runs, neurons and edges show what the present operation "
    "computes: z, a, ∂C/∂a, δ = ∂C/∂z, the gradient ∂C/∂w, the update Δw. What you choose yourself "
    "is shown up to the next operation, and again while it runs.</p>"
)


class ViewBar(QWidget):
    """Sets what the view shows: in one row if there is room, else quantities above their scales."""

    #: The user has chosen other settings.
    changed = pyqtSignal(ViewSettings)
    #: The user wants operations to be followed, or not.
    following_chosen = pyqtSignal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._settings = ViewSettings()
        self._edges = Segments("edges", tuple(EDGE_CHOICES.values()))
        self._neurons = Segments("neurons", tuple(NEURON_CHOICES.values()))
        self._scale = Segments("scale", SCALE_CHOICES, shows_label=False)
        self._course = Segments("scale", COURSE_CHOICES, shows_label=False)
        self._follow = QCheckBox("follow")
        self._follow.setToolTip(FOLLOW_TIP)
        self._follow.setAccessibleName("follow the operations")
        self.legend = Legend()
        self._quantities: tuple[QWidget, ...] = (self._edges, self._neurons)
        self._scales: tuple[QWidget, ...] = (
            self._scale,
            self._course,
            self._follow,
            self.legend,
        )
        for widget in self._quantities + self._scales:
            widget.setParent(self)
        self._edges.chosen.connect(self._choose_edges)
        self._neurons.chosen.connect(self._choose_neurons)
        self._scale.chosen.connect(self._choose_scale)
        self._course.chosen.connect(self._choose_course)
        self._follow.clicked.connect(self.following_chosen)
        self._height = 0
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)

    def show_settings(self, settings: ViewSettings) -> None:
        """Show these settings as those that hold."""
        self._settings = settings
        self._edges.choose(list(EDGE_CHOICES).index(settings.edges))
        self._neurons.choose(list(NEURON_CHOICES).index(settings.neurons))
        self._scale.choose(int(settings.is_common))
        self._course.choose(int(settings.is_log))

    def show_following(self, is_on: bool) -> None:
        """Show whether operations are followed."""
        self._follow.setChecked(is_on)

    def show_scales(self, shown: Shown) -> None:
        """Show these scales in the legend, which may need another room for them."""
        before = self.legend.sizeHint()
        self.legend.show_scales(shown)
        if self.legend.sizeHint() != before:
            self._arrange()

    def show_look(self, look: Look) -> None:
        """Paint in this look."""
        self.legend.show_look(look)
        self._arrange()

    def _choose_edges(self, place: int) -> None:
        self._change(replace(self._settings, edges=list(EDGE_CHOICES)[place]))

    def _choose_neurons(self, place: int) -> None:
        self._change(replace(self._settings, neurons=list(NEURON_CHOICES)[place]))

    def _choose_scale(self, place: int) -> None:
        self._change(replace(self._settings, is_common=bool(place)))

    def _choose_course(self, place: int) -> None:
        self._change(replace(self._settings, is_log=bool(place)))

    def _change(self, settings: ViewSettings) -> None:
        self._settings = settings
        self.changed.emit(settings)

    def _arrange(self) -> None:
        """Put everything into rows; where one is too long, some are written as symbols only."""
        by_need = (self._neurons, self._edges, self._scale, self._course)
        for segments in by_need:
            segments.shorten(is_short=False)
        whole = self._quantities + self._scales
        groups = [whole] if self._fits(whole) else [self._quantities, self._scales]
        for group in groups:
            for segments in by_need:
                if segments in group and not self._fits(group):
                    segments.shorten(is_short=True)
        y = ROW_GAP
        for row in (row for group in groups for row in self._wrapped(group)):
            y += self._place(row, y) + ROW_GAP
        if y != self._height:
            self._height = y
            self.updateGeometry()

    def _place(self, row: Sequence[QWidget], y: int) -> int:
        """Put these into a row, the legend at the right end; gives the height of the row."""
        height = max(widget.sizeHint().height() for widget in row)
        x = 0
        for widget in row:
            size = widget.sizeHint()
            width = size.width()
            if widget is self.legend:
                width = max(min(width, self.width() - x), widget.minimumSizeHint().width())
                x = max(x, self.width() - width)
            widget.setGeometry(x, y + (height - size.height()) // 2, width, size.height())
            x += width + GAP
        return height

    def _fits(self, group: Sequence[QWidget]) -> bool:
        return len(self._wrapped(group)) == 1

    def _wrapped(self, group: Sequence[QWidget]) -> list[list[QWidget]]:
        """These in as many rows as they need."""
        rows: list[list[QWidget]] = [[]]
        x = 0
        for widget in group:
            hint = widget.minimumSizeHint() if widget is self.legend else widget.sizeHint()
            if rows[-1] and x + hint.width() > self.width():
                rows.append([])
                x = 0
            rows[-1].append(widget)
            x += hint.width() + GAP
        return rows

    def sizeHint(self) -> QSize:
        """As high as its rows."""
        return QSize(640, max(self._height, 30))

    def minimumSizeHint(self) -> QSize:
        """It can become narrow: then it has more rows."""
        return QSize(200, max(self._height, 30))

    def changeEvent(self, event: QEvent | None) -> None:
        """Find room anew when the style or the font is another."""
        super().changeEvent(event)
        if event is not None and event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self._arrange()

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Find room in the new width."""
        self._arrange()
