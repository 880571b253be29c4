"""A slider for one input, under a histogram of its values in the training data."""

from PyQt6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.look import numbers
from app.look.look import Look
from app.look.palettes import mixed
from app.pad.columns import BINS, Column, written
from app.widgets.keeping_keys import keeps_key

HISTOGRAM, HANDLE, GROOVE = 18, 7, 4
"""The height of the histogram, the radius of the handle, the height of its groove."""
EDGE = 3
"""Around it all, for the focus; lengths are logical pixels at the usual text size."""
SMALL_TEXT = 0.8

ARROWS = {
    Qt.Key.Key_Left: -1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_Right: 1,
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_PageDown: -10,
    Qt.Key.Key_PageUp: 10,
}
FAR = 10
"""How many steps an arrow key goes with Shift."""


class ValueSlider(QWidget):
    """Gives an input any value in its range, or a little beyond."""

    #: The user moved the handle to this value; True where a new move begins.
    moved = pyqtSignal(float, bool)

    def __init__(self, column: Column) -> None:
        super().__init__()
        self._look = Look()
        self._column = column
        self._value = column.mean
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(column.name)
        self.setToolTip(
            f"Drag to change {column.name}. In the training data it goes from "
            f"{written(column.least)} to {written(column.most)}; the bars above count the "
            "examples. Keys: ← →, with Shift ten times as far."
        )

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._look = look
        self.updateGeometry()
        self.update()

    def show_value(self, value: float) -> None:
        """Put the handle at this value; at the end, if it is beyond."""
        self._value = value
        self.setAccessibleDescription(numbers.plain(value))
        self.update()

    @property
    def groove(self) -> QRectF:
        """Where the middle of the handle can go."""
        unit = self._look.unit
        side = (HANDLE + EDGE) * unit
        top = (EDGE + HISTOGRAM + HANDLE - GROOVE / 2) * unit
        return QRectF(side, top, max(self.width() - 2 * side, 1.0), GROOVE * unit)

    def place_of(self, value: float) -> QPointF:
        """Where the middle of the handle is for this value."""
        share = min(max(self._column.share(value), 0.0), 1.0)
        groove = self.groove
        return QPointF(groove.left() + share * groove.width(), groove.center().y())

    def sizeHint(self) -> QSize:
        """Any width."""
        line = QFontMetricsF(self._look.font(SMALL_TEXT)).height()
        height = (2 * EDGE + HISTOGRAM + 2 * HANDLE) * self._look.unit + line
        return QSize(round(160 * self._look.unit), round(height))

    def minimumSizeHint(self) -> QSize:
        """Narrow columns are possible."""
        return QSize(1, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the histogram, the groove with the ends of the data, and the handle."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        theme, groove, unit = self._look.theme, self.groove, self._look.unit
        self._paint_histogram(painter)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.hover)
        painter.drawRoundedRect(groove, GROOVE * unit / 2, GROOVE * unit / 2)
        self._paint_ends(painter)
        is_within = self._column.low <= self._value <= self._column.high
        painter.setPen(QPen(theme.text, 2 * unit))
        painter.setBrush(theme.text if is_within else theme.panel)
        radius = (HANDLE - 1) * unit
        painter.drawEllipse(self.place_of(self._value), radius, radius)
        if self.hasFocus():
            painter.setPen(QPen(theme.focus, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            rim = QRectF(self.rect()).adjusted(1, 1, -1, -1)
            painter.drawRoundedRect(rim, 6 * unit, 6 * unit)

    def _paint_histogram(self, painter: QPainter) -> None:
        theme, groove, unit = self._look.theme, self.groove, self._look.unit
        most = int(self._column.counts.max()) or 1
        width = groove.width() / BINS
        base = (EDGE + HISTOGRAM) * unit
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(mixed(theme.muted, theme.panel, 0.6))
        for number, count in enumerate(self._column.counts.tolist()):
            height = count / most * (HISTOGRAM - 2) * unit
            left = groove.left() + number * width
            painter.drawRect(QRectF(left, base - height, max(width - unit, 1.0), height))

    def _paint_ends(self, painter: QPainter) -> None:
        """The least and the greatest value of the data, below."""
        font = self._look.font(SMALL_TEXT)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(self._look.theme.muted)
        unit = self._look.unit
        baseline = (EDGE + HISTOGRAM + 2 * HANDLE) * unit + metrics.ascent()
        left = self.groove.left()
        painter.drawText(QPointF(left, baseline), written(self._column.least))
        most = written(self._column.most)
        right = self.groove.right() - metrics.horizontalAdvance(most)
        painter.drawText(QPointF(right, baseline), most)

    def _follow(self, event: QMouseEvent, *, is_new: bool) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            groove = self.groove
            share = (event.position().x() - groove.left()) / groove.width()
            self.moved.emit(self._column.value_at(share), is_new)

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Take the handle to the pointer."""
        assert event is not None
        self._follow(event, is_new=True)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Take the handle along."""
        assert event is not None
        self._follow(event, is_new=False)

    def event(self, event: QEvent | None) -> bool:
        """Keep the arrow keys for the handle, which are shortcuts of the window elsewhere."""
        return keeps_key(event, ARROWS) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Move the handle by a step, with Shift by more."""
        assert event is not None
        if event.key() not in ARROWS:
            super().keyPressEvent(event)
            return
        count = FAR if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
        change = count * ARROWS[Qt.Key(event.key())] * self._column.step
        self.moved.emit(self._column.rounded(self._value + change), not event.isAutoRepeat())
