"""Listings: the operations of steps that are done elsewhere, under one edit or another."""

from app.session.channel import Moment
from engine.experiment import Experiment
from engine.program import Operation
from engine.training import Trainer


class Listings:
    """Finds the operations of a published moment, by its edit and the size of its batch."""

    def __init__(self, trainer: Trainer) -> None:
        self._trainer = trainer
        self._edit = -1
        self._known: dict[int, tuple[Operation, ...]] = {}

    def note(self, edit: int, examples: int, operations: tuple[Operation, ...]) -> None:
        """Remember the operations that are shown, so that the same ones are found again."""
        if edit != self._edit:
            self._edit, self._known = edit, {}
        self._known[examples] = operations

    def find(self, moment: Moment, experiment: Experiment) -> tuple[Operation, ...]:
        """The operations of a moment under an experiment, which the trainer takes over.

        Nothing may be under way on the trainer.
        """
        if moment.edit != self._edit or moment.examples not in self._known:
            self._trainer.change(experiment)
            operations = self._trainer.operations_of(moment.examples)
            self.note(moment.edit, moment.examples, operations)
        return self._known[moment.examples]
