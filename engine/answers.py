"""Answers: what a network says to a whole set of examples."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.datasets.dataset import Dataset, Examples
from engine.evaluation import Examination
from engine.progress import Progress
from engine.step import Recipe, State

NO_CLASS = -1
"""Stands for the class that is answered where an output is not finite."""


@dataclass(frozen=True, eq=False)
class Answers:
    """The outputs, shape (n, outputs), and the loss, shape (n,), for each of the `examples`.

    Where an output is NaN or infinite there is no answer; the loss may be infinite elsewhere too.
    """

    examples: Examples
    outputs: NDArray[Any]
    losses: NDArray[Any]

    def __len__(self) -> int:
        return len(self.examples)

    @cached_property
    def is_answered(self) -> NDArray[np.bool_]:
        """For which examples all outputs are finite, shape (n,)."""
        answered: NDArray[np.bool_] = np.isfinite(self.outputs).all(axis=1)
        return answered

    @property
    def unanswered(self) -> int:
        """The number of examples for which an output is not finite."""
        return len(self) - int(np.count_nonzero(self.is_answered))

    @property
    def mean_loss(self) -> float:
        """The mean of the losses; not finite if one of them is not."""
        with np.errstate(all="ignore"):
            return float(self.losses.mean(dtype=np.float64))

    @cached_property
    def chosen(self) -> NDArray[np.intp]:
        """The class that is answered to each example, shape (n,); −1 where there is no answer.

        The greatest of several outputs names it; of a single one, the side of ½ that it is on.
        """
        is_single = self.outputs.shape[1] == 1
        best = self.outputs[:, 0] > 0.5 if is_single else self.outputs.argmax(axis=1)
        chosen: NDArray[np.intp] = np.where(self.is_answered, best, NO_CLASS)
        return chosen

    @cached_property
    def confidence(self) -> NDArray[np.float64]:
        """The output of the chosen class, shape (n,); NaN where there is no answer.

        A single output a stands for the second of two classes; the first has 1 − a.
        """
        outputs = self.outputs.astype(np.float64)
        if outputs.shape[1] == 1:
            best = np.maximum(outputs[:, 0], 1 - outputs[:, 0])
        else:
            best = outputs.max(axis=1)
        confidence: NDArray[np.float64] = np.where(self.is_answered, best, np.nan)
        return confidence

    @cached_property
    def is_right(self) -> NDArray[np.bool_]:
        """Whether the chosen class is the true one, shape (n,); for classes only."""
        right: NDArray[np.bool_] = np.equal(self.chosen, self.examples.y)
        return right


def answers(
    recipe: Recipe,
    params: NDArray[Any],
    dataset: Dataset,
    examples: Examples,
    progress: Progress | None = None,
) -> Answers | None:
    """Feed all `examples` forward, without dropout, through the flat vector of parameters.

    None if `progress` stops it. Raises `InputError` if the examples do not fit.
    """
    examination = Examination(recipe, State(params, {}), dataset)
    y = examination.targets(examples)
    outputs = np.empty(y.shape, y.dtype)
    losses = np.empty(len(y), y.dtype)
    with np.errstate(all="ignore"):  # an output that is not finite is seen as no answer
        for chunk in examination.chunks(examples, y):
            outputs[chunk.rows] = chunk.a
            losses[chunk.rows] = chunk.losses
            if progress and not progress(chunk.rows.stop, len(examples)):
                return None
    return Answers(examples, outputs, losses)
