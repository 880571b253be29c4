"""A small picture of numbers, which tells of each pixel under the pointer."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QEvent, QSize
from PyQt6.QtGui import QHelpEvent, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.answers.pixel_grid import FRAME, PixelGrid
from app.look import numbers
from app.look.look import Look
from app.look.palettes import mixed
from app.widgets.value_image import diverging_image, input_image

SIDE = 142
"""At most, in logical pixels at the usual text size."""
OLD = 0.4
"""How much of a picture that is old is still seen."""


class PixelPicture(QWidget):
    """Shows numbers of the shape (rows, columns): inputs, or changes with their sign."""

    def __init__(self, shape: tuple[int, int], name: str, *, is_signed: bool) -> None:
        super().__init__()
        self._shape = shape
        self._is_signed = is_signed
        self._look = Look()
        self._values: NDArray[Any] = np.zeros(shape)
        self._is_old = False
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(name)

    def show_look(self, look: Look) -> None:
        """Paint in this look from now on."""
        self._look = look
        self.updateGeometry()
        self.update()

    def show_values(self, values: NDArray[Any]) -> None:
        """Show these numbers, shape (rows · columns,)."""
        self._values = values.reshape(self._shape)
        self.update()

    def show_old(self, is_old: bool) -> None:
        """Fade what does not hold any more."""
        if is_old != self._is_old:
            self._is_old = is_old
            self.update()

    def _grid(self, width: int) -> PixelGrid:
        return PixelGrid.within(self._shape, min(SIDE * self._look.unit, width))

    def heightForWidth(self, width: int) -> int:
        """What a picture in that width takes."""
        return self._grid(width).place.height() + 2 * FRAME

    def hasHeightForWidth(self) -> bool:
        """Yes: see `heightForWidth`."""
        return True

    def sizeHint(self) -> QSize:
        """The picture as large as it likes to be."""
        width = round(SIDE * self._look.unit)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """One pixel a number."""
        return QSize(self._shape[1] + 2 * FRAME, self._shape[0] + 2 * FRAME)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the numbers as squares in a frame."""
        theme, place = self._look.theme, self._grid(self.width()).place
        if self._is_signed:
            scale = float(np.abs(self._values).max(initial=0.0))
            image = diverging_image(self._values, scale, self._look)
        else:
            image = input_image(self._values, self._look)
        painter = QPainter(self)
        painter.setOpacity(OLD if self._is_old else 1.0)
        painter.drawImage(place, image)
        painter.setPen(QPen(mixed(theme.muted, theme.panel, painter.opacity()), 1))
        painter.drawRect(place.adjusted(-FRAME, -FRAME, 0, 0))

    def event(self, event: QEvent | None) -> bool:
        """Give the number under the pointer as a tooltip."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            number = self._grid(self.width()).at(event.pos().toPointF())
            QToolTip.showText(event.globalPos(), self._text(number), self)
            return True
        return super().event(event)

    def _text(self, number: int | None) -> str:
        if number is None:
            return ""
        row, column = divmod(number, self._shape[1])
        write = numbers.signed if self._is_signed else numbers.plain
        return f"row {row}, column {column}: {write(float(self._values[row, column]))}"
