"""The boundary: the lines on which a network goes over from one class to another."""

from typing import Any

import numpy as np
from numpy.typing import NDArray


def boundary(scores: NDArray[Any]) -> NDArray[np.float64]:
    """Where the largest of several scores changes, or a single one its sign.

    `scores` has shape (classes, rows, columns). Gives lines x1, y1, x2, y2 in steps of the grid,
    from the middle of its first point; shape (n, 4).
    """
    if len(scores) == 1:
        return zero_lines(scores[0])
    leads = []
    for label in range(len(scores) - 1):  # the last class borders on the others only
        others = np.delete(scores, label, axis=0).max(axis=0)
        leads.append(zero_lines(scores[label] - others))
    return np.concatenate(leads)


def zero_lines(values: NDArray[Any]) -> NDArray[np.float64]:
    """Where a map over a grid changes its sign; it is taken as flat in each half of a square."""
    rows, columns = np.indices(values.shape)
    nodes = np.dstack([columns, rows, values.astype(np.float64)])
    left, right = nodes[:, :-1], nodes[:, 1:]
    upper = np.stack([left[:-1], right[:-1], left[1:]], axis=2).reshape(-1, 3, 3)
    lower = np.stack([right[1:], left[1:], right[:-1]], axis=2).reshape(-1, 3, 3)
    halves = np.concatenate([upper, lower])
    halves = halves[np.isfinite(halves).all(axis=(1, 2))]
    nexts = np.roll(halves, -1, axis=1)
    is_crossed = (halves[..., 2] > 0) != (nexts[..., 2] > 0)  # two sides of each half, or none
    start, end = halves[is_crossed], nexts[is_crossed]
    share = start[:, 2] / (start[:, 2] - end[:, 2])
    points: NDArray[np.float64] = start[:, :2] + share[:, np.newaxis] * (end[:, :2] - start[:, :2])
    return points.reshape(-1, 4)
