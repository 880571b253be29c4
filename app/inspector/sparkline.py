"""A sparkline: how a value went over the last steps, painted small."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.look import numbers
from app.look.look import Look

Array = NDArray[Any]

HEIGHT = 34
"""Of the line, in logical pixels at the usual text size; the labels lie below."""
MOST_POINTS = 600


class Sparkline(QWidget):
    """A line through values at steps, with the first and the last of them written below it."""

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self._steps = np.zeros(0)
        self._values = np.zeros(0)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._look = look
        self.updateGeometry()
        self.update()

    def show_values(self, steps: Array, values: Array) -> None:
        """Show values, shape (n,), at the numbers of their steps, shape (n,), in rising order."""
        self._steps, self._values = steps, np.asarray(values, np.float64)
        first, last = (numbers.signed(float(value)) for value in self._values[[0, -1]])
        tip = f"from {first} at step {steps[0]:,} to {last} at step {steps[-1]:,}"
        self.setToolTip(tip)
        self.setAccessibleName(f"Values of the last steps, {tip}")
        self.update()

    def line(self) -> QPolygonF:
        """The line in the widget's coordinates."""
        stride = max(1, len(self._steps) // MOST_POINTS)
        steps, values = self._steps[::stride], self._values[::stride]
        low, high = np.nanmin(values), np.nanmax(values)
        place = self._place
        x = (steps - steps[0]) / max(float(steps[-1] - steps[0]), 1.0)
        y = (values - low) / (high - low) if high > low else np.full(len(values), 0.5)
        across, down = place.left() + x * place.width(), place.bottom() - y * place.height()
        return QPolygonF([QPointF(*point) for point in zip(across, down, strict=True)])

    @property
    def _place(self) -> QRectF:
        unit = self._look.unit
        return QRectF(3 * unit, 3 * unit, self.width() - 6 * unit, HEIGHT * unit)

    def sizeHint(self) -> QSize:
        """As high as the line and its labels."""
        text = QFontMetricsF(self._look.mono(0.85)).height()
        return QSize(120, round((HEIGHT + 8) * self._look.unit + text))

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the line, its ends, and what they are."""
        if not len(self._values):
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, unit, place = self._look.theme, self._look.unit, self._place
        self._paint_zero(painter, place, theme.line)
        line = self.line()
        painter.setPen(QPen(theme.accent, 1.5 * unit))
        painter.drawPolyline(line)
        painter.setBrush(theme.accent)
        painter.drawEllipse(line.last(), 2.5 * unit, 2.5 * unit)
        painter.setPen(theme.muted)
        painter.setFont(self._look.mono(0.85))
        below = QRectF(place.left(), place.bottom() + 4 * unit, place.width(), self.height())
        for end, side in ((0, Qt.AlignmentFlag.AlignLeft), (-1, Qt.AlignmentFlag.AlignRight)):
            value = numbers.signed(float(self._values[end]))
            painter.drawText(below, side, f"{value} at step {self._steps[end]:,}")

    def _paint_zero(self, painter: QPainter, place: QRectF, colour: QColor) -> None:
        """A line at 0, where the values change their sign."""
        low, high = np.nanmin(self._values), np.nanmax(self._values)
        if low < 0 < high:
            y = place.bottom() + low / (high - low) * place.height()
            painter.setPen(QPen(colour, 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(place.left(), y), QPointF(place.right(), y))
