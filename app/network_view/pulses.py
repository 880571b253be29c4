"""Pulses: dots that travel along the edges of the layer that an operation has just used."""

from time import monotonic
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtGui import QColor, QPainter

from app.network_view.edge_pass import Moment
from app.network_view.edges import Edges, strongest
from app.network_view.ink import Ink, discs
from app.network_view.zoom import Zoom
from engine.program import Operation
from engine.reading import EdgeQuantity, Reading
from engine.statements import Pass

LONGEST = 0.6
"""Seconds that a pulse lives at most."""
MOST_EDGES = 60
RADIUS = 2.6
RIM = 1.3
"""By how much the rim reaches beyond a dot, so that it is seen among thousands of edges."""


class Pulse(NamedTuple):
    """Dots on their way along `lines`, shape (n, 4), in the colours of `ranks`."""

    lines: NDArray[np.float32]
    ranks: NDArray[np.uint8]
    is_backward: bool
    begun: float
    seconds: float

    @property
    def is_over(self) -> bool:
        """Whether the dots have arrived."""
        return monotonic() - self.begun >= self.seconds

    def paint(self, painter: QPainter, zoom: Zoom, ink: Ink, rim: QColor, unit: float) -> None:
        """Paint the dots, with a rim, where they are now."""
        share = min(1.0, (monotonic() - self.begun) / self.seconds)
        share = share * share * (3 - 2 * share)  # starts and arrives gently
        if self.is_backward:
            share = 1 - share
        places = self.lines[:, :2] * (1 - share) + self.lines[:, 2:] * share
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        points = zoom.points(places)
        discs(painter, points, (RADIUS + RIM) * unit, rim)
        ink.dots(painter, points, self.ranks, RADIUS * unit)


def begin_pulse(
    operation: Operation, reading: Reading, quantity: EdgeQuantity, edges: Edges, pace: float
) -> Pulse | None:
    """Dots along the strongest edges that an operation has used; None if it has used none.

    They have the colours of the quantity, or of the weights as long as that is not computed, and
    arrive before the next operation.
    """
    layer = layer_of_edges(operation, edges.depth)
    if layer is None:
        return None
    if reading.edges(quantity, layer) is None:
        quantity = EdgeQuantity.WEIGHT
    values = edges.values(reading, quantity)
    found = values.of(layer)
    assert found is not None
    only = tuple(found if number == layer else None for number, _ in edges.layers())
    ((_, places),) = strongest(values._replace(layers=only), edges, MOST_EDGES)
    moment = Moment(values, values.largest, signed_log=False)
    ranks = moment.ranks(layer, found[places - edges.slice(layer).start])
    is_backward = operation.pass_ is Pass.BACKWARD
    lines = edges.lines[places]
    return Pulse(lines, ranks, is_backward, monotonic(), min(LONGEST, pace))


def layer_of_edges(operation: Operation, depth: int) -> int | None:
    """The layer of weights that an operation sends numbers along, forward or backward."""
    if operation.pass_ not in (Pass.FORWARD, Pass.BACKWARD):
        return None
    touched = {*operation.reads, operation.writes}
    for layer in range(1, depth + 1):
        if {f"W{layer}", f"dW{layer}"} & touched:
            return layer
    return None
