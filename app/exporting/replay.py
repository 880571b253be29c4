"""A replay: what the network was at steps of its past, found by doing them again elsewhere."""

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.batches import Position
from engine.checkpoint import Checkpoint
from engine.checkpoints import Checkpoints
from engine.datasets.dataset import Dataset
from engine.progress import Progress
from engine.timeline import Branch, Follower, travel
from engine.training import Trainer

KEPT_BYTES = 2**26
"""For copies of checkpoints, so that the run can go on and forget its own."""


class Moment(NamedTuple):
    """The parameters, flat, at a position, and the cost of the step before, None if none was."""

    position: Position
    params: NDArray[Any]
    cost: float | None


class Replay:
    """Goes along a branch of which `length` steps are done, and stops `moments` times.

    `last` gives the last checkpoint of a branch, up to a step, that the run has kept. It is asked
    at once, and never again: from there on nothing of the run is needed, as the replay has a
    trainer of its own.
    """

    def __init__(
        self,
        branch: Branch,
        dataset: Dataset,
        last: Callable[[Branch, int], Checkpoint | None],
        length: int,
        moments: int,
    ) -> None:
        self._branch = branch
        self._dataset = dataset
        self._experiment = branch.edit_for(0).experiment
        self.steps: list[int] = np.unique(
            np.linspace(0, length, moments).round().astype(int)
        ).tolist()
        self._kept = Checkpoints(self._experiment.recipe, KEPT_BYTES)
        for step in self.steps:
            found = last(branch, max(step - 1, 0))
            if found is not None:
                self._kept.put(branch.owner(found.position.step), found.position, found.state)

    def moments(self, progress: Progress) -> Iterator[Moment]:
        """The moments in their order, ended early if `progress` (moments done, and all) says so."""
        trainer = Trainer(self._experiment, self._dataset)
        follower = Follower(trainer, self._branch)
        here = Checkpoints(self._experiment.recipe, self._bytes_of_two(trainer))
        for number, step in enumerate(self.steps):
            for _ in travel(follower, max(step - 1, 0), [here, self._kept]):
                if not progress(number, len(self.steps)):
                    return
            if step:
                trainer.step()
            yield Moment(
                trainer.position, trainer.flat_parameters.copy(), trainer.cost if step else None
            )
            here.clear()
            here.put(self._branch.owner(step), trainer.position, trainer.lend_state())

    def _bytes_of_two(self, trainer: Trainer) -> int:
        """Enough for the state where it stands, and some room."""
        state = trainer.lend_state()
        return 2 * (1 + len(state.vectors)) * state.params.nbytes + KEPT_BYTES // 1024
