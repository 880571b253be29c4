"""Indices and exponents, stacked."""

from dataclasses import dataclass

from app.formula.atoms import Atom, Kind, Symbol
from app.formula.boxes import Box
from app.formula.style import Style

# Lengths in em of STIX Two Math, placed as in Knuth, "The TeXbook", appendix G, rule 18.
SUPERSCRIPT_SHIFT = 0.360
SUPERSCRIPT_SHIFT_CRAMPED = 0.289
SUPERSCRIPT_DROP = 0.230
SUPERSCRIPT_BOTTOM = 0.120
SUPERSCRIPT_BOTTOM_OVER_SUBSCRIPT = 0.380
SUBSCRIPT_SHIFT = 0.210
SUBSCRIPT_DROP = 0.160
SUBSCRIPT_TOP = 0.368
LEAST_GAP = 0.130
SPACE_AFTER = 0.050
PRIME_LEAN = 0.5
"""The share of a letter's lean by which a prime moves away: all of it tears f′ apart."""


@dataclass(frozen=True)
class Scripts(Atom):
    """A base with primes, an exponent and an index, all but the base optional."""

    base: Atom
    sub: Atom | None = None
    sup: Atom | None = None
    primes: int = 0

    @property
    def left(self) -> Kind:
        """That of the base."""
        return self.base.left

    @property
    def right(self) -> Kind:
        """That of the base."""
        return self.base.right

    @property
    def is_live(self) -> bool:
        """Whether the base is one."""
        return self.base.is_live

    def laid_out(self, style: Style) -> Box:
        """The base with its scripts."""
        return self.around(self.base.laid_out(style), style)

    def around(self, base: Box, style: Style, *, grown: bool = False) -> Box:
        """The scripts around this box of the base, which may have `grown`."""
        em = style.pixels
        letter = isinstance(self.base, Symbol) and not grown
        width, ascent, descent = base.width, base.ascent, base.descent
        parts = [base.at(0)]
        right = width + base.lean
        if self.primes:
            primes = Symbol("′" * self.primes, "'" * self.primes).laid_out(style)
            parts.append(primes.at(width + PRIME_LEAN * base.lean))
            right = width + PRIME_LEAN * base.lean + primes.width
            ascent = max(ascent, primes.ascent)
        sup = self.sup.laid_out(style.of_script()) if self.sup else None
        sub = self.sub.laid_out(style.of_script(cramped=True)) if self.sub else None
        rise = _rise(base, sup, style, letter=letter) if sup else 0
        fall = _fall(base, sub, em, letter=letter) if sub else 0
        if sup and sub:
            rise, fall = _apart(rise, fall, sup, sub, em)
        end = right if self.primes else width
        if sup:
            parts.append(sup.at(right, -rise))
            ascent = max(ascent, rise + sup.ascent)
            descent = max(descent, sup.descent - rise)
            end = max(end, right + sup.width)
        if sub:
            parts.append(sub.at(width, fall))
            ascent = max(ascent, sub.ascent - fall)
            descent = max(descent, fall + sub.descent)
            end = max(end, width + sub.width)
        return Box(end + SPACE_AFTER * em, ascent, descent, tuple(parts))


def _rise(base: Box, sup: Box, style: Style, *, letter: bool) -> float:
    em = style.pixels
    usual = SUPERSCRIPT_SHIFT_CRAMPED if style.cramped else SUPERSCRIPT_SHIFT
    by_base = 0 if letter else base.ascent - SUPERSCRIPT_DROP * em
    return max(usual * em, by_base, sup.descent + SUPERSCRIPT_BOTTOM * em)


def _fall(base: Box, sub: Box, em: float, *, letter: bool) -> float:
    by_base = 0 if letter else base.descent + SUBSCRIPT_DROP * em
    return max(SUBSCRIPT_SHIFT * em, by_base, sub.ascent - SUBSCRIPT_TOP * em)


def _apart(rise: float, fall: float, sup: Box, sub: Box, em: float) -> tuple[float, float]:
    """The two shifts with the least gap between both scripts, raising the upper one first."""
    missing = LEAST_GAP * em - (rise - sup.descent + fall - sub.ascent)
    if missing > 0:
        room = SUPERSCRIPT_BOTTOM_OVER_SUBSCRIPT * em - (rise - sup.descent)
        up = min(max(room, 0), missing)
        rise, fall = rise + up, fall + missing - up
    return rise, fall
