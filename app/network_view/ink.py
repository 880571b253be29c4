"""Ink: the colours of values, and how many lines or dots of them are drawn at once."""

from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PyQt6 import sip
from PyQt6.QtCore import QLineF, QPointF, Qt
from PyQt6.QtGui import QColor, QPainter, QPen

from app.look.palettes import Ends, level, strength

LEVELS = 32
"""The colours that are told apart on each side of zero."""

DASHES = (5.0, 3.0)


def ranks(values: Any, scale: float, signed_log: bool) -> NDArray[np.uint8]:
    """The place of each value's colour in the order of painting, the strongest last.

    0 has the background's colour and is not drawn; −1/32 of the strength is 1, +1/32 is 2, …
    """
    levels = level(strength(values, scale, signed_log), LEVELS) - LEVELS
    return (2 * np.abs(levels) - (levels < 0)).astype(np.uint8)


class Ink:
    """The colours from one end of a palette to the other, over a background, by rank.

    `legible` are the colours for text on each of them.
    """

    def __init__(self, ends: Ends, background: QColor) -> None:
        colours = [QColor.fromRgb(int(code)) for code in ends.lookup(LEVELS, background)]
        negative, positive = colours[LEVELS - 1 :: -1], colours[LEVELS + 1 :]
        pairs = zip(negative, positive, strict=True)
        self.colours = [colours[LEVELS], *(colour for pair in pairs for colour in pair)]
        self.legible = [legible_on(colour) for colour in self.colours]
        self._clear = [QColor(background)]
        for number in range(1, len(self.colours)):
            colour = QColor(ends.negative if number % 2 else ends.positive)
            colour.setAlphaF((number + 1) // 2 / LEVELS)
            self._clear.append(colour)

    def colour(self, value: float, scale: float, *, signed_log: bool) -> QColor:
        """The colour of one value."""
        return self.colours[int(ranks(np.array([value]), scale, signed_log)[0])]

    def lines(
        self,
        painter: QPainter,
        lines: NDArray[Any],
        ranks: NDArray[np.uint8],
        *,
        width: float = 1.0,
        is_dashed: bool = False,
        is_clear: bool = False,
    ) -> None:
        """Draw lines, shape (n, 4), that are sorted by rank.

        With `is_dashed`, negative ones have dashes. With `is_clear`, a weak line is not mixed with
        the background's colour but lets through what is there, which gives the same over it.
        """
        instances = _array(QLineF, lines)
        for rank, start, end in runs(ranks):
            if rank == 0:
                continue
            pen = QPen((self._clear if is_clear else self.colours)[rank])
            pen.setCosmetic(True)
            pen.setWidthF(width)
            pen.setCapStyle(Qt.PenCapStyle.FlatCap)
            if is_dashed and rank % 2:
                pen.setDashPattern(DASHES)
            painter.setPen(pen)
            painter.drawLines(instances[start:end])

    def dots(
        self, painter: QPainter, places: NDArray[Any], ranks: NDArray[np.uint8], radius: float
    ) -> None:
        """Draw discs around places, shape (n, 2), in the colours of their ranks."""
        order = np.argsort(ranks, kind="stable")
        for rank, start, end in runs(ranks[order]):
            discs(painter, places[order[start:end]], radius, self.colours[rank])


def legible_on(fill: QColor) -> QColor:
    """Black or white, whichever is told apart better from `fill`: always at least 4.5 : 1."""
    channels = np.array([fill.redF(), fill.greenF(), fill.blueF()])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    luminance = float(linear @ (0.2126, 0.7152, 0.0722))
    return QColor("black") if luminance > 0.179 else QColor("white")


def discs(painter: QPainter, places: NDArray[Any], radius: float, colour: QColor) -> None:
    """Draw discs of one colour around places, shape (n, 2)."""
    width = 2 * radius
    painter.setPen(QPen(colour, width, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPoints(_array(QPointF, places))


def runs(ranks: NDArray[np.uint8]) -> Iterator[tuple[int, int, int]]:
    """Each rank in sorted `ranks`, with the start and the end of its run."""
    bounds = np.flatnonzero(np.diff(ranks, prepend=-1, append=-1))  # also at both ends
    for start, end in pairwise(bounds):
        yield int(ranks[start]), int(start), int(end)


def _array(kind: type[QLineF] | type[QPointF], numbers: NDArray[Any]) -> Any:
    """Lines or points made of the rows of `numbers`, as one array that Qt draws without copying."""
    array: Any = sip.array(kind, len(numbers))  # type: ignore[call-arg] # the stub knows none
    memory: Any = sip.voidptr(array, numbers.size * np.dtype(np.float64).itemsize)
    np.frombuffer(memory, np.float64).reshape(numbers.shape)[:] = numbers
    return array
