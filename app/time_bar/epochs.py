"""Epochs on the time bar: which of them have a tick, and which a number."""

from collections.abc import Callable, Iterator
from itertools import count
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

TICK_SPACING = 7.0
"""Ticks stand at least so many pixels apart on average."""


class EpochTick(NamedTuple):
    """The beginning of an epoch: its number, from 1, the step it begins with, and its place."""

    number: int
    step: int
    x: float


def ticks(
    epochs: NDArray[np.int64], x_of: Callable[[float], float], spacing: float = TICK_SPACING
) -> list[EpochTick]:
    """One in 1, 2, 5, 10, … epochs, so that they stand so many pixels apart on average.

    The first epoch begins where the run does, which needs no tick; then come those whose numbers
    are round: 1 in 10 has the epochs 10, 20, 30, …
    """
    if len(epochs) < 2:
        return []
    width = x_of(epochs[-1]) - x_of(epochs[0])
    wanted = spacing * (len(epochs) - 1) / max(width, 1e-9)
    every = next(n for n in _round_numbers() if n >= wanted)
    first = every - 1 if every > 1 else 1
    starts = epochs[first::every].tolist()
    return [EpochTick(n, step, x_of(step)) for n, step in zip(count(first + 1, every), starts)]


def _round_numbers() -> Iterator[int]:
    """1, 2, 5, 10, 20, 50, …"""
    return ((1, 2, 5)[n % 3] * 10 ** (n // 3) for n in count())
