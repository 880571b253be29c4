"""The legend: which colour stands for which value, of edges and of neurons."""

from collections.abc import Callable, Iterable
from math import ceil
from typing import NamedTuple

import numpy as np
from PyQt6.QtCore import QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPaintEvent
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.look import numbers
from app.look.look import Look
from app.look.palettes import Ends, pixel_image
from app.network_view.computing import NEVER, ONLY_FORWARD
from app.network_view.settings import EDGE_SYMBOLS, NEURON_SYMBOLS, ViewSettings

SMALL = 0.85
BAR_WIDTH = 60.0
LEAST_BAR_WIDTH = 16.0
"""Where there is little room."""
BAR_HEIGHT = 9.0
BETWEEN = 12.0
"""The two bars."""
GAP = 4.0
COLOURS = 64
LONGEST_SYMBOLS = ("∂C/∂w", "∂C/∂a")
LONGEST_ENDS = ("−1.234e−5", "+1.234e−5")
"""Texts for which there is room, so that all keep their place while the numbers change."""
SEVERAL = "max"
"""Instead of a number, where layers have a scale each."""

Texts = tuple[str, str, str]
"""Of a bar: the symbol of its quantity, and the values at its ends."""
Format = Callable[[float], str]


class Shown(NamedTuple):
    """What the view shows at this moment: scales by layer, None where not computed yet."""

    settings: ViewSettings = ViewSettings()
    edge_scales: tuple[float | None, ...] = ()
    neuron_scales: tuple[float | None, ...] = ()
    is_signed: bool = False
    """Whether neurons may be below zero."""
    edge_absences: tuple[str, ...] = ()
    neuron_absences: tuple[str, ...] = ()
    """Why edges and neurons have no scale, by layer; "" where they have one."""

    def texts(self, write: Format) -> tuple[Texts, Texts]:
        """The texts at the bar of the edges, and at that of the neurons."""
        edges = _ends(self.edge_scales, self.edge_absences, write, is_signed=True)
        neurons = _ends(self.neuron_scales, self.neuron_absences, write, is_signed=self.is_signed)
        symbols = EDGE_SYMBOLS[self.settings.edges], NEURON_SYMBOLS[self.settings.neurons]
        return (symbols[0], *edges), (symbols[1], *neurons)


class LegendPainter:
    """Paints a bar of colours for the edges and one for the neurons, with the values at their ends.

    It needs no widget, so that it can also be part of a picture.
    """

    def __init__(self, look: Look, shown: Shown) -> None:
        self._look = look
        self._shown = shown

    def size(self, bar: float = BAR_WIDTH) -> QSize:
        """Room for two bars of this width and the longest texts."""
        unit, shown = self._look.unit, self._shown
        several = not shown.settings.is_common and len(shown.edge_scales) != 1
        ends = (f"{numbers.MINUS}{SEVERAL}", f"+{SEVERAL}") if several else LONGEST_ENDS
        texts = sum(self._texts_width((symbol, *ends)) for symbol in LONGEST_SYMBOLS)
        height = QFontMetricsF(self._look.font(SMALL)).height() + 4
        return QSize(ceil(texts + (2 * bar + BETWEEN) * unit), ceil(height))

    def paint(self, painter: QPainter, box: QRectF) -> None:
        """Paint the bars into a box, the last one at its right end."""
        painter.setFont(self._look.font(SMALL))
        text, unit = self._look.theme.text, self._look.unit
        edges, neurons = self._shown.texts(numbers.plain)
        if self._room(edges, neurons, box.width()) < 2 * LEAST_BAR_WIDTH * unit:
            edges, neurons = self._shown.texts(numbers.short)
        room = self._room(edges, neurons, box.width())
        bar = QRectF(box)
        bar.setWidth(min(BAR_WIDTH * unit, room / 2))
        bar.moveLeft(box.left() + room - 2 * bar.width())
        end = self._paint_bar(painter, bar, edges, self._look.ends)
        bar.moveLeft(end + BETWEEN * unit)
        ends = self._look.ends if self._shown.is_signed else Ends(text, text)
        self._paint_bar(painter, bar, neurons, ends)

    def _room(self, edges: Texts, neurons: Texts, width: float) -> float:
        """What these texts leave of a width to the two bars."""
        taken = self._texts_width(edges) + self._texts_width(neurons)
        return width - 1 - taken - BETWEEN * self._look.unit

    def _texts_width(self, texts: Iterable[str]) -> float:
        """The room that the texts of a bar take, with the gaps between them."""
        advance = QFontMetricsF(self._look.font(SMALL)).horizontalAdvance
        return sum(map(advance, texts)) + 3 * GAP * self._look.unit

    def _paint_bar(self, painter: QPainter, bar: QRectF, texts: Texts, ends: Ends) -> float:
        """Paint one bar with its symbol and the values at its ends; give the end of it all.

        The symbol begins at the left of `bar`, which has the bar's width and the height of all.
        """
        metrics = QFontMetricsF(painter.font())
        theme, unit = self._look.theme, self._look.unit
        baseline = bar.center().y() + metrics.capHeight() / 2
        x, (symbol, low, high) = bar.left(), texts
        painter.setPen(theme.text)
        painter.drawText(QPointF(x, baseline), symbol)
        x += metrics.horizontalAdvance(symbol) + GAP * unit
        painter.setPen(theme.muted)
        painter.drawText(QPointF(x, baseline), low)
        x += metrics.horizontalAdvance(low) + GAP * unit
        height = BAR_HEIGHT * unit
        colours = QRectF(x, bar.center().y() - height / 2, bar.width(), height)
        painter.drawImage(colours, _colours(ends, theme.background, is_signed=low != "0"))
        painter.setPen(theme.line)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(colours)
        x += bar.width() + GAP * unit
        painter.setPen(theme.muted)
        painter.drawText(QPointF(x, baseline), high)
        return x + metrics.horizontalAdvance(high)


class Legend(QWidget):
    """The legend beside what sets what is shown, with an explanation in words."""

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

    @property
    def _painter(self) -> LegendPainter:
        return LegendPainter(self._look, self._shown)

    def sizeHint(self) -> QSize:
        """Room for both bars and the longest texts."""
        return self._painter.size()

    def minimumSizeHint(self) -> QSize:
        """The same with shorter bars."""
        return self._painter.size(LEAST_BAR_WIDTH)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the bars, the last one at the right end."""
        painter = QPainter(self)
        self._painter.paint(painter, QRectF(self.rect()))


def _ends(
    scales: tuple[float | None, ...], absences: tuple[str, ...], write: Format, *, is_signed: bool
) -> tuple[str, str]:
    """The texts at both ends of a bar; of several scales only what they have in common."""
    known = {scale for scale in scales if scale is not None}
    if not known:
        is_never = bool(absences) and set(absences) <= {NEVER, ONLY_FORWARD}
        return (numbers.MINUS if is_signed else "0"), "none" if is_never else "not yet"
    if known == {0.0}:
        return "0", "0"
    high = SEVERAL if len(known) > 1 else write(known.pop())
    return (f"{numbers.MINUS}{high}", f"+{high}") if is_signed else ("0", high)


def _colours(ends: Ends, background: QColor, *, is_signed: bool) -> QImage:
    """The colours from the low end to the high one, or only those from zero up, side by side."""
    codes = ends.lookup(COLOURS, background)[0 if is_signed else COLOURS :]
    return pixel_image(codes[np.newaxis])


def _explanation(shown: Shown) -> str:
    """The scales in words."""
    settings = shown.settings
    course = "on a logarithmic scale" if settings.is_log else "in proportion"
    lines = [
        f"Colours grow stronger with the value, {course}: full colour is the largest "
        + ("of all layers." if settings.is_common else "of the same layer.")
    ]
    edges = _listed(shown.edge_scales, shown.edge_absences)
    neurons = _listed(shown.neuron_scales, shown.neuron_absences)
    lines.append(f"Edges, {EDGE_SYMBOLS[settings.edges]}, by layer: {edges}")
    lines.append(f"Neurons, {NEURON_SYMBOLS[settings.neurons]}, by layer: {neurons}")
    return "\n".join(lines)


def _listed(scales: tuple[float | None, ...], absences: tuple[str, ...]) -> str:
    """The scale of each layer, or why there is none; said once if that is so of all."""
    if not any(scale is not None for scale in scales) and len(set(absences)) == 1:
        return absences[0]
    return ", ".join(
        absence if scale is None else numbers.plain(scale)
        for scale, absence in zip(scales, absences, strict=True)
    )
