"""Places: where the parts of a network lie on screen, as seen through a zoom."""

from math import hypot
from typing import NamedTuple

from PyQt6.QtCore import QLineF, QPointF, QRectF

from app.network_view.geometry import Column, Geometry
from app.network_view.nodes import bias_box, radius_on_screen
from app.network_view.zoom import Zoom
from engine.addresses import BiasId, EdgeId, NodeId


class Spot(NamedTuple):
    """Where a neuron lies, and how far it reaches from its middle.

    It is a square if it is a pixel or a map. If it is folded, this is the handle of its layer.
    """

    x: float
    y: float
    half_width: float
    half_height: float
    is_square: bool = False
    is_folded: bool = False

    @property
    def middle(self) -> QPointF:
        """The middle."""
        return QPointF(self.x, self.y)

    def box(self, margin: float) -> QRectF:
        """The rectangle around it, so much larger on all sides."""
        width, height = self.half_width + margin, self.half_height + margin
        return QRectF(self.x - width, self.y - height, 2 * width, 2 * height)

    def share_inside(self, dx: float, dy: float) -> float:
        """How much of the way (dx, dy) from its middle lies inside."""
        if not self.is_square:
            return self.half_height / max(hypot(dx, dy), 1e-9)
        shares = self.half_width / max(abs(dx), 1e-9), self.half_height / max(abs(dy), 1e-9)
        return min(shares)


class Places:
    """Knows where everything of a geometry is; with maps, neurons are squares."""

    def __init__(self, geometry: Geometry, zoom: Zoom, unit: float, *, has_maps: bool) -> None:
        self._geometry = geometry
        self._has_maps = has_maps
        self._zoom = zoom
        self._unit = unit

    def spot(self, node: NodeId | BiasId) -> Spot | None:
        """Where a neuron is; None if nothing of it is drawn."""
        column = self._geometry.columns[node.layer]
        row = column.row(node.index)
        if row is None:
            return self._handle(column)
        x, y = map(float, self._zoom.points(column.places[row : row + 1])[0])
        radius = radius_on_screen(column, self._zoom, self._unit)
        is_pixel = node.layer == 0 and self._geometry.picture is not None
        return Spot(x, y, radius, radius, is_pixel or self._has_maps)

    def line(self, edge: EdgeId) -> QLineF | None:
        """An edge from rim to rim; None if it is not drawn."""
        start = self.spot(NodeId(edge.layer - 1, edge.source))
        end = self.spot(NodeId(edge.layer, edge.target))
        if start is None or end is None:
            return None
        dx, dy = end.x - start.x, end.y - start.y
        first, last = start.share_inside(dx, dy), 1 - end.share_inside(dx, dy)
        if first >= last:
            return QLineF(start.middle, end.middle)
        way = QPointF(dx, dy)
        return QLineF(start.middle + first * way, start.middle + last * way)

    def bias(self, bias: BiasId) -> QRectF | None:
        """Where the mark of a bias is; None if there is none, or no room for it."""
        spot = self.spot(bias)
        if spot is None or spot.is_folded or bias.layer == 0:
            return None
        box = bias_box(spot.x, spot.y, spot.half_height)
        return QRectF(*box) if box is not None else None

    def _handle(self, column: Column) -> Spot | None:
        if column.handle is None:
            return None
        handle = column.handle
        x, y = handle.x + handle.width / 2, handle.y + handle.height / 2
        x, y = x * self._zoom.factor + self._zoom.dx, y * self._zoom.factor + self._zoom.dy
        return Spot(x, y, handle.width / 2, handle.height / 2, is_square=True, is_folded=True)
