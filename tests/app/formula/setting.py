"""What tests of formulas measure with: a style, and slots with numbers."""

from PyQt6.QtGui import QColor

from app.formula.atoms import Atom
from app.formula.boxes import Area, Box, Piece, Room, Rule, Sign
from app.formula.font import math_font
from app.formula.line import Slot
from app.formula.style import Style

EM = 100.0
RED, BLUE = QColor("#ff0000"), QColor("#0000ff")


def style() -> Style:
    """A formula of its own, with letters of a hundred pixels."""
    return Style(math_font(), EM)


def box(atom: Atom) -> Box:
    """The box of an atom in that style."""
    return atom.laid_out(style())


def pieces(box: Box) -> list[Piece]:
    """All ink of a box that stands at (0, 0)."""
    return list(box.pieces(0, 0))


def signs(box: Box) -> list[tuple[float, float, Sign]]:
    """Its glyphs with their places, from the left to the right."""
    found = [(p.x, p.y, p.ink) for p in pieces(box) if isinstance(p.ink, Sign)]
    return sorted(found, key=lambda sign: sign[0])


def rules(box: Box) -> list[tuple[float, float, Rule]]:
    """Its bars with their places."""
    return [(p.x, p.y, p.ink) for p in pieces(box) if isinstance(p.ink, Rule)]


def areas(box: Box) -> list[tuple[float, float, Area]]:
    """Its slots with their places."""
    return [(p.x, p.y, p.ink) for p in pieces(box) if isinstance(p.ink, Area)]


def rooms(box: Box) -> list[tuple[float, float, Room]]:
    """Its live numbers with their places."""
    return [(p.x, p.y, p.ink) for p in pieces(box) if isinstance(p.ink, Room)]


def slot(key: str, symbol: str = "a", value: float | None = 0.5, *, is_open: bool = True) -> Slot:
    """A slot in red."""
    return Slot(key, symbol, value, RED, f"The number {key}.", is_open)
