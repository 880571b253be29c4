"""Walking through the network by keys: from neuron to neuron, and along their edges."""

from enum import Enum, auto

import numpy as np

from app.network_view.edge_pass import Moment
from app.network_view.edges import Edges
from app.network_view.geometry import Geometry
from engine.addresses import Address, BiasId, EdgeId, NodeId


class Way(Enum):
    """The four arrow keys."""

    LEFT = auto()
    RIGHT = auto()
    UP = auto()
    DOWN = auto()


class Walk:
    """Knows what lies beside what in a geometry."""

    def __init__(self, geometry: Geometry, edges: Edges) -> None:
        self._geometry = geometry
        self._edges = edges

    @property
    def start(self) -> NodeId:
        """Where a walk begins: the first output."""
        last = self._geometry.columns[-1]
        return NodeId(last.layer, int(last.shown[0]))

    def step(self, address: Address, way: Way, moment: Moment) -> Address:
        """Where an arrow key leads from here; the same place at the border.

        From an edge, left and right lead to its ends, up and down to the stronger and the weaker
        edges into the same neuron.
        """
        if isinstance(address, EdgeId):
            if way is Way.LEFT:
                return NodeId(address.layer - 1, address.source)
            if way is Way.RIGHT:
                return NodeId(address.layer, address.target)
            ranked = self.incoming(NodeId(address.layer, address.target), moment)
            shift = -1 if way is Way.UP else 1
            if address not in ranked:
                return ranked[0] if ranked else address
            return ranked[(ranked.index(address) + shift) % len(ranked)]
        if way in (Way.LEFT, Way.RIGHT):
            return self._beside(address, -1 if way is Way.LEFT else 1)
        return self._along(address, way)

    def incoming(self, node: NodeId | BiasId, moment: Moment) -> list[EdgeId]:
        """The edges into a neuron that are drawn, the strongest first."""
        row = self._geometry.columns[node.layer].row(node.index)
        values = moment.values.of(node.layer) if node.layer else None
        if row is None or node.layer == 0:
            return []
        places = self._edges.incoming(node.layer, row)
        if values is not None:
            sizes = np.nan_to_num(np.abs(values[places - self._edges.slice(node.layer).start]))
            places = places[np.argsort(-sizes, kind="stable")]
        return [self._edges.address(int(place)) for place in places]

    def _beside(self, address: NodeId | BiasId, shift: int) -> NodeId:
        """The nearest neuron in the next layer to the left or right, or the next pixel."""
        pixel = self._next_pixel(address, shift)
        if pixel is not None:
            return pixel
        layer = address.layer + shift
        if not 0 <= layer < len(self._geometry.columns):
            return NodeId(address.layer, address.index)
        here, there = self._geometry.columns[address.layer], self._geometry.columns[layer]
        row = here.row(address.index)
        x, y = here.places[row if row is not None else len(here.places) // 2]
        distances = (there.places[:, 0] - x) ** 2 + (there.places[:, 1] - y) ** 2
        return NodeId(layer, int(there.shown[int(np.argmin(distances))]))

    def _next_pixel(self, address: NodeId | BiasId, shift: int) -> NodeId | None:
        """The pixel to the left or right of one; None at the border, or of no pixel."""
        if address.layer > 0 or self._geometry.picture is None:
            return None
        index, places = address.index + shift, self._geometry.columns[0].places
        if not 0 <= index < len(places) or places[index, 1] != places[address.index, 1]:
            return None
        return NodeId(0, index)

    def _along(self, address: NodeId | BiasId, way: Way) -> NodeId:
        """The next neuron of the same column that is drawn; in a picture, the pixel above."""
        column = self._geometry.columns[address.layer]
        x, y = column.places[row] if (row := column.row(address.index)) is not None else (0, 0)
        down = (column.places[:, 1] - y) * (1 if way is Way.DOWN else -1)
        is_there = (down > 0.01) & (np.abs(column.places[:, 0] - x) < 0.01)
        if row is None or not is_there.any():
            return NodeId(address.layer, address.index)
        nearest = int(np.argmin(np.where(is_there, down, np.inf)))
        return NodeId(address.layer, int(column.shown[nearest]))
