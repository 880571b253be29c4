"""The line of values beside a plot's title."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from PyQt6.QtCore import QPointF, QSize, QTimer
from PyQt6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.look import numbers
from app.look.look import Look

SCALE = 0.8
GAP = 0.55
"""The space between two values, as a share of the height of the text."""


class Value(NamedTuple):
    """A curve's name and its value, as a text and as a shorter one, in its colour.

    The glyph says how the curve is drawn.
    """

    name: str
    text: str
    short: str
    colour: QColor
    glyph: str = ""


FORMS: tuple[Callable[[Value], str], ...] = (
    lambda value: f"{value.glyph} {value.name} {value.text}".strip(),
    lambda value: f"{value.glyph} {value.name} {value.short}".strip(),
    lambda value: f"{value.glyph or value.name} {value.text}".strip(),
    lambda value: f"{value.glyph or value.name} {value.short}".strip(),
    lambda value: f"{value.glyph} {value.short or value.name}".strip(),
    lambda value: f"{value.glyph} {value.short}" if value.glyph else value.name,
)
"""How values are written, from the most telling to the shortest way.

The last but one has no names: values stand in the order of curves, which have names in the plot.
"""


class ValueLine(QWidget):
    """Values in the colours of their curves, right-aligned, as fully as there is room for all."""

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self._values: tuple[Value, ...] = ()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(round(1000 * numbers.READABLE_S))
        self._pause.timeout.connect(self._write)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)

    def show_look(self, look: Look) -> None:
        """Take the colours and the size of text of this look."""
        self._look = look
        self.setFont(look.font(SCALE))
        self.update()

    def show_values(self, values: Sequence[Value], *, at_once: bool) -> None:
        """Show these values: at once, or not before the last ones could be read."""
        self._values = tuple(values)
        if at_once:
            self._pause.stop()
            self._write()
        elif not self._pause.isActive():
            self._write()
            self._pause.start()

    @property
    def has_room(self) -> bool:
        """Whether all values can be read, not only what they are of."""
        metrics = QFontMetricsF(self.font())
        return self._width([FORMS[-2](value) for value in self._values], metrics) <= self.width()

    @property
    def texts(self) -> list[str]:
        """The values as they are written in the present width; "…" for the first without room."""
        metrics = QFontMetricsF(self.font())
        for form in FORMS:
            texts = [form(value) for value in self._values]
            if self._width(texts, metrics) <= self.width():
                return texts
        while texts and self._width(["…", *texts], metrics) > self.width():
            del texts[0]
        return ["…", *texts]

    def _write(self) -> None:
        self.setAccessibleName(", ".join(f"{value.name} {value.text}" for value in self._values))
        self.update()

    @staticmethod
    def _width(texts: Sequence[str], metrics: QFontMetricsF) -> float:
        gaps = GAP * metrics.height() * (len(texts) - 1)
        return sum(metrics.horizontalAdvance(text) for text in texts) + gaps

    def draw(self, painter: QPainter) -> None:
        """Write the values, the last one at the right edge."""
        metrics = QFontMetricsF(self.font())
        texts = self.texts
        x = self.width() - self._width(texts, metrics)
        y = (self.height() - metrics.height()) / 2 + metrics.ascent()
        colours = [value.colour for value in self._values[len(self._values) - len(texts) :]]
        painter.setFont(self.font())
        for text, colour in zip(texts, colours, strict=True):
            painter.setPen(self._look.theme.muted if text == "…" else colour)
            painter.drawText(QPointF(x, y), text)
            x += metrics.horizontalAdvance(text) + GAP * metrics.height()

    def sizeHint(self) -> QSize:
        """As high as its text."""
        return QSize(0, round(QFontMetricsF(self.font()).height()))

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Draw the values."""
        painter = QPainter(self)
        self.draw(painter)
        painter.end()
