"""The plane of two inputs: what a network answers everywhere on it."""

from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.activations import Activation, Sigmoid, Softmax
from engine.boundary import boundary
from engine.datasets.dataset import Dataset
from engine.probe import Probe
from engine.step import Recipe

SIDE = 96
"""Points of the grid along each axis."""
MARGIN = 0.06
"""By what share of their range the plane reaches beyond the training data."""


class Range(NamedTuple):
    """From where to where an axis goes."""

    low: float
    high: float

    def share(self, values: NDArray[Any]) -> NDArray[Any]:
        """Where values lie, from 0 at the low end to 1 at the high end."""
        return (values - self.low) / (self.high - self.low)

    def middles(self, parts: int) -> NDArray[np.float64]:
        """The middles of so many equal parts, from low to high."""
        return self.low + (np.arange(parts) + 0.5) / parts * (self.high - self.low)


@dataclass(frozen=True, eq=False)
class Plane:
    """The outputs on a grid over the range of the training data.

    `outputs` has the shape (outputs, side, side), where the top row, with the greatest second
    input, comes first. `lines` are the boundary between classes as x1, y1, x2, y2 in shares of the
    plane's width and height from its top left corner, shape (lines, 4); none for a regression.
    """

    across: Range
    up: Range
    outputs: NDArray[Any]
    lines: NDArray[np.float64]

    def places(self, x: NDArray[Any]) -> NDArray[np.float64]:
        """Where inputs x, shape (n, 2), lie: shares of width and height from the top left."""
        return np.column_stack([self.across.share(x[:, 0]), 1 - self.up.share(x[:, 1])])


def plane(recipe: Recipe, params: NDArray[Any], dataset: Dataset, side: int = SIDE) -> Plane | None:
    """What the network answers on the plane; None unless it has two inputs."""
    if dataset.inputs != 2:
        return None
    across, up = plane_ranges(dataset)
    lines = np.empty((0, 4))
    with np.errstate(all="ignore"):  # outputs that are not finite are seen as they are
        values = Probe(recipe, side * side).feed(params, plane_grid(across, up, side))
        depth = recipe.network.depth
        z, a = (values[f"{letter}{depth}"].T.reshape(-1, side, side).copy() for letter in "za")
        if dataset.is_classification:
            lines = (boundary(scores(recipe.network.output.activation, z, a)) + 0.5) / side
    return Plane(across, up, a, lines)


def plane_ranges(dataset: Dataset) -> tuple[Range, Range]:
    """How far the plane of two inputs reaches: across and up."""
    points = dataset.train.x * dataset.train.scale
    return _range(points[:, 0]), _range(points[:, 1])


def plane_grid(across: Range, up: Range, side: int) -> NDArray[np.float64]:
    """The points of the grid, shape (side · side, 2), row by row from the top."""
    x, y = np.meshgrid(across.middles(side), up.middles(side)[::-1])
    return np.column_stack([x.ravel(), y.ravel()])


def scores(output: Activation, z: NDArray[Any], a: NDArray[Any]) -> NDArray[Any]:
    """What decides on the class, shape (outputs, …): the largest, or whether a single one is > 0.

    Of probabilities z decides the same, and is never saturated.
    """
    if isinstance(output, Sigmoid | Softmax):
        return z
    return a - 0.5 if len(a) == 1 else a


def _range(values: NDArray[Any]) -> Range:
    low, high = float(values.min()), float(values.max())
    margin = MARGIN * (high - low) or 0.5
    return Range(low - margin, high + margin)
