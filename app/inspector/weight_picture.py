"""The weights into a neuron as a picture: pixels where the inputs are one, else sorted bars."""

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, pyqtSignal
from PyQt6.QtGui import (
    QFontMetricsF,
    QHelpEvent,
    QImage,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PyQt6.QtWidgets import QSizePolicy, QToolTip, QWidget

from app.look import numbers
from app.look.look import Look
from app.widgets.axes import SMALL_TEXT
from app.widgets.value_image import diverging_image
from engine.addresses import Address, EdgeId, NodeId

SIDE = 140
BARS_HEIGHT = 64
LEGEND_WIDTH = 10
"""Lengths are logical pixels at the usual text size."""
LEGEND_STEPS = 64


class WeightPicture(QWidget):
    """Shows weights from −(the greatest) to +(the greatest), with a legend; one can be pointed at.

    Bars go from the greatest weight on the left to the least on the right, from a line at 0.
    """

    #: The pointer is on the weight with this address, or on none (None).
    pointed_at = pyqtSignal(object)
    #: The user clicked the weight with this address.
    address_chosen = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self._weights: NDArray[np.floating] = np.zeros(0)
        self._order: NDArray[np.intp] = np.zeros(0, np.intp)
        self._shape: tuple[int, int] | None = None
        self._node = NodeId(1, 0)
        self._image: QImage | None = None
        self._pointed: EdgeId | None = None
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("Incoming weights")

    def show_look(self, look: Look) -> None:
        """Paint in this look from now on."""
        self._look = look
        self._image = None
        self.updateGeometry()
        self.update()

    def show_weights(
        self, node: NodeId, weights: NDArray[np.floating], shape: tuple[int, int] | None
    ) -> None:
        """Show the weights into a neuron, as a picture of so many (rows, columns), or as bars."""
        self._node, self._weights, self._shape = node, weights, shape
        self._order = np.argsort(-weights, kind="stable")
        self._image = None
        low, high = float(weights.min()), float(weights.max())
        self.setAccessibleDescription(
            f"{numbers.count(len(weights))} weights from {numbers.plain(low)} to "
            f"{numbers.plain(high)}"
        )
        self.updateGeometry()
        self.update()

    @property
    def scale(self) -> float:
        """The size of the greatest weight."""
        finite = np.abs(self._weights[np.isfinite(self._weights)])
        return float(finite.max(initial=0.0))

    @property
    def place(self) -> QRectF:
        """Where the picture or the bars are."""
        if self._shape is None:
            return QRectF(0, 1, self._legend_left, BARS_HEIGHT * self._look.unit)
        rows, columns = self._shape
        room = min(SIDE * self._look.unit, self._legend_left)
        side = max(1, int(room) // max(rows, columns))
        return QRectF(1, 1, columns * side, rows * side)

    def edge_at(self, pos: QPoint) -> EdgeId | None:
        """The weight at a place of the widget."""
        place = self.place
        if not place.contains(QPointF(pos)) or not len(self._weights):
            return None
        across = (pos.x() - place.left()) / place.width()
        if self._shape is None:
            source = int(self._order[min(int(across * len(self._order)), len(self._order) - 1)])
        else:
            rows, columns = self._shape
            row = int((pos.y() - place.top()) / place.height() * rows)
            source = min(row, rows - 1) * columns + min(int(across * columns), columns - 1)
        return EdgeId(self._node.layer, source, self._node.index)

    @property
    def _legend_left(self) -> float:
        """How far the legend, with its numbers, is from the left edge."""
        metrics = QFontMetricsF(self._look.font(SMALL_TEXT))
        widest = max(metrics.horizontalAdvance(text) for text in self._legend_texts())
        unit = self._look.unit
        return self.width() - widest - (LEGEND_WIDTH + 16) * unit

    def _legend_texts(self) -> tuple[str, str, str]:
        return numbers.signed(self.scale), "0", numbers.signed(-self.scale)

    def sizeHint(self) -> QSize:
        """As high as the picture or the bars."""
        return QSize(round((SIDE + 90) * self._look.unit), round(self.place.height()) + 2)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """A picture is as high as the width allows."""
        super().resizeEvent(event)
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        """Narrow columns are possible."""
        return QSize(1, self.sizeHint().height())

    def _paint_bars(self, painter: QPainter, place: QRectF) -> None:
        zero, half = place.center().y(), place.height() / 2
        width = place.width() / max(len(self._order), 1)
        gap = 1.0 if width > 4 else 0.0
        scale = self.scale or 1.0
        painter.setPen(Qt.PenStyle.NoPen)
        for number, weight in enumerate(self._weights[self._order].tolist()):
            if not np.isfinite(weight):
                continue
            painter.setBrush(self._look.negative if weight < 0 else self._look.positive)
            height = -weight / scale * half
            bar = QRectF(place.left() + number * width, zero, width - gap, height)
            painter.drawRect(bar.normalized())
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._look.theme.muted, 1))
        painter.drawLine(QPointF(place.left(), zero), QPointF(place.right(), zero))

    def _paint_legend(self, painter: QPainter, place: QRectF) -> None:
        """A strip of the colours from the greatest to the least, with its numbers."""
        unit, theme = self._look.unit, self._look.theme
        metrics = QFontMetricsF(self._look.font(SMALL_TEXT))
        left = place.right() + 10 * unit
        strip = QRectF(left, place.top(), LEGEND_WIDTH * unit, place.height())
        colours = np.linspace(1.0, -1.0, LEGEND_STEPS)[:, np.newaxis]
        painter.drawImage(strip, diverging_image(colours, 1.0, self._look))
        painter.setPen(QPen(theme.muted, 1))
        painter.drawRect(strip)
        painter.setFont(self._look.font(SMALL_TEXT))
        right = strip.right() + 5 * unit
        top, bottom = place.top() + metrics.capHeight() + 1, place.bottom() - 1
        middle = place.center().y() + metrics.capHeight() / 2
        for text, baseline in zip(self._legend_texts(), (top, middle, bottom), strict=True):
            painter.drawText(QPointF(right, baseline), text)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the weights and the legend."""
        if not len(self._weights):
            return
        painter = QPainter(self)
        place = self.place
        if self._shape is None:
            self._paint_bars(painter, place)
        else:
            if self._image is None:
                values = self._weights.reshape(self._shape)
                self._image = diverging_image(values, self.scale, self._look)
            painter.drawImage(place, self._image)
            painter.setPen(QPen(self._look.theme.muted, 1))
            painter.drawRect(place.adjusted(-1, -1, 0, 0))
        self._paint_legend(painter, place)

    def _tell(self, edge: EdgeId | None) -> None:
        if edge != self._pointed:
            self._pointed = edge
            address: Address | None = edge
            self.pointed_at.emit(address)

    def mouseMoveEvent(self, event: QMouseEvent | None) -> None:
        """Point at the weight under the pointer."""
        assert event is not None
        self._tell(self.edge_at(event.position().toPoint()))

    def mousePressEvent(self, event: QMouseEvent | None) -> None:
        """Choose the weight that is clicked."""
        assert event is not None
        edge = self.edge_at(event.position().toPoint())
        if edge is not None and event.button() is Qt.MouseButton.LeftButton:
            self.address_chosen.emit(edge)

    def leaveEvent(self, event: QEvent | None) -> None:
        """Point at nothing any more."""
        self._tell(None)

    def event(self, event: QEvent | None) -> bool:
        """Give the weight under the pointer as a tooltip."""
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            edge = self.edge_at(event.pos())
            text = ""
            if edge is not None:
                text = f"{edge} = {numbers.exact(self._weights[edge.source])}"
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)
