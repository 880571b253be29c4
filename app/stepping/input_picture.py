"""The input of an example as a picture, one square a number."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QEvent, QPoint, QRect, QSize
from PyQt6.QtGui import QHelpEvent, QImage, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.look import numbers
from app.look.look import Look
from app.look.palettes import Ends

SIDE = 84
"""How large a picture is at most, in logical pixels at the usual text size."""


class InputPicture(QWidget):
    """Shows a picture of so many (rows, columns), from the least value to the greatest.

    Values within 0…1 are shown as they are: 0 as the ground and 1 as the ink of the theme.
    """

    def __init__(self, shape: tuple[int, int]) -> None:
        super().__init__()
        self._shape = shape
        self._look = Look()
        self._values = np.zeros(shape)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(f"Input, {shape[0]} × {shape[1]}")

    def show_look(self, look: Look) -> None:
        """Take over the colours, and grow with the text."""
        self._look = look
        self.setMaximumWidth(round(SIDE * look.unit) + 2)
        self.update()

    def show_values(self, values: NDArray[Any]) -> None:
        """Show an input, shape (rows · columns,)."""
        self._values = values.reshape(self._shape)
        self.update()

    @property
    def place(self) -> QRect:
        """Where the picture lies: at the left, inside its frame."""
        rows, columns = self._shape
        square = self._square(self.width())
        size = QSize(columns * square, rows * square)
        return QRect(QPoint(1, 1), size)

    def _square(self, width: int) -> int:
        """How wide a square is: a whole number of pixels, so that all are alike."""
        side = min(round(SIDE * self._look.unit), width - 2)
        return max(1, side // max(self._shape))

    def sizeHint(self) -> QSize:
        """Two thirds of its size, or one pixel a number if that is more; it likes to grow."""
        width = max(round(SIDE * self._look.unit) * 2 // 3, self._shape[1]) + 2
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """One pixel a number."""
        return QSize(self._shape[1] + 2, self._shape[0] + 2)

    def hasHeightForWidth(self) -> bool:
        """Yes: see `heightForWidth`."""
        return True

    def heightForWidth(self, width: int) -> int:
        """What a picture in that width takes."""
        return self._shape[0] * self._square(width) + 2

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the numbers as squares in a frame."""
        values, theme = self._values, self._look.theme
        low, high = min(0.0, float(values.min())), max(1.0, float(values.max()))
        shares = np.ascontiguousarray((values - low) * (255 / (high - low)), dtype=np.uint8)
        rows, columns = self._shape
        image = QImage(shares.tobytes(), columns, rows, columns, QImage.Format.Format_Indexed8)
        colours = Ends(theme.text, theme.text).lookup(255, theme.background)[255:]
        image.setColorTable(colours.tolist())
        painter = QPainter(self)
        painter.drawImage(self.place, image)
        painter.setPen(QPen(theme.muted, 1))
        painter.drawRect(self.place.adjusted(-1, -1, 0, 0))

    def event(self, event: QEvent | None) -> bool:
        """Give the number under the pointer as a tooltip."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self._value_at(event.pos()), self)
            return True
        return super().event(event)

    def _value_at(self, pos: QPoint) -> str:
        place = self.place
        if not place.contains(pos):
            return ""
        rows, columns = self._shape
        row = (pos.y() - place.top()) * rows // place.height()
        column = (pos.x() - place.left()) * columns // place.width()
        value = numbers.plain(float(self._values[row, column]))
        return f"row {row}, column {column}: {value}"
