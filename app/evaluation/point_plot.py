"""Examples as points over two axes: pointing at one, walking over them, choosing one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QPointF, Qt, pyqtSignal
from PyQt6.QtGui import QImage, QPainter, QPaintEvent, QPen, QResizeEvent

from app.evaluation.graph import MARGIN, Graph, Range
from app.look.look import Look
from app.widgets.axes import Axes

HEIGHT, SHARE = 200, 0.6
"""The height of the graph, in logical pixels at the usual text size, or that share of its width."""
NEAR = 12
"""How near the pointer must come to a point, in logical pixels at the usual text size."""


@dataclass(frozen=True, eq=False)
class Points:
    """Where examples lie, `xs` and `ys` of shape (n,), and their `numbers` in the whole set.

    The arrow keys walk over them in their order; `sentence` says what one is, by its number.
    """

    xs: NDArray[Any]
    ys: NDArray[Any]
    numbers: NDArray[np.intp]
    x_range: Range
    y_range: Range
    sentence: Callable[[int], str]


class PointPlot(Graph):
    """Paints a ground and points on it, once for each size; each kind of plot has its own."""

    #: The user wants to see this example.
    example_chosen = pyqtSignal(int)

    def __init__(self, name: str, across: str, up: str) -> None:
        super().__init__(name, across, up)
        self.points: Points | None = None
        self._drawn: QImage | None = None

    def show_look(self, look: Look) -> None:
        """Paint in this look from now on."""
        self._drawn = None
        super().show_look(look)

    def show_points(self, points: Points) -> None:
        """Show these examples, and no others."""
        self.points, self._drawn = points, None
        self.begin_at(0)

    def paint_ground(self, painter: QPainter, axes: Axes) -> None:
        """Paint what lies below the points."""
        raise NotImplementedError

    def paint_points(self, painter: QPainter, axes: Axes) -> None:
        """Paint the points."""
        raise NotImplementedError

    def room_right(self) -> float:
        """What is left free at the right, in logical pixels at the usual text size."""
        return 2.0 * MARGIN

    @property
    def axes(self) -> Axes:
        """Where values lie."""
        assert self.points is not None
        return self.axes_of(self.points.x_range, self.points.y_range, self.room_right())

    @property
    def height_of_box(self) -> float:
        """In proportion to the width, if there is much."""
        return max(HEIGHT * self.look.unit, SHARE * self.width())

    @property
    def count(self) -> int:
        """The number of points."""
        return 0 if self.points is None else len(self.points.numbers)

    def places(self) -> NDArray[np.float64]:
        """Where the points are in the widget, shape (n, 2)."""
        assert self.points is not None
        axes, points = self.axes, self.points
        (left, right), (low, high), box = axes.x, axes.y, axes.box
        across = box.left() + (points.xs - left) / (right - left) * box.width()
        down = box.bottom() - (points.ys - low) / (high - low) * box.height()
        return np.column_stack([across, down])

    def sentence(self, part: int) -> str:
        """What an example is."""
        assert self.points is not None
        return self.points.sentence(int(self.points.numbers[part]))

    def part_at(self, place: QPointF) -> int | None:
        """The point nearest to a place, if it is near."""
        if not self.count:
            return None
        offsets = self.places() - (place.x(), place.y())
        distances = np.hypot(offsets[:, 0], offsets[:, 1])
        nearest = int(distances.argmin())
        return nearest if distances[nearest] <= NEAR * self.look.unit else None

    def choose(self, part: int) -> None:
        """Tell which example it is."""
        assert self.points is not None
        self.example_chosen.emit(int(self.points.numbers[part]))

    def _draw(self, ratio: float) -> QImage:
        """The ground, the axes, their names and the points."""
        image = QImage(self.size() * ratio, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(ratio)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        axes = self.axes
        self.paint_ground(painter, axes)
        self.paint_axes(painter, axes)
        painter.save()
        painter.setClipRect(axes.box.adjusted(-6, -6, 6, 6))
        self.paint_points(painter, axes)
        painter.restore()
        painter.end()
        return image

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Be as high as the new width asks for."""
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the drawn picture, and a ring around the point that is meant."""
        if self.points is None:
            return
        painter = QPainter(self)
        ratio = self.devicePixelRatioF()
        if self._drawn is None or self._drawn.size() != self.size() * ratio:
            self._drawn = self._draw(ratio)
        painter.drawImage(0, 0, self._drawn)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.at is not None:
            place, radius = QPointF(*self.places()[self.at]), 7 * self.look.unit
            for colour, width in ((self.look.theme.background, 4.5), (self.look.theme.focus, 2.5)):
                painter.setPen(QPen(colour, width))
                painter.drawEllipse(place, radius, radius)
        self.paint_focus(painter)
