"""`Look`: what a panel needs to know to paint itself."""

from dataclasses import dataclass, replace
from functools import cache

from PyQt6.QtGui import QColor, QFont, QFontDatabase

from app.look.palettes import PALETTES, Ends, Palette
from app.look.theme import THEMES, Theme

USUAL_TEXT_SIZE = 10
SMALLEST_TEXT_SIZE = 7
LARGEST_TEXT_SIZE = 24

FIXED_FAMILIES = ("Cascadia Mono", "Consolas", "Menlo", "DejaVu Sans Mono")
"""Preferred to what a system calls its fixed font, which may be an ugly Courier."""

SYMBOL_FAMILIES = ("DejaVu Sans", "Segoe UI Symbol", "Cambria Math", "STIX Two Math")
"""Asked for the mathematical signs that the interface's font lacks."""


@dataclass(frozen=True)
class Look:
    """The theme, the palette and the size of text, in points."""

    theme: Theme = THEMES["dark"]
    palette: Palette = PALETTES["blue-orange"]
    text_size: int = USUAL_TEXT_SIZE
    reduced_motion: bool = False

    def with_text_size(self, points: int) -> "Look":
        """The same look with another size of text, kept between the smallest and the largest."""
        size = min(max(points, SMALLEST_TEXT_SIZE), LARGEST_TEXT_SIZE)
        return replace(self, text_size=size)

    def font(self, scale: float = 1.0, *, bold: bool = False) -> QFont:
        """The interface's font, `scale` times as large as usual text."""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.GeneralFont)
        font.setFamilies([*font.families(), *_installed(SYMBOL_FAMILIES)])
        font.setPointSizeF(self.text_size * scale)
        font.setBold(bold)
        return font

    def mono(self, scale: float = 1.0) -> QFont:
        """The font of fixed width, for numbers and statements."""
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        families = _installed(FIXED_FAMILIES) + tuple(font.families())
        font.setFamilies([*families, *_installed(SYMBOL_FAMILIES)])
        font.setPointSizeF(self.text_size * scale)
        return font

    @property
    def unit(self) -> float:
        """By what spacing in logical pixels is multiplied to keep its proportion to the text."""
        return self.text_size / USUAL_TEXT_SIZE

    @property
    def ends(self) -> Ends:
        """The colours of negative and positive values in this theme, and all between them."""
        return self.palette.ends[self.theme.name]

    @property
    def negative(self) -> QColor:
        """The colour of the strongest negative value."""
        return self.ends.negative

    @property
    def positive(self) -> QColor:
        """The colour of the strongest positive value."""
        return self.ends.positive


@cache
def _installed(families: tuple[str, ...]) -> tuple[str, ...]:
    """Those of the families that this computer has: asking for others is slow on some systems."""
    known = set(QFontDatabase.families())
    return tuple(family for family in families if family in known)
