"""The plots of a regression: predicted against true, and residuals against predicted."""

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPen, QPolygonF

from app.evaluation.graph import Range
from app.evaluation.point_plot import PointPlot
from app.look.look import Look
from app.widgets.axes import Axes

FEW, MANY = 300, 5000
"""Up to so many points they are large and dense; from so many on they are small and thin."""
BINS = 31
BESIDE = 70
"""The room for the histogram, in logical pixels at the usual text size."""


class PredictedPlot(PointPlot):
    """Predicted against true: on the diagonal both are the same."""

    def __init__(self) -> None:
        super().__init__("Predicted against true", "true", "predicted")

    def paint_ground(self, painter: QPainter, axes: Axes) -> None:
        """The diagonal."""
        painter.setPen(_dashes(self.look))
        painter.drawLine(axes.place(axes.x[0], axes.x[0]), axes.place(axes.x[1], axes.x[1]))

    def paint_points(self, painter: QPainter, axes: Axes) -> None:
        """A dot for each example."""
        _paint_dots(painter, self)


class ResidualPlot(PointPlot):
    """Residuals against predicted, with their histogram at the right."""

    def __init__(self) -> None:
        super().__init__("Residuals", "predicted", "predicted − true")

    def room_right(self) -> float:
        """That of the histogram."""
        return BESIDE + super().room_right()

    def paint_ground(self, painter: QPainter, axes: Axes) -> None:
        """The line of no error, and how many residuals there are at each height."""
        assert self.points is not None
        theme = self.look.theme
        counts, edges = np.histogram(self.points.ys, BINS, axes.y)
        left, most = axes.box.right() + 3, max(int(counts.max()), 1)
        colour = QColor(theme.curves[0])
        colour.setAlphaF(0.6)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        for count, low, high in zip(counts.tolist(), edges[:-1], edges[1:], strict=True):
            length = BESIDE * self.look.unit * count / most
            top, bottom = axes.up(float(high)), axes.up(float(low))
            painter.drawRect(QRectF(left, top + 0.5, length, bottom - top - 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(_dashes(self.look))
        right = axes.box.right() + BESIDE * self.look.unit
        painter.drawLine(QPointF(axes.box.left(), axes.up(0)), QPointF(right, axes.up(0)))

    def paint_points(self, painter: QPainter, axes: Axes) -> None:
        """A dot for each example."""
        _paint_dots(painter, self)


def around(*values: NDArray[np.float64]) -> Range:
    """A range that holds all values, with a little room; any if there are none."""
    if not all(len(v) for v in values):
        return 0.0, 1.0
    low, high = min(float(v.min()) for v in values), max(float(v.max()) for v in values)
    room = 0.04 * (high - low) or max(abs(low) * 0.1, 0.5)
    return low - room, high + room


def _dashes(look: Look) -> QPen:
    pen = QPen(look.theme.muted, 1.3 * look.theme.line_width)
    pen.setDashPattern((5.0, 4.0))
    return pen


def _paint_dots(painter: QPainter, plot: PointPlot) -> None:
    """All points in one call: the more there are, the smaller and the thinner."""
    places = plot.places()
    density = np.clip(np.log(max(len(places), 1) / FEW) / np.log(MANY / FEW), 0.0, 1.0)
    colour = QColor(plot.look.theme.curves[0])
    colour.setAlphaF(float(0.85 - 0.5 * density))
    pen = QPen(colour, float(6.0 - 3.0 * density) * plot.look.unit)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawPoints(QPolygonF([QPointF(x, y) for x, y in places.tolist()]))
