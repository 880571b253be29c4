"""Where a step stands, as far as an eye can follow it."""

from typing import NamedTuple

from app.snapshot import Snapshot
from engine.program import Operation


class Standing(NamedTuple):
    """The operations of a step, how many of them are done, and the present one.

    That is the one done last or, while it is done bit by bit, the next, with the `share` of its
    elements that are done. While steps run too fast to be followed, every operation is done and
    none is the present one.
    """

    operations: tuple[Operation, ...]
    done: int
    present: Operation | None
    share: float = 1.0

    @classmethod
    def of(cls, snapshot: Snapshot) -> "Standing":
        """The standing at the moment of a snapshot."""
        if snapshot.is_blur:
            return cls(snapshot.operations, len(snapshot.operations), None)
        close_up = snapshot.close_up
        if close_up is None:
            return cls(snapshot.operations, snapshot.cursor, snapshot.last)
        terms = close_up.explanation.sum.terms if close_up.explanation.sum else ()
        begun = close_up.terms / len(terms) if close_up.terms else 1.0
        share = (close_up.number + begun) / close_up.count
        return cls(snapshot.operations, snapshot.cursor, close_up.operation, share)

    @property
    def is_within(self) -> bool:
        """Whether the present operation is under way."""
        return self.present is not None and self.present.number > self.done
