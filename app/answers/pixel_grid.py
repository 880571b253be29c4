"""Where the pixels of a picture are on the screen."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QPointF, QRect
from PyQt6.QtGui import QPainterPath

FRAME = 1


class PixelGrid(NamedTuple):
    """A picture of (`rows`, `columns`) in squares of `side` logical pixels, inside a frame."""

    rows: int
    columns: int
    side: int

    @classmethod
    def within(cls, shape: tuple[int, int], width: float) -> "PixelGrid":
        """The largest whose longer side takes that width, with its frame."""
        return cls(*shape, max(1, int(width - 2 * FRAME) // max(shape)))

    @property
    def place(self) -> QRect:
        """The picture without its frame."""
        return QRect(FRAME, FRAME, self.columns * self.side, self.rows * self.side)

    def at(self, pos: QPointF) -> int | None:
        """The number of the pixel at a place of the widget."""
        column, row = (int((c - FRAME) // self.side) for c in (pos.x(), pos.y()))
        is_inside = 0 <= row < self.rows and 0 <= column < self.columns
        return row * self.columns + column if is_inside else None

    def square(self, number: int) -> QRect:
        """Where a pixel is."""
        row, column = divmod(number, self.columns)
        corner = self.place.topLeft()
        return QRect(
            corner.x() + column * self.side, corner.y() + row * self.side, self.side, self.side
        )

    def outline(self, is_ink: NDArray[np.bool_]) -> QPainterPath:
        """The lines between pixels with ink and without, `is_ink` of shape (rows, columns)."""
        padded, side = np.pad(is_ink, 1), self.side
        path = QPainterPath()
        for row, column in np.argwhere(padded[1:] != padded[:-1]).tolist():
            y, x = row * side + FRAME, (column - 1) * side + FRAME
            path.moveTo(x, y)
            path.lineTo(x + side, y)
        for row, column in np.argwhere(padded[:, 1:] != padded[:, :-1]).tolist():
            y, x = (row - 1) * side + FRAME, column * side + FRAME
            path.moveTo(x, y)
            path.lineTo(x, y + side)
        return path
