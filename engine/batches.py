"""Which examples a step sees: a pure function of the seed and the position in the training."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.errors import require
from engine.randomness import Purpose, generator


class Position(NamedTuple):
    """A place in the training: steps done, epochs done, and examples of this epoch already used.

    The offset is kept besides the step, so that the batch size can change in mid-epoch.
    """

    step: int = 0
    epoch: int = 0
    offset: int = 0


class Batches:
    """Cuts a fresh random order of all examples, one for each epoch, into batches.

    `batch_size` may be anything from 1 to the number of `examples`; None means all of them. The
    last batch of an epoch is as small as it comes out.
    """

    def __init__(self, examples: int, batch_size: int | None, seed: int) -> None:
        size = examples if batch_size is None else batch_size
        require(size >= 1, f"A batch needs at least 1 example, not {size}.")
        require(
            size <= examples,
            f"A batch of {size} examples is more than the {examples} examples for training: "
            f"choose a size from 1 to {examples}.",
        )
        self.examples = examples
        self.size = int(size)
        self._seed = seed
        self._order = (-1, np.empty(0, np.intp))

    @property
    def steps_per_epoch(self) -> int:
        """The number of batches that an epoch is cut into."""
        return -(-self.examples // self.size)

    def indices(self, position: Position) -> NDArray[np.intp]:
        """The numbers of the examples that the step at this position sees."""
        epoch, order = self._order
        if epoch != position.epoch:
            rng = generator(self._seed, Purpose.ORDER, position.epoch)
            order = rng.permutation(self.examples).astype(np.intp, copy=False)
            self._order = (position.epoch, order)
        return order[position.offset : position.offset + self.size]

    def after(self, position: Position) -> Position:
        """The position behind the step at this one."""
        offset = position.offset + self.size
        if offset < self.examples:
            return Position(position.step + 1, position.epoch, offset)
        return Position(position.step + 1, position.epoch + 1, 0)
