"""Marks over the picture: what is selected, hovered over, pointed at elsewhere, or computed now."""

from typing import Any

from numpy.typing import NDArray
from PyQt6.QtCore import QLineF, Qt
from PyQt6.QtGui import QColor, QPainter, QPen

from app.look.look import Look
from app.network_view.edge_pass import Moment
from app.network_view.places import Places
from app.network_view.scene import Scene
from engine.addresses import Address, BiasId, EdgeId, NodeId

SELECTED, HOVERED, LIT = 2.6, 1.4, 2.2
"""The width of rings."""
CORE, RIM, GAP = 3.4, 2.0, 2.0
"""An edge that is lit: the width of the line in its colour, of its rim, and of what sets it off."""
RING_DISTANCE = 4.0
"""Of the ring around what is lit, so that it lies outside of that of what is selected."""


class Marks:
    """Paints marks over one scene at one moment."""

    def __init__(self, scene: Scene, places: Places, look: Look, moment: Moment | None) -> None:
        self._scene = scene
        self._places = places
        self._theme = look.theme
        self._moment = moment

    def selected(self, painter: QPainter, address: Address) -> None:
        """Mark what is selected, strongly."""
        colour = self._theme.text
        if isinstance(address, EdgeId):
            line = self._places.line(address)
            if line is not None:
                _draw(painter, line, colour, 3.0)
                for end in _ends(address):
                    self._ring(painter, end, colour, 2.2)
        elif isinstance(address, BiasId):
            self._ring(painter, address, colour, HOVERED)
            self._bias(painter, address, is_strong=True)
        else:
            self._ring(painter, address, self._theme.focus, SELECTED)
            self._bias(painter, BiasId(address.layer, address.index))

    def hovered(self, painter: QPainter, address: Address) -> None:
        """Mark what is under the cursor, softly; an edge keeps the colour of its value."""
        colour = QColor(self._theme.text)
        if not isinstance(address, EdgeId):
            self._ring(painter, address, colour, HOVERED)
            is_bias = isinstance(address, BiasId)
            self._bias(painter, BiasId(address.layer, address.index), is_strong=is_bias)
            return
        line = self._places.line(address)
        if line is not None:
            colour.setAlpha(150)
            _draw(painter, line, colour, 5.0)
            _draw(painter, line, self._colour(address), 3.0)

    def lit(self, painter: QPainter, address: Address, colour: QColor) -> None:
        """Light up a part: an edge over all others, with a rim, a neuron with a second ring."""
        if isinstance(address, EdgeId):
            line = self._places.line(address)
            if line is None:
                return
            rim = CORE + 2 * RIM
            _draw(painter, line, self._theme.background, rim + 2 * GAP)
            _draw(painter, line, colour, rim)
            _draw(painter, line, self._colour(address), CORE)
            return
        background = self._theme.background
        self._ring(painter, address, background, LIT + 2 * GAP, RING_DISTANCE - GAP)
        self._ring(painter, address, colour, LIT, RING_DISTANCE)
        if isinstance(address, BiasId):
            self._bias(painter, address, is_strong=True)

    def _colour(self, edge: EdgeId) -> QColor:
        """The colour of an edge's value; that of the background while that is not known."""
        ink, moment = self._scene.ink, self._moment
        values = moment.values.of(edge.layer) if moment is not None else None
        place = self._scene.edges.place(edge)
        if moment is None or values is None or place is None:
            return ink.colours[0]
        start = self._scene.edges.slice(edge.layer).start
        one: NDArray[Any] = values[place - start : place - start + 1]
        return ink.colours[int(moment.ranks(edge.layer, one)[0])]

    def _ring(
        self,
        painter: QPainter,
        node: NodeId | BiasId,
        colour: QColor,
        width: float,
        distance: float | None = None,
    ) -> None:
        """A ring so far outside a neuron, or a frame around a pixel, a map, or the handle."""
        spot = self._places.spot(node)
        if spot is None:
            return
        painter.setPen(QPen(colour, width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        box = spot.box((width / 2 if distance is None else distance) + width / 2)
        painter.drawRect(box) if spot.is_square else painter.drawEllipse(box)

    def _bias(self, painter: QPainter, bias: BiasId, *, is_strong: bool = False) -> None:
        """The mark of a bias, strongly or softly; inputs have none."""
        box = self._places.bias(bias)
        if box is not None:
            theme = self._theme
            painter.setPen(QPen(theme.focus, 2.0) if is_strong else QPen(theme.text, 1.0))
            painter.setBrush(theme.text if is_strong else theme.raised)
            painter.drawRect(box)


def _ends(edge: EdgeId) -> tuple[NodeId, NodeId]:
    return NodeId(edge.layer - 1, edge.source), NodeId(edge.layer, edge.target)


def _draw(painter: QPainter, line: QLineF, colour: QColor, width: float) -> None:
    painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.FlatCap))
    painter.drawLine(line)
