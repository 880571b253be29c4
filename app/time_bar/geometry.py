"""The geometry of the time bar: where steps and branches are, in pixels."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from app.chronicle import Chronicle, Track

MOST_LANES = 4
"""Branches that are seen at once; the others are scrolled to."""

LANE_HEIGHT = 26
"""In units of the look, as the rest."""
MARGIN = 5
LINE_TOP = 8
"""From the top of a lane to the middle of its line."""


class Stretch(NamedTuple):
    """A part of a line: in which lane, and from which step to which."""

    lane: int
    start: int
    end: int


@dataclass(frozen=True)
class Geometry:
    """Places on a bar whose lines go from `left` to `right`, with `first` as its uppermost lane.

    A position on it is a number of steps that are done: 0 is the start.
    """

    chronicle: Chronicle
    left: float
    right: float
    unit: float
    first: int = 0

    @cached_property
    def longest(self) -> int:
        """The furthest step of any branch."""
        return max(track.length for track in self.chronicle.tracks)

    @property
    def lanes(self) -> range:
        """The numbers of the lanes that are seen."""
        return range(self.first, min(self.first + MOST_LANES, len(self.chronicle.tracks)))

    @property
    def current_lane(self) -> int:
        """The lane of the branch that is followed."""
        return self.lane_of(self.chronicle.current)

    def lane_of(self, number: int) -> int:
        """The lane of the branch with this number."""
        return next(n for n, track in enumerate(self.chronicle.tracks) if track.number == number)

    def x_of(self, step: float) -> float:
        """Where a step is."""
        return self.left + (self.right - self.left) * step / max(self.longest, 1)

    def step_at(self, x: float) -> int:
        """The step at a place that the followed branch has, the nearest one."""
        share = (x - self.left) / max(self.right - self.left, 1.0)
        return min(max(round(share * self.longest), 0), self.chronicle.track.length)

    def y_of(self, lane: int) -> float:
        """The height of a lane's line."""
        return (MARGIN + LINE_TOP + LANE_HEIGHT * (lane - self.first)) * self.unit

    def lane_at(self, y: float) -> int | None:
        """The lane that is seen at this height."""
        lane = self.first + int((y / self.unit - MARGIN) // LANE_HEIGHT)
        return lane if lane in self.lanes else None

    def own(self, lane: int) -> Stretch:
        """The line of a lane: what its branch does not share with its parent."""
        track = self.chronicle.tracks[lane]
        return Stretch(lane, track.fork, track.length)

    def path(self) -> Iterator[Stretch]:
        """The lines of the branch that is followed, from its end back to the start."""
        track, end = self.chronicle.track, self.chronicle.track.length
        while True:
            start = 0 if track.parent is None else min(track.fork, end)
            yield Stretch(self.lane_of(track.number), start, end)
            if track.parent is None:
                return
            track, end = self._track(track.parent), start

    def lane_of_step(self, step: int) -> int:
        """The lane in which a step of the followed branch is drawn."""
        return next(part.lane for part in self.path() if step >= part.start)

    def _track(self, number: int) -> Track:
        return self.chronicle.tracks[self.lane_of(number)]


def first_lane(chronicle: Chronicle, first: int) -> int:
    """The uppermost lane that is seen, moved so that the followed branch is among them."""
    lanes = [track.number for track in chronicle.tracks]
    current = lanes.index(chronicle.current)
    first = max(current - MOST_LANES + 1, min(first, current))
    return min(first, max(len(lanes) - MOST_LANES, 0))


def position(chronicle: Chronicle) -> int:
    """How many steps are done at the moment that is shown."""
    return chronicle.step + chronicle.done


def epoch_at(track: Track, position: int) -> int:
    """The number, from 1, of the epoch of the last of so many steps that are done."""
    return max(int(np.searchsorted(track.epochs, max(position - 1, 0), side="right")), 1)


def next_epoch(track: Track, position: int) -> int:
    """Where the next epoch begins, or the end."""
    place = int(np.searchsorted(track.epochs, position, side="right"))
    return int(track.epochs[place]) if place < len(track.epochs) else track.length


def last_epoch(track: Track, position: int) -> int:
    """Where the epoch under way begins, or the one before if it is just there."""
    place = int(np.searchsorted(track.epochs, position - 1, side="right")) - 1
    return int(track.epochs[place]) if place >= 0 else 0
