"""Examples as points over two axes: pointing at one, walking over them, choosing one."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import (
    QFocusEvent,
    QFontMetricsF,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.evaluation.axis_titles import LINES, paint_titles
from app.look.look import Look
from app.widgets.axes import SMALL_TEXT, Axes, left_margin

HEIGHT, MARGIN = 200, 4
"""Of the graph at least, and around it, in logical pixels at the usual text size."""
SHARE = 0.6
"""The height of the graph as a share of its width, if that is more."""
NEAR = 12
"""How near the pointer must come to a point, likewise."""

_MOVES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

Range = tuple[float, float]


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


class PointPlot(QWidget):
    """Paints a ground and points on it, once for each size; each kind of plot has its own."""

    #: The user wants to see this example.
    example_chosen = pyqtSignal(int)
    #: The pointer or the keyboard is at an example: what it is, in words; "" if it is at none.
    told = pyqtSignal(str)

    def __init__(self, name: str, x_name: str, y_name: str) -> None:
        super().__init__()
        self.look = Look()
        self.points: Points | None = None
        self._names = x_name, y_name
        self._pointed: int | None = None
        self._current = 0
        self._drawn: QImage | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def show_look(self, look: Look) -> None:
        """Paint in this look from now on."""
        self.look, self._drawn = look, None
        self.updateGeometry()
        self.update()

    def show_points(self, points: Points) -> None:
        """Show these examples, and no others."""
        self.points, self._drawn = points, None
        self._pointed, self._current = None, 0
        self.update()

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
        unit, y_range = self.look.unit, self.points.y_range
        line = QFontMetricsF(self.look.font(SMALL_TEXT)).height()
        height = self._graph_height
        left = MARGIN * unit + left_margin([y_range], [height], self.look)
        width = self.width() - left - self.room_right() * unit
        box = QRectF(left, 1.5 * line, max(width, 1.0), height)
        return Axes(box, self.points.x_range, y_range)

    @property
    def _graph_height(self) -> float:
        return max(HEIGHT * self.look.unit, SHARE * self.width())

    def places(self) -> NDArray[np.float64]:
        """Where the points are in the widget, shape (n, 2)."""
        assert self.points is not None
        axes, points = self.axes, self.points
        (left, right), (low, high), box = axes.x, axes.y, axes.box
        across = box.left() + (points.xs - left) / (right - left) * box.width()
        down = box.bottom() - (points.ys - low) / (high - low) * box.height()
        return np.column_stack([across, down])

    @property
    def _at(self) -> int | None:
        """The point that the pointer is at, or else the keyboard."""
        if self._pointed is not None:
            return self._pointed
        has_some = self.points is not None and len(self.points.numbers) > 0
        return self._current if self.hasFocus() and has_some else None

    def _tell(self) -> None:
        at, points = self._at, self.points
        sentence = "" if at is None or points is None else self._sentence(at)
        self.setAccessibleDescription(sentence)
        self.told.emit(sentence)
        self.update()

    def _sentence(self, at: int) -> str:
        assert self.points is not None
        return self.points.sentence(int(self.points.numbers[at]))

    def _nearest(self, place: QPointF) -> int | None:
        """The point nearest to a place, if it is near."""
        if self.points is None or not len(self.points.numbers):
            return None
        offsets = self.places() - (place.x(), place.y())
        distances = np.hypot(offsets[:, 0], offsets[:, 1])
        nearest = int(distances.argmin())
        return nearest if distances[nearest] <= NEAR * self.look.unit else None

    def _point_at(self, number: int | None) -> None:
        if number != self._pointed:
            self._pointed = number
            shapes = Qt.CursorShape
            self.setCursor(shapes.ArrowCursor if number is None else shapes.PointingHandCursor)
            self._tell()

    def _choose(self, at: int) -> None:
        assert self.points is not None
        self.example_chosen.emit(int(self.points.numbers[at]))

    def sizeHint(self) -> QSize:
        """Any width, and the height of the graph with a line above and one below."""
        line = QFontMetricsF(self.look.font(SMALL_TEXT)).height()
        return QSize(round(240 * self.look.unit), round(self._graph_height + LINES * line))

    def minimumSizeHint(self) -> QSize:
        """Narrow columns are possible."""
        return QSize(1, self.sizeHint().height())

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
        theme = self.look.theme
        if self._at is not None:
            place, radius = QPointF(*self.places()[self._at]), 7 * self.look.unit
            for colour, width in ((theme.background, 4.5), (theme.focus, 2.5)):
                painter.setPen(QPen(colour, width))
                painter.drawEllipse(place, radius, radius)
        if self.hasFocus():
            painter.setPen(QPen(theme.focus, 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _draw(self, ratio: float) -> QImage:
        """The ground, the axes, their names and the points."""
        image = QImage(self.size() * ratio, QImage.Format.Format_ARGB32_Premultiplied)
        image.setDevicePixelRatio(ratio)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        axes, (x_name, y_name) = self.axes, self._names
        self.paint_ground(painter, axes)
        axes.paint(painter, self.look, "")
        paint_titles(painter, axes, self.look, x_name, y_name)
        painter.save()
        painter.setClipRect(axes.box.adjusted(-6, -6, 6, 6))
        self.paint_points(painter, axes)
        painter.restore()
        painter.end()
        return image

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Tell which example is under the pointer."""
        assert event is not None
        self._point_at(self._nearest(event.position()))

    def leaveEvent(self, event: QEvent | None) -> None:
        """Tell nothing more of it."""
        self._point_at(None)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Choose an example."""
        assert event is not None
        at = self._nearest(event.position())
        if at is not None and event.button() == Qt.MouseButton.LeftButton:
            self._current = at
            self._choose(at)

    def event(self, event: QEvent | None) -> bool:
        """Keep the keys that walk, which are shortcuts of the window elsewhere."""
        is_key = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride
        if isinstance(event, QKeyEvent) and is_key and event.key() in (*_MOVES, *_ENTER):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Walk from example to example, or choose one."""
        assert event is not None
        count = 0 if self.points is None else len(self.points.numbers)
        if event.key() in _MOVES and count:
            step = _MOVES[Qt.Key(event.key())]
            self._current = min(max(self._current + step, 0), count - 1)
            self._pointed = None
            self._tell()
        elif event.key() in _ENTER and count:
            self._choose(self._current)
        else:
            super().keyPressEvent(event)

    def focusInEvent(self, event: QFocusEvent | None) -> None:
        """Show where the keyboard is."""
        super().focusInEvent(event)
        self._tell()

    def focusOutEvent(self, event: QFocusEvent | None) -> None:
        """Show it no more."""
        super().focusOutEvent(event)
        self._tell()
