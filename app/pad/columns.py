"""Columns: what one input of the training data is called, and between what it lies."""

from dataclasses import dataclass
from math import ceil, log10
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.look.numbers import MINUS
from engine.datasets.dataset import Dataset

MARGIN = 0.06
"""By what share of the data's range one can go beyond it."""
BINS = 40
"""Of the histogram."""
FINE = 1000
"""Into at least so many steps a range is divided."""
STANDARD = 1e-6
"""How near to 0 and 1 mean and deviation of a standardised column are."""


@dataclass(frozen=True, eq=False)
class Column:
    """An input's `name`, and the range `low`…`high` that is offered for it.

    It lies between `least` and `most` in the training data, with this `mean` and `deviation`;
    `counts` of the examples in bins of equal width from `low` to `high`, shape (BINS,).
    """

    name: str
    low: float
    high: float
    least: float
    most: float
    mean: float
    deviation: float
    counts: NDArray[np.intp]

    @property
    def step(self) -> float:
        """How far a key goes: 0.01, 0.02, 0.05, …, about a hundredth of the range."""
        rough = (self.high - self.low) / 100
        power = 10.0 ** int(np.floor(log10(rough)))
        return next(m * power for m in (1, 2, 5, 10) if m * power >= rough * (1 - 1e-9))

    @property
    def is_standardised(self) -> bool:
        """Whether 0 is its mean, and 1 its deviation; one that never varies may be."""
        is_plain = self.deviation < STANDARD or abs(self.deviation - 1) < STANDARD
        return is_plain and abs(self.mean) < STANDARD

    def share(self, value: Any) -> Any:
        """Where values lie, from 0 at the low end to 1 at the high end."""
        return (value - self.low) / (self.high - self.low)

    def value_at(self, share: float) -> float:
        """The value there, kept within the range, in few digits."""
        return self.rounded(self.low + min(max(share, 0.0), 1.0) * (self.high - self.low))

    def rounded(self, value: float) -> float:
        """A value with no more digits than matter in this range."""
        decimals = ceil(log10(FINE / (self.high - self.low)))
        return round(value, decimals) + 0.0  # never −0


def column(dataset: Dataset, index: int) -> Column:
    """What the training data say about an input, as the network sees it."""
    values = dataset.train.x[:, index] * np.float64(dataset.train.scale)
    least, most = float(values.min()), float(values.max())
    margin = MARGIN * (most - least) or 0.5
    low, high = least - margin, most + margin
    counts, _ = np.histogram(values, BINS, (low, high))
    mean, deviation = float(values.mean()), float(values.std())
    return Column(input_name(dataset, index), low, high, least, most, mean, deviation, counts)


def input_name(dataset: Dataset, index: int) -> str:
    """What an input is called: its column, the place of a pixel, or its number."""
    if dataset.input_names:
        return dataset.input_names[index]
    if len(dataset.input_shape) == 2:
        row, across = divmod(index, dataset.input_shape[1])
        return f"row {row}, column {across}"
    return f"x[{index}]"


def written(value: float) -> str:
    """A value in the few digits that a range has: "−1.87"."""
    return f"{value:.3g}".replace("-", MINUS)
