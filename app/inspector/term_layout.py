"""Where the columns of a sum's table lie in a width."""

from dataclasses import dataclass
from math import ceil

from PyQt6.QtGui import QFontMetricsF

from app.inspector.row_layout import EDGE, GAP, SMALL_TEXT
from app.inspector.row_painting import LEAST_BAR, MOST_BAR
from app.inspector.sum_terms import SumTerms
from app.look import numbers
from app.look.look import Look
from engine.explanation import Over

MEASURED = 200
"""Of how many rows the widths are taken; smaller terms may take the widest number there is."""
THUMBNAIL = 26
USUAL_NUMBER = 7
"""In characters: what there is room for in any case."""


@dataclass(frozen=True)
class TermLayout:
    """Left and right ends in logical pixels: of the names, the factors, the term and its bar.

    Where the width is too small for all in a row, the factors have a line of their own, below.
    """

    name: tuple[float, float]
    factors: tuple[tuple[float, float], ...]
    term: tuple[float, float]
    bar: tuple[float, float]
    has_two_lines: bool
    line: float
    """The height of a line."""
    thumbnail: float
    """The side of an example's picture, 0 where there is none."""
    scale: float
    """The size of the factors' text, as a share of usual text."""

    @property
    def row(self) -> int:
        """The height of a row."""
        lines = 2 if self.has_two_lines else 1
        return ceil(max(self.line * lines, self.thumbnail + 4 if self.thumbnail else 0))

    def factor_at(self, x: float, y: float) -> int | None:
        """The factor whose number is at this place in a row; a single one is the term itself."""
        if not self.factors:
            return 0 if self.term[0] <= x <= self.term[1] else None
        if self.has_two_lines and y < self.line:
            return None
        spans = enumerate(self.factors)
        return next((number for number, (left, right) in spans if left <= x <= right), None)


def layout(
    terms: SumTerms, look: Look, width: int, *, is_open: bool, has_pictures: bool
) -> TermLayout:
    """The columns of a table of all these terms, or the first, in so many logical pixels."""
    unit = look.unit
    text, digits = QFontMetricsF(look.font()), QFontMetricsF(look.mono())
    line = ceil(max(text.height(), digits.height()) + 5 * unit)
    count = len(terms.order) if is_open else terms.first
    shown = [int(term) for term in terms.order[: min(count, MEASURED)]]
    widest = numbers.WIDTH if count > MEASURED else USUAL_NUMBER
    widths = [
        digits.horizontalAdvance("0")
        * max([widest, *(len(numbers.signed(column[term])) for term in shown)])
        for column in (*terms.columns, terms.sum.terms)
    ]
    is_picture = has_pictures and terms.sum.over is Over.EXAMPLES
    thumbnail = THUMBNAIL * unit if is_picture else 0.0
    left = EDGE * unit + (thumbnail + 6 * unit if thumbnail else 0)
    names = [left + text.horizontalAdvance(terms.name(term)) for term in shown]
    heading = QFontMetricsF(look.font(SMALL_TEXT)).horizontalAdvance(terms.heading) + 2
    names.append(EDGE * unit + heading)
    if not terms.columns and terms.hidden:  # else the rest's text reaches under the factors
        names.append(text.horizontalAdvance(terms.rest_text(is_open=is_open)))
    room = _Room(left, max(names), width - EDGE * unit, GAP * unit, unit)
    needed = room.name + sum(widths) + room.gap * (len(widths) + 1) + LEAST_BAR * unit
    if not terms.columns or needed <= room.end:
        return room.in_one_line(widths, line, thumbnail)
    return room.in_two_lines(widths, line, thumbnail)


@dataclass(frozen=True)
class _Room:
    """Where a row's names begin and end, where it ends itself, and the gap between columns."""

    left: float
    name: float
    end: float
    gap: float
    unit: float

    def _bar(self, start: float) -> float:
        """The length of the longest bar, behind what ends at `start`."""
        return max(min(self.end - start - self.gap, MOST_BAR * self.unit), 0.0)

    def in_one_line(self, widths: list[float], line: float, thumbnail: float) -> TermLayout:
        """All in a row; what is left over lies between the columns, so that bars end at the end."""
        columns = sum(widths) + self.gap * len(widths)
        start = min(self.name, self.end - columns)
        bar = self._bar(start + columns)
        between = self.gap if bar else 0.0
        spare = max(self.end - bar - between - start - columns, 0.0) / len(widths)
        spans, right = [], start
        for width in widths:
            right += self.gap + spare + width
            spans.append((right - width, right))
        *factors, term = spans
        ends = (self.end - bar, self.end)
        name = (self.left, start)
        return TermLayout(name, tuple(factors), term, ends, False, line, thumbnail, 1.0)

    def in_two_lines(self, widths: list[float], line: float, thumbnail: float) -> TermLayout:
        """The factors below, smaller if they have to be."""
        *factor_widths, term_width = widths
        bar = self._bar(self.name + self.gap + term_width)
        term = self.end - bar - (self.gap if bar else 0.0)
        name = min(self.name, term - term_width - self.gap)
        between = 2 * self.gap
        needed = sum(factor_widths) + between * (len(factor_widths) - 1)
        scale = min(1.0, (self.end - self.left) / needed)
        factors, left = [], self.left
        for width in factor_widths:
            factors.append((left, left + width * scale))
            left += (width + between) * scale
        return TermLayout(
            (self.left, name),
            tuple(factors),
            (term - term_width, term),
            (self.end - bar, self.end),
            True,
            line,
            thumbnail,
            scale,
        )
