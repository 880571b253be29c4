"""Painted files: the network as it is seen."""

from pathlib import Path
from typing import Protocol

from PyQt6.QtGui import QImage

from app.exporting.job import Job
from app.snapshot import Snapshot
from engine.progress import Progress

PNG_SCALE = 2.0
SVG_SCALE = 1.0
"""Of the image of all edges in a drawing, which would take too much room in finer pixels."""


class Painter(Protocol):
    """Paints the network at a moment; `complete` comes first. All but `svg` in any thread."""

    @property
    def remark(self) -> str:
        """How a drawing shows the edges."""

    def show(self, snapshot: Snapshot, caption: str) -> None:
        """Paint this moment from now on."""

    def complete(self, ratio: float, progress: Progress) -> bool:
        """Draw all edges, with so many pixels for each unit; tell whether that was let be done."""

    def image(self) -> QImage:
        """The picture."""

    def png(self) -> bytes:
        """The picture as the content of a file."""

    def svg(self) -> bytes:
        """A drawing that is sharp at any size, to be made in the window's thread."""


class Picture(Job):
    """A PNG file."""

    def __init__(self, painter: Painter) -> None:
        self._painter = painter

    def write(self, path: Path, progress: Progress) -> bool:
        """Paint and write it."""
        if not self._painter.complete(PNG_SCALE, progress):
            return False
        path.write_bytes(self._painter.png())
        return True


class Drawing(Job):
    """An SVG file."""

    def __init__(self, painter: Painter) -> None:
        self._painter = painter
        self._content = b""

    @property
    def remark(self) -> str:
        """Which edges are lines."""
        return self._painter.remark

    def prepare(self, progress: Progress) -> bool:
        """Paint all edges as an image, which takes longest."""
        return self._painter.complete(SVG_SCALE, progress)

    def paint(self) -> None:
        """Make the drawing."""
        self._content = self._painter.svg()

    def write(self, path: Path, progress: Progress) -> bool:
        """Write it."""
        path.write_bytes(self._content)
        return True
