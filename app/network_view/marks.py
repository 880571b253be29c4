"""Marks on the picture: what is selected, hovered over, or worked on by the last operation."""

from typing import Any

from numpy.typing import NDArray
from PyQt6.QtCore import QLineF, QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QLinearGradient, QPainter, QPen

from app.look.look import Look
from app.network_view.edge_pass import Moment
from app.network_view.geometry import Column
from app.network_view.nodes import bias_box, radius_on_screen
from app.network_view.scene import Scene
from app.network_view.zoom import Zoom
from engine.addresses import Address, BiasId, EdgeId, NodeId
from engine.program import Operation
from engine.statements import Pass

BAND_ALPHA = 46


class Marks:
    """Paints marks over one scene, as it is seen through a zoom."""

    def __init__(self, scene: Scene, zoom: Zoom, look: Look) -> None:
        self._scene = scene
        self._zoom = zoom
        self._look = look

    def band(self, painter: QPainter, operation: Operation, height: float) -> None:
        """Light up the layer that an operation works on, for the loss the last one, by pass."""
        is_loss = operation.pass_ is Pass.LOSS
        layer = self._scene.edges.depth if is_loss else operation.layer
        if layer is None:
            return
        colour = QColor(getattr(self._look.theme, operation.pass_.value))
        column = self._scene.geometry.columns[layer]
        radius = radius_on_screen(column, self._zoom, self._look.unit)
        half = max(2.2 * radius, 16 * self._look.unit)
        x = column.x * self._zoom.factor + self._zoom.dx
        gradient = QLinearGradient(x - half, 0, x + half, 0)
        for place, share in ((0.0, 0), (0.3, 1), (0.7, 1), (1.0, 0)):
            colour.setAlpha(BAND_ALPHA * share)
            gradient.setColorAt(place, colour)
        painter.fillRect(QRectF(x - half, 0, 2 * half, height), gradient)

    def selected(self, painter: QPainter, address: Address) -> None:
        """Mark what is selected, strongly."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = self._look.theme.text
        if isinstance(address, EdgeId):
            line = self._line(address)
            if line is None:
                return
            painter.setPen(QPen(colour, 3.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
            painter.drawLine(line)
            self._ring(painter, NodeId(address.layer - 1, address.source), colour, 2.2)
            self._ring(painter, NodeId(address.layer, address.target), colour, 2.2)
        elif isinstance(address, BiasId):
            self._ring(painter, NodeId(address.layer, address.index), colour, 1.4)
            self._bias(painter, address, is_strong=True)
        else:
            self._ring(painter, address, self._look.theme.focus, 2.6)
            self._bias(painter, BiasId(address.layer, address.index))

    def hovered(self, painter: QPainter, address: Address, moment: Moment | None) -> None:
        """Mark what is under the cursor, softly; an edge keeps the colour of its value."""
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(self._look.theme.text)
        if not isinstance(address, EdgeId):
            self._ring(painter, NodeId(address.layer, address.index), colour, 1.4)
            is_bias = isinstance(address, BiasId)
            self._bias(painter, BiasId(address.layer, address.index), is_strong=is_bias)
            return
        line = self._line(address)
        if line is None:
            return
        colour.setAlpha(150)
        painter.setPen(QPen(colour, 5.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(line)
        own = self._colour(address, moment)
        painter.setPen(QPen(own, 3.0, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        painter.drawLine(line)

    def _colour(self, edge: EdgeId, moment: Moment | None) -> QColor:
        ink = self._scene.ink
        values = moment.values.of(edge.layer) if moment is not None else None
        place = self._scene.edges.place(edge)
        if moment is None or values is None or place is None:
            return ink.colours[0]
        start = self._scene.edges.slice(edge.layer).start
        rank = moment.ranks(edge.layer, values[place - start : place - start + 1])
        return ink.colours[int(rank[0])]

    def _line(self, edge: EdgeId) -> QLineF | None:
        place = self._scene.edges.place(edge)
        if place is None:
            return None
        line = self._zoom.points(self._scene.edges.lines[place : place + 1])[0]
        return QLineF(*map(float, line))

    def _place(self, node: NodeId) -> tuple[Column, NDArray[Any]] | None:
        column = self._scene.geometry.columns[node.layer]
        row = column.row(node.index)
        if row is None:
            return None
        return column, self._zoom.points(column.places[row : row + 1])[0]

    def _ring(self, painter: QPainter, node: NodeId, colour: QColor, width: float) -> None:
        """A ring around a neuron, or a frame around a pixel or a map."""
        found = self._place(node)
        if found is None:
            return
        column, (x, y) = found
        radius = radius_on_screen(column, self._zoom, self._look.unit) + width
        painter.setPen(QPen(colour, width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        geometry = self._scene.geometry
        if geometry.has_maps or (node.layer == 0 and geometry.picture is not None):
            painter.drawRect(QRectF(x - radius, y - radius, 2 * radius, 2 * radius))
        else:
            painter.drawEllipse(QPointF(x, y), radius, radius)

    def _bias(self, painter: QPainter, bias: BiasId, *, is_strong: bool = False) -> None:
        """The mark of a bias, strongly or softly; inputs have none."""
        found = self._place(NodeId(bias.layer, bias.index))
        if found is None or bias.layer == 0:
            return
        column, (x, y) = found
        radius = radius_on_screen(column, self._zoom, self._look.unit)
        box = bias_box(x, y, radius)
        if box is not None:
            theme = self._look.theme
            painter.setPen(QPen(theme.focus, 2.0) if is_strong else QPen(theme.text, 1.0))
            painter.setBrush(theme.text if is_strong else theme.raised)
            painter.drawRect(QRectF(*box))
