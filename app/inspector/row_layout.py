"""Where the parts of rows lie in a width."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

from PyQt6.QtGui import QFontMetricsF

from app.inspector.row_painting import LEAST_BAR, MOST_BAR
from app.inspector.rows import Row
from app.look.look import Look

EDGE, GAP = 4, 10
"""Beside a row, and between its parts, in logical pixels at the usual text size."""
SMALLER = 0.85
"""How small numbers are written at least, rather than in a line of their own."""
SMALL_TEXT = 0.9
"""The size of titles and meanings, as a share of usual text."""


@dataclass(frozen=True)
class RowLayout:
    """Left and right ends in logical pixels, and in which line of a row each part stands.

    Numbers have a line of their own, and so have meanings, where the width is too small.
    """

    name: tuple[float, float]
    cells: tuple[tuple[float, float], ...]
    bar: tuple[float, float]
    meaning: tuple[float, float]
    cell_line: int
    meaning_line: int
    line: float
    scale: float
    """The size of the numbers, as a share of usual text."""

    @property
    def row(self) -> int:
        """The height of a row."""
        return ceil(self.line * (max(self.cell_line, self.meaning_line) + 1))


def layout(rows: Sequence[Row], titles: Sequence[str], look: Look, width: int) -> RowLayout:
    """The places of the parts of these rows, in so many logical pixels."""
    unit = look.unit
    text, small = QFontMetricsF(look.font()), QFontMetricsF(look.font(SMALL_TEXT))
    line = max(text.height(), QFontMetricsF(look.mono()).height()) + 5 * unit
    left, right, gap = EDGE * unit, width - EDGE * unit, GAP * unit
    name = max((text.horizontalAdvance(row.name) for row in rows), default=0.0) + 1
    meaning = max((small.horizontalAdvance(row.meaning) for row in rows), default=0.0) + 1
    widths, scale = _widths(rows, titles, look, right - left - name, right - left)
    taken = sum(widths) + gap * len(widths)
    bar = 0.0
    if any(row.bar is not None for row in rows):
        bar = min(right - left - name - taken - gap, MOST_BAR * unit)
        bar = bar if bar >= LEAST_BAR * unit else 0.0
    cells: list[tuple[float, float]] = []
    edge = right - bar - gap if bar else right
    for cell in reversed(widths):
        cells.insert(0, (edge - cell, edge))
        edge -= cell + gap
    has_own_line = left + name > edge + 1
    room = right if has_own_line else edge
    has_meanings = meaning > 1
    meaning_fits = has_meanings and left + name + gap + meaning <= room
    cell_line = 1 if has_own_line and widths else 0
    meaning_line = 0 if meaning_fits or not has_meanings else cell_line + 1
    return RowLayout(
        (left, min(left + name, room)),
        tuple(cells),
        (right - bar, right),
        (left + name + gap, room) if meaning_fits else (left, right),
        cell_line,
        meaning_line,
        line,
        scale,
    )


def _widths(
    rows: Sequence[Row], titles: Sequence[str], look: Look, beside: float, whole: float
) -> tuple[list[float], float]:
    """How wide each column of numbers is, and how much smaller than usual they are written.

    They are a little smaller if they fit beside the names then, and as small as it takes to fit
    into a line of their own.
    """
    digits, small = QFontMetricsF(look.mono()), QFontMetricsF(look.font(SMALL_TEXT))
    columns = max((len(row.cells) for row in rows), default=0)
    gaps = GAP * look.unit * columns
    numbers, heads = [], []
    for column in range(columns):
        texts = [row.cells[column].text for row in rows if column < len(row.cells)]
        numbers.append(max(map(digits.horizontalAdvance, texts)) + 1)
        heads.append(small.horizontalAdvance(titles[column]) + 1 if titles else 0.0)
    scale = 1.0
    needed = sum(numbers)
    if needed and needed + gaps > beside:
        fit = (beside - gaps) / needed
        scale = fit if fit >= SMALLER else min(1.0, (whole - gaps) / needed)
    widths = [max(number * scale, head) for number, head in zip(numbers, heads, strict=True)]
    return widths, scale
