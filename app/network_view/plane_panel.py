"""The panel of the plane: what the network answers everywhere, and the data to learn from."""

from math import ceil
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QImage, QPainter, QPen

from app.look import numbers
from app.look.look import Look
from app.network_view import facts
from app.network_view.geometry import Box
from app.network_view.ink import Ink
from app.network_view.plane_maps import SIDE, PlaneMaps
from app.widgets.class_mark import paint_class_mark
from app.widgets.plane_ground import class_colour, ground
from engine.boundary import boundary
from engine.datasets.dataset import Dataset
from engine.network import Network
from engine.plane import scores
from engine.reading import NeuronQuantity

MOST_POINTS = 600
"""More points of the data would hide the answers."""
SMALL = 0.8
BOUNDARY_WIDTH = 1.4


class PlanePanel:
    """Paints the answers as a coloured ground, the boundary of classes, and the training data."""

    def __init__(self, network: Network, dataset: Dataset, maps: PlaneMaps, look: Look) -> None:
        self._network = network
        self._dataset = dataset
        self._maps = maps
        self._look = look
        self._ink = Ink(look.ends, look.theme.background)
        count = min(MOST_POINTS, len(dataset.train))
        chosen = np.linspace(0, len(dataset.train) - 1, count).astype(np.intp)
        points = dataset.train.x[chosen] * dataset.train.scale
        across, up = maps.across.share(points[:, 0]), 1 - maps.up.share(points[:, 1])
        self._places = np.column_stack([across, up])
        self._labels = dataset.train.y[chosen]
        self._drawn_ground = (-1, QImage())
        self._drawn_points = QImage()

    def paint(self, painter: QPainter, box: Box, example: NDArray[Any] | None) -> None:
        """Paint the panel into a box on screen, with a ring around the example that is shown."""
        rect = QRectF(*box)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(rect)
        painter.drawImage(rect, self._ground(box, painter))
        painter.drawImage(rect, self._points(box, painter))
        if example is not None:
            self._paint_example(painter, box, example)
        painter.setClipping(False)
        painter.setPen(QPen(self._look.theme.line, self._look.theme.line_width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(rect)
        self._paint_axes(painter, box)
        painter.restore()

    def _ground(self, box: Box, painter: QPainter) -> QImage:
        """The answers and their boundary in a box's size, drawn only once for each of both."""
        version, size = self._maps.version, _pixels(box, painter)
        if self._drawn_ground[0] != version or self._drawn_ground[1].size() != size:
            image = QImage(size, QImage.Format.Format_RGB32)
            painting = QPainter(image)
            painting.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painting.setRenderHint(QPainter.RenderHint.Antialiasing)
            painting.scale(size.width() / box.width, size.height() / box.height)
            painting.drawImage(QRectF(0, 0, box.width, box.height), self._draw_answers())
            if self._dataset.is_classification:
                self._draw_boundary(painting, box.width, box.height)
            painting.end()
            self._drawn_ground = version, image
        return self._drawn_ground[1]

    def _draw_boundary(self, painter: QPainter, width: float, height: float) -> None:
        """A line where another class becomes the most likely, so that colour is not alone."""
        lines = (boundary(self._scores()) + 0.5) / SIDE * (width, height, width, height)
        painter.setPen(QPen(self._look.theme.text, BOUNDARY_WIDTH))
        for line in lines.tolist():
            painter.drawLine(QLineF(*line))

    def _scores(self) -> NDArray[Any]:
        """What decides on the class: the largest, or whether a single one is above 0."""
        z = self._maps.of(NeuronQuantity.PRE_ACTIVATION, self._network.depth)
        assert z is not None
        return scores(self._network.output.activation, z, self._maps.answers)

    def _draw_answers(self) -> QImage:
        is_classification = self._dataset.is_classification
        output = self._network.output.activation
        answers = self._maps.answers
        return ground(answers, output, self._look, is_classification=is_classification)

    def _colour(self, label: int) -> QColor:
        return class_colour(label, self._network.output.size, self._look)

    def _points(self, box: Box, painter: QPainter) -> QImage:
        """The data on a clear ground of a box's size, drawn only once for each size."""
        size = _pixels(box, painter)
        if self._drawn_points.size() != size:
            self._drawn_points = QImage(size, QImage.Format.Format_ARGB32_Premultiplied)
            self._drawn_points.fill(Qt.GlobalColor.transparent)
            points = QPainter(self._drawn_points)
            points.setRenderHint(QPainter.RenderHint.Antialiasing)
            points.scale(size.width() / box.width, size.height() / box.height)
            self._draw_points(points, box.width, box.height)
            points.end()
        return self._drawn_points

    def _draw_points(self, painter: QPainter, width: float, height: float) -> None:
        """The data: a shape for each class, so that colour is not alone."""
        size = max(2.2, 0.011 * width)
        painter.setPen(QPen(self._look.theme.background, 0.8))
        scale = 1.0
        if not self._dataset.is_classification:
            scale = float(np.abs(self._labels).max()) or 1.0
        for (across, up), label in zip(self._places, self._labels, strict=True):
            place = QPointF(across * width, up * height)
            if self._dataset.is_classification:
                painter.setBrush(self._colour(int(label)))
                paint_class_mark(painter, place, size, int(label))
            else:
                painter.setBrush(self._ink.colour(float(label[0]), scale, signed_log=False))
                paint_class_mark(painter, place, size, 0)

    def _paint_example(self, painter: QPainter, box: Box, example: NDArray[Any]) -> None:
        across = float(self._maps.across.share(example[0]))
        up = 1 - float(self._maps.up.share(example[1]))
        place = QPointF(box.x + across * box.width, box.y + up * box.height)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for colour, width in ((self._look.theme.background, 4.0), (self._look.theme.text, 1.8)):
            painter.setPen(QPen(colour, width))
            painter.drawEllipse(place, 7, 7)

    def _paint_axes(self, painter: QPainter, box: Box) -> None:
        font = self._look.font(SMALL)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        painter.setPen(self._look.theme.muted)
        names = [facts.input_name(axis, self._dataset) for axis in (0, 1)]
        low, high = (numbers.plain(round(value, 3)) for value in self._maps.across)
        y = box.bottom + metrics.ascent() + 3
        painter.drawText(QPointF(box.x, y), low)
        painter.drawText(QPointF(box.right - metrics.horizontalAdvance(high), y), high)
        middle = box.x + (box.width - metrics.horizontalAdvance(names[0])) / 2
        painter.drawText(QPointF(middle, y), names[0])
        low, high = (numbers.plain(round(value, 3)) for value in self._maps.up)
        x = box.x - 5
        painter.drawText(QPointF(x - metrics.horizontalAdvance(low), box.bottom), low)
        top = box.y + metrics.ascent()
        painter.drawText(QPointF(x - metrics.horizontalAdvance(high), top), high)
        centre = box.y + box.height / 2 + metrics.capHeight() / 2
        painter.drawText(QPointF(x - metrics.horizontalAdvance(names[1]), centre), names[1])


def _pixels(box: Box, painter: QPainter) -> QSize:
    """How many pixels a box has where it is painted."""
    device = painter.device()
    ratio = device.devicePixelRatioF() if device is not None else 1.0
    return QSize(ceil(box.width * ratio), ceil(box.height * ratio))
