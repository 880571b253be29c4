"""The bench: the window's own trainer, on which a training lies while it is paused."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np

from app.history import History
from app.session import rows
from app.session.channel import Moment
from app.session.course import Course
from app.session.messages import Place, Settings
from app.snapshot import Snapshot
from engine.datasets.dataset import Dataset
from engine.distributions import Distributions, distributions
from engine.experiment import Experiment
from engine.non_finite import NonFiniteError
from engine.program import Operation
from engine.reading import Focus, Reading, ReadingLayout
from engine.statements import Pass
from engine.training import Trainer


class Bench:
    """A trainer that stands somewhere, the settings it stands under, and the curves so far.

    While the training process runs, only its `settings` move on.
    """

    def __init__(self, trainer: Trainer, history: History | None = None) -> None:
        self.trainer = trainer
        self.history = history or History(trainer.experiment.network.depth)
        self._course = Course(trainer)
        self._operations: dict[tuple[int, int], tuple[Operation, ...]] = {}

    @classmethod
    def fresh(cls, experiment: Experiment, dataset: Dataset) -> "Bench":
        """An experiment at its beginning, with its first batch fed forward as far as the cost."""
        bench = cls(Trainer(experiment, dataset))
        bench.history.epochs.append({"step": [0]})
        program = bench.trainer.program
        while program.next is not None and program.next.pass_ in (Pass.FORWARD, Pass.LOSS):
            bench.trainer.advance()
        return bench

    @property
    def settings(self) -> Settings:
        """The newest settings, which may hold from the next step only."""
        return self._course.newest

    @property
    def steps(self) -> int:
        """The number of steps that are done."""
        return self.trainer.position.step

    def place(self) -> Place:
        """From where to go on: in mid-step, or at the start of the next one.

        Raises `NonFiniteError` if the last steps have led to numbers that are not finite; the
        training stands before the step that went wrong then, and later curves are void.
        """
        with self._forgetting_what_went_wrong():
            return self._course.place()

    def shown_place(self) -> Place:
        """Where the training stands, with all that is computed of the step shown."""
        return self._course.shown_place()

    def leave(self, place: Place) -> None:
        """The training goes on elsewhere from this place: settings change at once meanwhile."""
        self.trainer.restore(place.checkpoint)

    def resume(self, place: Place) -> None:
        """Take the training up where it stands now; settings that are newer hold from the next
        step, and later curves are void.
        """
        newest = self.settings
        self._course.resume(place)
        if newest.revision > self.settings.revision:
            self._course.change(newest)
        self.history.forget_from(self.steps)

    def change(self, experiment: Experiment) -> Settings:
        """Go on under another experiment from the next step; raises `InputError` if it cannot."""
        self._course.change(Settings(experiment, self.settings.revision + 1))
        if self.trainer.pending is None:  # as while the training goes on elsewhere
            program = self.trainer.program
            self._operations[self.settings.revision, program.namespace["m"]] = program.operations
        return self.settings

    def advance(self) -> None:
        """Do one operation; raises as `place`, and so do the others."""
        self._do(self.trainer.advance)

    def finish_pass(self) -> None:
        """Do all operations up to the next pass."""
        self.advance()
        while self.trainer.is_mid_step and not self._is_new_pass():
            self.advance()

    def finish_step(self) -> None:
        """Do the rest of the step, or a whole one."""
        self._do(self.trainer.step)

    def snapshot(self, focus: Focus) -> Snapshot:
        """What there is to see here."""
        trainer = self.trainer
        program, network = trainer.program, trainer.experiment.network
        layout = ReadingLayout(network)
        numbers = np.zeros(layout.size, network.precision)
        layout.write(program.values, focus, numbers)
        examples = program.namespace["m"]
        self._operations = {(self._course.settings.revision, examples): program.operations}
        reading = layout.read(numbers, focus)
        return Snapshot(reading, trainer.shown, program.operations, program.cursor, examples)

    def live_snapshot(
        self, moment: Moment, reading: Reading, pace: float | None
    ) -> Snapshot | None:
        """What the training process has published; None if settings came and went too fast."""
        operations = self._operations_at(moment)
        if operations is None:
            return None
        return Snapshot(
            reading,
            moment.position,
            operations,
            moment.cursor,
            moment.examples,
            is_running=True,
            pace=pace,
        )

    def distributions(self) -> Distributions:
        """How the numbers that are computed here are spread."""
        return distributions(self.trainer.program.values, self.trainer.experiment.network)

    def _is_new_pass(self) -> bool:
        program = self.trainer.program
        return (
            program.next is not None
            and program.next.pass_ is not program.operations[program.cursor - 1].pass_
        )

    def _operations_at(self, moment: Moment) -> tuple[Operation, ...] | None:
        """The list of a published step; those of settings before its own are not needed again."""
        for key in [key for key in self._operations if key[0] < moment.revision]:
            del self._operations[key]
        key = (moment.revision, moment.examples)
        if key not in self._operations and moment.revision == self.settings.revision:
            self._operations[key] = self.trainer.operations_of(moment.examples)
        return self._operations.get(key)

    def _do(self, action: Callable[[], object]) -> None:
        with self._forgetting_what_went_wrong():
            action()
        if not self.trainer.is_mid_step:
            self._record()

    @contextmanager
    def _forgetting_what_went_wrong(self) -> Iterator[None]:
        try:
            yield
        except NonFiniteError:
            self.history.forget_from(self.steps)
            raise

    def _record(self) -> None:
        trainer = self.trainer
        is_epoch_over = trainer.position.offset == 0
        test = trainer.evaluate(trainer.dataset.test) if is_epoch_over else None
        rows.record(self.history, np.array([rows.row(trainer, trainer.metrics(), test)]))
