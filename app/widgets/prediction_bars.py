"""The outputs of the network as bars, one for each class."""

from collections.abc import Sequence
from math import floor, isfinite, log10
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QPaintEvent
from PyQt6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.look import numbers
from app.look.look import Look
from app.look.numbers import NOT_COMPUTED, UNKNOWN

MOST_ROWS = 20
"""Of more classes the greatest outputs are shown, and that of the label."""
MARK = "✓"
TICK = "┃"
BAR_HEIGHT = 8
ROW_SPACE = 4
LEAST_BAR = 56
"""A narrower bar goes below its name. Lengths are logical pixels at the usual text size."""


class Answer(NamedTuple):
    """What the network said, or None if that is not computed yet, and which classes stand out.

    `before` is what it said to the same input before it was last trained on it, if it was.
    """

    outputs: NDArray[Any] | None = None
    label: int | None = None
    predicted: int | None = None
    before: NDArray[Any] | None = None


class Places(NamedTuple):
    """Where the parts of a row lie, and how far it is to the next row."""

    name: QRect
    bar: QRect
    value: QRect
    pitch: int


class PredictionBars(QWidget):
    """A row for each output: its class, a bar, its value.

    `are_shares`: outputs add up to 1 and are written in percent. `are_signed`: they may be below 0,
    and bars go both ways from the middle. The label's class has a mark, the predicted one is bold;
    a tick stands where a bar ended before the training on this input.
    """

    def __init__(self, names: Sequence[str], *, are_shares: bool, are_signed: bool) -> None:
        super().__init__()
        self._names = names
        self._are_shares = are_shares
        self._are_signed = are_signed
        self._answer = Answer()
        self._reach = 1.0
        self._rows = list(range(min(len(names), MOST_ROWS)))
        self.show_look(Look())
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName("Prediction")

    def show_look(self, look: Look) -> None:
        """Paint in this look from now on."""
        self._look = look
        self.setFont(look.font())
        self._name_font = look.font()
        self._bold_font = look.font(bold=True)
        self._number_font = look.mono()
        self._bold_number_font = look.mono()
        self._bold_number_font.setBold(True)
        metrics = QFontMetrics(self._bold_font)
        self._line = metrics.height()
        self._mark_width = metrics.horizontalAdvance(MARK + " ")
        self._name_width = max(map(metrics.horizontalAdvance, self._names))
        digits = len("100.0%") if self._are_shares else len(numbers.plain(-0.001234))
        self._number_width = QFontMetrics(self._number_font).horizontalAdvance("0" * digits)
        self.updateGeometry()
        self.update()

    def show_answer(self, answer: Answer) -> None:
        """Show what the network said."""
        height = self.heightForWidth(self.width())
        self._answer = answer
        self._reach = self._full()
        self._rows = self._chosen_rows()
        if self.heightForWidth(self.width()) != height:
            self.updateGeometry()
        self.setAccessibleDescription("; ".join(self._spoken(row) for row in self._rows))
        self.update()

    def text(self, row: int) -> str:
        """The value of a class as it is written."""
        outputs = self._answer.outputs
        if outputs is None:
            return UNKNOWN
        value = float(outputs[row])
        return numbers.percent(value) if self._are_shares else numbers.plain(value)

    @property
    def caption(self) -> str:
        """What else is to be said: how far bars reach, how many classes are not shown."""
        parts = [f"{TICK} before the training on it"] if self._answer.before is not None else []
        reach = numbers.count(round(self._reach)) if self._reach >= 1 else "1"
        if self._are_signed or self._reach > 1:
            parts.append(f"bars from {numbers.MINUS + reach if self._are_signed else 0} to {reach}")
        if len(self._names) > len(self._rows):
            parts.append(f"{len(self._names) - len(self._rows)} smaller ones not shown")
        return ", ".join(parts)

    def _full(self) -> float:
        """The value of a full bar: 1, or what is just above the greatest output: 2, 5, 10, …"""
        known = [v for v in (self._answer.outputs, self._answer.before) if v is not None]
        greatest = max((float(np.abs(values).max()) for values in known), default=1.0)
        if greatest <= 1 or not isfinite(greatest):
            return 1.0
        power = 10.0 ** floor(log10(greatest))
        return next(n * power for n in (1, 2, 5, 10) if n * power >= greatest)

    def _chosen_rows(self) -> list[int]:
        outputs, label = self._answer.outputs, self._answer.label
        if outputs is None or len(self._names) <= MOST_ROWS:
            return list(range(min(len(self._names), MOST_ROWS)))
        greatest = np.argsort(-outputs, kind="stable")[:MOST_ROWS].tolist()
        if label is not None and label not in greatest:
            greatest[-1] = label
        return sorted(greatest)

    def _spoken(self, row: int) -> str:
        roles = (" (label)" if row == self._answer.label else "") + (
            " (predicted)" if row == self._answer.predicted else ""
        )
        return f"{self._names[row]}{roles}: {self.text(row)}"

    def _places(self, width: int) -> Places:
        """Where name, bar and value lie in a row of that width, as roomy as they fit."""
        unit, line = self._look.unit, self._line
        height, gap = round(BAR_HEIGHT * unit), round(6 * unit)
        left, right = self._mark_width, width - self._number_width
        name = QRect(left, 0, self._name_width, line)
        value = QRect(right, 0, self._number_width, line)
        bar = QRect(name.right() + gap, (line - height) // 2, 0, height)
        bar.setRight(right - gap)
        if bar.width() < LEAST_BAR * unit:
            bar = QRect(left, line, width - left, height)
            if name.right() + gap > right:
                value.moveTop(line)
                bar = QRect(left, line + (line - height) // 2, right - gap - left, height)
        bottom = max(bar.bottom(), value.bottom()) + 1
        return Places(name, bar, value, bottom + round(ROW_SPACE * unit))

    def _paint_row(self, painter: QPainter, row: int, places: Places) -> None:
        theme, answer = self._look.theme, self._answer
        is_label, is_predicted = row == answer.label, row == answer.predicted
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.setPen(theme.good if is_label else theme.text)
        painter.setFont(self._bold_font if is_predicted else self._name_font)
        painter.drawText(places.name, middle, self._names[row])
        if is_label:
            painter.drawText(places.name.translated(-self._mark_width, 0), middle, MARK)
        painter.setPen(theme.text)
        painter.setFont(self._bold_number_font if is_predicted else self._number_font)
        painter.drawText(places.value, middle | Qt.AlignmentFlag.AlignRight, self.text(row))
        self._paint_bar(painter, QRectF(places.bar), row, theme.good if is_label else theme.muted)

    def _paint_bar(self, painter: QPainter, track: QRectF, row: int, colour: QColor) -> None:
        radius = 2 * self._look.unit
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.theme.raised)
        painter.drawRoundedRect(track, radius, radius)
        zero, length = track.left(), track.width()
        if self._are_signed:
            zero, length = track.center().x(), track.width() / 2
        end = self._end(self._answer.outputs, row)
        if end is not None:
            bar = QRectF(zero, track.top(), end * length, track.height()).normalized()
            painter.setBrush(colour)
            painter.drawRoundedRect(bar, radius, radius)
        earlier = self._end(self._answer.before, row)
        if earlier is not None:
            self._paint_tick(painter, track, zero + earlier * length)

    def _end(self, values: NDArray[Any] | None, row: int) -> float | None:
        """How far the bar of a value reaches, as a share of the whole; None without a value."""
        if values is None or not isfinite(float(values[row])):
            return None
        return float(values[row]) / self._reach

    def _paint_tick(self, painter: QPainter, track: QRectF, x: float) -> None:
        """A tick that is higher than the bar, with a rim that sets it off from the bar."""
        theme, unit = self._look.theme, self._look.unit
        tick = QRectF(x - unit, track.top() - 2 * unit, 2 * unit, track.height() + 4 * unit)
        rim = unit
        painter.fillRect(tick.adjusted(-rim, 0, rim, 0), theme.panel)
        painter.fillRect(tick, theme.text)

    def heightForWidth(self, width: int) -> int:
        """What all rows take in that width, and a caption if there is one."""
        height = len(self._rows) * self._places(width).pitch
        return height + (self._line if self.caption else 0)

    def hasHeightForWidth(self) -> bool:
        """Yes: see `heightForWidth`."""
        return True

    def sizeHint(self) -> QSize:
        """Room for bars of a fair length."""
        width = round(230 * self._look.unit)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Room for the shortest bars, below their names."""
        bar = round(LEAST_BAR * self._look.unit)
        width = self._mark_width + max(self._name_width, bar + self._number_width)
        return QSize(width, self.heightForWidth(self.sizeHint().width()))

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint all rows and the caption."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        places = self._places(self.width())
        for row in self._rows:
            self._paint_row(painter, row, places)
            painter.translate(0, places.pitch)
        painter.setPen(self._look.theme.muted)
        painter.setFont(self._look.font(0.85))
        below = QRect(0, 0, self.width(), self._line)
        painter.drawText(below, Qt.AlignmentFlag.AlignRight, self.caption)

    def event(self, event: QEvent | None) -> bool:
        """Give the exact output under the pointer as a tooltip."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            place = event.pos().y() // self._places(self.width()).pitch
            text = self._tip(self._rows[place]) if place < len(self._rows) else ""
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)

    def _tip(self, row: int) -> str:
        outputs = self._answer.outputs
        value = NOT_COMPUTED if outputs is None else numbers.exact(outputs[row])
        roles = " · the label" if row == self._answer.label else ""
        roles += " · predicted" if row == self._answer.predicted else ""
        before = self._answer.before
        if before is not None:
            roles += f" · before the training on it: {numbers.exact(before[row])}"
        return f"{self._names[row]}: {value}{roles}"
