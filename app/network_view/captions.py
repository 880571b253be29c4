"""The texts around the network: names of layers, inputs and outputs, and the scales of edges."""

from collections.abc import Sequence
from math import ceil
from typing import Any, NamedTuple

from numpy.typing import NDArray
from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QFont, QFontMetricsF, QPainter

from app.look import numbers
from app.look.look import Look
from app.network_view import facts
from app.network_view.geometry import Box, Geometry, Room, arrange
from app.network_view.nodes import radius_on_screen
from app.network_view.settings import layer_name
from app.network_view.zoom import Zoom
from engine.datasets.dataset import Dataset
from engine.network import Network

SMALL = 0.85
GAP = 8.0
MOST_INPUT_NAME = 110.0


class Note(NamedTuple):
    """The present operation: its text, the colour of its pass, and at which layer it works."""

    text: str
    colour: QColor
    layer: int | None


class Captions:
    """Finds out how much room the texts need, and paints them."""

    def __init__(self, network: Network, dataset: Dataset, look: Look) -> None:
        self._network = network
        self._dataset = dataset
        self._look = look
        self._small = look.font(SMALL)
        self._bold = look.font(bold=True)
        self._metrics = QFontMetricsF(self._small)
        self._line = ceil(self._metrics.height())
        self._is_picture = len(dataset.input_shape) == 2
        self._outputs = facts.output_names(network, dataset)
        self._inputs = () if self._is_picture else facts.input_names(dataset)
        self._names: list[list[str]] = []

    @property
    def unit(self) -> float:
        """By what spacing scales."""
        return self._look.unit

    def arrange(self, width: float, height: float, unfolded: frozenset[int]) -> Geometry:
        """The geometry of the network between its texts, in a view of this size."""
        has_maps = self._dataset.inputs == 2

        def place(lines: int) -> Geometry:
            room = Room(self._box(width, height, lines), self.unit)
            shape, sizes = self._dataset.input_shape, self._network.sizes
            return arrange(sizes, shape, room, unfolded, has_maps=has_maps)

        self._names = self._layer_names(1)
        geometry = place(1)
        for lines in (1, 2, 3):
            self._names = self._layer_names(lines)
            geometry = place(lines)
            if self._widest_name() < geometry.pitch - GAP:
                break
        return geometry

    def paint(
        self,
        painter: QPainter,
        geometry: Geometry,
        zoom: Zoom,
        box: QRectF,
        *,
        footer: str,
        scales: Sequence[Sequence[str]],
        target: int | None,
        note: Note | None,
    ) -> None:
        """Paint all texts into a view of this box; over each gap between layers stands the
        longest of its `scales` that has room.
        """
        self._paint_strips(painter, zoom, box)
        self._paint_layer_names(painter, geometry, zoom, box)
        self._paint_scales(painter, geometry, zoom, scales)
        self._paint_ends(painter, geometry, zoom, target)
        self._paint_folds(painter, geometry, zoom)
        self._paint_bottom(painter, geometry, zoom, box, footer, note)

    def clear_box(self, zoom: Zoom, box: QRectF) -> QRectF:
        """The part of a view in which nothing runs through the texts."""
        if zoom == Zoom():
            return box
        return box.adjusted(0, self._line + 6 * self.unit, 0, -self._strip_height())

    def _box(self, width: float, height: float, lines: int) -> Box:
        unit = self.unit
        radius = 18 * unit
        half_name = self._widest_name() / 2
        bold = QFontMetricsF(self._bold)
        widest = max(bold.horizontalAdvance(name) for name in self._outputs)
        right = max(widest + radius + 2 * GAP * unit, half_name + GAP)
        left = 20 * unit
        if not self._is_picture:
            widest = max((self._metrics.horizontalAdvance(n) for n in self._inputs), default=0)
            left = max(min(widest, MOST_INPUT_NAME * unit) + radius + 2 * GAP * unit, half_name)
        if self._dataset.inputs == 2:
            right = 24 * unit
        top = self._line + 10 * unit
        bottom = (lines + 1) * self._line + 14 * unit
        return Box(left, top, max(40.0, width - left - right), max(40.0, height - top - bottom))

    def _layer_names(self, lines: int) -> list[list[str]]:
        """The name of each column in so many lines; in three, hidden layers are "hid 1", …"""
        network, shape = self._network, self._dataset.input_shape
        size = " × ".join(map(str, shape)) if self._is_picture else str(network.inputs)
        names = [["input", size]]
        for layer, dense in network.numbered():
            words = layer_name(layer, network.depth), dense.activation.title, str(dense.size)
            names.append(list(words))
        if lines == 1:
            return [[" · ".join(words)] for words in names]
        if lines == 2:
            return [[words[0], " · ".join(words[1:])] for words in names]
        return [[words[0].replace("hidden", "hid"), *words[1:]] for words in names]

    def _widest_name(self) -> float:
        return max(self._metrics.horizontalAdvance(text) for name in self._names for text in name)

    def _paint_strips(self, painter: QPainter, zoom: Zoom, box: QRectF) -> None:
        """What is zoomed into must not run through the texts."""
        if zoom == Zoom():
            return
        veil = QColor(self._look.theme.background)
        veil.setAlpha(225)
        height = self._strip_height()
        painter.fillRect(QRectF(0, 0, box.width(), self._line + 6 * self.unit), veil)
        painter.fillRect(QRectF(0, box.bottom() - height, box.width(), height), veil)

    def _paint_bottom(
        self,
        painter: QPainter,
        geometry: Geometry,
        zoom: Zoom,
        box: QRectF,
        footer: str,
        note: Note | None,
    ) -> None:
        """Which edges are drawn, and behind it, as near to its layer as can be, the operation."""
        gap, y = GAP * self.unit, box.bottom() - self._metrics.descent() - 3
        metrics, right = self._metrics, Qt.TextElideMode.ElideRight
        painter.setFont(self._small)
        room = box.width() - 2 * gap
        if note is not None:
            least = min(metrics.horizontalAdvance(footer), 0.4 * room)
            text = metrics.elidedText(note.text, right, room - least - 3 * gap)
            width = metrics.horizontalAdvance(text)
            x = room
            if note.layer is not None:
                x = geometry.columns[note.layer].x * zoom.factor + zoom.dx - width / 2
            x = max(x, 3 * gap + metrics.horizontalAdvance(footer))
            x = min(x, box.right() - gap - width)
            painter.fillRect(
                QRectF(x - gap, y - metrics.ascent(), 3, metrics.height()), note.colour
            )
            painter.setPen(self._look.theme.text)
            painter.drawText(QPointF(x, y), text)
            room = x - 3 * gap
        painter.setPen(self._look.theme.muted)
        painter.drawText(QPointF(gap, y), metrics.elidedText(footer, right, room))

    def _strip_height(self) -> float:
        lines = max(len(name) for name in self._names)
        return (lines + 1) * self._line + 8 * self.unit

    def _paint_layer_names(
        self, painter: QPainter, geometry: Geometry, zoom: Zoom, box: QRectF
    ) -> None:
        painter.setFont(self._small)
        painter.setPen(self._look.theme.muted)
        top = box.bottom() - self._strip_height() + self._metrics.ascent()
        veil = QColor(self._look.theme.background)
        veil.setAlpha(190)
        most = max(geometry.pitch * zoom.factor - 4, 24)
        for column, name in zip(geometry.columns, self._names, strict=True):
            x = column.x * zoom.factor + zoom.dx
            y = top
            if column.layer == 0 and geometry.picture is not None:
                below = zoom.box(geometry.picture).bottom + self._metrics.height()
                y = min(below, top)
            width = max(self._metrics.horizontalAdvance(text) for text in name) + GAP
            if zoom == Zoom():
                x = max(x, width / 2)
            height = len(name) * self._line
            if y < top:
                ground = QRectF(x - width / 2, y - self._metrics.ascent(), width, height)
                painter.fillRect(ground, veil)
            for text in name:
                elided = self._metrics.elidedText(text, Qt.TextElideMode.ElideRight, most)
                self._centred(painter, x, y, elided)
                y += self._line

    def _paint_scales(
        self, painter: QPainter, geometry: Geometry, zoom: Zoom, scales: Sequence[Sequence[str]]
    ) -> None:
        """The scales over the gaps, all in the longest form for which there is room."""
        gaps = [geometry.gap(column.layer) for column in geometry.columns[1:]]
        room = min(right - left for left, right in gaps) * zoom.factor - GAP
        widest = [
            max(map(self._metrics.horizontalAdvance, texts))
            for texts in zip(*(texts for texts in scales if texts), strict=True)
        ]
        form = next((form for form, width in enumerate(widest) if width < room), None)
        if form is None:
            return
        painter.setFont(self._small)
        painter.setPen(self._look.theme.muted)
        y = self._metrics.ascent() + 4 * self.unit
        for (left, right), texts in zip(gaps, scales, strict=False):
            if texts:
                x = (left + right) / 2 * zoom.factor + zoom.dx
                self._centred(painter, x, y, texts[form])

    def _paint_ends(
        self, painter: QPainter, geometry: Geometry, zoom: Zoom, target: int | None
    ) -> None:
        """The names of the inputs and of the outputs beside them, as far as there is room."""
        first, last = geometry.columns[0], geometry.columns[-1]
        theme = self._look.theme
        if self._inputs and self._fits(first.places, zoom):
            radius = radius_on_screen(first, zoom, self.unit)
            painter.setFont(self._small)
            painter.setPen(theme.text)
            for row, (x, y) in zip(first.shown, zoom.points(first.places), strict=True):
                text = self._metrics.elidedText(
                    self._inputs[row], Qt.TextElideMode.ElideRight, MOST_INPUT_NAME * self.unit
                )
                left = x - radius - GAP * self.unit - self._metrics.horizontalAdvance(text)
                self._beside(painter, left, y, text, self._small)
        if self._fits(last.places, zoom):
            radius = radius_on_screen(last, zoom, self.unit)
            for row, (x, y) in zip(last.shown, zoom.points(last.places), strict=True):
                font = self._bold if row == target else self._look.font()
                painter.setPen(theme.good if row == target else theme.text)
                self._beside(painter, x + radius + GAP * self.unit, y, self._outputs[row], font)

    def _fits(self, places: NDArray[Any], zoom: Zoom) -> bool:
        """Whether texts beside these places stand clear of each other."""
        if len(places) < 2:
            return True
        return bool((places[1, 1] - places[0, 1]) * zoom.factor >= 0.8 * self._metrics.height())

    def _paint_folds(self, painter: QPainter, geometry: Geometry, zoom: Zoom) -> None:
        painter.setFont(self._small)
        theme = self._look.theme
        for column in geometry.columns:
            if column.handle is not None:
                text = f"⋮ {numbers.count(column.folded)} more" if column.folded else "fold"
                width = self._metrics.horizontalAdvance(text) + 2 * GAP
                middle = column.handle.y + column.handle.height / 2
                x, y = column.x * zoom.factor + zoom.dx, middle * zoom.factor + zoom.dy
                height = column.handle.height - 3
                painter.setPen(theme.line)
                painter.setBrush(theme.raised)
                pill = QRectF(x - width / 2, y - height / 2, width, height)
                painter.drawRoundedRect(pill, height / 2, height / 2)
                painter.setPen(theme.text)
                self._centred(painter, x, y + self._metrics.capHeight() / 2, text)

    def _centred(self, painter: QPainter, x: float, y: float, text: str) -> None:
        painter.drawText(QPointF(x - self._metrics.horizontalAdvance(text) / 2, y), text)

    @staticmethod
    def _beside(painter: QPainter, x: float, y: float, text: str, font: QFont) -> None:
        painter.setFont(font)
        painter.drawText(QPointF(x, y + QFontMetricsF(font).capHeight() / 2), text)
