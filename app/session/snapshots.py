"""Snapshots: what the panels may see of the trainer on the bench, and of the one that runs."""

import numpy as np

from app.session.channel import Moment
from app.snapshot import Snapshot
from engine.close_up import CloseUpWalk
from engine.experiment import Experiment
from engine.program import Operation
from engine.reading import Focus, Reading, ReadingLayout
from engine.training import Trainer


class Snapshots:
    """Takes snapshots; those of steps under one edit share the operations they show."""

    def __init__(self, trainer: Trainer) -> None:
        self._trainer = trainer
        self._edit = -1
        self._operations: dict[int, tuple[Operation, ...]] = {}

    def here(self, edit: int, focus: Focus, walk: CloseUpWalk | None) -> Snapshot:
        """What the trainer shows, whose step is done under the edit of this number."""
        trainer = self._trainer
        program, network = trainer.program, trainer.experiment.network
        layout = ReadingLayout(network)
        vector = np.zeros(layout.size, network.precision)
        layout.write(program.values, focus, vector)
        examples = program.namespace["m"]
        self._note(edit, examples, program.operations)
        return Snapshot(
            layout.read(vector, focus),
            trainer.shown,
            program.operations,
            program.cursor,
            examples,
            close_up=None if walk is None else walk.close_up,
            is_extra=trainer.is_extra,
        )

    def live(
        self,
        moment: Moment,
        experiment: Experiment,
        reading: Reading,
        pace: float | None,
        *,
        is_extra: bool,
    ) -> Snapshot:
        """What the training process has published of a step under this experiment.

        The trainer takes that over to list the operations; nothing may be under way on it.
        """
        if moment.edit != self._edit or moment.examples not in self._operations:
            self._trainer.change(experiment)
            self._note(moment.edit, moment.examples, self._trainer.operations_of(moment.examples))
        return Snapshot(
            reading,
            moment.position,
            self._operations[moment.examples],
            moment.cursor,
            moment.examples,
            is_running=True,
            pace=pace,
            is_extra=is_extra,
        )

    def _note(self, edit: int, examples: int, operations: tuple[Operation, ...]) -> None:
        """Remember the operations that are shown, so that the same ones are found again."""
        if edit != self._edit:
            self._edit, self._operations = edit, {}
        self._operations[examples] = operations
