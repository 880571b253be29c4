"""Strides back: which moment lies one stride before another."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from numpy import searchsorted
from numpy.typing import NDArray

from app.strides import Stride
from engine.program import Operation


class Spot(NamedTuple):
    """A moment of a branch: so many operations of a step are done; None: all of them."""

    step: int
    cursor: int | None


def after_steps(count: int) -> Spot:
    """The moment when so many steps are done."""
    return Spot(count - 1, None) if count else Spot(0, 0)


def before(
    spot: Spot, stride: Stride, operations: Sequence[Operation], epochs: NDArray[Any]
) -> Spot:
    """The moment one stride, of an operation or more, before a spot.

    `operations` are those of its step, and `epochs` the steps with which epochs began. Before the
    first operation of a step lies the one before the last of the step before.
    """
    step, cursor = spot
    done = len(operations) if cursor is None else cursor
    if stride is Stride.EPOCH:
        steps_done = step + (done == len(operations))
        begun = int(searchsorted(epochs, steps_done + (0 < done < len(operations))))
        return after_steps(int(epochs[begun - 1]) if begun else 0)
    if stride is Stride.BATCH:
        return after_steps(step - (done == 0)) if step else Spot(0, 0)
    target = done - 1
    if stride is Stride.PASS:
        while target > 0 and operations[target - 1].pass_ is operations[target].pass_:
            target -= 1
    if target > 0 or step == 0:
        return Spot(step, max(target, 0))
    if done > 0:
        return after_steps(step)
    return before(Spot(step - 1, None), stride, operations, epochs)
