"""Finite differences: the cost's slopes at many numbers, by nudging each up and down."""

from collections.abc import Callable
from dataclasses import dataclass
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import require
from engine.objective import Moved
from engine.rounding import cost_size
from engine.trace import Trace

Array = NDArray[Any]

USUAL_EPSILON = 1e-5
"""Of the size of the number, at least of 1: small enough for a straight line in float64, and large
enough that the rounding of the cost, 2·10⁻¹⁶ of it, does not show."""
RELATIVE_TOLERANCE = {"float32": 1e-4, "float64": 1e-7}
"""How far two derivatives may differ, as a share of the larger: errors in formulas are larger by
far, and the precision of the step and a usual ε leave less."""
ROUNDINGS = 32
"""How many roundings, each of the full size of what is added up, a number may have seen."""


def epsilons(values: Array, epsilon: float | None) -> Array:
    """The ε for numbers of these values: the one that is given or, if it is None, the usual ones.

    Raises `InputError` if it is not above 0 and finite, or too small to change the numbers.
    """
    if epsilon is None:
        usual: Array = USUAL_EPSILON * np.maximum(np.abs(values), 1)
        return usual
    require(0 < epsilon < inf, f"ε is a finite number above 0, not {epsilon}.")
    unmoved = values[values + epsilon / 2 == values - epsilon / 2]
    require(
        not len(unmoved),
        f"ε = {epsilon:g} is too small to change a number like {max(unmoved, default=0):g}.",
    )
    return np.full(len(values), epsilon)


class Precision:
    """What rounding costs in the step, and in the cost, where z of a layer and of all behind moves.

    `of_step` is a share of what is added up; `of_cost` is absolute.
    """

    def __init__(self, trace: Trace, layer: int) -> None:
        precision = trace.network.precision
        self.relative = RELATIVE_TOLERANCE[precision]
        self.of_step = ROUNDINGS * float(np.finfo(precision).eps)
        self.of_cost = ROUNDINGS * float(np.finfo(np.float64).eps) * cost_size(trace, layer)


@dataclass(frozen=True, eq=False)
class Comparison:
    """What nudging k numbers up and down gave, each array of shape (k,)."""

    low: Moved
    high: Moved
    difference: Array
    kinks: Array
    bend: Array
    tolerance: Array


@dataclass(frozen=True, eq=False)
class Numbers:
    """k numbers to be nudged: their values, their derivatives, and the sizes of what made these."""

    move: Callable[[Array], Moved]
    values: Array
    epsilon: Array
    backprop: Array
    size: Array
    precision: Precision

    @property
    def rounding(self) -> Array:
        """What the rounding of the cost does to the finite difference."""
        return self.precision.of_cost / self.epsilon

    @np.errstate(all="ignore")
    def central(self, epsilon: Array) -> tuple[Moved, Moved, Array]:
        """The batches below and above, and the finite differences."""
        below, above = self.values - epsilon, self.values + epsilon
        low, high = self.move(below), self.move(above)
        return low, high, (high.changes - low.changes) / (above - below)

    @np.errstate(all="ignore")
    def ratio(self, difference: Array, tolerance: Array) -> Array:
        """How large each error is, as a multiple of the tolerance; infinite if it is not finite."""
        error = np.abs(self.backprop - difference)
        nothing = np.where(np.isfinite(error), 0, np.inf)
        is_usual = np.isfinite(error) & (error != 0)
        ratio: Array = np.divide(error, tolerance, out=nothing, where=is_usual)
        return ratio

    def tolerance(self, difference: Array) -> Array:
        """How far the two derivatives may be apart, if the cost is straight enough."""
        larger = np.maximum(np.abs(self.backprop), np.abs(difference))
        rounding = self.precision.of_step * self.size + self.rounding
        tolerance: Array = self.precision.relative * larger + rounding
        return tolerance

    @np.errstate(all="ignore")
    def compare(self) -> Comparison:
        """All that there is to find out."""
        low, high, difference = self.central(self.epsilon)
        half = self.central(self.epsilon / 2)[2]
        kinks = low.kinks_to(high)
        # It grows with ε², so three quarters of it are gone at ε / 2; twice them is more than all.
        bend = np.where(kinks, 0, 2 * np.abs(difference - half))
        return Comparison(low, high, difference, kinks, bend, self.tolerance(difference) + bend)
