"""The report: all that is known of how good a network is on a whole set of examples."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.answers import Answers, answers
from engine.calibration import Calibration, calibration
from engine.confusion import Confusion, confusion
from engine.datasets.dataset import Dataset, Examples
from engine.plane import Plane, plane
from engine.progress import Progress
from engine.residuals import Residuals, residuals
from engine.step import Recipe


@dataclass(frozen=True, eq=False)
class Report:
    """How the network was after so many `steps`, on the examples that `scope_title` names.

    For classes there are a `confusion`, the class `names` and, if outputs are probabilities, a
    `calibration`; for a regression there are `residuals`; for two inputs there is a `plane`.
    """

    scope_title: str
    steps: int
    answers: Answers
    confusion: Confusion | None = None
    calibration: Calibration | None = None
    residuals: Residuals | None = None
    plane: Plane | None = None
    names: tuple[str, ...] = ()

    def worst(self, most: int) -> NDArray[np.intp]:
        """The numbers of the mistakes with the greatest loss, the worst first.

        Where there are classes only wrong answers are mistakes. An example without an answer, or
        with a loss that is no number, is worse than any other.
        """
        losses = np.nan_to_num(self.answers.losses, nan=np.inf, posinf=np.inf)
        losses = np.where(self.answers.is_answered, losses, np.inf)
        mistakes = np.arange(len(losses))
        if self.confusion is not None:
            mistakes = np.flatnonzero(~self.answers.is_right)
        order = np.argsort(-losses[mistakes], kind="stable")
        return mistakes[order[:most]]

    def cell(self, true: int, predicted: int) -> NDArray[np.intp]:
        """The numbers of the examples of a class that were given a class, most confident first.

        `predicted` −1: those without an answer. For classes only.
        """
        is_there = np.equal(self.answers.examples.y, true) & (self.answers.chosen == predicted)
        return self._by_confidence(is_there)

    def in_bin(self, number: int) -> NDArray[np.intp]:
        """The numbers of the examples in a bin of the calibration, most confident first."""
        assert self.calibration is not None
        return self._by_confidence(self.calibration.bins == number)

    def _by_confidence(self, which: NDArray[np.bool_]) -> NDArray[np.intp]:
        found = np.flatnonzero(which)
        return found[np.argsort(-self.answers.confidence[found], kind="stable")]


def report(
    recipe: Recipe,
    params: NDArray[Any],
    dataset: Dataset,
    examples: Examples,
    scope_title: str,
    steps: int,
    progress: Progress | None = None,
) -> Report | None:
    """Feed all `examples` through the flat vector of parameters, and judge the answers.

    None if `progress` stops it. Raises `InputError` if the examples do not fit.
    """
    given = answers(recipe, params, dataset, examples, progress)
    if given is None:
        return None
    surroundings = plane(recipe, params, dataset)
    if not dataset.is_classification:
        return Report(scope_title, steps, given, residuals=residuals(given), plane=surroundings)
    return Report(
        scope_title,
        steps,
        given,
        confusion=confusion(given, len(dataset.class_names)),
        calibration=calibration(given, recipe.network.output.activation),
        plane=surroundings,
        names=dataset.class_names,
    )
