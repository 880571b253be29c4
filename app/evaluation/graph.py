"""A graph whose parts the pointer and the arrow keys go to; each is told in words."""

from PyQt6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QFocusEvent, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPen
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.look.look import Look
from app.widgets.axes import SMALL_TEXT, Axes, left_margin
from app.widgets.keeping_keys import keeps_key

WIDTH, MARGIN = 240, 4
"""The usual width, and the space around the graph, in logical pixels at the usual text size."""
ABOVE, LINES = 1.5, 4.2
"""Lines above its box, and in all: titles above and below, numbers, and a little room."""

_MOVES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)

Range = tuple[float, float]


class Graph(QWidget):
    """The parts are numbered from 0 in the order in which the arrow keys walk over them."""

    #: The pointer or the keyboard is at a part: what it is, in words; "" if it is at none.
    told = pyqtSignal(str)

    def __init__(self, name: str, across: str, up: str) -> None:
        super().__init__()
        self.look = Look()
        self._titles = across, up
        self._pointed: int | None = None
        self._current = 0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(name)

    def show_look(self, look: Look) -> None:
        """Paint in this look from now on."""
        self.look = look
        self.updateGeometry()
        self.update()

    @property
    def count(self) -> int:
        """The number of parts."""
        raise NotImplementedError

    @property
    def height_of_box(self) -> float:
        """How high the graph is without its titles."""
        raise NotImplementedError

    def sentence(self, part: int) -> str:
        """What a part is."""
        raise NotImplementedError

    def part_at(self, place: QPointF) -> int | None:
        """The part that is meant by a place."""
        raise NotImplementedError

    def choose(self, part: int) -> None:
        """Tell that the user wants to see a part."""
        raise NotImplementedError

    @property
    def at(self) -> int | None:
        """The part that the pointer is at, or else the keyboard."""
        if self._pointed is not None:
            return self._pointed
        return self._current if self.hasFocus() and self.count else None

    def begin_at(self, part: int) -> None:
        """Let the keyboard begin at a part; the pointer is at none."""
        self._pointed, self._current = None, part
        self._describe()
        self.update()

    def axes_of(self, x: Range, y: Range, room_right: float) -> Axes:
        """Where values of these ranges lie, with some room free at the right."""
        unit = self.look.unit
        line = QFontMetricsF(self.look.font(SMALL_TEXT)).height()
        left = MARGIN * unit + left_margin([y], [self.height_of_box], self.look)
        width = self.width() - left - room_right * unit
        return Axes(QRectF(left, ABOVE * line, max(width, 1.0), self.height_of_box), x, y)

    def paint_axes(self, painter: QPainter, axes: Axes) -> None:
        """Paint the axes and their titles: that of the upward one above, the other below."""
        axes.paint(painter, self.look, "")
        across, up = self._titles
        painter.setFont(self.look.font(SMALL_TEXT))
        painter.setPen(self.look.theme.text)
        metrics = QFontMetricsF(painter.font())
        painter.drawText(QPointF(MARGIN * self.look.unit, metrics.ascent()), up)
        top = axes.box.bottom() + 1.35 * metrics.height()
        below = QRectF(axes.box.left(), top, axes.box.width(), metrics.height())
        painter.drawText(below, Qt.AlignmentFlag.AlignCenter, across)

    def paint_focus(self, painter: QPainter) -> None:
        """A frame, if the keyboard is here."""
        if self.hasFocus():
            painter.setPen(QPen(self.look.theme.focus, 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _describe(self) -> None:
        self.setAccessibleDescription(self.sentence(self._current) if self.count else "")

    def _tell(self) -> None:
        self.told.emit("" if self.at is None else self.sentence(self.at))
        self.update()

    def _point_at(self, part: int | None) -> None:
        if part != self._pointed:
            self._pointed = part
            shapes = Qt.CursorShape
            self.setCursor(shapes.ArrowCursor if part is None else shapes.PointingHandCursor)
            self._tell()

    def sizeHint(self) -> QSize:
        """Any width, and the height of the graph with its titles."""
        line = QFontMetricsF(self.look.font(SMALL_TEXT)).height()
        return QSize(round(WIDTH * self.look.unit), round(self.height_of_box + LINES * line))

    def minimumSizeHint(self) -> QSize:
        """Narrow columns are possible."""
        return QSize(1, self.sizeHint().height())

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Tell what is under the pointer."""
        assert event is not None
        self._point_at(self.part_at(event.position()))

    def leaveEvent(self, event: QEvent | None) -> None:
        """Tell nothing more of it."""
        self._point_at(None)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Choose a part."""
        assert event is not None
        part = self.part_at(event.position())
        if part is not None and event.button() == Qt.MouseButton.LeftButton:
            self._current = part
            self._describe()
            self.choose(part)

    def event(self, event: QEvent | None) -> bool:
        """Keep the keys that walk, which are shortcuts of the window elsewhere."""
        return keeps_key(event, (*_MOVES, *_ENTER)) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Walk from part to part, or choose one."""
        assert event is not None
        if event.key() in _MOVES and self.count:
            step = _MOVES[Qt.Key(event.key())]
            self.begin_at(min(max(self._current + step, 0), self.count - 1))
            self._tell()
        elif event.key() in _ENTER and self.count:
            self.choose(self._current)
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
