"""The numbers of an example: inputs, outputs, and what the outputs should be."""

from typing import Any

from numpy.typing import NDArray
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from app.look.look import Look
from app.look.numbers import NOT_COMPUTED, UNKNOWN
from app.stepping.facts import NEGATIVE, Fact, Facts
from app.stepping.input_list import InputList
from app.stepping.input_picture import InputPicture
from app.widgets.prediction_bars import Answer, PredictionBars
from engine.activations import ReLU, Sigmoid, Softmax
from engine.datasets.dataset import Dataset
from engine.network import Network
from engine.reading import Reading

Array = NDArray[Any]


class ExampleView(QWidget):
    """Shows readings of a `network` on a data set.

    Inputs are a picture or a list; outputs are bars for classes, or numbers beside their targets.
    """

    def __init__(self, network: Network, dataset: Dataset) -> None:
        super().__init__()
        self._network = network
        self._dataset = dataset
        self._input = _input(dataset)
        names = [f"{mark} {name}" for name in dataset.class_names for mark in "✓✗"]
        self._facts = Facts(names or [NEGATIVE])
        self._bars = _bars(network, dataset) if dataset.is_classification else None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        is_picture = isinstance(self._input, InputPicture)
        self._top = QHBoxLayout() if is_picture else QVBoxLayout()
        self._top.addWidget(self._input, 1)
        self._top.addWidget(self._facts, 0, Qt.AlignmentFlag.AlignVCenter)
        self._column.addLayout(self._top)
        if self._bars is not None:
            heading = QLabel("Prediction")
            heading.setProperty("role", "heading")
            self._column.addWidget(heading)
            self._column.addWidget(self._bars)

    def suits(self, network: Network, dataset: Dataset) -> bool:
        """Whether it can show readings of this network on this data set as well."""
        mine = self._network
        return (
            dataset is self._dataset
            and network.sizes == mine.sizes
            and network.output.activation == mine.output.activation
        )

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._column.setSpacing(round(8 * look.unit))
        self._top.setSpacing(round(10 * look.unit))
        self._input.show_look(look)
        self._facts.show_look(look)
        if self._bars is not None:
            self._bars.show_look(look)

    def show_reading(self, reading: Reading) -> None:
        """Show the numbers of one moment, of an example or the means of the batch."""
        outputs = reading.fields.get(f"a{self._network.depth}")
        x, y = reading.fields["x"], reading.fields["y"]
        self._input.show_values(x)
        facts = [_loss(reading)]
        if self._bars is None:
            facts = _values("output", outputs, len(y)) + _values("target", y, len(y)) + facts
        elif reading.focus.example is None:
            self._bars.show_answer(Answer(outputs))
        else:
            facts = self._show_classes(self._bars, outputs, y) + facts
        self._facts.show_facts(facts)

    def _show_classes(self, bars: PredictionBars, outputs: Array | None, y: Array) -> list[Fact]:
        """Show which class an example has and which one the network says; give both in words."""
        names = self._dataset.class_names
        label = self._dataset.class_of(y)
        said = None if outputs is None else self._dataset.class_of(outputs)
        if len(y) > 1:
            bars.show_answer(Answer(outputs, label, said))
        else:  # its one bar stands for class 1
            bars.show_answer(Answer(outputs, _bar_of(label), _bar_of(said)))
        return [Fact("label", names[label]), _prediction(said, label, names)]


def _input(dataset: Dataset) -> InputPicture | InputList:
    if len(dataset.input_shape) == 2:
        return InputPicture((dataset.input_shape[0], dataset.input_shape[1]))
    return InputList(dataset.input_names or [f"x[{i}]" for i in range(dataset.inputs)])


def _bars(network: Network, dataset: Dataset) -> PredictionBars:
    output = network.output
    return PredictionBars(
        dataset.output_names(output.size),
        are_shares=isinstance(output.activation, Softmax),
        are_signed=not isinstance(output.activation, Softmax | Sigmoid | ReLU),
    )


def _bar_of(class_: int | None) -> int | None:
    return 0 if class_ == 1 else None


def _values(name: str, values: Array | None, count: int) -> list[Fact]:
    """A fact for each output or target of a regression."""
    names = [name] if count == 1 else [f"{name} {i}" for i in range(count)]
    return [Fact.of(n, None if values is None else values[i]) for i, n in enumerate(names)]


def _prediction(said: int | None, label: int, names: tuple[str, ...]) -> Fact:
    if said is None:
        return Fact("prediction", UNKNOWN, NOT_COMPUTED)
    if said == label:
        return Fact("prediction", f"✓ {names[said]}", "right", "good")
    return Fact("prediction", f"✗ {names[said]}", f"wrong: it is {names[label]}", "bad")


def _loss(reading: Reading) -> Fact:
    value = reading.fields.get("L")
    number = None if value is None else value.reshape(-1)[0]
    if reading.focus.example is None:
        return Fact.of("cost C", number, "the mean of the losses, and the penalties if any")
    return Fact.of("loss L", number, "the loss of this example")
