"""Thinning: as many points of a long curve as its picture has room for."""

from math import ceil, floor
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
Curve = tuple[Array, Array]


def visible(x: Array, low: float, high: float) -> slice:
    """The rows between `low` and `high` of a sorted column, and one more on either side."""
    ends = np.array([floor(low), ceil(high)], x.dtype)  # of another type, all of x is converted
    first, end = np.searchsorted(x, ends)
    return slice(max(int(first) - 1, 0), int(end) + 1)


def extremes(x: Array, y: Array, rows: slice, most: int) -> Curve:
    """The least and the greatest y of each run of so many of these rows that `most` runs suffice.

    No peak is lost. Values that are not a number are passed over where others stand beside them.
    Runs begin at the same rows whatever is visible, so that a curve keeps its shape while it moves
    or grows. A curve that is short enough stays as it is.
    """
    runs = _Runs(rows, len(x), most)
    if runs.size <= 2:
        return x[rows], y[rows]
    pairs = np.stack([runs.reduce(np.fmin, y), runs.reduce(np.fmax, y)], axis=1)
    return np.repeat(runs.middles(x), 2), pairs.ravel()


def means(x: Array, y: Array, rows: slice, most: int) -> Curve:
    """The mean y of each run; otherwise as `extremes`."""
    runs = _Runs(rows, len(x), most)
    if runs.size == 1:
        return x[rows], y[rows]
    return runs.middles(x), runs.reduce(np.add, y) / runs.lengths


class _Runs:
    """Some rows of a column cut into at most `most` runs of equal size, a power of two."""

    def __init__(self, rows: slice, length: int, most: int) -> None:
        first, self._end, _ = rows.indices(length)
        self.size = 1
        while (self._end - first) / self.size > most:
            self.size *= 2
        self._starts = np.arange(first - first % self.size, self._end, self.size)

    @property
    def lengths(self) -> Array:
        """How many rows each run has: all the same, but for the last one."""
        return np.minimum(self._starts + self.size, self._end) - self._starts

    def reduce(self, function: np.ufunc, y: Array) -> Array:
        """The result for each run, in double precision, in which no sum of float32 overflows."""
        full = len(self._starts) - (self.lengths[-1] < self.size)
        start = self._starts[0]
        middle = start + full * self.size
        runs = y[start:middle].reshape(full, self.size)
        dtype = np.float64 if function is np.add else None
        result = function.reduce(runs, axis=1, dtype=dtype)
        rest = [function.reduce(y[middle : self._end], dtype=dtype)] if middle < self._end else []
        return np.append(result, rest)

    def middles(self, x: Array) -> Array:
        """The x halfway between the first and the last row of each run."""
        return (x[self._starts] + x[self._starts + self.lengths - 1]) / 2
