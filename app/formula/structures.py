"""Fractions, roots, accents and sums."""

from dataclasses import dataclass

from app.formula.atoms import Atom, Kind, Symbol
from app.formula.boxes import Box, Part, Rule, Sign, beside
from app.formula.scripts import Scripts
from app.formula.style import AXIS, DISPLAY, RULE, TEXT, Style

# Lengths in em of STIX Two Math, placed as in Knuth, "The TeXbook", appendix G.
NUMERATOR_SHIFT = {True: 0.640, False: 0.585}
DENOMINATOR_SHIFT = {True: 0.640, False: 0.585}
FRACTION_GAP = {True: 0.130, False: 0.068}
FRACTION_OVERHANG = 0.06
ROOT_GAP = {True: 0.150, False: 0.085}
ROOT_EXTRA = 0.078
ACCENT_BASE = 0.480
LIMIT_GAP = 0.135
LIMIT_DROP = 0.550
OPERATOR_HEIGHT = 1.4
"""Of a sum in a formula of its own: not the tallest form, which tears lines of text apart."""


@dataclass(frozen=True)
class Fraction(Atom):
    """One above the other, with a bar at the axis between them.

    Within another fraction it is written with a stroke instead, to be as large as the rest, if it
    is `plain`: of two simple parts, and not a factor of what follows without a sign.
    """

    numerator: Atom
    denominator: Atom
    plain: bool = False

    @property
    def left(self) -> Kind:
        """A little space on both sides."""
        return Kind.INNER

    @property
    def is_live(self) -> bool:
        """Whether there are numbers in it."""
        return self.numerator.is_live or self.denominator.is_live

    def laid_out(self, style: Style) -> Box:
        """Both parts centred, at least a gap away from the bar."""
        if self.plain and style.level == TEXT:
            in_line = (self.numerator, Symbol("/", "/"), self.denominator)
            return beside((0, part.laid_out(style)) for part in in_line)
        em, display = style.pixels, style.level == DISPLAY
        above = self.numerator.laid_out(style.of_fraction(below=False))
        below = self.denominator.laid_out(style.of_fraction(below=True))
        axis, thickness, gap = AXIS * em, RULE * em, FRACTION_GAP[display] * em
        rise = max(NUMERATOR_SHIFT[display] * em, axis + thickness / 2 + gap + above.descent)
        fall = max(DENOMINATOR_SHIFT[display] * em, thickness / 2 - axis + gap + below.ascent)
        overhang = FRACTION_OVERHANG * em
        width = max(above.width, below.width) + 2 * overhang
        bar = Part(0, -axis - thickness / 2, Rule(width, thickness))
        parts = (
            above.at((width - above.width) / 2, -rise),
            bar,
            below.at((width - below.width) / 2, fall),
        )
        return Box(width, rise + above.ascent, fall + below.descent, parts)


@dataclass(frozen=True)
class Root(Atom):
    """A square root."""

    content: Atom

    def laid_out(self, style: Style) -> Box:
        """The content under a bar, after a sign as tall as both."""
        em, gap = style.pixels, ROOT_GAP[style.level == DISPLAY] * style.pixels
        inner = self.content.laid_out(style.under_bar())
        thickness = RULE * em
        wanted = (inner.ascent + inner.descent + gap + thickness) / em
        forms = style.font.taller("√")
        glyph = next((form for form in forms if form.ascent + form.descent >= wanted), forms[-1])
        scale = max(1.0, wanted / (glyph.ascent + glyph.descent))
        height = (glyph.ascent + glyph.descent) * scale * em
        top = inner.ascent + gap + thickness + max(0.0, height - wanted * em) / 2
        start = glyph.right * scale * em
        parts = (
            Part(0, glyph.ascent * scale * em - top, Sign(glyph, scale * em)),
            Part(start - thickness / 2, -top, Rule(inner.width + thickness, thickness)),
            inner.at(start),
        )
        descent = max(inner.descent, height - top)
        return Box(start + inner.width + thickness / 2, top + ROOT_EXTRA * em, descent, parts)


@dataclass(frozen=True)
class Accent(Atom):
    """A tilde, hat or bar over a letter."""

    mark: str
    command: str
    content: Atom

    def laid_out(self, style: Style) -> Box:
        """The mark over the middle of the letter's top, higher over tall ones."""
        em = style.pixels
        inner = self.content.laid_out(style.under_bar())
        mark = style.font.glyph(self.mark)
        middle = inner.width / 2
        if isinstance(self.content, Symbol) and len(self.content.text) == 1:
            middle = style.font.glyph(self.content.text).accent * em
        rise = max(0.0, inner.ascent - ACCENT_BASE * em)
        sign = Part(middle - mark.accent * em, -rise, Sign(mark, em))
        ascent = max(inner.ascent, rise + mark.ascent * em)
        return Box(inner.width, ascent, inner.descent, (inner.at(0), sign), inner.lean)


@dataclass(frozen=True)
class Operator(Atom):
    """Σ or max, with its limits below and above in a formula of its own, beside it elsewhere."""

    sign: Symbol
    sub: Atom | None = None
    sup: Atom | None = None

    @property
    def left(self) -> Kind:
        """An operator."""
        return Kind.OPERATOR

    def laid_out(self, style: Style) -> Box:
        """The sign about the axis, with its limits."""
        base = self._sign(style)
        if style.level != DISPLAY or not (self.sub or self.sup):
            return Scripts(self.sign, self.sub, self.sup).around(base, style)
        em = style.pixels
        sub = self.sub.laid_out(style.of_script(cramped=True)) if self.sub else Box(0, 0, 0)
        sup = self.sup.laid_out(style.of_script()) if self.sup else Box(0, 0, 0)
        width = max(base.width, sub.width, sup.width)
        parts = [base.at((width - base.width) / 2)]
        ascent, descent = base.ascent, base.descent
        if self.sub:
            fall = max(LIMIT_DROP * em, descent + LIMIT_GAP * em + sub.ascent)
            parts.append(sub.at((width - sub.width) / 2, fall))
            descent = fall + sub.descent
        if self.sup:
            rise = ascent + LIMIT_GAP * em + sup.descent
            parts.append(sup.at((width - sup.width) / 2, -rise))
            ascent = rise + sup.ascent
        return Box(width, ascent, descent, tuple(parts))

    def _sign(self, style: Style) -> Box:
        if self.sign.text != "∑":
            return self.sign.laid_out(style)
        em = style.pixels
        forms = style.font.taller(self.sign.text)
        glyph = forms[0]
        scale = 1.0
        if style.level == DISPLAY:
            glyph = forms[-1]
            scale = OPERATOR_HEIGHT / (glyph.ascent + glyph.descent)
        middle = (glyph.ascent - glyph.descent) / 2 * scale
        fall = (middle - AXIS) * em
        sign = Part(0, fall, Sign(glyph, scale * em))
        ascent, descent = glyph.ascent * scale * em - fall, glyph.descent * scale * em + fall
        return Box(glyph.advance * scale * em, ascent, descent, (sign,))
