"""A run in the training process: from the command to start until it pauses."""

from math import inf
from multiprocessing import parent_process
from multiprocessing.connection import Connection
from time import perf_counter, sleep

from app.session.channel import Channel, Moment
from app.session.course import Course
from app.session.messages import Change, Look, Orders, Pace, Paused, Report, Spread
from app.session.rows import Watched, quality, row
from app.targets import Measure, Target
from engine.breakpoints import Hit
from engine.checkpoint import Checkpoint
from engine.distributions import distributions
from engine.guard import Guard, Memory
from engine.metrics import Evaluation
from engine.non_finite import NonFiniteError
from engine.reading import Focus

PUBLISH_EVERY_S = 0.012
"""Readings are published so often that each frame of the window has news."""
LONG_STEP_S = 0.1
"""Flat out, a step that lasts so long is shown before its end; else only what is complete."""
LISTEN_EVERY_S = 0.004
"""The window is heard at least so often, and a pause begins no later."""
MEASURING_SHARE = 0.002
FREE_MEASURING_S = 0.01
"""What may go into measuring steps in full: that share of a run's time, and a little at its start.

(The true cost is about twice that: what is measured drives the step's numbers out of the cache.)
"""
SPREAD_EVERY_S = 0.5
KEEP_EVERY_S = 1.0
"""A checkpoint is kept at least so often, where steps are slow."""
SLOW_STEP_S = 0.003
"""Steps that last longer are done by single operations, so that a pause need not wait for them."""


class LiveRun:
    """Trains on from where the `course` stands. The `pace` may be set at any time.

    `length` steps of its branch are known.
    """

    def __init__(
        self,
        connection: Connection,
        course: Course,
        channel: Channel,
        target: Target | None,
        length: int = 0,
    ) -> None:
        self.pace = Pace(None)
        self.is_over = False
        self._look = Look(Focus(), distributions=False)
        self._connection = connection
        self._course = course
        self._trainer = course.trainer
        self._channel = channel
        self._target = target
        self._branch, self._length = course.branch, length
        self._first_step, self._first_epoch, _ = self._trainer.position
        self._is_slow = True  # until a step has shown how long it lasts
        self._step_seconds = inf  # a step under way was not timed from its start
        self._published = -inf
        self._measuring_s = 0.0
        self._least_measuring_s = inf
        self._begun = self._next_operation = self._next_spread = perf_counter()
        self._next_keep = self._next_spread + KEEP_EVERY_S
        self._trainer.on_checkpoint = self._keep
        self.obey(Orders())

    def train(self) -> float:
        """Train for a moment and publish; give the seconds to wait for the next operation."""
        wait = 0.0
        try:
            if self.pace.operations_per_second is not None:
                wait = self._train_at_pace(self.pace.operations_per_second)
            elif self._is_slow:
                self._advance()
            else:
                self._train_flat_out()
            if not self.is_over and perf_counter() >= self._published + self._publish_every_s:
                self._publish()
        except NonFiniteError as error:
            self._fail(error)
        return wait

    @property
    def _publish_every_s(self) -> float:
        """The time between two readings."""
        is_flat_out = self.pace.operations_per_second is None
        return LONG_STEP_S if is_flat_out and self._trainer.is_mid_step else PUBLISH_EVERY_S

    def look_at(self, look: Look) -> None:
        """Publish what is looked at from now on, and do so next."""
        self._look = look
        self._published = -inf

    def change(self, change: Change) -> None:
        """Go on under other settings from the next step."""
        course, begun = self._course, self._branch
        if course.branch.number != begun.number and course.next_step == course.branch.fork:
            course.follow(begun)  # no step was done on the new branch, which another one replaces
        course.change(change, self._length if course.branch.number == begun.number else 0)

    def obey(self, orders: Orders, memory: Memory | None = None) -> None:
        """Stop at these breakpoints and watch these values, from the next step on."""
        self._orders = orders
        self._guard = Guard(self._trainer, orders.breakpoints, orders.watches, memory)

    def pause(self, finish_step: bool) -> None:
        """Stop here, or at the end of the step under way; where steps are fast, after one more."""
        trainer = self._trainer
        is_flat_out = self.pace.operations_per_second is None and not self._is_slow
        try:
            if is_flat_out and not trainer.is_mid_step:
                # By operations its start is at hand; that of the last step may take 64 to find.
                self._advance()
                self._step()
            elif finish_step and trainer.is_mid_step:
                self._step()
            if not self.is_over:
                trainer.checkpoint()  # or the numbers that led here are not finite
                self._end()
        except NonFiniteError as error:
            self._fail(error)

    def _train_flat_out(self) -> None:
        until = min(perf_counter() + LISTEN_EVERY_S, self._published + PUBLISH_EVERY_S)
        self._step()
        while not self.is_over and perf_counter() < until:
            self._step()

    def _train_at_pace(self, operations_per_second: float) -> float:
        """Do the operations that are due; see `train`.

        A little delay is made up for, but not where each operation is seen.
        """
        interval = 1 / operations_per_second
        is_seen = interval >= PUBLISH_EVERY_S
        now = perf_counter()
        until = now + PUBLISH_EVERY_S
        earliest = now if is_seen else now - 2 * PUBLISH_EVERY_S
        self._next_operation = min(max(self._next_operation, earliest), now + interval)
        while self._next_operation <= now < until and not self.is_over:
            self._advance()
            self._next_operation += interval
            now = perf_counter()
            if is_seen and not self.is_over:
                self._publish()
        return max(self._next_operation - now, 0.0)

    def _step(self) -> None:
        """Do a whole step, or the rest of the one under way."""
        begun = perf_counter()
        self._course.step()
        self._is_slow = perf_counter() - begun > SLOW_STEP_S
        self._after_step()

    def _advance(self) -> None:
        """Do one operation."""
        if not self._trainer.is_mid_step:
            self._step_seconds = 0.0
        begun = perf_counter()
        self._course.advance()
        self._step_seconds += perf_counter() - begun
        if not self._trainer.is_mid_step:
            self._is_slow = self._step_seconds > SLOW_STEP_S
            self._after_step()

    def _after_step(self) -> None:
        trainer, now = self._trainer, perf_counter()
        is_due = self._measuring_s <= FREE_MEASURING_S + MEASURING_SHARE * (now - self._begun)
        metrics = trainer.metrics() if is_due else None
        if is_due:
            # What lasted longer than the quickest one was interrupted, for which nobody has to pay.
            self._least_measuring_s = min(self._least_measuring_s, perf_counter() - now)
            self._measuring_s += self._least_measuring_s
        is_epoch_over = trainer.has_ended_epoch
        test = trainer.evaluate(trainer.dataset.test) if is_epoch_over else None
        hit = self._guard.check()
        watched = Watched(self._orders.number, self._guard.values())
        self._record(row(trainer, self._course.edit.number, metrics, test, watched))
        self._do_what_is_due(now)
        if hit is not None:
            trainer.checkpoint()  # or the numbers that led here are not finite
            self._end(hit=hit)
        elif self._has_reached_target(test):
            trainer.checkpoint()  # or the numbers that led here are not finite
            self._end(target_reached=True)

    def _keep(self, checkpoint: Checkpoint) -> None:
        """Keep a checkpoint for the past to be found again."""
        branch, step = self._course.branch, checkpoint.position.step
        self._channel.checkpoints.put(branch.owner(step), checkpoint.position, checkpoint.state)

    def _record(self, numbers: list[float]) -> None:
        """Add a row to the curves; wait if the window is behind by a whole ring."""
        while not self._channel.has_room:
            window = parent_process()
            if window is not None and not window.is_alive():
                raise EOFError
            sleep(PUBLISH_EVERY_S)
        self._channel.add_row(numbers)

    def _do_what_is_due(self, now: float) -> None:
        trainer = self._trainer
        if self._look.distributions and now >= self._next_spread:
            self._next_spread = now + SPREAD_EVERY_S
            spread = distributions(trainer.program.values, trainer.experiment.network)
            self._say(Spread(spread))
        if now >= self._next_keep:
            self._next_keep = now + KEEP_EVERY_S
            self._keep(trainer.checkpoint())

    def _has_reached_target(self, test: Evaluation | None) -> bool:
        if self._target is None:
            return False
        value = self._target.value
        match self._target.measure:
            case Measure.STEPS:
                return self._trainer.position.step >= self._first_step + value
            case Measure.EPOCHS:
                return self._trainer.position.epoch >= self._first_epoch + value
            case Measure.COST:
                return self._trainer.cost <= value
            case Measure.QUALITY:
                return test is not None and quality(test) >= value

    def _publish(self) -> None:
        """Show the present moment."""
        program = self._trainer.program
        moment = Moment(
            self._course.edit.number,
            self._trainer.shown,
            program.cursor,
            program.namespace["m"],
            self._look.focus,
        )
        self._channel.publish(moment, program.values)
        self._published = perf_counter()

    def _fail(self, error: NonFiniteError) -> None:
        """Say what went wrong, and where the training stands now."""
        self._end(problem=str(error), hit=self._guard.failed(error))

    def _end(self, problem: str = "", target_reached: bool = False, hit: Hit | None = None) -> None:
        """Say where the training stands."""
        self.is_over = True
        self._trainer.on_checkpoint = None
        place, memory = self._course.shown_place(), self._guard.memory()
        self._say(Paused(place, target_reached, problem, hit, memory))

    def _say(self, report: Report) -> None:
        self._connection.send(report)
