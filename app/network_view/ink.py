"""Ink: the colours of values, and how many lines or dots of them are drawn at once."""

from collections.abc import Callable, Iterator
from itertools import pairwise
from threading import local
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

MOST_AT_ONCE = 1024
"""Lines or points that are drawn by one call, a power of two."""
FEW = 64
"""Up to so many are drawn by one call whatever their number, more in powers of two."""


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
            for instances in _instances(_lines, lines[start:end]):
                painter.drawLines(instances)

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
    for instances in _instances(_points, places):
        painter.drawPoints(instances)


def runs(ranks: NDArray[np.uint8]) -> Iterator[tuple[int, int, int]]:
    """Each rank in sorted `ranks`, with the start and the end of its run."""
    bounds = np.flatnonzero(np.diff(ranks, prepend=-1, append=-1))  # also at both ends
    for start, end in pairwise(bounds):
        yield int(ranks[start]), int(start), int(end)


_Array = tuple[Any, NDArray[np.float64]]
"""An array of Qt's lines or points, and the numbers in it, a row for each."""


def _instances(make: Callable[[int], _Array], numbers: NDArray[Any]) -> Iterator[Any]:
    """Lines or points made of the rows of `numbers`, in arrays that Qt draws without copying.

    Each must be drawn before the next one is asked for.
    """
    start = 0
    while start < len(numbers):
        left = min(len(numbers) - start, MOST_AT_ONCE)
        size = left if left <= FEW else 1 << left.bit_length() - 1
        array, memory = make(size)
        memory[:] = numbers[start : start + size]
        yield array
        start += size


def _lines(size: int) -> _Array:
    return _ARRAYS.of(QLineF, size, fields=4)


def _points(size: int) -> _Array:
    return _ARRAYS.of(QPointF, size, fields=2)


class _Arrays(local):
    """Arrays of lines or points, made once for each size, of which there are few, and used again.

    PyQt6-sip 13 never frees the 72 bytes of an array's or a slice's Python object, which at sixty
    frames a second would be gigabytes an hour. Each thread has its own arrays, as pictures for
    files are painted while the window paints.
    """

    def __init__(self) -> None:
        self._made: dict[tuple[type[Any], int], _Array] = {}

    def of(self, kind: type[Any], size: int, fields: int) -> _Array:
        """An array of so many instances, each of so many numbers."""
        if (kind, size) not in self._made:
            array: Any = sip.array(kind, size)  # type: ignore[call-arg] # the stub knows none
            memory: Any = sip.voidptr(array, size * fields * np.dtype(np.float64).itemsize)
            numbers = np.frombuffer(memory, np.float64).reshape(size, fields)
            self._made[kind, size] = (array, numbers)
        return self._made[kind, size]


_ARRAYS = _Arrays()
