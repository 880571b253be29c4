"""The size at which a part of a formula stands, and the lengths that go with it."""

from dataclasses import dataclass, replace

from app.formula.font import MathFont

DISPLAY, TEXT, SCRIPT, SCRIPT_OF_SCRIPT = range(4)
"""The levels: a formula of its own, within a fraction, an index, an index of an index."""

SCALES = (1.0, 1.0, 0.7, 0.55)

SMALLEST = 7.5
"""Pixels below which an index is not made smaller, as no one could read it."""

AXIS = 0.258
"""Where bars of fractions and the middle of brackets and operators are, in em as all lengths.

As are the other lengths here and in the structures, it is what STIX Two Math says of itself.
"""
RULE = 0.060
"""The thickness of bars."""


@dataclass(frozen=True)
class Style:
    """The font, the size of the whole formula in pixels, and how deep within it something is.

    Where it is `cramped`, below a bar, exponents rise less.
    """

    font: MathFont
    size: float
    level: int = DISPLAY
    cramped: bool = False

    @property
    def pixels(self) -> float:
        """The size of a letter here: one em."""
        return max(self.size * SCALES[self.level], min(self.size, SMALLEST))

    @property
    def is_script(self) -> bool:
        """Whether this is an index or an exponent, where signs stand close."""
        return self.level >= SCRIPT

    def of_script(self, *, cramped: bool = False) -> "Style":
        """For an exponent or, cramped, an index."""
        level = SCRIPT if self.level <= TEXT else SCRIPT_OF_SCRIPT
        return replace(self, level=level, cramped=self.cramped or cramped)

    def of_fraction(self, *, below: bool) -> "Style":
        """For what is above or below the bar of a fraction."""
        level = min(self.level + 1, SCRIPT_OF_SCRIPT)
        return replace(self, level=level, cramped=self.cramped or below)

    def under_bar(self) -> "Style":
        """For what is in a root."""
        return replace(self, cramped=True)
