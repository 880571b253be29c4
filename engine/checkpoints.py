"""Checkpoints: a store of fixed size for the past of a training, in which older ones thin out."""

from collections.abc import Iterable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.batches import Position
from engine.checkpoint import Checkpoint
from engine.step import Recipe, State

MOST = 512
"""Checkpoints in a store, however small; more would bring the past hardly nearer."""
_FREE = -1
_HEADER = 4  # branch, step, epoch, offset
_PAGE = 4096
_ROOM_SHARE = 8
"""When a store is full, one in so many is given up at once."""

Lineage = Iterable[tuple[int, int]]
"""Branches by number, each with the first of its steps that does not count."""


class Checkpoints:
    """Copies of states by branch and step, in memory that may be shared with another process.

    One process at a time may write. A checkpoint that is being written when its process dies is
    not there; all others are whole. Where the store is full, those go whose neighbours are nearest
    to each other, the oldest first: so the gaps of the far past are at most about twice as wide as
    those of the near one. A network too large for the budget has no checkpoints here.
    """

    def __init__(self, recipe: Recipe, budget: int, memory: memoryview | None = None) -> None:
        self._network = recipe.network
        self._vectors = recipe.optimizer.vectors
        self._slots = slots_within(recipe, budget)
        buffer = memory
        if buffer is None:
            buffer = np.empty(bytes_within(recipe, budget), np.uint8).data
        header_bytes = self._slots * _HEADER * 8
        self._header: NDArray[np.int64] = np.ndarray((self._slots, _HEADER), np.int64, buffer)
        self._numbers: NDArray[Any] = np.ndarray(
            (self._slots, 1 + len(self._vectors), self._network.parameter_count()),
            self._network.precision,
            buffer,
            header_bytes,
        )
        if memory is None:
            self.clear()

    def clear(self) -> None:
        """Forget everything; shared memory has to be cleared once, by one side."""
        self._header[:, 1] = _FREE

    def reserve(self) -> None:
        """Take all of the memory in at once, which later would hold up a step for each piece."""
        pieces = self._numbers.reshape(-1)[:: _PAGE // self._numbers.itemsize]
        pieces[:] = pieces.copy()  # whatever is there stays

    def __len__(self) -> int:
        return int(np.count_nonzero(self._header[:, 1] != _FREE))

    def steps(self, branch: int) -> list[int]:
        """The steps of a branch that there are checkpoints of, in order."""
        mine = (self._header[:, 0] == branch) & (self._header[:, 1] != _FREE)
        return sorted(self._header[mine, 1].tolist())

    def put(self, branch: int, position: Position, state: State) -> None:
        """Keep a copy of the state at the start of a step, unless there is one already."""
        header = self._header
        is_known = ((header[:, 0] == branch) & (header[:, 1] == position.step)).any()
        if is_known or not self._slots:
            return
        slot = self._free_slot()
        header[slot] = (branch, _FREE, position.epoch, position.offset)
        numbers = self._numbers[slot]
        np.copyto(numbers[0], state.params)
        for row, name in enumerate(self._vectors, start=1):
            np.copyto(numbers[row], state.vectors[name])
        header[slot, 1] = position.step  # last, so that it is never found half written

    def nearest(self, lineage: Lineage, step: int) -> Checkpoint | None:
        """The last checkpoint at or before a step, on any of these branches."""
        header = self._header
        best = None
        for branch, end in lineage:
            fits = (header[:, 0] == branch) & (header[:, 1] <= min(step, end - 1))
            last = int(header[fits, 1].max(initial=_FREE))
            if last != _FREE and (best is None or last > best[1]):
                best = (branch, last)
        return None if best is None else self.at(*best)

    def at(self, branch: int, step: int) -> Checkpoint | None:
        """A copy of the checkpoint of a step of a branch.

        None if there is none, or if another process has just given it up for a later one.
        """
        known = np.flatnonzero((self._header[:, 0] == branch) & (self._header[:, 1] == step))
        if not len(known) or step == _FREE:
            return None
        slot = int(known[0])
        place, numbers = self._header[slot].tolist(), self._numbers[slot].copy()
        if place[:2] != [branch, step] or self._header[slot].tolist() != place:
            return None
        state = State(numbers[0], dict(zip(self._vectors, numbers[1:], strict=True)))
        return Checkpoint(Position(*place[1:]), state)

    def values(self, lineage: Lineage, place: int) -> dict[int, float]:
        """What a parameter, by its place in the flat vector, was at the start of steps."""
        found = {}
        for branch, end in lineage:
            mine = (self._header[:, 0] == branch) & (self._header[:, 1] != _FREE)
            for slot in np.flatnonzero(mine & (self._header[:, 1] < end)):
                found[int(self._header[slot, 1])] = float(self._numbers[slot, 0, place])
        return found

    def forget(self, branch: int, step: int) -> None:
        """Forget what is kept of a branch from this step on."""
        header = self._header
        header[(header[:, 0] == branch) & (header[:, 1] >= step), 1] = _FREE

    def close(self) -> None:
        """Let go of the memory."""
        del self._header, self._numbers

    def _free_slot(self) -> int:
        free = np.flatnonzero(self._header[:, 1] == _FREE)
        if not len(free):
            self._make_room()
            free = np.flatnonzero(self._header[:, 1] == _FREE)
        return int(free[0])

    def _make_room(self) -> None:
        """Give up those whose neighbours are nearest to each other, the oldest of these first."""
        order = np.lexsort((self._header[:, 1], self._header[:, 0]))
        for _ in range(max(self._slots // _ROOM_SHARE, 1)):
            branches, steps = self._header[order, 0], self._header[order, 1]
            starts = np.where(branches[1:] == branches[:-1], steps[:-1], -1)
            gaps = np.append(steps[2:], np.iinfo(np.int64).max)[: len(starts)] - starts
            is_last = np.append(branches[2:] != branches[1:-1], True)[: len(starts)]
            gaps = np.where(is_last, np.iinfo(np.int64).max, gaps)
            victim = 1 + int(gaps.argmin()) if len(starts) else 0
            self._header[order[victim], 1] = _FREE
            order = np.delete(order, victim)


def slots_within(recipe: Recipe, budget: int) -> int:
    """How many checkpoints of this network find room in so many bytes."""
    return min(budget // (_state_bytes(recipe) + _HEADER * 8), MOST)


def bytes_within(recipe: Recipe, budget: int) -> int:
    """How many bytes of a budget a store of this network takes."""
    return slots_within(recipe, budget) * (_state_bytes(recipe) + _HEADER * 8)


def _state_bytes(recipe: Recipe) -> int:
    network = recipe.network
    numbers = network.parameter_count() * (1 + len(recipe.optimizer.vectors))
    return numbers * np.dtype(network.precision).itemsize
