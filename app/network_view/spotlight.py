"""The spotlight: what is pointed at elsewhere, and what is computed just now, with its values."""

from collections.abc import Iterator

from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QPainter

from app.look import numbers
from app.look.look import Look
from app.network_view import facts
from app.network_view.computing import Row, lit, sum_so_far
from app.network_view.marks import RING_DISTANCE, Marks
from app.network_view.places import Places
from app.network_view.settings import ViewSettings
from app.network_view.tags import Tag
from app.snapshot import Snapshot
from engine.addresses import Address, EdgeId

FEW = 2
"""Up to so many parts, neurons have tags too; of more, such as a path, only edges have."""
MOST_TAGS = 12
EDGE_MARGIN = 4.0
STEPS = 20
"""In which the middle of a visible part is found."""


class Spotlight:
    """Lights up what is computed at one moment, and what is `pointed` at."""

    def __init__(
        self, snapshot: Snapshot, pointed: tuple[Address, ...], places: Places, look: Look
    ) -> None:
        self._snapshot = snapshot
        self._pointed = pointed
        self._places = places
        self._theme = look.theme
        close_up = snapshot.close_up
        self._row = Row.of(close_up)
        self._now = lit(close_up, self._row)

    def paint(self, painter: QPainter, marks: Marks) -> None:
        """Paint the light, on neurons over that on edges."""
        theme = self._theme
        for addresses, colour in ((self._now, theme.warning), (self._pointed, theme.text)):
            for address in sorted(addresses, key=lambda part: not isinstance(part, EdgeId)):
                marks.lit(painter, address, colour)

    def tags(self, settings: ViewSettings, view: QRectF) -> Iterator[Tag]:
        """The sum under way at the first part of it, and the value of each other part."""
        pointed = self._pointed
        if len(pointed) > FEW:
            pointed = tuple(part for part in pointed if isinstance(part, EdgeId))
        for number, address in enumerate((*self._now, *pointed[:MOST_TAGS])):
            beside, close_up = self._beside(address, view), self._snapshot.close_up
            if beside is None:
                continue
            if close_up is not None and self._now and number == 0:
                yield Tag(sum_so_far(close_up), beside)
            else:
                yield Tag(self._value(address, settings), beside)

    def _value(self, address: Address, settings: ViewSettings) -> str:
        computed = self._row.value(address) if self._row is not None else None
        if self._row is None or computed is None or isinstance(address, EdgeId):
            return facts.shown(address, self._snapshot, settings)
        return f"{self._row.name}[{address.index}] {numbers.signed(float(computed))}"

    def _beside(self, address: Address, view: QRectF) -> QRectF | None:
        """What a tag stands beside: a neuron, or the middle of what is seen of an edge."""
        if isinstance(address, EdgeId):
            line = self._places.line(address)
            points = [line.pointAt(share / STEPS) for share in range(STEPS + 1)] if line else []
            seen = [point for point in points if view.contains(point)]
            if not seen:
                return None
            middle = seen[len(seen) // 2]
            return QRectF(middle.x(), middle.y() - EDGE_MARGIN, 0, 2 * EDGE_MARGIN)
        spot = self._places.spot(address)
        is_seen = spot is not None and view.contains(spot.middle)
        return spot.box(RING_DISTANCE + 3) if spot is not None and is_seen else None
