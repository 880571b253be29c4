"""The edges that are drawn: which they are, where they run, and their numbers."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.network_view.geometry import Box, Column, Geometry
from app.network_view.scales import largest
from engine.addresses import BiasId, EdgeId, NodeId
from engine.reading import EdgeQuantity, Reading


class Part(NamedTuple):
    """Some edges into one layer, by their places in `Edges.lines`."""

    layer: int
    places: NDArray[np.intp]


class Edges:
    """All edges between the neurons of a geometry that are drawn.

    `lines` has for each its start and end, x, y, x, y, shape (edges, 4), layer by layer, and
    inside a layer in the order of its matrix W, of which only drawn rows and columns count.
    `seen` has the same without what a picture of the inputs covers, which is quicker to draw.
    """

    def __init__(self, geometry: Geometry) -> None:
        self._columns = geometry.columns
        pairs = list(pairwise(self._columns))
        counts = [len(before.shown) * len(after.shown) for before, after in pairs]
        self._starts = np.cumsum([0, *counts])
        self.lines = np.concatenate([_lines(before, after) for before, after in pairs])
        self.seen = self.lines.copy()
        if geometry.picture is not None:
            _leave(geometry.picture, self.seen[self.slice(1)])

    def __len__(self) -> int:
        return len(self.lines)

    @property
    def depth(self) -> int:
        """The number of layers of edges."""
        return len(self._columns) - 1

    def layers(self) -> Iterator[tuple[int, slice]]:
        """Each layer from 1, and where its edges lie."""
        for layer in range(1, len(self._columns)):
            yield layer, self.slice(layer)

    def slice(self, layer: int) -> slice:
        """Where the edges into this layer lie."""
        return slice(int(self._starts[layer - 1]), int(self._starts[layer]))

    def address(self, place: int) -> EdgeId:
        """The name of the edge at this place."""
        layer = int(np.searchsorted(self._starts, place, side="right"))
        before, after = self._columns[layer - 1 : layer + 1]
        row, column = divmod(place - int(self._starts[layer - 1]), len(after.shown))
        return EdgeId(layer, int(before.shown[row]), int(after.shown[column]))

    def place(self, edge: EdgeId) -> int | None:
        """The place of an edge, or None if it is not drawn."""
        before, after = self._columns[edge.layer - 1 : edge.layer + 1]
        row, column = before.row(edge.source), after.row(edge.target)
        if row is None or column is None:
            return None
        return int(self._starts[edge.layer - 1]) + row * len(after.shown) + column

    def incoming(self, layer: int, row: int) -> NDArray[np.intp]:
        """The places of the edges into the neuron that is drawn in this row of a layer."""
        width = len(self._columns[layer].shown)
        return np.arange(int(self._starts[layer - 1]) + row, int(self._starts[layer]), width)

    def outgoing(self, layer: int, row: int) -> NDArray[np.intp]:
        """The places of the edges out of the neuron that is drawn in this row of a layer."""
        width = len(self._columns[layer + 1].shown)
        start = int(self._starts[layer]) + row * width
        return np.arange(start, start + width)

    def of(self, address: NodeId | BiasId) -> list[Part]:
        """The edges into and out of a neuron, or into it if it is its bias that counts."""
        row = self._columns[address.layer].row(address.index)
        parts: list[Part] = []
        if row is None:
            return parts
        if address.layer > 0:
            parts.append(Part(address.layer, self.incoming(address.layer, row)))
        if address.layer < self.depth and isinstance(address, NodeId):
            parts.append(Part(address.layer + 1, self.outgoing(address.layer, row)))
        return parts

    def up_to(self, edge: EdgeId, node: NodeId) -> list[Part]:
        """The edges of one sum, into or out of a neuron, from the first one to this one."""
        is_incoming = node.layer == edge.layer
        row = self._columns[node.layer].row(node.index)
        if row is None:
            return [Part(edge.layer, np.zeros(0, np.intp))]
        if is_incoming:
            shown, last = self._columns[edge.layer - 1].shown, edge.source
            places = self.incoming(edge.layer, row)
        else:
            shown, last = self._columns[edge.layer].shown, edge.target
            places = self.outgoing(node.layer, row)
        return [Part(edge.layer, places[shown <= last])]

    def values(self, reading: Reading, quantity: EdgeQuantity) -> "EdgeValues":
        """The numbers of all edges that are drawn, at one moment."""
        layers, most = [], []
        for layer in range(1, len(self._columns)):
            matrix = reading.edges(quantity, layer)
            most.append(largest(matrix))
            if matrix is not None:
                for axis, column in enumerate(self._columns[layer - 1 : layer + 1]):
                    if column.folded:
                        matrix = matrix.take(column.shown, axis=axis)
                matrix = matrix.ravel()
            layers.append(matrix)
        return EdgeValues(quantity, tuple(layers), tuple(most))


class EdgeValues(NamedTuple):
    """The numbers of the edges drawn, layer by layer; None where not computed yet.

    `largest` is the largest finite |value| of each layer, with the edges that are not drawn.
    """

    quantity: EdgeQuantity
    layers: tuple[NDArray[Any] | None, ...]
    largest: tuple[float | None, ...]

    def of(self, layer: int) -> NDArray[Any] | None:
        """The numbers of the edges into this layer, from 1."""
        return self.layers[layer - 1]

    def without(self, layer: int | None) -> "EdgeValues":
        """The same with the numbers of this layer as not computed yet."""
        if layer is None:
            return self
        layers, most = list(self.layers), list(self.largest)
        layers[layer - 1] = most[layer - 1] = None
        return self._replace(layers=tuple(layers), largest=tuple(most))

    def equal(self, other: "EdgeValues") -> bool:
        """Whether every number is the same."""
        return self.quantity is other.quantity and all(
            a is b or (a is not None and b is not None and np.array_equal(a, b))
            for a, b in zip(self.layers, other.layers, strict=True)
        )


def strongest(values: EdgeValues, edges: Edges, most: int) -> list[Part]:
    """The `most` edges of largest |value|, shared out evenly among the layers.

    What a small layer leaves of its share, the larger ones get.
    """
    known = {n: v for n, v in enumerate(values.layers, start=1) if v is not None}
    parts = []
    left = most
    by_size = sorted(known, key=lambda layer: len(known[layer]))
    for done, layer in enumerate(by_size):
        quota = min(left // (len(by_size) - done), len(known[layer]))
        left -= quota
        start = edges.slice(layer).start
        parts.append(Part(layer, start + _largest(known[layer], quota)))
    return parts


def _largest(values: NDArray[Any], count: int) -> NDArray[np.intp]:
    if count >= len(values):
        return np.arange(len(values))
    sizes = np.abs(values)
    if np.isnan(sizes.max()):
        sizes = np.nan_to_num(sizes)
    first = len(sizes) - count
    return np.argpartition(sizes, first - 1)[first:]


def _lines(before: Column, after: Column) -> NDArray[np.float32]:
    starts = np.repeat(before.places, len(after.places), axis=0)
    ends = np.tile(after.places, (len(before.places), 1))
    return np.hstack([starts, ends])


def _leave(box: Box, lines: NDArray[np.float32]) -> None:
    """Let lines that start inside a box and go to its right start where they leave it."""
    starts, steps = lines[:, :2], lines[:, 2:] - lines[:, :2]
    edge = np.where(steps[:, 1] < 0, box.y, box.bottom)
    down = np.where(steps[:, 1] == 0, 1, steps[:, 1])
    share_down = np.where(steps[:, 1] == 0, 1, (edge - starts[:, 1]) / down)
    share_right = (box.right - starts[:, 0]) / steps[:, 0]
    starts += np.minimum(share_right, share_down)[:, np.newaxis] * steps
