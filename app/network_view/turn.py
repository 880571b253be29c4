"""Turns: which of several edges at one place a click means."""

from typing import NamedTuple

from PyQt6.QtCore import QPointF

SAME_PLACE = 4.0
"""Clicks that are nearer, in pixels, are at the same place."""


class Turn(NamedTuple):
    """How many clicks in a row, counted from 0, there were at one place."""

    place: QPointF | None = None
    number: int = 0

    def at(self, place: QPointF) -> int:
        """The count at a place: 0 if it is another."""
        return self.number if self._is_here(place) else 0

    def next(self, place: QPointF) -> "Turn":
        """After one more click there."""
        return Turn(place, self.number + 1 if self._is_here(place) else 0)

    def _is_here(self, place: QPointF) -> bool:
        return self.place is not None and (place - self.place).manhattanLength() < SAME_PLACE
