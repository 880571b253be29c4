"""Numbers with a sign, one for each input, as bars to both sides of zero."""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QRect, QRectF, QSize, Qt
from PyQt6.QtGui import QFontMetrics, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.look import numbers
from app.look.look import Look

MOST_ROWS = 12
"""Of more inputs those with the greatest numbers are shown."""
GAP = 8
OLD = 0.5
"""How much of numbers that are old is still seen: they are disabled."""
LEAST_BAR = 44
"""A narrower bar goes below its name. Lengths are logical pixels at the usual text size."""


class Places(NamedTuple):
    """Where the parts of a row lie, and how far it is to the next row."""

    name: QRect
    bar: QRectF
    number: QRect
    pitch: int


class InputBars(QWidget):
    """A row for each input: its name, a bar in the palette's colours, and a text with the number.

    The bar of the greatest number has full length. `longest` is the longest of the texts.
    """

    def __init__(self, names: Sequence[str], name: str, longest: str) -> None:
        super().__init__()
        self._names = names
        self._longest = longest
        self._look = Look()
        self._values: NDArray[Any] = np.zeros(0)
        self._texts: Sequence[str] = ()
        self._rows = list(range(min(len(names), MOST_ROWS)))
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(name)

    def show_look(self, look: Look) -> None:
        """Paint in this look from now on."""
        self._look = look
        self.updateGeometry()
        self.update()

    def show_values(self, values: NDArray[Any], texts: Sequence[str]) -> None:
        """Show these numbers, shape (inputs,), and a text for each."""
        self._values, self._texts = values, texts
        if len(values) > MOST_ROWS:
            greatest = np.argsort(-np.abs(values), kind="stable")[:MOST_ROWS]
            self._rows = sorted(greatest.tolist())
        spoken = (f"{self._names[row]}: {texts[row]}" for row in self._rows if len(texts))
        self.setAccessibleDescription("; ".join(spoken))
        self.update()

    def clear(self) -> None:
        """Show that the numbers are not known."""
        self.show_values(np.zeros(0), ())

    @property
    def _line(self) -> int:
        return QFontMetrics(self._look.font()).height() + round(4 * self._look.unit)

    @property
    def _rest(self) -> str:
        rest = len(self._names) - len(self._rows)
        return f"{numbers.counted(rest, 'smaller one')} not shown" if rest else ""

    def _places(self, width: int) -> Places:
        """Where the parts of a row lie: the name in a line of its own if there is little room."""
        gap, line = round(GAP * self._look.unit), self._line
        metrics = QFontMetrics(self._look.font())
        name_width = max(metrics.horizontalAdvance(name) for name in self._names) + 2
        number_width = QFontMetrics(self._look.mono()).horizontalAdvance(self._longest)
        number = QRect(width - number_width, 0, number_width, line)
        name = QRect(0, 0, name_width, line)
        bar = QRectF(name_width + gap, 0, number.left() - name_width - 2 * gap, line)
        if bar.width() < LEAST_BAR * self._look.unit:
            name.setWidth(width)
            number.moveTop(line)
            bar = QRectF(0, line, max(0, number.left() - gap), line)
        return Places(name, bar, number, number.bottom() + 1)

    def heightForWidth(self, width: int) -> int:
        """What all rows take in that width, and what is written below them."""
        return len(self._rows) * self._places(width).pitch + bool(self._rest) * self._line

    def hasHeightForWidth(self) -> bool:
        """Yes: see `heightForWidth`."""
        return True

    def sizeHint(self) -> QSize:
        """Room for bars of a fair length."""
        width = round(340 * self._look.unit)
        return QSize(width, self.heightForWidth(width))

    def minimumSizeHint(self) -> QSize:
        """Narrow panels are possible."""
        return QSize(1, self._line)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint all rows."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setOpacity(1.0 if self.isEnabled() else OLD)
        places = self._places(self.width())
        for row in self._rows:
            self._paint_row(painter, row, places)
            painter.translate(0, places.pitch)
        painter.setPen(self._look.theme.muted)
        painter.setFont(self._look.font())
        painter.drawText(QRect(0, 0, self.width(), self._line), _MIDDLE, self._rest)

    def _paint_row(self, painter: QPainter, row: int, places: Places) -> None:
        name, bar, number, _ = places
        theme, metrics = self._look.theme, QFontMetrics(self._look.font())
        painter.setPen(theme.text)
        painter.setFont(self._look.font())
        text = metrics.elidedText(self._names[row], Qt.TextElideMode.ElideMiddle, name.width())
        painter.drawText(name, _MIDDLE, text)
        painter.setFont(self._look.mono())
        text = self._texts[row] if len(self._texts) else numbers.UNKNOWN
        painter.drawText(number, _MIDDLE | Qt.AlignmentFlag.AlignRight, text)
        if bar.width() > 0:
            self._paint_bar(painter, row, bar)

    def _paint_bar(self, painter: QPainter, row: int, bar: QRectF) -> None:
        zero, half = bar.center().x(), bar.width() / 2
        thick = 10 * self._look.unit
        top = bar.center().y() - thick / 2
        scale = float(np.abs(self._values).max(initial=0.0))
        if len(self._values) and 0 < scale < np.inf:
            value = float(self._values[row])
            length = value / scale * half
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._look.negative if value < 0 else self._look.positive)
            painter.drawRoundedRect(QRectF(zero, top, length, thick).normalized(), 2, 2)
        painter.setPen(QPen(self._look.theme.muted, 1))
        painter.drawLine(int(zero), round(bar.top()), int(zero), round(bar.bottom()))


_MIDDLE = Qt.AlignmentFlag.AlignVCenter
