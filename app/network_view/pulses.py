"""Pulses: dots that travel along the edges of the layer that an operation has just used."""

from time import monotonic
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtGui import QPainter

from app.network_view.ink import Ink
from app.network_view.zoom import Zoom

LONGEST = 0.6
"""Seconds that a pulse lives at most."""
MOST_EDGES = 60
RADIUS = 2.6


class Pulse(NamedTuple):
    """Dots on their way along `lines`, shape (n, 4), in the colours of `ranks`."""

    lines: NDArray[np.float32]
    ranks: NDArray[np.uint8]
    is_backward: bool
    begun: float
    seconds: float

    @classmethod
    def begin(
        cls, lines: NDArray[np.float32], ranks: NDArray[np.uint8], pace: float, *, is_backward: bool
    ) -> "Pulse":
        """A pulse that starts now and is over before the next operation."""
        return cls(lines, ranks, is_backward, monotonic(), min(LONGEST, pace))

    @property
    def is_over(self) -> bool:
        """Whether the dots have arrived."""
        return monotonic() - self.begun >= self.seconds

    def paint(self, painter: QPainter, zoom: Zoom, ink: Ink, unit: float) -> None:
        """Paint the dots where they are now."""
        share = min(1.0, (monotonic() - self.begun) / self.seconds)
        share = share * share * (3 - 2 * share)  # starts and arrives gently
        if self.is_backward:
            share = 1 - share
        places = self.lines[:, :2] * (1 - share) + self.lines[:, 2:] * share
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink.dots(painter, zoom.points(places), self.ranks, RADIUS * unit)
