"""Marks: what is put on a drawing, one by one; places and widths are in pixels of the pad."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

PAD = 280
"""The side of the pad in its own pixels: ten for each pixel of a picture."""


@dataclass(frozen=True)
class Dot:
    """A place where the pen was, and how wide it was there."""

    x: float
    y: float
    width: float


@dataclass(frozen=True)
class Piece:
    """A part of a stroke: straight from one dot to the next, which may be the same, round ends."""

    start: Dot
    end: Dot
    erases: bool


@dataclass(eq=False)
class Stroke:
    """The way of the pen, or of the eraser, from where it was put down to where it was lifted."""

    erases: bool
    dots: list[Dot] = field(default_factory=list)

    def add(self, dot: Dot) -> Piece:
        """Go on to there; gives the new piece."""
        last = self.dots[-1] if self.dots else dot
        self.dots.append(dot)
        return Piece(last, dot, self.erases)

    def pieces(self) -> Iterator[Piece]:
        """All of it, as it was drawn."""
        first = self.dots[0]
        yield Piece(first, first, self.erases)
        for last, dot in pairwise(self.dots):
            yield Piece(last, dot, self.erases)


@dataclass(frozen=True, eq=False)
class Picture:
    """A layer of ink, shape (PAD, PAD), from 0 to 255, on what is there or `instead` of it."""

    ink: NDArray[np.uint8]
    instead: bool = False


Mark = Stroke | Picture


def blank() -> Picture:
    """What clears the pad."""
    return Picture(np.zeros((PAD, PAD), np.uint8), instead=True)
