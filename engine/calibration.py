"""Calibration: whether a network is right as often as it is confident."""

from dataclasses import dataclass
from math import nan

import numpy as np
from numpy.typing import NDArray

from engine.activations import Activation, Sigmoid, Softmax
from engine.answers import Answers

BINS = 10


@dataclass(frozen=True, eq=False)
class Calibration:
    """The answers in bins of equal width by their confidence from 0 to 1, shape (bins,) each.

    `counts` are the answers in each bin, `confidence` their mean confidence and `right` the share
    of them that is right, NaN in an empty bin. `bins` has the bin of each example, shape (n,), −1
    where there is no answer.
    """

    counts: NDArray[np.int64]
    confidence: NDArray[np.float64]
    right: NDArray[np.float64]
    bins: NDArray[np.int64]

    @property
    def edges(self) -> NDArray[np.float64]:
        """Where bins begin and end, shape (bins + 1,); a confidence on an edge is of the lower."""
        return np.arange(len(self.counts) + 1) / len(self.counts)

    @property
    def error(self) -> float:
        """The expected calibration error: the mean over all answers of |confidence − right|.

        By bins, as Guo, Pleiss, Sun and Weinberger, "On calibration of modern neural networks",
        ICML 2017. NaN if there is no answer at all.
        """
        answers = int(self.counts.sum())
        gaps = np.abs(self.confidence - self.right)
        used = self.counts > 0
        return float(gaps[used] @ self.counts[used]) / answers if answers else nan


def calibration(answers: Answers, output: Activation) -> Calibration | None:
    """How often the answers are right; None if the outputs of this kind are no probabilities."""
    if not isinstance(output, Softmax | Sigmoid):
        return None
    edges = np.arange(1, BINS) / BINS
    bins = np.where(answers.is_answered, np.searchsorted(edges, answers.confidence), -1)
    used = bins[answers.is_answered]
    counts = np.bincount(used, minlength=BINS)
    confident = np.bincount(used, answers.confidence[answers.is_answered], minlength=BINS)
    right = np.bincount(used, answers.is_right[answers.is_answered], minlength=BINS)
    with np.errstate(invalid="ignore"):  # 0 / 0 in an empty bin is NaN
        return Calibration(
            counts.astype(np.int64), confident / counts, right / counts, bins.astype(np.int64)
        )
