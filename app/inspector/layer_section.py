"""The health of one layer: its numbers, what is not well, and which neurons it is."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.inspector.expanding_rows import ExpandingRows
from app.inspector.health_words import help_text, meaning
from app.inspector.names import Names
from app.inspector.row_list import RowList
from app.inspector.rows import Cell, Row
from app.look import numbers
from app.look.look import Look
from app.look.numbers import NOT_COMPUTED, UNKNOWN
from app.widgets.section import Section, paragraph
from engine.addresses import NodeId
from engine.health import EXPLODING, LARGE_UPDATE, MANY, VANISHING, LayerHealth
from engine.neuron import across_batch
from engine.trace import Trace

FIRST = 6
"""How many neurons are named before the others are asked for."""


class LayerSection(QWidget):
    """Shows a layer in a step; neurons that are stuck can be chosen."""

    #: The pointer is on a neuron, or on none (None).
    pointed_at = pyqtSignal(object)
    #: The user wants to look at this neuron.
    address_chosen = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self._findings = paragraph("warning")
        self._help = paragraph()
        self._rows = RowList("Health of the layer")
        self._stuck = ExpandingRows("Neurons that are stuck", ("greatest z",), FIRST, "more")
        self._section = Section("", self._findings, self._help, self._rows, self._stuck)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._section)
        self._stuck.pointed_at.connect(self.pointed_at)
        self._stuck.address_chosen.connect(self.address_chosen)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        for part in (self._section, self._rows, self._stuck):
            part.show_look(look)

    def show_layer(self, layer: LayerHealth, trace: Trace, names: Names) -> None:
        """Show how this layer fares in a step."""
        name = names.layer(layer.layer)
        activation = trace.network.layers[layer.layer - 1].activation
        count = f"{numbers.count(layer.neurons)} neuron{'s' if layer.neurons > 1 else ''}"
        self._section.show_title(f"{name} · {activation.title} · {count}")
        findings = layer.findings
        self._findings.setText("\n".join(meaning(finding, layer, name) for finding in findings))
        self._help.setText("\n".join(map(help_text, findings)))
        for label in (self._findings, self._help):
            label.setVisible(bool(findings))
        self._rows.show_rows(_rows(layer, trace))
        stuck = _stuck(layer, trace, names)
        self._stuck.setVisible(bool(stuck))
        self._stuck.show_rows(stuck)


def _rows(layer: LayerHealth, trace: Trace) -> list[Row]:
    """Each number with its limit, and whether it is beyond."""
    activation = trace.network.layers[layer.layer - 1].activation
    rows = []
    for word, stuck, is_meant in (
        ("dead", layer.dead, activation.dies),
        ("saturated", layer.saturated, activation.asymptotes is not None),
    ):
        if is_meant:
            is_bad = stuck is not None and len(stuck) / layer.neurons >= MANY
            limit = f"limit {MANY:.0%}"
            rows.append(Row(_marked(word, is_bad, stuck), (_count(stuck, layer),), limit))
    depth = trace.network.depth
    rows.append(Row(_marked("‖∂C/∂W‖", False, None), (Cell.plain(layer.gradient_norm),)))
    if layer.layer < depth:
        is_bad = layer.pace is not None and not VANISHING <= layer.pace <= EXPLODING
        limits = f"limits {VANISHING:g} and {EXPLODING:g}"
        name = _marked("pace", is_bad, layer.pace)
        rows.append(Row(name, (Cell.plain(layer.pace),), limits))
    ratio = layer.update_ratio
    name = _marked("‖ΔW‖ / ‖W‖", ratio is not None and ratio > LARGE_UPDATE, ratio)
    rows.append(Row(name, (Cell.plain(ratio),), f"limit {LARGE_UPDATE:g}"))
    return rows


def _marked(name: str, is_bad: bool, value: object) -> str:
    """The name with a mark of whether it is well; without one where there is nothing to judge."""
    if value is None:
        return f"   {name}"
    return f"{'⚠' if is_bad else '✓'} {name}"


def _count(stuck: tuple[int, ...] | None, layer: LayerHealth) -> Cell:
    """So many of all."""
    if stuck is None:
        return Cell(UNKNOWN, NOT_COMPUTED)
    text = f"{numbers.count(len(stuck))} of {numbers.count(layer.neurons)}"
    return Cell(text, text)


def _stuck(layer: LayerHealth, trace: Trace, names: Names) -> list[Row]:
    """The dead and the saturated neurons, with the greatest z that they had."""
    rows = []
    for word, stuck in (("dead", layer.dead), ("saturated", layer.saturated)):
        for index in stuck or ():
            node = NodeId(layer.layer, index)
            z = across_batch(trace, f"z{layer.layer}", node)
            cell = Cell.of(None if z is None else z.max())
            rows.append(Row(names.neuron(layer.layer, index), (cell,), word, address=node))
    return rows
