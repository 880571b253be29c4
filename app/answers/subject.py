"""The subject: what inputs and outputs of the data are called, and how they are written."""

from dataclasses import dataclass
from typing import Any, NamedTuple

from numpy.typing import NDArray

from app.look import numbers
from engine.activations import ReLU, Sigmoid, Softmax
from engine.datasets.dataset import Dataset
from engine.experiment import Experiment
from engine.preprocessing import SIDE

DRAWING = (SIDE, SIDE)
"""The shape of inputs that are drawn."""
SAID_BY = 0.5
"""Above it a single output says the second class."""


class Said(NamedTuple):
    """What an output says: a class, or the name of a value, and its number as it is written."""

    name: str
    number: str


@dataclass(frozen=True)
class Subject:
    """Names for the inputs, the classes (none: a regression) and the outputs of a network.

    `picture` is (rows, columns) where an input is a picture. Outputs are written in percent if they
    `are_shares`; they may be below 0 if they `are_signed`.
    """

    picture: tuple[int, int] | None
    input_names: tuple[str, ...]
    class_names: tuple[str, ...]
    output_names: tuple[str, ...]
    are_shares: bool
    are_signed: bool

    @classmethod
    def of(cls, experiment: Experiment, dataset: Dataset) -> "Subject":
        """What the data set and the network of an experiment are about."""
        output, shape = experiment.network.output, dataset.input_shape
        inputs = dataset.input_names or tuple(f"x[{i}]" for i in range(dataset.inputs))
        values = (
            tuple(f"output {i}" for i in range(output.size)) if output.size > 1 else ("output",)
        )
        return cls(
            (shape[0], shape[1]) if len(shape) == 2 else None,
            inputs,
            dataset.class_names,
            dataset.output_names(output.size) or values,
            dataset.is_classification and isinstance(output.activation, Softmax | Sigmoid),
            not isinstance(output.activation, Softmax | Sigmoid | ReLU),
        )

    @property
    def is_drawn(self) -> bool:
        """Whether inputs are drawings."""
        return self.picture == DRAWING

    @property
    def noun(self) -> str:
        """What an input is called."""
        if self.is_drawn:
            return "drawing"
        return "point" if len(self.input_names) == 2 else "input"

    @property
    def own(self) -> str:
        """What inputs with a label of the user's own are called."""
        return "drawing" if self.is_drawn else "example"

    @property
    def invitation(self) -> str:
        """What there is to do while there is nothing to answer."""
        if self.is_drawn:
            return "Draw something on the pad: the network answers while you draw."
        do = "Move the point" if self.noun == "point" else "Move a slider"
        return f"{do}: the network answers while you move it."

    @property
    def label(self) -> str:
        """What tells of an example what it should give."""
        return "label" if self.class_names else "target"

    @property
    def truth(self) -> str:
        """What the user is asked to choose or to enter."""
        return f"what the {self.noun} truly is" if self.class_names else "what it should be"

    @property
    def part(self) -> str:
        """What one number of an input is called."""
        return "pixel" if self.picture else "input"

    def text(self, value: float) -> str:
        """An output as it is written."""
        return numbers.percent(value) if self.are_shares else numbers.plain(value)

    def class_said(self, outputs: NDArray[Any]) -> int | None:
        """The class that outputs, shape (outputs,), say; None for a regression."""
        if not self.class_names:
            return None
        return int(outputs.argmax()) if len(outputs) > 1 else int(outputs[0] > SAID_BY)

    def class_behind(self, outputs: NDArray[Any]) -> int:
        """The class that comes second."""
        if len(outputs) > 1:
            return int((-outputs).argsort(kind="stable")[1])
        return int(outputs[0] <= SAID_BY)

    def output_said(self, outputs: NDArray[Any]) -> int:
        """The output whose value is the answer: the greatest, or the first of a regression."""
        return int(outputs.argmax()) if self.class_names else 0

    def said(self, outputs: NDArray[Any]) -> list[Said]:
        """The answer, and behind it the second best if there are classes."""
        if not self.class_names:
            return [Said(self.output_names[0], self.text(float(outputs[0])))]
        if len(outputs) == 1:
            return self._said_by_one(float(outputs[0]))
        best = (-outputs).argsort(kind="stable")[:2]
        return [Said(self.class_names[i], self.text(float(outputs[i]))) for i in best.tolist()]

    def _said_by_one(self, value: float) -> list[Said]:
        """What a single output says of two classes: as a share also of the first."""
        if not self.are_shares:
            return [Said(self.class_names[int(value > SAID_BY)], self.text(value))]
        said = [Said(self.class_names[i], self.text((1 - value, value)[i])) for i in (0, 1)]
        return said[::-1] if value > SAID_BY else said
