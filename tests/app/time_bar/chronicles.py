"""Runs for the time bar."""

from math import nan

import numpy as np

from app.chronicle import Chronicle, Mark, MarkKind, Track

EDIT = Mark(120, MarkKind.EDIT, "learning rate 0.05")
HIT = Mark(260, MarkKind.BREAKPOINT, "the cost fell below 0.5 (0.498)")


def line(length: int, epoch: int = 100, marks: tuple[Mark, ...] = ()) -> Track:
    """A first run of so many steps, in epochs of so many."""
    return Track(0, "first run", None, 0, length, np.arange(0, length + 1, epoch), marks, 0.1234)


def standing(track: Track, position: int) -> Chronicle:
    """One track, with so many steps done at the moment that is shown."""
    return Chronicle((track,), track.number, max(position - 1, 0), position > 0)


def branch(number: int, parent: int, fork: int, length: int, epoch: int = 100) -> Track:
    """A branch."""
    epochs = np.arange(0, length + 1, epoch)
    marks = (Mark(fork, MarkKind.EDIT, f"edit {number}"),)
    return Track(number, f"branch {number}", parent, fork, length, epochs, marks, nan)


def branched(current: int = 1, position: int = 350) -> Chronicle:
    """A first run of 600 steps; branch 1 from 200 to 500, and from it branch 2 from 400 to 550."""
    tracks = (line(600), branch(1, 0, 200, 500), branch(2, 1, 400, 550))
    return Chronicle(tracks, current, position - 1, True)


def many(current: int = 0) -> Chronicle:
    """Seven branches."""
    tracks = (line(600), *(branch(n, 0, 50 * n, 500) for n in range(1, 7)))
    return Chronicle(tracks, current, 9, True)
