"""Picking: what of the network lies under a point."""

import numpy as np
from numpy.typing import NDArray

from app.network_view.edges import Edges
from app.network_view.geometry import Geometry
from app.network_view.nodes import bias_box, radius_on_screen
from app.network_view.zoom import Zoom
from engine.addresses import BiasId, NodeId

EDGE_REACH = 2.0
"""An edge is under the cursor if it comes as near as this, in pixels on screen."""
NODE_MARGIN = 2.0


class Picker:
    """Finds neurons, biases, folds and edges at points of the screen."""

    def __init__(self, geometry: Geometry, edges: Edges, unit: float) -> None:
        self._geometry = geometry
        self._unit = unit
        self._layers = list(edges.layers())
        self._starts = np.ascontiguousarray(edges.lines[:, :2].T)
        self._steps = np.ascontiguousarray((edges.lines[:, 2:] - edges.lines[:, :2]).T)
        self._inverse_squares = 1 / np.maximum((self._steps**2).sum(axis=0), 1e-9)

    def node(self, x: float, y: float, zoom: Zoom) -> NodeId | BiasId | None:
        """The neuron, pixel or bias mark at this point."""
        for column in self._geometry.columns:
            if column.layer == 0 and self._geometry.picture is not None:
                if self._geometry.picture.contains(*zoom.inverse(x, y)):
                    return NodeId(0, self._nearest(column.places, x, y, zoom)[0])
                continue
            row, dx, dy = self._nearest(column.places, x, y, zoom)
            radius = radius_on_screen(column, zoom, self._unit)
            neuron = int(column.shown[row])
            bias = bias_box(x - dx, y - dy, radius) if column.layer > 0 else None
            if bias is not None and bias.contains(x, y):
                return BiasId(column.layer, neuron)
            if abs(dx) < radius + NODE_MARGIN and abs(dy) < radius + NODE_MARGIN:
                return NodeId(column.layer, neuron)
        return None

    def fold(self, x: float, y: float, zoom: Zoom) -> int | None:
        """The layer whose handle to fold or unfold is at this point."""
        for column in self._geometry.columns:
            if column.handle is not None:
                handle = column.handle
                left, top = x - zoom.dx, y - zoom.dy
                middle_x = (handle.x + handle.width / 2) * zoom.factor
                middle_y = (handle.y + handle.height / 2) * zoom.factor
                if (
                    abs(left - middle_x) < handle.width / 2
                    and abs(top - middle_y) < handle.height / 2
                ):
                    return column.layer
        return None

    def edges(self, x: float, y: float, zoom: Zoom) -> NDArray[np.intp]:
        """The places of all edges that run within reach of this point."""
        x, y = zoom.inverse(x, y)
        reach = EDGE_REACH / zoom.factor
        found = [
            within.start + self._near(within, x, y, reach)
            for layer, within in self._layers
            if self._is_between(layer, x, reach)
        ]
        return np.concatenate(found) if found else np.zeros(0, np.intp)

    def _near(self, within: slice, x: float, y: float, reach: float) -> NDArray[np.intp]:
        """Which edges of a layer come as near to a point as `reach`."""
        steps = self._steps[:, within]
        dx = np.float32(x) - self._starts[0, within]
        dy = np.float32(y) - self._starts[1, within]
        along = (dx * steps[0] + dy * steps[1]) * self._inverse_squares[within]
        np.clip(along, 0, 1, out=along)
        dx -= along * steps[0]
        dy -= along * steps[1]
        return np.flatnonzero(dx * dx + dy * dy <= reach * reach)

    def _is_between(self, layer: int, x: float, reach: float) -> bool:
        before, after = self._geometry.columns[layer - 1 : layer + 1]
        return bool(before.places[:, 0].min() - reach <= x <= after.places[:, 0].max() + reach)

    @staticmethod
    def _nearest(
        places: NDArray[np.float32], x: float, y: float, zoom: Zoom
    ) -> tuple[int, float, float]:
        """The row of the nearest place, and how far the point lies from it on screen."""
        across, down = zoom.inverse(x, y)
        row = int(np.argmin((places[:, 0] - across) ** 2 + (places[:, 1] - down) ** 2))
        place_x, place_y = places[row]
        return row, (across - float(place_x)) * zoom.factor, (down - float(place_y)) * zoom.factor
