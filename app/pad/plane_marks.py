"""The training data on the plane of two inputs, and what their marks mean."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from PyQt6.QtCore import QPointF, QRectF
from PyQt6.QtGui import QColor, QFontMetricsF, QPainter, QPen

from app.look import numbers
from app.look.look import Look
from app.pad.columns import Column
from app.widgets.class_mark import paint_class_mark
from engine.datasets.dataset import Dataset

MOST_POINTS = 600
"""More marks would hide each other."""
FAINT = 0.55
"""The opacity of the data, over which the chosen point stands out."""
KEY_SIZE = 4.0
"""Of marks that tell what they mean, in logical pixels at the usual text size."""
SIZE, LEAST_SIZE = 0.01, 2.2
"""Of marks of the data: as a share of the plane, and in logical pixels."""
UPWARDS, DOWNWARDS = 2, 4
"""The triangles for targets above and below 0."""


class PlaneMarks:
    """The marks of the examples of a data set with two inputs.

    A single output of two classes has the ends of the palette as colours, as the network has.
    """

    def __init__(self, dataset: Dataset, outputs: int) -> None:
        self._dataset = dataset
        self._has_ends = outputs == 1
        train = dataset.train
        count = min(MOST_POINTS, len(train))
        chosen = np.linspace(0, len(train) - 1, count).astype(np.intp)
        self._points = train.x[chosen] * np.float64(train.scale)
        self._y = train.y[chosen]
        self._scale = 1.0
        if not dataset.is_classification:
            self._scale = float(np.abs(train.y[:, 0]).max()) or 1.0

    def paint(
        self, painter: QPainter, box: QRectF, columns: tuple[Column, Column], look: Look
    ) -> None:
        """Paint a mark for each example into a box whose sides have the ranges of the columns."""
        painter.save()
        painter.setOpacity(1.0 if look.theme.line_width > 1 else FAINT)
        painter.setPen(self._rim(look))
        across = box.left() + columns[0].share(self._points[:, 0]) * box.width()
        size = max(SIZE * box.width(), LEAST_SIZE)
        down = box.bottom() - columns[1].share(self._points[:, 1]) * box.height()
        for x, y, target in zip(across.tolist(), down.tolist(), self._y, strict=True):
            painter.setBrush(self._colour(target, look))
            paint_class_mark(painter, QPointF(x, y), size, self._shape(target))
        painter.restore()

    def paint_key(self, painter: QPainter, box: QRectF, look: Look) -> None:
        """Paint what the marks mean into a line, as far as there is room."""
        metrics = QFontMetricsF(painter.font())
        gap = 5 * look.unit
        left, size = box.left(), KEY_SIZE * look.unit
        middle = box.center().y()
        baseline = middle + metrics.capHeight() / 2
        for kind, colour, text in self._key(look):
            width = 2.6 * size + gap + metrics.horizontalAdvance(text)
            painter.setPen(look.theme.muted)
            if left + width > box.right():
                painter.drawText(QPointF(left - gap, baseline), "…")
                return
            painter.drawText(QPointF(left + 2.6 * size + gap, baseline), text)
            painter.setPen(self._rim(look))
            painter.setBrush(colour)
            paint_class_mark(painter, QPointF(left + 1.3 * size, middle), size, kind)
            left += width + 2.4 * gap

    def _key(self, look: Look) -> Iterator[tuple[int, QColor, str]]:
        """The shape, the colour and the meaning of each kind of mark."""
        if self._dataset.is_classification:
            for label, name in enumerate(self._dataset.class_names):
                yield label, self._colour(label, look), name
            return
        values = self._dataset.train.y[:, 0]
        for what, value in (("target ", float(values.min())), ("", float(values.max()))):
            target = np.array([value])
            text = f"{what}{numbers.plain(value)}"
            yield self._shape(target), self._colour(target, look), text

    def _rim(self, look: Look) -> QPen:
        """A thin line that sets marks off: those of a target near 0 have no colour."""
        theme = look.theme
        return QPen(theme.background if self._dataset.is_classification else theme.muted, 0.8)

    def _shape(self, target: Any) -> int:
        if self._dataset.is_classification:
            return int(target)
        return DOWNWARDS if target[0] < 0 else UPWARDS

    def _colour(self, target: Any, look: Look) -> QColor:
        if not self._dataset.is_classification:
            return look.ends.colour(float(target[0]) / self._scale, look.theme.background)
        label = int(target)
        if self._has_ends:
            return look.positive if label else look.negative
        return look.theme.curves[label % len(look.theme.curves)]
