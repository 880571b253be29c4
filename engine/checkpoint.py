"""A checkpoint: where a training can go on from, at any time and in any process."""

from dataclasses import dataclass

from engine.batches import Position
from engine.step import State


@dataclass(frozen=True)
class Checkpoint:
    """All that is needed to go on from a step, to the bit: numbers and place."""

    position: Position
    state: State
