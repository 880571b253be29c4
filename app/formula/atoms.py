"""The atoms of a formula: signs, spaces, live numbers and slots, each with the kind of its ends."""

from abc import ABC, abstractmethod
from collections.abc import Hashable
from dataclasses import dataclass
from enum import IntEnum

from PyQt6.QtGui import QColor

from app.formula.boxes import Area, Box, Part, Room, Sign, beside
from app.formula.live_number import LiveNumber
from app.formula.style import AXIS, Style


class Kind(IntEnum):
    """What a part of a formula is to its neighbours, which decides the space between them."""

    ORDINARY = 0
    OPERATOR = 1
    BINARY = 2
    RELATION = 3
    OPENING = 4
    CLOSING = 5
    PUNCTUATION = 6
    INNER = 7


class Atom(ABC):
    """A part of a formula that can be laid out."""

    @property
    def left(self) -> Kind:
        """What it is to what stands before it."""
        return Kind.ORDINARY

    @property
    def right(self) -> Kind:
        """What it is to what follows."""
        return self.left

    @property
    def is_live(self) -> bool:
        """Whether live numbers are at its ends, so that a product with it needs a sign."""
        return False

    @abstractmethod
    def laid_out(self, style: Style) -> Box:
        """Its box in this style."""


@dataclass(frozen=True)
class Symbol(Atom):
    """Characters of one sort, such as a letter, a number or tanh, and what they are in LaTeX."""

    text: str
    latex: str
    kind: Kind = Kind.ORDINARY

    @property
    def left(self) -> Kind:
        """Its kind."""
        return self.kind

    def laid_out(self, style: Style) -> Box:
        """Its glyphs, one after the other."""
        return beside((0, glyph_box(style, character)) for character in self.text)


@dataclass(frozen=True)
class Bracket(Symbol):
    """A bracket or bar, which grows with what it holds."""

    def grown(self, style: Style, height: float) -> Box:
        """The least of its forms that is nearly `height` tall, about the axis."""
        forms = style.font.taller(self.text)
        wanted = 0.9 * height / style.pixels
        glyph = next((form for form in forms if form.ascent + form.descent >= wanted), forms[-1])
        scale = max(1.0, wanted / (glyph.ascent + glyph.descent))
        pixels = style.pixels * scale
        rise = AXIS * style.pixels - (glyph.ascent - glyph.descent) / 2 * pixels
        sign = Part(0, -rise, Sign(glyph, pixels))
        ascent = rise + glyph.ascent * pixels
        return Box(glyph.advance * pixels, ascent, glyph.descent * pixels - rise, (sign,))


@dataclass(frozen=True)
class Space(Atom):
    """An empty place, `width` em wide."""

    width: float
    latex: str

    def laid_out(self, style: Style) -> Box:
        """Nothing but its width."""
        return Box(self.width * style.pixels, 0, 0)


@dataclass(frozen=True)
class Number(Atom):
    """A live number."""

    value: LiveNumber

    @property
    def is_live(self) -> bool:
        """It is."""
        return True

    def laid_out(self, style: Style) -> Box:
        """Its room, as high as a bracket, which may be in it."""
        bracket = style.font.glyph("(")
        width = self.value.room(style.font) * style.pixels
        room = Part(0, 0, Room(self.value, width, style.pixels))
        ascent, descent = bracket.ascent * style.pixels, bracket.descent * style.pixels
        return Box(width, ascent, descent, (room,))


@dataclass(frozen=True)
class Slot(Atom):
    """A part with a key, to be found under the pointer, in a colour of its own."""

    key: Hashable
    colour: QColor | None
    content: Atom

    @property
    def left(self) -> Kind:
        """That of what is in it."""
        return self.content.left

    @property
    def right(self) -> Kind:
        """That of what is in it."""
        return self.content.right

    @property
    def is_live(self) -> bool:
        """Whether there is one in it."""
        return self.content.is_live

    def laid_out(self, style: Style) -> Box:
        """The box of its content, coloured and marked."""
        box = self.content.laid_out(style)
        area = Part(0, -box.ascent, Area(self.key, box.width, box.ascent + box.descent))
        parts = (box.at(0), area)
        return Box(box.width, box.ascent, box.descent, parts, box.lean, self.colour)


def glyph_box(style: Style, character: str) -> Box:
    """The box of one character."""
    glyph = style.font.glyph(character)
    em = style.pixels
    sign = Part(0, 0, Sign(glyph, em))
    return Box(
        glyph.advance * em, glyph.ascent * em, glyph.descent * em, (sign,), glyph.italic * em
    )
