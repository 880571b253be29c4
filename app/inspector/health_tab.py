"""Health: how each layer fares in the step, in plain words."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.inspected import Inspected
from app.inspector.layer_section import LayerSection
from app.inspector.names import Names
from app.look import numbers
from app.look.look import Look
from app.look.style import set_property
from app.widgets.scrolling import ScrollingColumn
from app.widgets.section import Section, paragraph
from engine.datasets.dataset import Dataset
from engine.errors import NotComputedError
from engine.experiment import Experiment
from engine.health import LayerHealth, health
from engine.trace import Trace

PACE = (
    "Pace: ‖∂C/∂W‖ / ‖W‖ of a layer as a multiple of the output layer’s. ‖ΔW‖ / ‖W‖: how much of "
    "its weights the update changes. ‖ ‖ is the root of the sum of squares."
)


class HealthTab(QWidget):
    """Shows what is well and what is not, layer by layer, with the numbers that say so."""

    #: The pointer is on a neuron, or on none (None).
    pointed_at = pyqtSignal(object)
    #: The user wants to look at this neuron.
    address_chosen = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self._names: Names | None = None
        self._layers: list[LayerSection] = []
        self._summary = paragraph("")
        self._missing = paragraph()
        self._legend = paragraph()
        self._legend.setText(PACE)
        self._about = Section("This step", self._summary, self._missing)
        self._sections = QWidget()
        self._column = QVBoxLayout(self._sections)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._scrolling = ScrollingColumn((self._about, self._sections, self._legend))
        frame = QVBoxLayout(self)
        frame.setContentsMargins(0, 0, 0, 0)
        frame.addWidget(self._scrolling.area)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._look = look
        self._scrolling.show_look(look)
        self._column.setSpacing(round(16 * look.unit))
        self._about.show_look(look)
        for section in self._layers:
            section.show_look(look)

    def show_experiment(self, experiment: Experiment, dataset: Dataset) -> None:
        """Get ready for so many layers, and take over what outputs are called."""
        self._names = Names(experiment.network, dataset)
        while len(self._layers) < experiment.network.depth:
            self._add_layer()
        for number, section in enumerate(self._layers):
            section.setVisible(number < experiment.network.depth)

    def show_inspected(self, inspected: Inspected) -> None:
        """Show the health of the step, whatever is selected."""
        assert self._names is not None
        trace = inspected.trace
        layers = health(trace)
        for section, layer in zip(self._layers, layers, strict=False):
            section.show_layer(layer, trace, self._names)
        missing = _missing(trace)
        self._missing.setText(missing)
        self._missing.setVisible(bool(missing))
        role, text = summary(layers, is_whole=not missing)
        set_property(self._summary, "role", role)
        self._summary.setText(text)

    def _add_layer(self) -> None:
        section = LayerSection()
        section.show_look(self._look)
        section.pointed_at.connect(self.pointed_at)
        section.address_chosen.connect(self.address_chosen)
        self._layers.append(section)
        self._column.addWidget(section)


def summary(layers: tuple[LayerHealth, ...], *, is_whole: bool) -> tuple[str, str]:
    """The whole in one sentence, as a role of the text and in words."""
    findings = [finding for layer in layers for finding in layer.findings]
    ill = sum(bool(layer.findings) for layer in layers)
    if findings:
        count = "1 thing is" if len(findings) == 1 else f"{numbers.count(len(findings))} things are"
        where = f"in {ill} of {len(layers)} layers" if len(layers) > 1 else "in the layer"
        return "warning", f"⚠ {count} not well, {where}."
    if is_whole:
        return "good", (
            "✓ All is well: no layer has many dead or saturated neurons, a vanishing or exploding "
            "gradient, or too large an update."
        )
    return "", "Nothing is amiss so far."


def _missing(trace: Trace) -> str:
    """What the step has not come to, "" if that is nothing; the first layer's gradient is last."""
    try:
        for number, _ in trace.network.numbered():
            trace.read(f"a{number}")
        trace.read("dW1")
        trace.read("update_W1")
    except NotComputedError as error:
        return f"{error} What is not computed yet is “–” below."
    return ""
