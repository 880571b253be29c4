"""The legend: which colour stands for which value, of edges and of neurons."""

from typing import NamedTuple

from PyQt6.QtCore import QPointF, QRectF, QSize
from PyQt6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPaintEvent
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.look import numbers
from app.look.look import Look
from app.look.palettes import Ends
from app.network_view.settings import EDGE_SYMBOLS, NEURON_SYMBOLS, ViewSettings

SMALL = 0.85
BAR_WIDTH = 60.0
BAR_HEIGHT = 9.0
COLOURS = 64
NUMBER = "+0.001234"


class Shown(NamedTuple):
    """What the view shows at this moment: scales by layer, None where not computed yet."""

    settings: ViewSettings = ViewSettings()
    edge_scales: tuple[float | None, ...] = ()
    neuron_scales: tuple[float | None, ...] = ()
    is_signed: bool = False
    """Whether neurons may be below zero."""


class Legend(QWidget):
    """A bar of colours for the edges and one for the neurons, with the values at their ends."""

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self._shown = Shown()
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Legend")

    def show_look(self, look: Look) -> None:
        """Paint in this look."""
        self._look = look
        self.updateGeometry()
        self.update()

    def show_scales(self, shown: Shown) -> None:
        """Show these scales."""
        if shown != self._shown:
            self._shown = shown
            self.setToolTip(_explanation(shown))
            self.setAccessibleDescription(_explanation(shown))
            self.update()

    def sizeHint(self) -> QSize:
        """Room for both bars and their numbers."""
        metrics = QFontMetricsF(self._look.font(SMALL))
        texts = 2 * metrics.horizontalAdvance(NUMBER) + metrics.horizontalAdvance("∂C/∂w − a −")
        width = 2 * BAR_WIDTH * self._look.unit + texts + 44 * self._look.unit
        return QSize(round(width), round(metrics.height() + 4))

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the bars."""
        painter = QPainter(self)
        painter.setFont(self._look.font(SMALL))
        settings = self._shown.settings
        x = self._paint_bar(
            painter,
            0.0,
            EDGE_SYMBOLS[settings.edges],
            self._look.ends,
            self._ends(self._shown.edge_scales, is_signed=True),
        )
        text = self._look.theme.text
        is_signed = self._shown.is_signed
        self._paint_bar(
            painter,
            x + 14 * self._look.unit,
            NEURON_SYMBOLS[settings.neurons],
            self._look.ends if is_signed else Ends(text, text),
            self._ends(self._shown.neuron_scales, is_signed=is_signed),
        )

    def _ends(self, scales: tuple[float | None, ...], *, is_signed: bool) -> tuple[str, str]:
        """The texts at both ends of a bar; of several scales only what they have in common."""
        known = {scale for scale in scales if scale is not None}
        if not known:
            return (numbers.MINUS if is_signed else "0"), "not yet"
        high = "max" if len(known) > 1 else numbers.plain(known.pop())
        return (numbers.MINUS, f"+{high}") if is_signed else ("0", high)

    def _paint_bar(
        self, painter: QPainter, x: float, symbol: str, ends: Ends, texts: tuple[str, str]
    ) -> float:
        """Paint one bar from `x` on, and give where it ends."""
        metrics = painter.fontMetrics()
        theme, unit = self._look.theme, self._look.unit
        baseline = (self.height() + metrics.capHeight()) / 2
        gap = 5 * unit
        painter.setPen(theme.text)
        painter.drawText(QPointF(x, baseline), symbol)
        x += metrics.horizontalAdvance(symbol) + 1.4 * gap
        painter.setPen(theme.muted)
        painter.drawText(QPointF(x, baseline), texts[0])
        x += metrics.horizontalAdvance(texts[0]) + gap
        bar = QRectF(
            x, (self.height() - BAR_HEIGHT * unit) / 2, BAR_WIDTH * unit, BAR_HEIGHT * unit
        )
        painter.drawImage(bar, _colours(ends, theme.background, is_signed=texts[0] != "0"))
        painter.setPen(theme.line)
        painter.drawRect(bar)
        x += bar.width() + gap
        painter.setPen(theme.muted)
        painter.drawText(QPointF(x, baseline), texts[1])
        return x + metrics.horizontalAdvance(texts[1])


def _colours(ends: Ends, background: QColor, *, is_signed: bool) -> QImage:
    """The colours from the low end to the high one, or only those from zero up, side by side."""
    codes = ends.lookup(COLOURS, background)[0 if is_signed else COLOURS :]
    image = QImage(codes.tobytes(), len(codes), 1, 4 * len(codes), QImage.Format.Format_RGB32)
    return image.copy()  # the bytes end with this call


def _explanation(shown: Shown) -> str:
    """The scales in words."""
    settings = shown.settings
    course = "on a logarithmic scale" if settings.is_log else "in proportion"
    lines = [
        f"Colours grow stronger with the value, {course}: full colour is the largest "
        + ("of all layers." if settings.is_common else "of the same layer.")
    ]
    for words, symbol, scales in (
        ("Edges", EDGE_SYMBOLS[settings.edges], shown.edge_scales),
        ("Neurons", NEURON_SYMBOLS[settings.neurons], shown.neuron_scales),
    ):
        texts = ["not computed yet" if s is None else numbers.plain(s) for s in scales]
        lines.append(f"{words}, {symbol}, by layer: {', '.join(texts)}")
    return "\n".join(lines)
