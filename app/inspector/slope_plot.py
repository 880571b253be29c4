"""The cost against one number, with the tangent, and a dot to be moved along the curve."""

from math import floor, isfinite, log10

import numpy as np
from PyQt6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import (
    QFontMetricsF,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.inspector.copying import copy, copy_action
from app.inspector.slope import Slope
from app.look import numbers
from app.look.look import Look
from app.widgets.axes import SMALL_TEXT, Axes, dot, left_margin
from app.widgets.keeping_keys import keeps_key

HEIGHT = 150
"""Of the graph, in logical pixels at the usual text size."""
STEPS = 60
"""Of the left and right keys, from the present value to the end of the curve."""
MARGIN = 6
"""Inside of the frame that shows the focus, in logical pixels at the usual text size."""
FEW = 0.002
"""Costs that differ by less than this share are written as differences."""

_LEFT_RIGHT = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}
_ZOOM = {Qt.Key.Key_Plus: -1, Qt.Key.Key_Minus: 1}
_OWN = (*_LEFT_RIGHT, *_ZOOM, Qt.Key.Key_Home)


class SlopePlot(QWidget):
    """Shows a `Slope`; the dot is moved with the mouse, or with ← and → when it has the focus."""

    #: The user moved the dot to this value of the number.
    moved = pyqtSignal(float)
    #: The user wants to see a wider range (1) or a narrower one (-1).
    range_stepped = pyqtSignal(int)

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self._slope: Slope | None = None
        self._symbol = "w"
        self._tried = 0.0
        self._cost = 0.0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.SizeHorCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Cost against this number")
        self.setToolTip(
            "Drag the dot along the curve, or press ← and → (with Shift ten times as far), Home "
            "for the value that it has now, + and − for a narrower and a wider range."
        )
        copy_action(self, "Copy curve").triggered.connect(self._copy)

    def show_look(self, look: Look) -> None:
        """Paint in this look from now on."""
        self._look = look
        self.updateGeometry()
        self.update()

    def show_slope(self, slope: Slope, symbol: str) -> None:
        """Show this curve, of a number with this symbol."""
        self._slope, self._symbol = slope, symbol
        self.update()

    def show_tried(self, value: float, cost: float) -> None:
        """Put the dot at a value, with the cost that belongs to it."""
        self._tried, self._cost = value, cost
        self.setAccessibleDescription(
            f"{self._symbol} = {numbers.plain(value)}: cost {numbers.plain(cost)}"
        )
        self.update()

    @property
    def axes(self) -> Axes:
        """Where values lie now."""
        assert self._slope is not None
        slope, unit = self._slope, self._look.unit
        line = QFontMetricsF(self._look.font(SMALL_TEXT)).height()
        low, high = self._costs_shown()
        height = HEIGHT * unit
        y = (low - self._zero, high - self._zero)
        margin = MARGIN * unit
        left = margin + left_margin([y], [height], self._look)
        box = QRectF(left, margin + line * 1.3, self.width() - left - 2 * margin, height)
        return Axes(box, (float(slope.xs[0]), float(slope.xs[-1])), y)

    def _costs_shown(self) -> tuple[float, float]:
        """The least and the greatest cost of the graph."""
        assert self._slope is not None
        costs = np.append(self._slope.costs, self._slope.cost)
        costs = costs[np.isfinite(costs)]
        if not len(costs):
            return 0.0, 1.0
        low, high = float(costs.min()), float(costs.max())
        room = 0.1 * (high - low) or max(abs(low) * 1e-3, 1e-6)
        return low - room, high + room

    @property
    def _zero(self) -> float:
        """What is taken off the costs to write them: the present one where they differ little."""
        assert self._slope is not None
        low, high = self._costs_shown()
        return self._slope.cost if high - low < FEW * abs(self._slope.cost) else 0.0

    def sizeHint(self) -> QSize:
        """Any width, and the height of the graph with a line above and two below."""
        line = QFontMetricsF(self._look.font(SMALL_TEXT)).height()
        return QSize(
            round(240 * self._look.unit),
            round((HEIGHT + 2 * MARGIN) * self._look.unit + 4.1 * line),
        )

    def minimumSizeHint(self) -> QSize:
        """Narrow columns are possible."""
        return QSize(1, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint axes, tangent, curve and dots, and what they are."""
        if self._slope is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        axes, theme = self.axes, self._look.theme
        axes.paint(painter, self._look, self._symbol)
        painter.save()
        painter.setClipRect(axes.box)
        self._paint_now(painter, axes)
        self._paint_tangent(painter, axes)
        painter.setPen(QPen(theme.curves[0], 2 * theme.line_width))
        for line in axes.curve(self._slope.xs, self._slope.costs - self._zero):
            painter.drawPolyline(line)
        painter.restore()
        self._paint_dots(painter, axes)
        self._paint_names(painter, axes)
        if self.hasFocus():
            painter.setPen(QPen(theme.focus, 2))
            painter.drawRect(QRectF(self.rect()).adjusted(1, 1, -1, -1))

    def _copy(self) -> None:
        """Copy the curve as a table, a value and its cost in each line."""
        if self._slope is not None:
            points = zip(self._slope.xs.tolist(), self._slope.costs.tolist(), strict=True)
            copy("\n".join(f"{x!r}\t{cost!r}" for x, cost in points))

    def _paint_now(self, painter: QPainter, axes: Axes) -> None:
        """A dotted line at the present value."""
        assert self._slope is not None
        pen = QPen(self._look.theme.muted, self._look.theme.line_width)
        pen.setDashPattern((1.0, 3.0))
        painter.setPen(pen)
        across = axes.across(self._slope.value)
        painter.drawLine(QPointF(across, axes.box.top()), QPointF(across, axes.box.bottom()))

    def _paint_tangent(self, painter: QPainter, axes: Axes) -> None:
        slope = self._slope
        assert slope is not None
        if slope.gradient is None or not isfinite(slope.gradient):
            return
        left, right = axes.x
        # Cut off where it leaves the graph, for a steep one would end millions of pixels away.
        if slope.gradient:
            ends = [slope.value + (y + self._zero - slope.cost) / slope.gradient for y in axes.y]
            left, right = max(left, min(ends)), min(right, max(ends))
        pen = QPen(self._look.theme.curves[1], 1.5 * self._look.theme.line_width)
        pen.setDashPattern((5.0, 3.0))
        painter.setPen(pen)
        first, last = (
            slope.cost - self._zero + slope.gradient * (x - slope.value) for x in (left, right)
        )
        painter.drawLine(axes.place(left, first), axes.place(right, last))

    def _paint_dots(self, painter: QPainter, axes: Axes) -> None:
        """The present value as a ring, the tried one as a disc, its prediction as a square."""
        slope, theme, unit = self._slope, self._look.theme, self._look.unit
        assert slope is not None
        now = axes.place(slope.value, slope.cost - self._zero)
        dot(painter, now, 4 * unit, theme.panel, theme.text)
        low, high = axes.x
        if not (isfinite(self._cost) and low <= self._tried <= high):
            return
        place = axes.place(self._tried, self._cost - self._zero)
        predicted = slope.predicted(self._tried)
        if predicted is not None and self._tried != slope.value:
            guess = axes.place(self._tried, slope.cost + predicted - self._zero)
            if axes.box.contains(guess):
                painter.setPen(QPen(theme.text, theme.line_width))
                painter.drawLine(place, guess)
                side = 7 * unit
                painter.setBrush(theme.curves[1])
                painter.drawRect(QRectF(guess.x() - side / 2, guess.y() - side / 2, side, side))
        dot(painter, place, 5.5 * unit, theme.curves[0], theme.text)

    def _paint_names(self, painter: QPainter, axes: Axes) -> None:
        """What the y axis is, above; the kinds of lines, below."""
        theme, font = self._look.theme, self._look.font(SMALL_TEXT)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(theme.muted)
        title = "change of the cost C" if self._zero else "cost C"
        unit = self._look.unit
        painter.drawText(QPointF(MARGIN * unit, MARGIN * unit + metrics.ascent()), title)
        baseline = axes.box.bottom() + 2.5 * metrics.height()
        left, sample, gap = MARGIN * unit, 15 * unit, 4 * unit
        gradient = None if self._slope is None else self._slope.gradient
        if gradient is not None:
            self._paint_gradient(painter, f"slope {numbers.signed(gradient)}")
        for text, colour, dashes in (
            ("cost", theme.curves[0], ()),
            ("tangent", theme.curves[1], (5.0, 3.0)),
        ):
            pen = QPen(colour, 2 * theme.line_width)
            if dashes and gradient is None:
                continue
            if dashes:
                pen.setDashPattern(dashes)
            painter.setPen(pen)
            middle = baseline - metrics.xHeight() / 2
            painter.drawLine(QPointF(left, middle), QPointF(left + sample, middle))
            painter.setPen(theme.muted)
            painter.drawText(QPointF(left + sample + gap, baseline), text)
            left += sample + gap + metrics.horizontalAdvance(text) + 2.5 * gap
        place = QPointF(left + 4 * unit, baseline - metrics.xHeight() / 2)
        dot(painter, place, 3.5 * unit, theme.panel, theme.text)
        painter.setPen(theme.muted)
        painter.drawText(QPointF(left + 9 * unit + gap, baseline), "now")

    def _paint_gradient(self, painter: QPainter, text: str) -> None:
        """The slope of the tangent, above it to the right."""
        metrics = QFontMetricsF(painter.font())
        margin = MARGIN * self._look.unit
        left = self.width() - margin - metrics.horizontalAdvance(text)
        painter.setPen(self._look.theme.text)
        painter.drawText(QPointF(left, margin + metrics.ascent()), text)

    def _move_to(self, value: float) -> None:
        assert self._slope is not None
        pixel = 2 * self._slope.reach / max(self.axes.box.width(), 1.0)
        if abs(value - self._slope.value) < 2 * pixel:
            value = self._slope.value  # the dot finds back to where it was
        self._emit(value)

    def _emit(self, value: float) -> None:
        """Tell of a value with no more digits than can be told apart, or of the present one."""
        assert self._slope is not None
        short = round(value, 1 - floor(log10(self._slope.reach / STEPS)))
        is_within = abs(short - self._slope.value) <= self._slope.reach
        self.moved.emit(short if is_within and value != self._slope.value else value)

    def _follow(self, event: QMouseEvent) -> None:
        if self._slope is not None and event.buttons() & Qt.MouseButton.LeftButton:
            self._move_to(self.axes.value_at(event.position().x()))

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Take the dot to the pointer."""
        assert event is not None
        self._follow(event)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Take the dot along."""
        assert event is not None
        self._follow(event)

    def event(self, event: QEvent | None) -> bool:
        """Keep the keys for the dot, which are shortcuts of the window elsewhere."""
        return keeps_key(event, _OWN) or super().event(event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Move the dot, or widen and narrow the range."""
        assert event is not None
        slope = self._slope
        if slope is None:
            return
        if event.key() in _LEFT_RIGHT:
            count = 10 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1
            self._step(count * _LEFT_RIGHT[Qt.Key(event.key())])
        elif event.key() == Qt.Key.Key_Home:
            self.moved.emit(slope.value)
        elif event.key() in _ZOOM:
            self.range_stepped.emit(_ZOOM[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def _step(self, count: int) -> None:
        """Move the dot so many steps, counted from the present value, within the curve."""
        assert self._slope is not None
        step = self._slope.reach / STEPS
        place = round((self._tried - self._slope.value) / step) + count
        place = min(max(place, -STEPS), STEPS)
        self._emit(self._slope.value + place * step)
