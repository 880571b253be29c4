"""Where thumbnails are: in rows of as many as there is room for."""

from typing import NamedTuple

from PyQt6.QtCore import QPoint, QRect, QSize


class ThumbnailLayout(NamedTuple):
    """So many `cells` of one size in so many `columns`, `gap` apart."""

    cells: int
    cell: QSize
    columns: int
    gap: int

    @classmethod
    def within(cls, cells: int, cell: QSize, gap: int, width: int) -> "ThumbnailLayout":
        """As many columns as fit that width, at least one."""
        return cls(cells, cell, max(1, (width + gap) // (cell.width() + gap)), gap)

    @property
    def height(self) -> int:
        """What all rows take."""
        rows = -(-self.cells // self.columns)
        return max(0, rows * self._pitch - self.gap)

    def square(self, number: int) -> QRect:
        """Where a cell is."""
        row, column = divmod(number, self.columns)
        return QRect(QPoint(column * (self.cell.width() + self.gap), row * self._pitch), self.cell)

    def at(self, pos: QPoint) -> int | None:
        """The number of the cell at a place, if there is one."""
        column = pos.x() // (self.cell.width() + self.gap)
        number = pos.y() // self._pitch * self.columns + column
        is_inside = column < self.columns and 0 <= number < self.cells
        return number if is_inside and self.square(number).contains(pos) else None

    def between(self, top: int, bottom: int) -> range:
        """The numbers of the cells in the rows that are seen from `top` to `bottom`."""
        first = max(0, top // self._pitch) * self.columns
        return range(first, min(self.cells, (bottom // self._pitch + 1) * self.columns))

    @property
    def _pitch(self) -> int:
        """How far it is to the next row."""
        return self.cell.height() + self.gap
