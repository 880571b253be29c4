"""A pass: a picture of all edges at one moment, painted piece by piece."""

from collections.abc import Iterator
from time import perf_counter
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QRectF, QSize
from PyQt6.QtGui import QImage, QPainter

from app.network_view.edges import Edges, EdgeValues
from app.network_view.ink import Ink, ranks
from app.network_view.zoom import Zoom

LINES_AT_ONCE = 512


class Moment(NamedTuple):
    """The numbers of the edges at one moment, and how they become strengths."""

    values: EdgeValues
    scales: tuple[float | None, ...]
    signed_log: bool

    def ranks(self, layer: int, values: NDArray[np.floating]) -> NDArray[np.uint8]:
        """The ranks of some of the numbers of a layer that is computed."""
        return ranks(values, self.scales[layer - 1] or 0.0, self.signed_log)

    def by_strength(self, places: NDArray[np.intp], edges: Edges) -> NDArray[np.intp]:
        """The places of some edges, the strongest first; last what is not computed."""
        strengths = np.zeros(len(places), int)
        for layer, within in edges.layers():
            values = self.values.of(layer)
            here = (places >= within.start) & (places < within.stop)
            if values is not None and here.any():
                strengths[here] = self.ranks(layer, values[places[here] - within.start])
        return places[np.argsort(-strengths, kind="stable")]

    def has_kind_of(self, other: "Moment") -> bool:
        """Whether both show the same quantity in the same way."""
        is_same = self.values.quantity is other.values.quantity
        return is_same and self.signed_log == other.signed_log

    def equal(self, other: "Moment") -> bool:
        """Whether both give the same picture."""
        return self[1:] == other[1:] and self.values.equal(other.values)


class Sheet(NamedTuple):
    """What a picture is painted on: its size, pixels for each unit of it, and the part seen."""

    size: QSize
    ratio: float
    zoom: Zoom

    def image(self, ratio: float) -> QImage:
        """An empty image of so many pixels for each unit of length."""
        image = QImage(self.size * ratio, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        return image

    @property
    def box(self) -> QRectF:
        """All of it."""
        return QRectF(0, 0, self.size.width(), self.size.height())


class EdgePass:
    """Paints all edges, weakest first, whenever `advance` gives it time.

    In full it has every pixel of the screen and smooth lines; else half of them, and rough ones,
    which is four times faster.
    """

    def __init__(
        self, edges: Edges, moment: Moment, sheet: Sheet, ink: Ink, *, in_full: bool
    ) -> None:
        self.moment = moment
        self.sheet = sheet
        self.ink = ink
        self.in_full = in_full
        self.is_complete = False
        self.image = sheet.image(sheet.ratio if in_full else sheet.ratio / 2)
        self.image.fill(ink.colours[0])
        self._edges = edges
        self._pieces = self._work()
        self._painter = QPainter()

    def advance(self, seconds: float) -> bool:
        """Paint for so long; tell whether the picture is complete."""
        end = perf_counter() + seconds
        self._begin()
        while not self.is_complete and perf_counter() < end:
            self.is_complete = next(self._pieces, True)
        self._painter.end()
        return self.is_complete

    def _begin(self) -> None:
        self._painter.begin(self.image)
        self._painter.setRenderHint(QPainter.RenderHint.Antialiasing, self.in_full)
        self._painter.setClipRect(self.sheet.box)  # many times faster, as lines reach outside

    def _work(self) -> Iterator[bool]:
        """The work in pieces, each of which gives False; the last one is followed by nothing."""
        ranks = np.zeros(len(self._edges), np.uint8)
        for layer, place in self._edges.layers():
            values = self.moment.values.of(layer)
            if values is not None:
                ranks[place] = self.moment.ranks(layer, values)
            yield False
        order = np.argsort(ranks, kind="stable")
        order = order[np.searchsorted(ranks, 1, sorter=order) :]
        yield False
        for start in range(0, len(order), LINES_AT_ONCE):
            places = order[start : start + LINES_AT_ONCE]
            lines = self.sheet.zoom.points(self._edges.seen[places])
            self.ink.lines(self._painter, lines, ranks[places])
            yield False


def draw_as_seen(painter: QPainter, done: EdgePass, sheet: Sheet) -> None:
    """Draw a pass where its edges lie on this sheet, which may show another part."""
    before, now = done.sheet.zoom, sheet.zoom
    factor = now.factor / before.factor
    x, y = now.dx - before.dx * factor, now.dy - before.dy * factor
    width, height = done.sheet.size.width() * factor, done.sheet.size.height() * factor
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
    painter.drawImage(QRectF(x, y, width, height), done.image)
