"""The calibration curve: the share that is right against how sure the network was."""

from math import isnan

from PyQt6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import (
    QColor,
    QFocusEvent,
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.evaluation.axis_titles import LINES, paint_titles
from app.look import numbers
from app.look.look import Look
from app.widgets.axes import SMALL_TEXT, Axes, dot, left_margin
from engine.calibration import Calibration

HEIGHT, MARGIN = 190, 4
"""Of the graph and around it, in logical pixels at the usual text size."""
PERCENT = (0.0, 100.0)
COUNTS = 0.75
"""The size of the counts over the bars, as a share of usual text."""
BARS = 0.4
"""How high the highest bar of counts is, as a share of the graph."""

_MOVES = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class CalibrationPlot(QWidget):
    """A dot for each bin that has answers; faint bars tell how many there are."""

    #: The user wants to see the examples of this bin.
    bin_chosen = pyqtSignal(int)
    #: The pointer or the keyboard is at a bin: what is in it, in words; "" if it is at none.
    told = pyqtSignal(str)

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self._calibration: Calibration | None = None
        self._pointed: int | None = None
        self._current = 0
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Calibration curve")
        self.setToolTip(
            "<p>Answers are sorted into bins by how sure the network was. Each dot: how many of a "
            "bin are right. On the dashed line it is right as often as it is sure. Walk with ← and "
            "→; Enter or a click shows the examples.</p>"
        )

    def show_look(self, look: Look) -> None:
        """Paint in this look from now on."""
        self._look = look
        self.updateGeometry()
        self.update()

    def show_calibration(self, calibration: Calibration) -> None:
        """Show this curve."""
        self._calibration = calibration
        self._pointed, self._current = None, max(self._filled, default=0)
        self._describe()
        self.update()

    @property
    def axes(self) -> Axes:
        """Where percentages lie: how sure it was across, the share that is right up."""
        unit = self._look.unit
        line = QFontMetricsF(self._look.font(SMALL_TEXT)).height()
        left = MARGIN * unit + left_margin([PERCENT], [HEIGHT * unit], self._look)
        width = self.width() - left - 3 * MARGIN * unit
        return Axes(QRectF(left, 1.5 * line, width, HEIGHT * unit), PERCENT, PERCENT)

    def place(self, number: int) -> QPointF:
        """Where the dot of a bin is."""
        assert self._calibration is not None
        confidence, right = self._calibration.confidence[number], self._calibration.right[number]
        return self.axes.place(100 * float(confidence), 100 * float(right))

    @property
    def _filled(self) -> list[int]:
        """The bins that have answers."""
        if self._calibration is None:
            return []
        return [number for number, count in enumerate(self._calibration.counts) if count]

    def sentence(self, number: int) -> str:
        """What is in a bin: "80.0% to 90.0% sure: 23 examples, 74.0% of them right."."""
        calibration = self._calibration
        assert calibration is not None
        low, high = (f"{100 * edge:.0f}%" for edge in calibration.edges[number : number + 2])
        count, right = int(calibration.counts[number]), float(calibration.right[number])
        if isnan(right):
            return f"{low} to {high} sure: no example."
        return (
            f"{low} to {high} sure: {numbers.counted(count, 'example')}, "
            f"{numbers.percent(right)} of them right."
        )

    @property
    def _at(self) -> int | None:
        if self._pointed is not None:
            return self._pointed
        return self._current if self.hasFocus() and self._filled else None

    def _describe(self) -> None:
        if self._filled:
            self.setAccessibleDescription(self.sentence(self._current))

    def _tell(self) -> None:
        self.told.emit("" if self._at is None else self.sentence(self._at))
        self.update()

    def _point_at(self, number: int | None) -> None:
        if number != self._pointed:
            self._pointed = number
            shapes = Qt.CursorShape
            self.setCursor(shapes.ArrowCursor if number is None else shapes.PointingHandCursor)
            self._tell()

    def _bin_at(self, place: QPointF) -> int | None:
        """The bin with answers whose bar is above or below the place."""
        if self._calibration is None or not self.axes.box.contains(place):
            return None
        count = len(self._calibration.counts)
        number = min(int(self.axes.value_at(place.x()) / 100 * count), count - 1)
        return number if number in self._filled else None

    def sizeHint(self) -> QSize:
        """Any width, and the height of the graph with a line above and one below."""
        line = QFontMetricsF(self._look.font(SMALL_TEXT)).height()
        return QSize(round(240 * self._look.unit), round(HEIGHT * self._look.unit + LINES * line))

    def minimumSizeHint(self) -> QSize:
        """Narrow columns are possible."""
        return QSize(1, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the axes, the bars, the diagonal, and the curve."""
        if self._calibration is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        axes, theme = self.axes, self._look.theme
        self._paint_bars(painter, axes, self._calibration)
        axes.paint(painter, self._look, "")
        paint_titles(painter, axes, self._look, "how sure it was, %", "right, %")
        pen = QPen(theme.muted, 1.3 * theme.line_width)
        pen.setDashPattern((5.0, 4.0))
        painter.setPen(pen)
        painter.drawLine(axes.place(0, 0), axes.place(100, 100))
        painter.setPen(QPen(theme.curves[0], 2.2))
        painter.drawPolyline(QPolygonF([self.place(number) for number in self._filled]))
        for number in self._filled:
            radius = (5.5 if number == self._at else 4.0) * self._look.unit
            dot(painter, self.place(number), radius, theme.curves[0], theme.background)
        if self._at is not None:
            painter.setPen(QPen(theme.focus if self.hasFocus() else theme.text, 2))
            painter.drawEllipse(self.place(self._at), 8 * self._look.unit, 8 * self._look.unit)
        if self.hasFocus():
            painter.setPen(QPen(theme.focus, 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _paint_bars(self, painter: QPainter, axes: Axes, calibration: Calibration) -> None:
        """How many answers each bin has."""
        theme, most = self._look.theme, int(calibration.counts.max())
        colour = QColor(theme.muted)
        colour.setAlphaF(0.22)
        painter.setFont(self._look.font(COUNTS))
        metrics = QFontMetricsF(painter.font())
        painter.setPen(theme.muted)
        for number in self._filled:
            low, high = (100 * float(edge) for edge in calibration.edges[number : number + 2])
            top = 100 * BARS * int(calibration.counts[number]) / most
            bar = QRectF(axes.place(low, top), axes.place(high, 0.0)).adjusted(1.5, 0, -1.5, 0)
            painter.fillRect(bar, colour)
            text = numbers.count(int(calibration.counts[number]))
            if metrics.horizontalAdvance(text) <= bar.width() + 2:
                line = metrics.height()
                above = QRectF(bar.left() - 2, bar.top() - line, bar.width() + 4, line)
                painter.drawText(above, Qt.AlignmentFlag.AlignCenter, text)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Tell what is under the pointer."""
        assert event is not None
        self._point_at(self._bin_at(event.position()))

    def leaveEvent(self, event: QEvent | None) -> None:
        """Tell nothing more of it."""
        self._point_at(None)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Choose a bin."""
        assert event is not None
        number = self._bin_at(event.position())
        if number is not None and event.button() == Qt.MouseButton.LeftButton:
            self._current = number
            self._describe()
            self.bin_chosen.emit(number)

    def event(self, event: QEvent | None) -> bool:
        """Keep the keys that walk, which are shortcuts of the window elsewhere."""
        is_key = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride
        if isinstance(event, QKeyEvent) and is_key and event.key() in (*_MOVES, *_ENTER):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Walk from bin to bin, or choose one."""
        assert event is not None
        filled = self._filled
        if event.key() in _MOVES and filled:
            place = filled.index(self._current) + _MOVES[Qt.Key(event.key())]
            self._current = filled[min(max(place, 0), len(filled) - 1)]
            self._pointed = None
            self._describe()
            self._tell()
        elif event.key() in _ENTER and filled:
            self.bin_chosen.emit(self._current)
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
