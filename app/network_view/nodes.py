"""The neurons: discs filled by their value, with the number inside where there is room."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen

from app.look import numbers
from app.look.look import Look
from app.look.palettes import Ends, mixed, pixel_image, strength
from app.network_view.geometry import Box, Column
from app.network_view.ink import Ink, discs, ranks
from app.network_view.zoom import Zoom

LARGEST_ON_SCREEN = 30.0
LEAST_RADIUS_WITH_NUMBER = 12.5
LEAST_TEXT_PIXELS = 7
TEXT_HEIGHT, TEXT_WIDTH = 0.68, 1.7
"""How much of the radius the size of a number and its width take at most."""
NOTHING = 0.005
"""A value that is shown less strongly than this is written as "≈0"."""
LEAST_RADIUS_WITH_BIAS = 6.0
LEAST_RADIUS_WITH_ALL_BIASES = 18.0
"""Beside smaller neurons the mark of a bias looks like dirt, unless one looks at that neuron."""


def radius_on_screen(column: Column, zoom: Zoom, unit: float) -> float:
    """How large the neurons of a column are: they stop growing when they are easy to see."""
    return min(column.radius * zoom.factor, max(LARGEST_ON_SCREEN * unit, column.radius))


def bias_box(x: float, y: float, radius: float) -> Box | None:
    """Where the mark of a neuron's bias is, at its lower left, or None if it is too small."""
    if radius < LEAST_RADIUS_WITH_BIAS:
        return None
    side = max(5.0, 0.3 * radius)
    return Box(x - 0.92 * radius - side / 2, y + 0.86 * radius - side / 2, side, side)


class NodePainter:
    """Paints neurons, from black to white where no value is below 0, else in the palette."""

    def __init__(self, look: Look) -> None:
        self._look = look
        theme = look.theme
        self.signed = Ink(look.ends, theme.background)
        self.unsigned = Ink(Ends(theme.text, theme.text), theme.background)
        self._ring = theme.muted if theme.line_width > 1 else mixed(theme.muted, theme.line, 0.5)

    def paint(
        self,
        painter: QPainter,
        column: Column,
        zoom: Zoom,
        values: NDArray[Any] | None,
        scale: float | None,
        *,
        is_signed: bool,
        is_log: bool,
        has_numbers: bool,
        known: NDArray[np.bool_] | None = None,
    ) -> None:
        """Paint a column; without `values`, or where not `known`, hollow dotted rings."""
        radius = radius_on_screen(column, zoom, self._look.unit)
        places = zoom.points(column.places)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if values is None:
            self._paint_unknown(painter, places, radius)
            return
        values = values[column.shown]
        if known is not None:
            is_there = known[column.shown]
            self._paint_unknown(painter, places[~is_there], radius)
            places, values = places[is_there], values[is_there]
        ink = self.signed if is_signed else self.unsigned
        rank = ranks(values, scale or 0.0, is_log)
        ring = min(1.4, radius / 5) * self._look.theme.line_width
        discs(painter, places, radius, self._ring)
        ink.dots(painter, places, rank, radius - ring)
        if has_numbers and radius >= LEAST_RADIUS_WITH_NUMBER:
            texts = written(values, scale or 0.0, is_log)
            self._numbers(painter, radius, places, texts, [ink.legible[r] for r in rank])

    def paint_biases(self, painter: QPainter, column: Column, zoom: Zoom) -> None:
        """Paint the mark of each neuron's bias, if the neurons are large."""
        radius = radius_on_screen(column, zoom, self._look.unit)
        if radius < LEAST_RADIUS_WITH_ALL_BIASES * self._look.unit:
            return
        painter.setPen(QPen(self._ring, 1))
        painter.setBrush(self._look.theme.raised)
        for x, y in zoom.points(column.places):
            box = bias_box(x, y, radius)
            if box is not None:
                painter.drawRect(QRectF(*box))

    def paint_maps(
        self,
        painter: QPainter,
        column: Column,
        zoom: Zoom,
        maps: NDArray[Any],
        scale: float,
        *,
        is_log: bool,
    ) -> None:
        """Paint neurons as maps, shape (neurons, rows, columns)."""
        side = 2 * radius_on_screen(column, zoom, self._look.unit)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setPen(QPen(self._ring, self._look.theme.line_width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for row, (x, y) in zip(column.shown, zoom.points(column.places), strict=True):
            box = QRectF(x - side / 2, y - side / 2, side, side)
            painter.drawImage(box, value_image(maps[row], scale, is_log, self.signed))
            painter.drawRect(box)

    def picture(
        self, values: NDArray[Any], scale: float, *, is_signed: bool, is_log: bool
    ) -> QImage:
        """Values, shape (rows, columns), as an image with a pixel for each."""
        ink = self.signed if is_signed else self.unsigned
        return value_image(values, scale, is_log, ink)

    def _paint_unknown(self, painter: QPainter, places: NDArray[Any], radius: float) -> None:
        theme = self._look.theme
        discs(painter, places, radius, theme.background)
        painter.setPen(QPen(theme.muted, max(0.7, min(1.2, radius / 7)), Qt.PenStyle.DotLine))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for x, y in places:
            painter.drawEllipse(QPointF(x, y), radius, radius)
        if radius >= LEAST_RADIUS_WITH_NUMBER:
            colours = [theme.muted] * len(places)
            self._numbers(painter, radius, places, ["–"] * len(places), colours)

    def _numbers(
        self,
        painter: QPainter,
        radius: float,
        places: NDArray[Any],
        texts: list[str],
        colours: list[QColor],
    ) -> None:
        """Write the texts into the discs, wider ones smaller, as far as they are legible."""
        font = self._look.font()
        font.setPixelSize(100)
        usual = QFontMetricsF(font)
        for (x, y), text, colour in zip(places, texts, colours, strict=True):
            widest = 100 * TEXT_WIDTH / usual.horizontalAdvance(text)
            pixels = round(min(TEXT_HEIGHT, widest) * radius)
            if pixels < LEAST_TEXT_PIXELS:
                continue
            font.setPixelSize(pixels)
            metrics = QFontMetricsF(font)
            painter.setFont(font)
            painter.setPen(colour)
            left = x - metrics.horizontalAdvance(text) / 2
            painter.drawText(QPointF(left, y + metrics.capHeight() / 2), text)


def written(values: NDArray[Any], scale: float, is_log: bool) -> list[str]:
    """The values as they are written into neurons."""
    strengths = np.abs(strength(values, scale, is_log))
    return [
        "≈0" if value and np.isfinite(value) and share < NOTHING else numbers.short(float(value))
        for value, share in zip(values, strengths, strict=True)
    ]


def value_image(values: NDArray[Any], scale: float, is_log: bool, ink: Ink) -> QImage:
    """An image with one pixel in its colour for each of the values, shape (rows, columns)."""
    codes = np.array([colour.rgb() for colour in ink.colours], np.uint32)
    return pixel_image(codes[ranks(values, scale, is_log)])
