"""A run in the training process: from the command to start until it pauses."""

from math import inf
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from time import perf_counter, sleep

from app.session.channel import Channel, Moment
from app.session.messages import (
    EpochBegan,
    Kept,
    Look,
    Pace,
    Paused,
    Place,
    Report,
    Run,
    Settings,
    Spread,
    Tested,
)
from app.session.rows import quality, row
from app.targets import Measure
from engine.distributions import distributions
from engine.metrics import Evaluation, StepMetrics
from engine.non_finite import NonFiniteError
from engine.reading import Focus
from engine.training import Trainer

PUBLISH_EVERY_S = 0.008
"""Readings are published at most this often: twice in a frame of the window."""
SPREAD_EVERY_S = 0.25
KEEP_EVERY_S = 2.0
SLOW_STEP_S = 0.003
"""Steps that last longer are done by single operations, so that a pause need not wait for them."""


class LiveRun:
    """Trains on from where the `trainer` stands. `look` and `pace` may be set at any time."""

    def __init__(
        self, connection: Connection, trainer: Trainer, channel: Channel, command: Run
    ) -> None:
        self.look = Look(Focus(), distributions=False)
        self.pace = Pace(None)
        self.is_over = False
        self._connection = connection
        self._trainer = trainer
        self._channel = channel
        self._settings = command.place.settings
        self._next_settings = command.place.next_settings
        self._target = command.target
        self._first_step, self._first_epoch, _ = trainer.position
        self._depth = trainer.experiment.network.depth
        self._step_seconds = 0.0
        now = perf_counter()
        self._next_operation = self._next_spread = now
        self._next_keep = now + KEEP_EVERY_S
        self._published = -inf

    def train(self) -> float:
        """Train for a moment and publish; give the seconds to wait for the next operation."""
        now = perf_counter()
        wait = 0.0
        try:
            if self.pace.operations_per_second is not None:
                wait = self._train_at_pace(self.pace.operations_per_second, now)
            elif self._step_seconds > SLOW_STEP_S:
                self._advance()
            else:
                while not self.is_over and perf_counter() < now + PUBLISH_EVERY_S:
                    self._step()
        except NonFiniteError as error:
            self._end(problem=str(error))
        now = perf_counter()
        if now >= self._published + PUBLISH_EVERY_S and not self.is_over:
            self._publish(now)
        return wait

    def change(self, settings: Settings) -> None:
        """Go on under other settings from the next step."""
        self._note_settings()
        self._trainer.change(settings.experiment)
        self._next_settings = settings

    def pause(self, finish_step: bool) -> None:
        """Stop here, or at the end of the step under way."""
        try:
            if finish_step and self._trainer.is_mid_step:
                self._step()
        except NonFiniteError as error:
            self._end(problem=str(error))
        if not self.is_over:
            self._end()

    def _train_at_pace(self, operations_per_second: float, now: float) -> float:
        """Do the operations that are due, without hurry after a hold-up; see `train`."""
        interval = 1 / operations_per_second
        earliest, latest = now - 2 * PUBLISH_EVERY_S, now + interval
        self._next_operation = min(max(self._next_operation, earliest), latest)
        until = now + PUBLISH_EVERY_S
        while self._next_operation <= now < until and not self.is_over:
            self._advance()
            self._next_operation += interval
            now = perf_counter()
            if interval >= PUBLISH_EVERY_S and not self.is_over:
                self._publish(now)  # each operation is seen
        return max(self._next_operation - now, 0.0)

    def _step(self) -> None:
        """Do a whole step, or the rest of the one under way."""
        begun = perf_counter()
        self._trainer.step()
        self._step_seconds = perf_counter() - begun
        self._after_step()

    def _advance(self) -> None:
        """Do one operation."""
        begun = perf_counter()
        if not self._trainer.is_mid_step:
            self._step_seconds = 0.0
        self._trainer.advance()
        self._step_seconds += perf_counter() - begun
        if not self._trainer.is_mid_step:
            self._after_step()

    def _after_step(self) -> None:
        trainer = self._trainer
        now = perf_counter()
        is_due = now >= self._published + PUBLISH_EVERY_S
        metrics = trainer.metrics(layers=is_due)
        self._record(metrics)
        position = trainer.position
        test = None
        if position.offset == 0:
            test = trainer.evaluate(trainer.dataset.test)
            self._say(Tested(position.step, test.loss, quality(test)))
            self._say(EpochBegan(position.step))
        if self._has_reached_target(metrics, test):
            self._end(target_reached=True)
        elif is_due:
            self._publish(now)

    def _record(self, metrics: StepMetrics) -> None:
        """Add a row to the curves; wait if the window is behind by a whole ring."""
        while not self._channel.has_room:
            window = parent_process()
            if window is not None and not window.is_alive():
                raise EOFError
            sleep(PUBLISH_EVERY_S)
        self._channel.add_row(row(metrics, self._depth))

    def _has_reached_target(self, metrics: StepMetrics, test: Evaluation | None) -> bool:
        if self._target is None:
            return False
        value = self._target.value
        match self._target.measure:
            case Measure.STEPS:
                return self._trainer.position.step >= self._first_step + value
            case Measure.EPOCHS:
                return self._trainer.position.epoch >= self._first_epoch + value
            case Measure.COST:
                return metrics.cost <= value
            case Measure.QUALITY:
                return test is not None and quality(test) >= value

    def _publish(self, now: float) -> None:
        """Show the present moment, and what is due besides."""
        trainer = self._trainer
        program = trainer.program
        self._note_settings()
        moment = Moment(
            self._settings.revision,
            trainer.shown,
            program.cursor,
            program.namespace["m"],
            self.look.focus,
        )
        self._channel.publish(moment, program.values)
        self._published = now
        if now >= self._next_spread and self.look.distributions and program.is_finished:
            self._say(Spread(distributions(program.values, trainer.experiment.network)))
            self._next_spread = now + SPREAD_EVERY_S
        if now >= self._next_keep:
            place = Place(self._settings, self._next_settings, trainer.checkpoint(), cursor=0)
            self._say(Kept(place))
            self._next_keep = now + KEEP_EVERY_S

    def _end(self, problem: str = "", target_reached: bool = False) -> None:
        """Say where the training stands."""
        self.is_over = True
        self._note_settings()
        trainer = self._trainer
        checkpoint = trainer.start_of_shown()
        place = Place(self._settings, self._next_settings, checkpoint, trainer.program.cursor)
        self._say(Paused(place, target_reached, problem))

    def _note_settings(self) -> None:
        """Notice that the next settings have come into force."""
        if self._next_settings is not None and self._trainer.pending is None:
            self._settings, self._next_settings = self._next_settings, None

    def _say(self, report: Report) -> None:
        self._connection.send(report)
