"""The slope: the cost against one number, and what its derivative predicts."""

from dataclasses import dataclass
from math import floor, isfinite, log10
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.addresses import Address, BiasId, EdgeId, NodeId
from engine.errors import NotComputedError
from engine.gradient_check import nudge
from engine.objective import Objective

POINTS = 121
LEAST_REACH = 1.0
"""How far the curve of a weight goes to both sides at least."""

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Slope:
    """The cost at each of the values `xs` of one number, and the derivative where it is now.

    `example` is the one for which alone an input or a z changes; None for the whole batch.
    `gradient` is None while the step has not come to it; `missing` says so then.
    """

    address: Address
    example: int | None
    value: float
    cost: float
    gradient: float | None
    missing: str
    xs: Array
    costs: Array

    @property
    def reach(self) -> float:
        """How far the curve goes to both sides."""
        return float(self.xs[-1] - self.xs[0]) / 2

    def predicted(self, value: float) -> float | None:
        """By how much the cost changes at `value`, if the tangent is right."""
        return None if self.gradient is None else self.gradient * (value - self.value)


def concerned(address: Address, example: int | None) -> int | None:
    """The example for which alone a number changes: a weight changes for all of them."""
    return example if isinstance(address, NodeId) else None


def slope(objective: Objective, address: Address, example: int | None, reach: float) -> Slope:
    """The curve around the present value of a number, so far to both sides."""
    example = concerned(address, example)
    value = objective.value(address, example)
    gradient, missing = None, ""
    try:
        gradient = nudge(objective, address, example).backprop
    except NotComputedError as error:
        missing = str(error)
    xs = np.linspace(value - reach, value + reach, POINTS)
    xs[POINTS // 2] = value  # without a rounding error
    costs = objective.costs_along(address, xs, example)
    return Slope(address, example, value, objective.cost(), gradient, missing, xs, costs)


def usual_reach(objective: Objective, address: Address, example: int | None) -> float:
    """So far that the cost bends: 1, or the size of the number; of an input, what is usual."""
    size = abs(objective.value(address, concerned(address, example)))
    if not isfinite(size):
        return LEAST_REACH
    if isinstance(address, EdgeId | BiasId) or address.layer:
        return rounded(max(LEAST_REACH, size))
    x = objective.trace.values["x"]
    return rounded(max(LEAST_REACH, float(np.ptp(x))))


def stepped(reach: float, count: int) -> float:
    """The next wider range of the series 1, 2, 5, 10, … for a `count` of 1, the narrower for −1."""
    return rounded(reach * (1.5 if count > 0 else 0.4))


def rounded(reach: float) -> float:
    """The next number from `reach` on that is 1, 2 or 5 times a power of 10."""
    power = 10.0 ** floor(log10(reach))
    return next(n * power for n in (1, 2, 5, 10) if n * power >= reach * (1 - 1e-9))
