"""Residuals: how far the answers to a regression are from the targets."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.answers import Answers
from engine.metrics import r_squared, squared_error


@dataclass(frozen=True, eq=False)
class Residuals:
    """What a network predicted and what is true, of the m examples that have an answer.

    `numbers`, shape (m,), are theirs among all examples; `predicted` and `true` have the shape
    (m, outputs).
    """

    numbers: NDArray[np.intp]
    predicted: NDArray[np.float64]
    true: NDArray[np.float64]

    @property
    def outputs(self) -> int:
        """The number of outputs."""
        return int(self.true.shape[1])

    @property
    def residuals(self) -> NDArray[np.float64]:
        """predicted − true, shape (m, outputs): above 0 where too much is predicted."""
        with np.errstate(over="ignore"):
            return self.predicted - self.true

    @property
    def mean(self) -> NDArray[np.float64]:
        """The mean residual of each output: above 0 if it is too large on the whole."""
        return self._mean(self.residuals)

    @property
    def rms(self) -> NDArray[np.float64]:
        """The root of the mean squared residual of each output, in the target's unit."""
        with np.errstate(over="ignore"):
            return np.sqrt(self._mean(np.square(self.residuals)))

    @property
    def mean_absolute(self) -> NDArray[np.float64]:
        """The mean absolute residual of each output, in the target's unit."""
        return self._mean(np.abs(self.residuals))

    @property
    def r2(self) -> tuple[float | None, ...]:
        """1 − Σ residual² / Σ (true − mean)² of each output; None where that is undefined."""
        columns = ((self.predicted[:, [k]], self.true[:, [k]]) for k in range(self.outputs))
        return tuple(_r2(predicted, true) for predicted, true in columns)

    @property
    def whole_r2(self) -> float | None:
        """The same of all outputs at once, as it is measured in training."""
        return _r2(self.predicted, self.true)

    def _mean(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """The mean of each output, NaN if there is no answer at all."""
        if not len(values):
            return np.full(self.outputs, np.nan)
        with np.errstate(over="ignore", invalid="ignore"):  # ∞ − ∞, of numbers that are too large
            mean: NDArray[np.float64] = values.mean(axis=0)
            return mean


def residuals(answers: Answers) -> Residuals:
    """Compare the answers to the targets of a regression."""
    numbers = np.flatnonzero(answers.is_answered)
    return Residuals(
        numbers,
        answers.outputs[numbers].astype(np.float64),
        answers.examples.y[numbers].astype(np.float64),
    )


def _r2(predicted: NDArray[np.float64], true: NDArray[np.float64]) -> float | None:
    with np.errstate(over="ignore"):
        return r_squared(squared_error(predicted, true), true) if len(true) else None
