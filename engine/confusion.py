"""Confusion: which classes a network takes for which, and the figures that follow from it."""

from dataclasses import dataclass
from math import nan, sqrt
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.answers import Answers

Z_95 = 1.959963984540054
"""Standard deviations on either side of the mean that hold 95 % of a normal distribution."""


class Interval(NamedTuple):
    """From where to where a share may well be."""

    low: float
    high: float


class Pair(NamedTuple):
    """So many `times` is the class `true` taken for the class `predicted`."""

    true: int
    predicted: int
    times: int


class Means(NamedTuple):
    """Means over all classes, each class counting alike, where a figure is defined."""

    precision: float
    recall: float
    f1: float


@dataclass(frozen=True, eq=False)
class Confusion:
    """How many examples of each true class, a row, were given each class, a column.

    `matrix` and `near_misses` have the shape (classes, classes). A near miss is a wrong answer
    whose second best output is that of the true class; None with fewer than three classes, where
    every wrong answer is one. `unanswered`, shape (classes,), are the examples of each true class
    without an answer: they are in no column, and count as wrong.
    """

    matrix: NDArray[np.int64]
    unanswered: NDArray[np.int64]
    near_misses: NDArray[np.int64] | None

    @property
    def classes(self) -> int:
        """The number of classes."""
        return len(self.matrix)

    @property
    def total(self) -> int:
        """The number of examples, with those without an answer."""
        return int(self.support.sum())

    @property
    def right(self) -> int:
        """The number of right answers."""
        return int(np.trace(self.matrix))

    @property
    def accuracy(self) -> float:
        """The share of right answers."""
        return self.right / self.total

    @property
    def interval(self) -> Interval:
        """Where the accuracy on many more such examples lies with 95 % confidence."""
        return wilson(self.right, self.total)

    @property
    def support(self) -> NDArray[np.int64]:
        """The number of examples of each true class, shape (classes,)."""
        support: NDArray[np.int64] = self.matrix.sum(axis=1) + self.unanswered
        return support

    @property
    def precision(self) -> NDArray[np.float64]:
        """Of the examples that are given a class, the share that is of it; NaN if none is given."""
        return _shares(self.matrix.diagonal(), self.matrix.sum(axis=0))

    @property
    def recall(self) -> NDArray[np.float64]:
        """Of the examples of a class, the share that is given it; NaN if there are none."""
        return _shares(self.matrix.diagonal(), self.support)

    @property
    def f1(self) -> NDArray[np.float64]:
        """The harmonic mean of precision and recall, 2 · right / (given + there are), by class.

        NaN only for a class that neither occurs nor is given.
        """
        return _shares(2 * self.matrix.diagonal(), self.matrix.sum(axis=0) + self.support)

    @property
    def means(self) -> Means:
        """Precision, recall and F1, as the mean of the classes for which each is defined."""
        return Means(*(_mean(figures) for figures in (self.precision, self.recall, self.f1)))

    @property
    def top2(self) -> float | None:
        """The share of examples whose true class has one of the two greatest outputs.

        None with fewer than three classes.
        """
        if self.near_misses is None:
            return None
        return (self.right + int(self.near_misses.sum())) / self.total

    def pairs(self, most: int = 10) -> tuple[Pair, ...]:
        """The most frequent confusions, the most frequent first."""
        return _pairs(self.matrix, most)

    def near_pairs(self, most: int = 10) -> tuple[Pair, ...]:
        """The most frequent confusions with the true class second, the most frequent first."""
        return () if self.near_misses is None else _pairs(self.near_misses, most)

    def taken_for(self, true: int) -> Pair | None:
        """With what a class is confused most often; None if it never is."""
        others = self.matrix[true].copy()
        others[true] = 0
        predicted = int(others.argmax())
        times = int(others[predicted])
        return Pair(true, predicted, times) if times else None


def confusion(answers: Answers, classes: int) -> Confusion:
    """Count the answers to examples of so many classes."""
    true = answers.examples.y
    answered = answers.is_answered
    is_wrong = answered & ~answers.is_right
    near_misses = None
    if classes > 2:
        second = _second(answers.outputs, answers.chosen)
        near_misses = _count(true, answers.chosen, is_wrong & np.equal(second, true), classes)
    return Confusion(
        _count(true, answers.chosen, answered, classes),
        np.bincount(true[~answered], minlength=classes).astype(np.int64),
        near_misses,
    )


def wilson(successes: int, trials: int) -> Interval:
    """The 95 % score interval of a share that was seen as `successes` in so many `trials`, ≥ 1.

    E. B. Wilson, "Probable inference, the law of succession, and statistical inference", Journal of
    the American Statistical Association 22 (1927): the shares p from which the one seen is at most
    z standard deviations √(p (1 − p) / n) away. Unlike p ± z √(p (1 − p) / n) it stays within 0…1,
    and is not of width 0 where all are right.
    """
    seen, square = successes / trials, Z_95 * Z_95
    middle = (seen + square / (2 * trials)) / (1 + square / trials)
    spread = sqrt(seen * (1 - seen) / trials + square / (4 * trials * trials))
    half = Z_95 * spread / (1 + square / trials)
    return Interval(  # none of which a rounding may push out of the interval
        min(max(middle - half, 0.0), seen), max(min(middle + half, 1.0), seen)
    )


def _count(
    true: NDArray[Any], predicted: NDArray[np.intp], which: NDArray[np.bool_], classes: int
) -> NDArray[np.int64]:
    """A matrix (true, predicted) of the examples that are in `which`."""
    cells = true[which].astype(np.int64) * classes + predicted[which]
    return np.bincount(cells, minlength=classes**2).astype(np.int64).reshape(classes, classes)


def _second(outputs: NDArray[Any], first: NDArray[np.intp]) -> NDArray[np.intp]:
    """The class of the second greatest output; of equal ones the one that comes first."""
    others = outputs.copy()
    others[np.arange(len(others)), first] = -np.inf
    second: NDArray[np.intp] = others.argmax(axis=1)
    return second


def _shares(part: NDArray[np.int64], whole: NDArray[np.int64]) -> NDArray[np.float64]:
    """part / whole, NaN where there is nothing."""
    shares = np.full(len(whole), np.nan)
    np.divide(part, whole, out=shares, where=whole > 0)
    return shares


def _mean(figures: NDArray[np.float64]) -> float:
    defined = figures[~np.isnan(figures)]
    return float(defined.mean()) if len(defined) else nan


def _pairs(matrix: NDArray[np.int64], most: int) -> tuple[Pair, ...]:
    """The greatest numbers beside the diagonal, the greatest first."""
    wrong = matrix.copy()
    np.fill_diagonal(wrong, 0)
    cells = np.flatnonzero(wrong)
    cells = cells[np.argsort(-wrong.flat[cells], kind="stable")[:most]]
    return tuple(Pair(*divmod(int(cell), len(wrong)), int(wrong.flat[cell])) for cell in cells)
