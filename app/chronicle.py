"""A chronicle: what the timeline shows of a run and its branches."""

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray


class MarkKind(StrEnum):
    """What can be marked on the timeline."""

    EDIT = "edit"
    BREAKPOINT = "breakpoint"


@dataclass(frozen=True)
class Mark:
    """Something that happened before a step, and what."""

    step: int
    kind: MarkKind
    title: str


@dataclass(frozen=True)
class Track:
    """A branch: it differs from its parent's steps from `fork` on, and has done `length` steps.

    `epochs` are the steps with which epochs began, from 0 on, of which there may be as many as
    steps; tracks of the same length are taken to have the same. `cost` is the last one, NaN if
    there is none.
    """

    number: int
    title: str
    parent: int | None
    fork: int
    length: int
    epochs: NDArray[np.int64] = field(compare=False)
    marks: tuple[Mark, ...]
    cost: float


@dataclass(frozen=True)
class Chronicle:
    """All branches, the number of the one that is followed, and the step that is shown.

    `done` is whether that step is done to its end.
    """

    tracks: tuple[Track, ...]
    current: int
    step: int
    done: bool

    @property
    def track(self) -> Track:
        """The branch that is followed."""
        return next(track for track in self.tracks if track.number == self.current)

    @property
    def is_past(self) -> bool:
        """Whether later steps of this branch are known already."""
        return self.step + self.done < self.track.length
