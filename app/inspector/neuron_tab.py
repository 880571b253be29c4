"""The neuron: what reaches it, what it makes of that, what it feeds."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.inspected import Inspected
from app.inspector import neuron_rows
from app.inspector.expanding_rows import ExpandingRows
from app.inspector.function_plot import FunctionCurves, FunctionPlot
from app.inspector.names import Names
from app.inspector.row_list import RowList
from app.inspector.term_list import TermList
from app.inspector.weight_picture import WeightPicture
from app.look import numbers
from app.look.look import Look
from app.widgets.scrolling import ScrollingColumn
from app.widgets.section import Section, paragraph
from engine.activations import Softmax
from engine.addresses import Address, EdgeId, NodeId
from engine.datasets.dataset import Dataset
from engine.errors import NotComputedError
from engine.experiment import Experiment
from engine.neuron import across_batch, incoming

FIRST = 8
"""How many of the neurons that it feeds are shown before the others are asked for."""


class NeuronTab(QWidget):
    """Shows the selected neuron or input; of a weight or a bias, the neuron that it goes into."""

    #: The pointer is on what belongs to this part of the network, or on nothing (None).
    pointed_at = pyqtSignal(object)
    #: The user wants to look at this part of the network.
    address_chosen = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self._names: Names | None = None
        self._shape: tuple[int, int] | None = None
        self._facts = RowList("The neuron’s numbers")
        self._picture = WeightPicture()
        self._caption = paragraph()
        self._terms = TermList()
        self._closing = RowList("What the terms add up to")
        self._unknown = paragraph()
        self._plot = FunctionPlot()
        self._reason = paragraph()
        self._fed_rows = ExpandingRows("What it feeds", ("w", "a·w"), FIRST, "weaker ones")
        self._end = paragraph()
        self._remark = paragraph()
        self._about = Section("Neuron", self._facts, self._remark)
        self._weights = Section("Incoming weights", self._picture, self._caption)
        self._summands = paragraph()
        self._sum = Section(
            "Weighted sum", self._unknown, self._summands, self._terms, self._closing
        )
        self._function = Section("Activation function", self._reason, self._plot)
        self._feeds = Section("Feeds", self._end, self._fed_rows)
        self._sections = (self._about, self._weights, self._sum, self._function, self._feeds)
        self._scrolling = ScrollingColumn(self._sections)
        frame = QVBoxLayout(self)
        frame.setContentsMargins(0, 0, 0, 0)
        frame.addWidget(self._scrolling.area)
        self._connect()

    def _connect(self) -> None:
        for part in (self._facts, self._picture, self._closing, self._fed_rows):
            part.pointed_at.connect(self.pointed_at)
            part.address_chosen.connect(self.address_chosen)
        self._terms.pointed_at.connect(self.pointed_at)
        self._terms.term_chosen.connect(self._choose_term)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._scrolling.show_look(look)
        for section in self._sections:
            section.show_look(look)
        for part in (self._facts, self._closing, self._fed_rows):
            part.show_look(look)
        for painted in (self._picture, self._terms, self._plot):
            painted.show_look(look)

    def show_experiment(self, experiment: Experiment, dataset: Dataset) -> None:
        """Take over what inputs and outputs are called, and how inputs are pictured."""
        self._names = Names(experiment.network, dataset)
        shape = dataset.input_shape
        self._shape = (shape[0], shape[1]) if len(shape) == 2 else None

    def show_inspected(self, inspected: Inspected) -> None:
        """Show the neuron of what is inspected, which must not be nothing."""
        assert self._names is not None
        assert inspected.address is not None
        node = neuron_of(inspected.address)
        trace, example = inspected.trace, inspected.example
        name = self._names.neuron(node.layer, node.index)
        self._about.show_title(name)
        self._facts.show_rows(neuron_rows.facts(trace, node, example))
        is_input = node.layer == 0
        self._remark.setVisible(not is_input)
        self._remark.setText(_about_delta(trace.examples, is_batch=example is None))
        for section in (self._weights, self._sum, self._function):
            section.setVisible(not is_input)
        if not is_input:
            self._show_incoming(inspected, node)
            self._show_function(inspected, node)
        self._show_fed(inspected, node)

    def _show_incoming(self, inspected: Inspected, node: NodeId) -> None:
        assert self._names is not None
        trace, example = inspected.trace, inspected.example
        weights = trace.before[f"W{node.layer}"][:, node.index]
        shape = self._shape if node.layer == 1 else None
        self._picture.show_weights(node, weights, shape)
        kind = "one pixel each" if shape else "sorted, the greatest first"
        self._caption.setText(
            f"{numbers.count(len(weights))} weights as the step began, {kind}. Click one to look "
            "at it."
        )
        try:
            sum_ = incoming(trace, node, example)
        except NotComputedError as error:
            self._unknown.setText(str(error))
            self._show_sum(is_known=False)
            return
        self._show_sum(is_known=True)
        self._terms.show_sum(sum_, trace, self._names, is_open=False)
        self._closing.show_rows(neuron_rows.closing(trace, node, example, sum_))
        mean = "mean " if example is None else ""
        layer = node.layer - 1
        symbol = "x" if layer == 0 else f"a of {self._names.layer(layer)}"
        self._summands.setText(f"{mean}{symbol} × w, the strongest first")

    def _show_sum(self, *, is_known: bool) -> None:
        self._unknown.setVisible(not is_known)
        for part in (self._summands, self._terms, self._closing):
            part.setVisible(is_known)

    def _show_function(self, inspected: Inspected, node: NodeId) -> None:
        layer = inspected.trace.network.layers[node.layer - 1]
        z = across_batch(inspected.trace, f"z{node.layer}", node)
        is_softmax = isinstance(layer.activation, Softmax)
        self._plot.setVisible(z is not None and not is_softmax)
        self._reason.setVisible(z is None or is_softmax)
        if is_softmax:
            self._reason.setText(
                "Softmax has no curve of its own for one neuron: eᶻ is divided by the sum of "
                f"eᶻ over all {layer.size} outputs, so a changes with every z of the layer. "
                "Raise this z and this a grows, while all others shrink."
            )
        elif z is None:
            self._reason.setText(_missing(inspected, f"z{node.layer}"))
        else:
            self._plot.show_curves(FunctionCurves(layer.activation, z, inspected.example))

    def _show_fed(self, inspected: Inspected, node: NodeId) -> None:
        assert self._names is not None
        depth = inspected.trace.network.depth
        is_output = node.layer == depth
        self._fed_rows.setVisible(not is_output)
        if is_output:
            self._feeds.show_title("Feeds the loss")
            self._end.setText("It is an output: the loss compares it with the target y.")
            return
        fed = neuron_rows.fed(inspected.trace, node, inspected.example, self._names)
        signal = "x·w" if node.layer == 0 else "a·w"
        if inspected.example is None:
            signal = f"mean {signal}"
        self._feeds.show_title(f"Feeds {self._names.layer(node.layer + 1)}")
        self._fed_rows.show_titles("w", signal)
        self._end.setText(f"w and {signal} to each neuron there, the strongest first")
        self._fed_rows.show_rows(fed)

    def _choose_term(self, term: int, column: int) -> None:
        """A click on an activation chooses its neuron, one elsewhere the weight."""
        terms = self._terms.terms
        assert terms is not None
        found = terms.address(term, column) if column >= 0 else None
        self.address_chosen.emit(found or terms.address(term))


def _missing(inspected: Inspected, name: str) -> str:
    """When a value that is not computed yet will be."""
    try:
        inspected.trace.read(name)
    except NotComputedError as error:
        return str(error)
    return ""


def neuron_of(address: Address) -> NodeId:
    """The neuron itself, or the one that a weight or a bias goes into."""
    if isinstance(address, NodeId):
        return address
    if isinstance(address, EdgeId):
        return NodeId(address.layer, address.target)
    return NodeId(address.layer, address.index)


def _about_delta(examples: int, *, is_batch: bool) -> str:
    """Of what the δ that is shown is a part or the sum."""
    if examples == 1:
        return "The batch is this one example: its δ is that of the batch."
    if is_batch:
        return f"δ is summed over the {numbers.count(examples)} examples of the batch."
    return (
        f"δ is this example’s share: those of all {numbers.count(examples)} examples add up to the"
        " batch’s."
    )
