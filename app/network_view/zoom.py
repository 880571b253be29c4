"""Zoom: from the picture that shows the network whole to the part of it on screen, and back."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.network_view.geometry import Box

LEAST = 0.5
MOST = 40.0


@dataclass(frozen=True)
class Zoom:
    """On screen, a point lies at `factor` times its place, moved by `dx` and `dy`."""

    factor: float = 1.0
    dx: float = 0.0
    dy: float = 0.0

    def points(self, places: NDArray[Any]) -> NDArray[np.float64]:
        """Places of shape (n, 2), or lines of shape (n, 4) from x, y to x, y, on screen."""
        offset = np.tile((self.dx, self.dy), places.shape[1] // 2)
        moved: NDArray[np.float64] = places * self.factor + offset
        return moved

    def box(self, box: Box) -> Box:
        """A box on screen."""
        x, y, width, height = box
        factor = self.factor
        return Box(x * factor + self.dx, y * factor + self.dy, width * factor, height * factor)

    def inverse(self, x: float, y: float) -> tuple[float, float]:
        """The place that is seen at this point of the screen."""
        return (x - self.dx) / self.factor, (y - self.dy) / self.factor

    def about(self, x: float, y: float, factor: float) -> "Zoom":
        """`factor` times as near, while what is seen at this point stays there."""
        factor = min(max(self.factor * factor, LEAST), MOST) / self.factor
        return Zoom(self.factor * factor, x + (self.dx - x) * factor, y + (self.dy - y) * factor)

    def moved(self, dx: float, dy: float) -> "Zoom":
        """The same size, moved on screen."""
        return Zoom(self.factor, self.dx + dx, self.dy + dy)

    def within(self, width: float, height: float) -> "Zoom":
        """Moved as little as needed for the middle of such a screen to show some of the picture."""
        return Zoom(
            self.factor,
            min(max(self.dx, width / 2 - width * self.factor), width / 2),
            min(max(self.dy, height / 2 - height * self.factor), height / 2),
        )

    def resized(self, x_share: float, y_share: float) -> "Zoom":
        """For a screen that has become wider and taller by these shares."""
        return Zoom(self.factor, self.dx * x_share, self.dy * y_share)
