"""Boxes: what typeset mathematics is made of, measured in pixels from the baseline."""

from collections.abc import Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, Union

from PyQt6.QtGui import QColor

from app.formula.font import Glyph
from app.formula.live_number import LiveNumber


class Sign(NamedTuple):
    """A glyph, standing on its place."""

    glyph: Glyph
    pixels: float


class Rule(NamedTuple):
    """A bar, to the right of its place and below it."""

    width: float
    thickness: float


class Room(NamedTuple):
    """Where a live number stands, in the middle of this width."""

    number: LiveNumber
    width: float
    pixels: float


class Area(NamedTuple):
    """What a slot covers, to the right of its place and below it."""

    key: Hashable
    width: float
    height: float


Ink = Sign | Rule | Room | Area


class Part(NamedTuple):
    """Ink or a box at a place: x from the left, y downwards from the baseline."""

    x: float
    y: float
    content: Union["Box", Ink]


class Piece(NamedTuple):
    """Ink at its final place, in its colour. No colour: as the text."""

    x: float
    y: float
    ink: Ink
    colour: QColor | None


@dataclass(frozen=True, slots=True)
class Box:
    """A size and what is in it, in a colour, if it has one.

    `lean` is how far an italic letter leans over the right end.
    """

    width: float
    ascent: float
    descent: float
    parts: tuple[Part, ...] = ()
    lean: float = 0
    colour: QColor | None = None

    def at(self, x: float, y: float = 0) -> Part:
        """It at a place."""
        return Part(x, y, self)

    def pieces(self, x: float, y: float, colour: QColor | None = None) -> Iterator[Piece]:
        """All ink in it when it stands there, in this colour where it has none of its own."""
        colour = self.colour or colour
        for left, down, content in self.parts:
            if isinstance(content, Box):
                yield from content.pieces(x + left, y + down, colour)
            else:
                yield Piece(x + left, y + down, content, colour)


def beside(boxes: Iterable[tuple[float, Box]]) -> Box:
    """Boxes in a row, each after a gap."""
    x = ascent = descent = lean = 0.0
    parts = []
    for gap, box in boxes:
        x += gap
        parts.append(box.at(x))
        x += box.width
        ascent, descent, lean = max(ascent, box.ascent), max(descent, box.descent), box.lean
    return Box(x, ascent, descent, tuple(parts), lean)
