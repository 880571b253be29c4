"""The channel: memory that the window shares with its training process.

The training process writes readings into three slots in turn and then raises a sequence number:
a reader copies the newest slot and, if the writer has not come near it meanwhile, has it whole.
(Two slots tear.) Rows of metrics go through a ring, every one of them. Checkpoints of the past
lie in the same memory, so that they outlive the process; whoever has the training writes them.
"""

from contextlib import suppress
from multiprocessing.shared_memory import SharedMemory
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.session.rows import row_length
from engine.batches import Position
from engine.checkpoints import Checkpoints, bytes_within
from engine.experiment import Experiment
from engine.reading import EdgeQuantity, Focus, Reading, ReadingLayout

SLOTS = 3
RING_ROWS = 8192
_ALIGNMENT = 64
_EDGES = tuple(EdgeQuantity)
_BATCH = -1


class Moment(NamedTuple):
    """Where a published reading stands: `edit` is the one under which its step is done."""

    edit: int
    position: Position
    cursor: int
    examples: int
    focus: Focus


class Channel:
    """One side of the channel for an experiment, or one that continues it.

    The side that gives no `name` creates the memory, with so many bytes at most for checkpoints.
    """

    def __init__(
        self, experiment: Experiment, checkpoint_bytes: int, name: str | None = None
    ) -> None:
        network = experiment.network
        self.checkpoint_bytes = checkpoint_bytes
        self._layout = ReadingLayout(network)
        columns = row_length(network.depth)
        itemsize = np.dtype(network.precision).itemsize
        slot_bytes = -(-self._layout.size * itemsize // _ALIGNMENT) * _ALIGNMENT
        ring_bytes = RING_ROWS * columns * 8
        past = _ALIGNMENT * (1 + SLOTS) + ring_bytes + SLOTS * slot_bytes
        size = past + bytes_within(experiment.recipe, checkpoint_bytes)
        self._memory = SharedMemory(name, create=name is None, size=size)
        self._is_creator = name is None
        buffer = self._memory.buf
        assert buffer is not None  # until it is closed
        self._header: NDArray[np.int64] = np.ndarray(8, np.int64, buffer)
        self._moments: NDArray[np.int64] = np.ndarray((SLOTS, 8), np.int64, buffer, _ALIGNMENT)
        start = _ALIGNMENT * (1 + SLOTS)
        self._ring: NDArray[np.float64] = np.ndarray(
            (RING_ROWS, columns), np.float64, buffer, start
        )
        self._slots: list[NDArray[Any]] = [
            np.ndarray(
                self._layout.size, network.precision, buffer, start + ring_bytes + n * slot_bytes
            )
            for n in range(SLOTS)
        ]
        self.checkpoints = Checkpoints(experiment.recipe, checkpoint_bytes, buffer[past:])
        if name is None:
            self.checkpoints.clear()

    @property
    def name(self) -> str:
        """By which the other side finds the memory."""
        return self._memory.name

    @property
    def published(self) -> int:
        """The number of readings published so far."""
        return int(self._header[0])

    def publish(self, moment: Moment, values: Any) -> None:
        """Write what a program's `values` say at this moment into the next slot."""
        sequence = self.published + 1
        slot = sequence % SLOTS
        focus = moment.focus
        self._moments[slot] = (
            moment.edit,
            *moment.position,
            moment.cursor,
            moment.examples,
            _BATCH if focus.example is None else focus.example,
            _EDGES.index(focus.edges),
        )
        self._layout.write(values, focus, self._slots[slot])
        self._header[0] = sequence

    def newest(self) -> tuple[Moment, Reading]:
        """A copy of the newest reading; there must be one."""
        while True:
            sequence = self.published
            slot = sequence % SLOTS
            numbers = self._moments[slot].tolist()
            vector = self._slots[slot].copy()
            if self.published - sequence <= SLOTS - 2:  # the writer was in another slot
                break
        edit, step, epoch, offset, cursor, examples, example, edges = numbers
        focus = Focus(None if example == _BATCH else example, _EDGES[edges])
        moment = Moment(edit, Position(step, epoch, offset), cursor, examples, focus)
        return moment, self._layout.read(vector, focus)

    @property
    def has_room(self) -> bool:
        """Whether the ring can take another row."""
        return int(self._header[1] - self._header[2]) < RING_ROWS

    def add_row(self, row: list[float]) -> None:
        """Add the metrics of a step, see `rows`; there must be room."""
        written = int(self._header[1])
        self._ring[written % RING_ROWS] = row
        self._header[1] = written + 1

    def take_rows(self) -> NDArray[np.float64]:
        """All rows since the last time, in order, shape (rows, columns)."""
        start, end = int(self._header[2]), int(self._header[1])
        rows: NDArray[np.float64] = self._ring[np.arange(start, end) % RING_ROWS]
        self._header[2] = end
        return rows

    def close(self) -> None:
        """Let go of the memory; it is gone when both sides have."""
        del self._header, self._moments, self._ring, self._slots
        self.checkpoints.close()
        self._memory.close()
        if self._is_creator:
            with suppress(FileNotFoundError):  # if somebody has tidied up
                self._memory.unlink()
