"""Where the parts of a confusion matrix lie: cells, names of classes, totals."""

from collections.abc import Sequence
from dataclasses import dataclass

from PyQt6.QtCore import QPointF, QRectF
from PyQt6.QtGui import QFontMetricsF

from app.look import numbers
from app.look.look import Look
from engine.confusion import Confusion

NAMES_TEXT, SMALL_TEXT = 0.95, 0.85
"""The sizes of the names of classes and of the sums, as shares of usual text."""
COUNT_TEXTS = (1.15, 1.1, 1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.65, 0.6)
"""Sizes that counts may have; the largest that fits."""
LEAST_CELL, HIGHEST_CELL, WIDEST_CELL = 13, 31, 58
"""How wide and high a cell is, in logical pixels at the usual text size."""
LONGEST_NAMES = (84, 72, 60)
"""How much room names have at most, less where there is not enough for the counts, likewise."""
READABLE = 0.8
"""The size of counts for which names give way and sums are left out."""
GAP = 5
"""Between names and cells, in logical pixels at the usual text size."""


@dataclass(frozen=True)
class GridLayout:
    """`classes` rows and columns of cells from `left`, `top`, and what lies around them.

    `count_text` is the size of counts as a share of usual text, None where they do not fit.
    """

    classes: int
    left: float
    top: float
    cell_width: float
    cell_height: float
    line: float
    names_width: float
    sums_width: float
    is_upright: bool
    count_text: float | None
    gap: float

    @property
    def right(self) -> float:
        """Where the cells end."""
        return self.left + self.classes * self.cell_width

    @property
    def bottom(self) -> float:
        """Where the cells end."""
        return self.top + self.classes * self.cell_height

    @property
    def width(self) -> float:
        """Of everything."""
        return self.right + self.gap + self.sums_width + 2

    @property
    def height(self) -> float:
        """Of everything."""
        return self.bottom + (self.gap + self.line if self.sums_width else 0) + 2

    def cell(self, row: int, column: int) -> QRectF:
        """The place of a cell."""
        return QRectF(
            self.left + column * self.cell_width,
            self.top + row * self.cell_height,
            self.cell_width,
            self.cell_height,
        )

    def row_name(self, row: int) -> QRectF:
        """The place of the name of a row's class."""
        cell = self.cell(row, 0)
        return QRectF(
            self.left - self.gap - self.names_width, cell.top(), self.names_width, cell.height()
        )

    def column_name(self, column: int) -> QRectF:
        """The place of the name of a column's class, which may be upright in it."""
        cell = self.cell(0, column)
        top = self.line + self.gap
        return QRectF(cell.left(), top, cell.width(), self.top - self.gap - top)

    def row_sum(self, row: int) -> QRectF:
        """The place of the sum of a row, at its right; of all for the row below the last."""
        top = self.cell(row, 0).top() if row < self.classes else self.bottom + self.gap
        height = self.cell_height if row < self.classes else self.line
        return QRectF(self.right + self.gap, top, self.sums_width, height)

    def column_sum(self, column: int) -> QRectF:
        """The place of the sum of a column, below it."""
        cell = self.cell(0, column)
        return QRectF(cell.left(), self.bottom + self.gap, cell.width(), self.line)

    def at(self, place: QPointF) -> tuple[int, int] | None:
        """The row and the column of the cell there."""
        row = int((place.y() - self.top) // self.cell_height)
        column = int((place.x() - self.left) // self.cell_width)
        is_in = 0 <= row < self.classes and 0 <= column < self.classes
        return (row, column) if is_in else None


def layout(names: Sequence[str], confusion: Confusion, look: Look, width: float) -> GridLayout:
    """The layout for a confusion of classes with these names in that width, or the narrowest.

    Where counts would be hard to read, sums are left out, and names are shortened.
    """
    for longest in LONGEST_NAMES:
        has_sums = longest == LONGEST_NAMES[0]
        found = _layout(names, confusion, look, width, longest * look.unit, has_sums=has_sums)
        is_readable = found.count_text is not None and found.count_text >= READABLE
        if is_readable and found.width <= width:
            break
    return found


def _layout(
    names: Sequence[str],
    confusion: Confusion,
    look: Look,
    width: float,
    longest: float,
    *,
    has_sums: bool,
) -> GridLayout:
    unit = look.unit
    metrics = QFontMetricsF(look.font(NAMES_TEXT, bold=True))
    line, gap = metrics.height(), GAP * unit
    widest = min(max(map(metrics.horizontalAdvance, names)) + 1, longest)
    small = QFontMetricsF(look.font(SMALL_TEXT))
    sums = small.horizontalAdvance(numbers.count(confusion.total)) + 1 if has_sums else 0.0
    left = line + widest + 2 * gap
    room = (width - left - gap - sums - 2) / len(names)
    cell = min(max(room, LEAST_CELL * unit), max(WIDEST_CELL * unit, widest + 2 * gap))
    is_upright = widest > cell - 2
    return GridLayout(
        classes=len(names),
        left=left,
        top=line + (widest if is_upright else line) + 2 * gap,
        cell_width=cell,
        cell_height=min(max(cell, line), HIGHEST_CELL * unit),
        line=line,
        names_width=widest,
        sums_width=sums,
        is_upright=is_upright,
        count_text=_count_text(int(confusion.matrix.max()), look, cell),
        gap=gap,
    )


def _count_text(most: int, look: Look, cell: float) -> float | None:
    """The largest size of text in which the largest count fits into a cell, if there is one."""
    for scale in COUNT_TEXTS:
        metrics = QFontMetricsF(look.font(scale, bold=True))
        if metrics.horizontalAdvance(str(most)) <= cell - 2:
            return scale
    return None
