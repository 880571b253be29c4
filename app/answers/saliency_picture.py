"""The derivative by each pixel as a picture, with the outline of the drawing over it."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QEvent, QRect, QSize, Qt, pyqtSignal
from PyQt6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.answers.pixel_grid import FRAME, PixelGrid
from app.look import numbers
from app.look.look import Look
from app.widgets.keeping_keys import keeps_key
from app.widgets.value_image import diverging_image

SIDE = 226
STRIP = 8
GAP = 5
"""Lengths are logical pixels at the usual text size."""
SMALL = 0.9
INK = 0.5
"""The share of the greatest value above which a pixel is inside the outline."""
HINT = "Point at a pixel, or walk with the arrow keys."
_WALK = {
    Qt.Key.Key_Left: (0, -1),
    Qt.Key.Key_Right: (0, 1),
    Qt.Key.Key_Up: (-1, 0),
    Qt.Key.Key_Down: (1, 0),
}


class SaliencyPicture(QWidget):
    """Shows ∂(an output)/∂x from −(the greatest) to +(the greatest), and its pixels one by one."""

    #: Another pixel is pointed at, or none.
    pointed = pyqtSignal()

    def __init__(self, shape: tuple[int, int]) -> None:
        super().__init__()
        self._look = Look()
        self._shape = shape
        self._grid = PixelGrid.within(shape, SIDE)
        self._x: NDArray[Any] = np.zeros(shape[0] * shape[1])
        self._gradient: NDArray[Any] | None = None
        self._name = ""
        self._outline: QPainterPath | None = None
        self._image: QImage | None = None
        self._scale = 0.0
        self._pointed: int | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName("Which pixels speak for it")

    def show_look(self, look: Look) -> None:
        """Paint in this look from now on."""
        self._look = look
        self._arrange()

    def show_gradient(self, x: NDArray[Any], gradient: NDArray[Any] | None, name: str) -> None:
        """Show ∂(the output of that name)/∂x at `x`, shapes (inputs,); None: not known."""
        if not np.array_equal(x, self._x):
            self._x = x
            self._outline = None
        self._gradient, self._name = gradient, name
        self._scale = _greatest(gradient)
        self._image = None
        self.update()

    def clear(self) -> None:
        """Show that there is no input."""
        self.show_gradient(np.zeros(self._x.shape), None, "")

    @property
    def text(self) -> str:
        """What is told of the pixel that is pointed at."""
        number = self._pointed
        if number is None:
            return HINT
        row, column = divmod(number, self._shape[1])
        value = numbers.UNKNOWN
        if self._gradient is not None:
            value = numbers.signed(float(self._gradient[number]))
        return (
            f"row {row}, column {column}\nx = {numbers.plain(float(self._x[number]))}\n"
            f"∂({self._name})/∂x = {value}"
        )

    @property
    def grid(self) -> PixelGrid:
        """Where the pixels are."""
        return self._grid

    @property
    def _line(self) -> int:
        return QFontMetrics(self._look.font(SMALL)).height()

    def _arrange(self) -> None:
        self._grid = self._grid_within(self.width())
        self._outline = self._image = None
        self.updateGeometry()
        self.update()

    def _grid_within(self, width: int) -> PixelGrid:
        return PixelGrid.within(self._shape, min(SIDE * self._look.unit, width))

    def _point_at(self, number: int | None) -> None:
        if number != self._pointed:
            self._pointed = number
            self.setAccessibleDescription(self.text)
            self.pointed.emit()
            self.update()

    def _paint_picture(self, painter: QPainter) -> None:
        grid, theme = self._grid, self._look.theme
        if self._gradient is None:
            painter.fillRect(grid.place, theme.background)
        else:
            if self._image is None:
                values = self._gradient.reshape(self._shape)
                self._image = diverging_image(values, self._scale, self._look)
            painter.drawImage(grid.place, self._image)
        if self._outline is None:
            is_ink = self._x > INK * max(float(self._x.max()), 1e-9)
            self._outline = grid.outline(is_ink.reshape(self._shape))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(theme.text, 1))
        painter.drawPath(self._outline)
        painter.setPen(QPen(theme.focus if self.hasFocus() else theme.muted, 1))
        painter.drawRect(grid.place.adjusted(-FRAME, -FRAME, 0, 0))
        if self._pointed is not None:
            painter.setPen(QPen(theme.focus, 2))
            painter.drawRect(grid.square(self._pointed).adjusted(-1, -1, 1, 1))

    def _paint_legend(self, painter: QPainter) -> None:
        """A strip of the colours from the least to the greatest, with their numbers below."""
        unit, theme, place = self._look.unit, self._look.theme, self._grid.place
        strip = QRect(place.left(), place.bottom() + 1, place.width(), round(STRIP * unit))
        strip.translate(0, round(GAP * unit))
        colours = np.linspace(-1.0, 1.0, 64)[np.newaxis]
        painter.drawImage(strip, diverging_image(colours, 1.0, self._look))
        painter.setPen(QPen(theme.muted, 1))
        painter.drawRect(strip.adjusted(-FRAME, -FRAME, 0, 0))
        if self._gradient is None:
            return
        painter.setPen(theme.text)
        painter.setFont(self._look.mono(SMALL))
        below = QRect(0, strip.bottom() + 3, self._grid.place.right() + 1, self._line)
        align = Qt.AlignmentFlag
        reach = numbers.short(self._scale)
        painter.drawText(below, align.AlignLeft, f"{numbers.MINUS}{reach}")
        painter.drawText(below, align.AlignHCenter, "0")
        painter.drawText(below, align.AlignRight, f"+{reach}")

    def heightForWidth(self, width: int) -> int:
        """The picture, and the legend below it."""
        legend = round((STRIP + GAP) * self._look.unit) + 5 + self._line
        return self._grid_within(width).place.height() + legend

    def hasHeightForWidth(self) -> bool:
        """Yes: see `heightForWidth`."""
        return True

    def sizeHint(self) -> QSize:
        """The picture as large as it likes to be."""
        width = round(SIDE * self._look.unit)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Narrow panels are possible."""
        return QSize(1, self._line)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """The picture is as large as the width allows."""
        super().resizeEvent(event)
        self._arrange()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the picture and its legend."""
        painter = QPainter(self)
        self._paint_picture(painter)
        self._paint_legend(painter)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Tell of the pixel under the pointer."""
        assert event is not None
        self._point_at(self._grid.at(event.position()))

    def leaveEvent(self, event: QEvent | None) -> None:
        """Point at nothing any more."""
        self._point_at(None)

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        """Begin in the middle."""
        if self._pointed is None:
            rows, columns = self._shape
            self._point_at(rows // 2 * columns + columns // 2)
        super().focusInEvent(event)

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        """Point at nothing any more."""
        self._point_at(None)
        super().focusOutEvent(event)

    def event(self, event: QEvent | None) -> bool:
        """Keep the arrow keys, which are shortcuts of the window elsewhere."""
        return keeps_key(event, _WALK) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Walk to the next pixel."""
        assert event is not None
        if event.key() not in _WALK or self._pointed is None:
            super().keyPressEvent(event)
            return
        down, right = _WALK[Qt.Key(event.key())]
        rows, columns = self._shape
        row, column = divmod(self._pointed, columns)
        row, column = (row + down) % rows, (column + right) % columns
        self._point_at(row * columns + column)


def _greatest(values: NDArray[Any] | None) -> float:
    """The size of the greatest finite number."""
    if values is None:
        return 0.0
    return float(np.abs(values[np.isfinite(values)]).max(initial=0.0))
