"""A snapshot: what a view may see of one moment."""

from dataclasses import dataclass

from engine.batches import Position
from engine.close_up import CloseUp
from engine.program import Operation
from engine.reading import Reading


@dataclass(frozen=True, eq=False)
class Snapshot:
    """One moment of a training: where it stands, and the numbers that are computed there.

    `position` is that of the step shown, `operations` its list, and `cursor` the number of them
    that are done. `examples` is the size of its batch. `pace` is the time in seconds from one
    operation to the next in slow motion, None at rest and at speeds at which single operations
    cannot be followed. `close_up` is there while the next operation is done bit by bit. `is_extra`
    says that the step is on examples of the user's choice, and `is_probe` that the reading is not
    of the step at all but of a probe: an input that is only fed forward.
    """

    reading: Reading
    position: Position
    operations: tuple[Operation, ...]
    cursor: int
    examples: int
    is_running: bool = False
    pace: float | None = None
    close_up: CloseUp | None = None
    is_extra: bool = False
    is_probe: bool = False

    @property
    def is_blur(self) -> bool:
        """Whether the training runs so fast that single operations cannot be followed."""
        return self.is_running and self.pace is None

    @property
    def last(self) -> Operation | None:
        """The operation that was done last in this step, or None at its start."""
        return self.operations[self.cursor - 1] if self.cursor else None

    @property
    def next(self) -> Operation | None:
        """The operation that comes next, or None at the end of the step."""
        return self.operations[self.cursor] if self.cursor < len(self.operations) else None
