"""Smoothing: a running mean that forgets, brought up to date row by row."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.history import Table

Array = NDArray[Any]

LENGTH = 50
"""Over about so many values the mean is taken: each weighs 1 − 1/50 of the one after it."""

BLOCK = 1000


class Smoother:
    """The exponential moving mean of a column that grows, bias-corrected.

    The mean at row t is Σ keepᵗ⁻ˢ · value[s] / Σ keepᵗ⁻ˢ over all rows s up to t with a finite
    value, where keep = 1 − 1/length; NaN before the first of them.
    """

    def __init__(self, length: int = LENGTH) -> None:
        self._keep = 1 - 1 / length
        self._sums = np.zeros(2)  # of the values, and of their weights, at the last row
        self._means = Table({"mean": np.float32})

    def means(self, values: Array) -> Array:
        """The mean at each row of a column; only rows that were not there before cost time."""
        new = values[len(self._means) :]
        if len(new):
            is_finite = np.isfinite(new)
            pairs = np.column_stack([np.where(is_finite, new, 0.0), is_finite])
            sums = decayed_sums(pairs, self._keep, self._sums)
            self._sums = sums[-1]
            with np.errstate(invalid="ignore", over="ignore"):
                self._means.append({"mean": sums[:, 0] / sums[:, 1]})
        return self._means["mean"]


def decayed_sums(rows: Array, keep: float, before: Array) -> Array:
    """sum[t] = keep · sum[t−1] + rows[t], for each column, where sum[−1] = `before`."""
    sums = np.empty_like(rows, dtype=np.float64)
    powers = keep ** np.arange(1.0, BLOCK + 1)[:, np.newaxis]
    for start in range(0, len(rows), BLOCK):
        block = rows[start : start + BLOCK]
        decay = powers[: len(block)]
        sums[start : start + BLOCK] = decay * (before + np.cumsum(block / decay, axis=0))
        before = sums[start + len(block) - 1]
    return sums
