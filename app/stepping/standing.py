"""Where a step stands, as far as an eye can follow it."""

from typing import NamedTuple

from app.snapshot import Snapshot
from engine.program import Operation


class Standing(NamedTuple):
    """The operations of a step, how many of them are done, and the present one, done last.

    While steps run too fast to be followed, every operation is done and none is the present one.
    """

    operations: tuple[Operation, ...]
    done: int
    present: Operation | None

    @classmethod
    def of(cls, snapshot: Snapshot) -> "Standing":
        """The standing at the moment of a snapshot."""
        if is_blur(snapshot):
            return cls(snapshot.operations, len(snapshot.operations), None)
        return cls(snapshot.operations, snapshot.cursor, snapshot.last)


def is_blur(snapshot: Snapshot) -> bool:
    """Whether the training runs so fast that single operations cannot be followed."""
    return snapshot.is_running and snapshot.pace is None
