"""The plane of two inputs: a point to be moved over the training data."""

from PyQt6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import (
    QColor,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.look import numbers, ticks
from app.look.look import Look
from app.pad.columns import Column
from app.pad.plane_marks import PlaneMarks
from app.widgets.keeping_keys import keeps_key

SMALL_TEXT = 0.85
"""The size of texts, as a share of usual text."""
MOST_SIDE = 360
GAP = 5
"""Lengths are logical pixels at the usual text size."""
MOST_TICKS = 5
RADIUS = 6.0
"""Of the point."""

ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Down: (0, -1),
    Qt.Key.Key_Up: (0, 1),
}
FAR = 10
"""How many steps an arrow key goes with Shift."""


class Plane(QWidget):
    """A square with axes and the training data, and a point to be put anywhere in it."""

    #: The user moved the point to these values; True where a new move begins.
    moved = pyqtSignal(float, float, bool)

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self._columns: tuple[Column, Column] | None = None
        self._marks: PlaneMarks | None = None
        self._point = (0.0, 0.0)
        self._ground = QPixmap()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName("The point that is put into the network")
        self.setToolTip(
            "Click or drag to put the point anywhere. Keys: ← → ↑ ↓, with Shift ten times as far."
        )

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._look = look
        self._ground = QPixmap()
        self.updateGeometry()
        self.update()

    def show_data(self, columns: tuple[Column, Column], marks: PlaneMarks) -> None:
        """Show the plane of these two inputs with these marks."""
        self._columns, self._marks = columns, marks
        self._ground = QPixmap()
        self.updateGeometry()
        self.update()

    def show_point(self, x0: float, x1: float) -> None:
        """Put the point there."""
        self._point = x0, x1
        if self._columns is not None:
            named = zip(self._columns, self._point, strict=True)
            self.setAccessibleDescription(
                ", ".join(f"{c.name} = {numbers.plain(value)}" for c, value in named)
            )
        self.update()

    @property
    def box(self) -> QRectF:
        """Where the plane itself lies, without what is written around it."""
        left, above, _ = self._margins()
        side = self._side(self.width())
        return QRectF(left, above, side, side)

    def place_of(self, x0: float, x1: float) -> QPointF:
        """Where a point lies; at the rim, if it is beyond."""
        assert self._columns is not None
        across, up = (
            min(max(column.share(value), 0.0), 1.0)
            for column, value in zip(self._columns, (x0, x1), strict=True)
        )
        box = self.box
        return QPointF(box.left() + across * box.width(), box.bottom() - up * box.height())

    @property
    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self._look.font(SMALL_TEXT))

    def _margins(self) -> tuple[float, float, float]:
        """The room on the left for numbers, above for a name, and below for both and the key."""
        metrics, gap = self._metrics, GAP * self._look.unit
        texts = [] if self._columns is None else [tick.text for tick in self._ticks(1)]
        left = max(map(metrics.horizontalAdvance, texts), default=0.0) + 2 * gap
        return left, metrics.height() + gap, 3 * metrics.height() + 2 * gap

    def _ticks(self, axis: int) -> list[ticks.Tick]:
        """Those of an axis; along the horizontal one, as many as keep their numbers apart."""
        assert self._columns is not None
        column = self._columns[axis]
        if axis == 1:
            return ticks.linear(column.low, column.high, MOST_TICKS)
        metrics, room = self._metrics, self._side(self.width())
        for most in range(MOST_TICKS, 1, -1):
            found = ticks.linear(column.low, column.high, most)
            widest = max((metrics.horizontalAdvance(tick.text) for tick in found), default=0.0)
            if len(found) * (widest + 2 * metrics.averageCharWidth()) <= room:
                return found
        return ticks.linear(column.low, column.high, 1)

    def _side(self, width: int) -> float:
        room = width - self._margins()[0] - RADIUS * self._look.unit
        return max(min(room, MOST_SIDE * self._look.unit), 40.0)

    def hasHeightForWidth(self) -> bool:
        """Yes: the plane is a square."""
        return True

    def heightForWidth(self, width: int) -> int:
        """The height of the square, and of what is written above and below."""
        _, above, below = self._margins()
        return round(self._side(width) + above + below)

    def sizeHint(self) -> QSize:
        """Any width."""
        width = round(240 * self._look.unit)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Narrow columns are possible."""
        return QSize(1, 1)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the data, and the point over it."""
        if self._columns is None:
            return
        ratio = self.devicePixelRatioF()
        if self._ground.isNull() or self._ground.size() != self.size() * ratio:
            self._ground = QPixmap(self.size() * ratio)
            self._ground.setDevicePixelRatio(ratio)
            self._ground.fill(Qt.GlobalColor.transparent)
            ground = QPainter(self._ground)
            ground.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint_ground(ground)
            ground.end()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.drawPixmap(0, 0, self._ground)
        self._paint_point(painter)
        theme = self._look.theme
        painter.setBrush(Qt.BrushStyle.NoBrush)
        if self.hasFocus():
            painter.setPen(QPen(theme.focus, 2))
            painter.drawRect(self.box)

    def _paint_ground(self, painter: QPainter) -> None:
        """What stays while the point moves: axes, data, and what they mean."""
        assert self._columns is not None
        assert self._marks is not None
        theme, box = self._look.theme, self.box
        painter.fillRect(box, theme.background)
        self._paint_axes(painter, box)
        painter.save()
        painter.setClipRect(box)
        self._marks.paint(painter, box, self._columns, self._look)
        painter.restore()
        painter.setPen(QPen(theme.line, theme.line_width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box)
        line = self._metrics.height()
        top = box.bottom() + 2 * line + 2 * GAP * self._look.unit
        self._marks.paint_key(painter, QRectF(box.left(), top, box.width(), line), self._look)

    def _paint_axes(self, painter: QPainter, box: QRectF) -> None:
        """Lines at round values with their numbers, and the names of both inputs."""
        assert self._columns is not None
        font, metrics, theme = self._look.font(SMALL_TEXT), self._metrics, self._look.theme
        gap = GAP * self._look.unit
        painter.setFont(font)
        faint = QColor(theme.line)
        faint.setAlphaF(0.55 / theme.line_width**2)
        baseline = box.bottom() + gap + metrics.ascent()
        for tick in self._ticks(0):
            across = box.left() + self._columns[0].share(tick.place) * box.width()
            painter.setPen(QPen(faint, 1))
            painter.drawLine(QPointF(across, box.top()), QPointF(across, box.bottom()))
            painter.setPen(theme.muted)
            left = across - metrics.horizontalAdvance(tick.text) / 2
            painter.drawText(QPointF(left, baseline), tick.text)
        for tick in self._ticks(1):
            height = box.bottom() - self._columns[1].share(tick.place) * box.height()
            painter.setPen(QPen(faint, 1))
            painter.drawLine(QPointF(box.left(), height), QPointF(box.right(), height))
            painter.setPen(theme.muted)
            left = box.left() - gap - metrics.horizontalAdvance(tick.text)
            painter.drawText(QPointF(left, height + metrics.capHeight() / 2), tick.text)
        elided = [
            metrics.elidedText(column.name, Qt.TextElideMode.ElideRight, box.width())
            for column in self._columns
        ]
        right = box.right() - metrics.horizontalAdvance(elided[0])
        painter.drawText(QPointF(right, baseline + metrics.height()), elided[0])
        painter.drawText(QPointF(box.left(), box.top() - gap), elided[1])

    def _paint_point(self, painter: QPainter) -> None:
        """The point as a ring with a dot, and dotted lines from it to the axes."""
        theme, box, unit = self._look.theme, self.box, self._look.unit
        place = self.place_of(*self._point)
        pen = QPen(theme.text, theme.line_width)
        pen.setDashPattern((2.0, 3.0))
        painter.setPen(pen)
        painter.drawLine(place, QPointF(place.x(), box.bottom()))
        painter.drawLine(place, QPointF(box.left(), place.y()))
        painter.setBrush(theme.background)
        for colour, width in ((theme.background, 5.0), (theme.text, 2.0)):
            painter.setPen(QPen(colour, width * unit))
            painter.drawEllipse(place, RADIUS * unit, RADIUS * unit)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.text)
        painter.drawEllipse(place, 0.4 * RADIUS * unit, 0.4 * RADIUS * unit)

    def _follow(self, event: QMouseEvent, *, is_new: bool) -> None:
        """Take the point to the pointer."""
        if self._columns is None or not event.buttons() & Qt.MouseButton.LeftButton:
            return
        box, place = self.box, event.position()
        x0 = self._columns[0].value_at((place.x() - box.left()) / box.width())
        x1 = self._columns[1].value_at((box.bottom() - place.y()) / box.height())
        self.moved.emit(x0, x1, is_new)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Paint the data anew."""
        self._ground = QPixmap()
        super().resizeEvent(event)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Take the point to the pointer."""
        assert event is not None
        self._follow(event, is_new=True)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Take the point along."""
        assert event is not None
        self._follow(event, is_new=False)

    def event(self, event: QEvent | None) -> bool:
        """Keep the arrow keys for the point, which are shortcuts of the window elsewhere."""
        return keeps_key(event, ARROWS) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Move the point by a step, with Shift by more."""
        assert event is not None
        if self._columns is None or event.key() not in ARROWS:
            super().keyPressEvent(event)
            return
        count = FAR if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        directions = ARROWS[Qt.Key(event.key())]
        moved = [
            column.rounded(value + count * direction * column.step) if direction else value
            for column, value, direction in zip(self._columns, self._point, directions, strict=True)
        ]
        self.moved.emit(*moved, not event.isAutoRepeat())
