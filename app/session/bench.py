"""The bench: the window's own trainer, on which a training lies while it is paused."""

import numpy as np

from app.history import History
from app.session import rows
from app.session.channel import Moment
from app.session.messages import Place, Settings
from app.snapshot import Snapshot
from engine.datasets.dataset import Dataset
from engine.distributions import Distributions, distributions
from engine.experiment import Experiment
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
        self._settings = Settings(trainer.experiment, revision=0)
        self._next_settings: Settings | None = None
        self._operations: dict[tuple[int, int], tuple[Operation, ...]] = {}

    @classmethod
    def fresh(cls, experiment: Experiment, dataset: Dataset) -> "Bench":
        """An experiment at its beginning, with its first batch fed forward as far as the cost."""
        bench = cls(Trainer(experiment, dataset))
        rows.record_epoch(bench.history, first_step=0)
        program = bench.trainer.program
        while program.next is not None and program.next.pass_ in (Pass.FORWARD, Pass.LOSS):
            bench.trainer.advance()
        return bench

    @property
    def settings(self) -> Settings:
        """The newest settings, which may hold from the next step only."""
        return self._next_settings or self._settings

    @property
    def steps(self) -> int:
        """The number of steps that are done."""
        return self.trainer.position.step

    def place(self) -> Place:
        """From where to go on: in mid-step, or at the start of the next one.

        Raises `NonFiniteError` if the last steps have led to numbers that are not finite.
        """
        trainer = self.trainer
        cursor = trainer.program.cursor if trainer.is_mid_step else 0
        return Place(self._settings, self._next_settings, trainer.checkpoint(), cursor)

    def shown_place(self) -> Place:
        """Where the training stands, with all that is computed of the step shown."""
        trainer = self.trainer
        cursor = trainer.program.cursor
        return Place(self._settings, self._next_settings, trainer.start_of_shown(), cursor)

    def leave(self) -> None:
        """The training goes on elsewhere."""
        self.trainer.restore(self.trainer.checkpoint())
        self._note_settings()

    def resume(self, place: Place) -> None:
        """Take the training up where it stands now; later curves are void."""
        place.resume(self.trainer)
        self._settings, self._next_settings = place.settings, place.next_settings
        self._note_settings()
        self.history.forget_from(self.steps)

    def change(self, experiment: Experiment) -> Settings:
        """Go on under another experiment from the next step; raises `InputError` if it cannot."""
        self.trainer.change(experiment)
        self._next_settings = Settings(experiment, self.settings.revision + 1)
        self._note_settings()
        return self.settings

    def advance(self) -> None:
        """Do one operation; raises `NonFiniteError`."""
        self.trainer.advance()
        self._note_settings()
        if not self.trainer.is_mid_step:
            self._record()

    def finish_pass(self) -> None:
        """Do all operations up to the next pass; raises `NonFiniteError`."""
        self.advance()
        while self.trainer.is_mid_step and not self._is_new_pass():
            self.advance()

    def finish_step(self) -> None:
        """Do the rest of the step, or a whole one; raises `NonFiniteError`."""
        self.trainer.step()
        self._note_settings()
        self._record()

    def snapshot(self, focus: Focus) -> Snapshot:
        """What there is to see here."""
        trainer = self.trainer
        program, network = trainer.program, trainer.experiment.network
        layout = ReadingLayout(network)
        numbers = np.zeros(layout.size, network.precision)
        layout.write(program.values, focus, numbers)
        examples = program.namespace["m"]
        self._operations[self._settings.revision, examples] = program.operations
        reading = layout.read(numbers, focus)
        return Snapshot(reading, trainer.shown, program.operations, program.cursor, examples)

    def live_snapshot(
        self, moment: Moment, reading: Reading, pace: float | None
    ) -> Snapshot | None:
        """What the training process has published; None if settings came and went too fast."""
        key = (moment.revision, moment.examples)
        if key not in self._operations and moment.revision == self.settings.revision:
            self._operations[key] = self.trainer.operations_of(moment.examples)
        if key not in self._operations:
            return None
        operations = self._operations[key]
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

    def _note_settings(self) -> None:
        """Notice that the next settings have come into force."""
        if self._next_settings is not None and self.trainer.pending is None:
            self._settings, self._next_settings = self._next_settings, None

    def _record(self) -> None:
        trainer = self.trainer
        row = rows.row(trainer.metrics(), self.history.depth)
        rows.record_steps(self.history, np.array([row]))
        if trainer.position.offset == 0:
            test = trainer.evaluate(trainer.dataset.test)
            rows.record_test(self.history, self.steps, test.loss, rows.quality(test))
            rows.record_epoch(self.history, first_step=self.steps)
