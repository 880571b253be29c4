"""Painted axes with numbers: where values lie in a small graph."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QPainter, QPen, QPolygonF

from app.look import ticks
from app.look.look import Look

SMALL_TEXT = 0.85
"""The size of texts in a graph, as a share of usual text."""
GAP = 4
"""Between an axis and its numbers, in logical pixels at the usual text size."""
APART = 2.5
"""Of numbers along the x axis, in letters."""
LINES_A_TICK = 1.4
FAR = (-2.0, 3.0)
"""How far outside of the box a point is painted at most, in heights of the box."""

Array = NDArray[np.floating]


@dataclass(frozen=True)
class Axes:
    """A rectangle in a widget, and the values at its ends."""

    box: QRectF
    x: tuple[float, float]
    y: tuple[float, float]

    def place(self, x: float, y: float) -> QPointF:
        """Where a point lies."""
        return QPointF(self.across(x), self.up(y))

    def across(self, x: float) -> float:
        """How far from the left edge of the widget."""
        low, high = self.x
        return self.box.left() + (x - low) / (high - low) * self.box.width()

    def up(self, y: float) -> float:
        """How far from the upper edge of the widget; a little outside of the box for what is far.

        Qt paints no lines to points that are millions of pixels away.
        """
        low, high = self.y
        share = min(max((y - low) / (high - low), FAR[0]), FAR[1])
        return self.box.bottom() - share * self.box.height()

    def value_at(self, pixel: float) -> float:
        """The x that is so far from the left edge of the widget, kept within the axis."""
        low, high = self.x
        share = (pixel - self.box.left()) / max(self.box.width(), 1.0)
        return low + min(max(share, 0.0), 1.0) * (high - low)

    def paint(self, painter: QPainter, look: Look, x_name: str | None = None) -> None:
        """Paint the box, lines at round values, their numbers, and the x axis's name at its end.

        None: the x axis has no numbers, as that of the graph below it has; "": it has no name.
        """
        font = look.font(SMALL_TEXT)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        theme, box = look.theme, self.box
        faint = QColor(theme.line)
        faint.setAlphaF(0.55 / theme.line_width**2)  # the lines of high contrast are white
        painter.setPen(QPen(faint, 1))
        y_ticks = self._y_ticks(metrics)
        for tick in y_ticks:
            height = self.up(tick.place)
            painter.drawLine(QPointF(box.left(), height), QPointF(box.right(), height))
        for tick in self._x_ticks(metrics):
            across = self.across(tick.place)
            painter.drawLine(QPointF(across, box.top()), QPointF(across, box.bottom()))
        painter.setPen(theme.muted)
        gap = GAP * look.unit
        for tick in y_ticks:
            baseline = self.up(tick.place) + metrics.capHeight() / 2
            left = box.left() - gap - metrics.horizontalAdvance(tick.text)
            painter.drawText(QPointF(left, baseline), tick.text)
        if x_name is not None:
            self._paint_x_texts(painter, metrics, gap, x_name)
        painter.setPen(QPen(theme.muted, theme.line_width))
        painter.drawLine(box.bottomLeft(), box.bottomRight())

    def _paint_x_texts(
        self, painter: QPainter, metrics: QFontMetricsF, gap: float, x_name: str
    ) -> None:
        box = self.box
        baseline = box.bottom() + gap / 2 + metrics.ascent()
        name_left = box.right() - metrics.horizontalAdvance(x_name) if x_name else inf
        if x_name:
            painter.drawText(QPointF(name_left, baseline), x_name)
        for tick in self._x_ticks(metrics):
            width = metrics.horizontalAdvance(tick.text)
            left = self.across(tick.place) - width / 2
            if left + width + metrics.averageCharWidth() < name_left:
                painter.drawText(QPointF(left, baseline), tick.text)

    def _x_ticks(self, metrics: QFontMetricsF) -> list[ticks.Tick]:
        """As many ticks as keep their texts apart."""
        apart = metrics.averageCharWidth() * APART
        for most in range(8, 1, -1):
            found = ticks.linear(*self.x, most)
            room = sum(metrics.horizontalAdvance(tick.text) + apart for tick in found)
            if room <= self.box.width():
                return found
        return ticks.linear(*self.x, 1)

    def _y_ticks(self, metrics: QFontMetricsF) -> list[ticks.Tick]:
        return y_ticks(self.y, self.box.height(), metrics)

    def points(self, xs: Array, ys: Array) -> QPolygonF:
        """Where these points, whose values are finite, lie."""
        (left, right), (low, high), box = self.x, self.y, self.box
        across = box.left() + (xs - left) / (right - left) * box.width()
        shares = np.clip((ys - low) / (high - low), *FAR)
        up = box.bottom() - shares * box.height()
        return QPolygonF(map(QPointF, across.tolist(), up.tolist()))

    def curve(self, xs: Array, ys: Array) -> list[QPolygonF]:
        """The lines through these points, broken where a value is not finite."""
        breaks = np.flatnonzero(~np.isfinite(ys))
        parts = zip(np.split(xs, breaks), np.split(ys, breaks), strict=True)
        lines = [(x[np.isfinite(y)], y[np.isfinite(y)]) for x, y in parts]
        return [self.points(x, y) for x, y in lines if len(x) > 1]


def y_ticks(y: tuple[float, float], height: float, metrics: QFontMetricsF) -> list[ticks.Tick]:
    """Ticks that leave their numbers apart in so many logical pixels; at least two."""
    most = max(int(height / (metrics.height() * LINES_A_TICK)), 2)
    found = ticks.linear(*y, most)
    while len(found) < 2 and y[0] < y[1]:
        most += 1
        found = ticks.linear(*y, most)
    return found


def left_margin(ys: Sequence[tuple[float, float]], heights: Sequence[float], look: Look) -> float:
    """The room for the numbers of graphs of these heights, one below the other."""
    metrics = QFontMetricsF(look.font(SMALL_TEXT))
    graphs = zip(ys, heights, strict=True)
    texts = [tick.text for y, height in graphs for tick in y_ticks(y, height, metrics)]
    widest = max(map(metrics.horizontalAdvance, texts), default=0.0)
    return widest + 2 * GAP * look.unit


def dot(painter: QPainter, place: QPointF, radius: float, fill: QColor, ring: QColor) -> None:
    """Paint a disc with a ring that sets it off."""
    painter.setPen(QPen(ring, 1.5))
    painter.setBrush(fill)
    painter.drawEllipse(place, radius, radius)
    painter.setBrush(Qt.BrushStyle.NoBrush)
