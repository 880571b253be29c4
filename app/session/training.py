"""The training: it runs in its own process, or lies on the bench, where it can be stepped."""

from collections.abc import Callable
from time import perf_counter
from typing import Any

from numpy.typing import NDArray
from PyQt6.QtCore import QObject, pyqtSignal

from app.session.bench import Bench
from app.session.channel import Moment
from app.session.chronicles import chronicle
from app.session.live import Live
from app.session.messages import Orders, Paused, Place, Report, Run, Spread
from app.targets import Target
from engine.breakpoints import Breakpoint, Hit
from engine.experiment import Experiment
from engine.guard import Memory
from engine.non_finite import NonFiniteError
from engine.reading import EdgeQuantity, Focus, Reading
from engine.watches import Watch

FOLLOWED_PER_S = 30.0
"""Up to so many operations a second, each one can be followed by the eye."""
RATE_EVERY_S = 0.5


class Training(QObject):
    """Runs, pauses and steps what lies on a `Bench`, and tells what there is to see.

    While it runs, the training process has it; `bench` is then where it began, and its curves.
    """

    #: What there is to see now: a `Snapshot`.
    snapshot_ready = pyqtSignal(object)
    #: The curves, after they have grown or changed: a `History`.
    history_changed = pyqtSignal(object)
    #: How numbers are spread: `Distributions`.
    distributions_ready = pyqtSignal(object)
    #: All branches and where the training stands: a `Chronicle`.
    chronicle_changed = pyqtSignal(object)
    #: The settings under which the training goes on, where it came to an edit: an `Experiment`.
    settings_met = pyqtSignal(object)
    #: Whether the training runs.
    running_changed = pyqtSignal(bool)
    #: Steps a second while running; 0 when that is not known (yet).
    rate_measured = pyqtSignal(float)
    #: A breakpoint that the training came to: a `Hit`.
    hit = pyqtSignal(object)
    #: A sentence for the user.
    said = pyqtSignal(str)
    #: Why the training cannot go on as it did, what is kept, and what to do.
    failed = pyqtSignal(str)

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.bench = bench
        self.is_running = False
        self.focus = Focus()
        self._distributions_wanted = False
        self._pace: float | None = None
        self._target: Target | None = None
        self._orders = Orders()
        self._begun: Place | None = None
        self._is_aiming = False
        self._when_paused: list[Callable[[], None]] = []
        self._rate_since = (0.0, 0)
        self._steps_seen = 0
        self._settings = bench.experiment
        self._live = Live()
        self._live.rows_taken.connect(self._on_rows)
        self._live.moment_ready.connect(self._on_moment)
        self._live.reported.connect(self._on_report)
        self._live.lost.connect(self._on_lost)
        self._open()

    @property
    def experiment(self) -> Experiment:
        """The settings that hold, or will hold from the next step."""
        return self.bench.experiment

    @property
    def process_id(self) -> int | None:
        """The number of the training process, or None if it has died."""
        return self._live.process_id

    @property
    def steps_seen(self) -> int:
        """The number of steps that are done, as far as it is known here."""
        return self._steps_seen if self.is_running else self.bench.steps

    def put(self, bench: Bench) -> None:
        """Train something else from now on; nothing may run."""
        self.bench = bench
        self._open()

    def close(self) -> None:
        """End the training process."""
        self._live.close()

    def run(self, target: Target | None = None) -> None:
        """Train until paused, or up to this target or, where it is said, the one aimed at."""
        if self.is_running:
            return
        try:
            place = self.bench.place()
        except NonFiniteError as error:
            self.tell()
            self.failed.emit(str(error))
            return
        self._begun, self._is_aiming = place, target is None
        self.bench.leave(place)
        self._measure_rate_from(self.bench.steps)
        memory = self.bench.lookout.memory
        self._live.run(Run(place, target or self._target, memory, self.bench.archive.length))
        self._set_running(True)

    def pause(self) -> None:
        """Stop within one operation."""
        if self.is_running:
            self._live.pause()

    def stop(self) -> None:
        """Stop at the end of the step under way."""
        if self.is_running:
            self._live.pause(finish_step=True)
        elif self.bench.trainer.is_mid_step:
            self.do(Bench.finish_step)

    def when_paused(self, action: Callable[[], None]) -> None:
        """Do something as soon as nothing runs; a run is stopped for it."""
        self._when_paused.append(action)
        if self.is_running:
            self._live.pause(finish_step=True)
        else:
            self._do_waiting()

    def aim_at(self, target: Target | None) -> None:
        """Let the next runs end at a target."""
        self._target = target

    def obey(self, breakpoints: tuple[Breakpoint, ...], watches: tuple[Watch, ...]) -> None:
        """Stop at these breakpoints, and record what these watches show."""
        self._orders = Orders(self._orders.number + 1, breakpoints, watches)
        self.bench.obey(self._orders)
        self._live.obey(self._orders)
        self.history_changed.emit(self.bench.archive.history)

    def set_pace(self, operations_per_second: float | None) -> None:
        """Do so many operations a second; None: as many as can be."""
        self._pace = operations_per_second
        self._live.pace(operations_per_second)
        self._measure_rate_from(self._steps_seen)

    def look_at_example(self, example: int | None) -> None:
        """Look at an example of the batch, by its row, or at the whole batch."""
        self._look_at(self.focus._replace(example=example))

    def look_at_edges(self, quantity: EdgeQuantity) -> None:
        """Look at a quantity of the edges."""
        self._look_at(self.focus._replace(edges=quantity))

    def want_distributions(self, wanted: bool) -> None:
        """Say whether distributions are looked at."""
        self._distributions_wanted = wanted
        self._look_at(self.focus)

    def change(self, experiment: Experiment) -> None:
        """Go on under other settings from the next step; raises `InputError` if that cannot be."""
        change = self.bench.change(experiment, is_elsewhere=self.is_running)
        if self.is_running:
            self._live.change(change)
        else:
            self.tell()

    def tell(self) -> None:
        """Tell everything there is to see."""
        self.history_changed.emit(self.bench.archive.history)
        if not self.is_running:
            self._tell_chronicle(self.bench.spot.step, is_done=not self.bench.is_open)
            self._meet_settings()
            self._show_bench()

    def do(self, action: Callable[[Bench], None]) -> None:
        """Do something on the bench and tell what came of it; a run is paused instead."""
        if self.is_running:
            self._live.pause()
            return
        problem = ""
        self.bench.lookout.hit = None  # it is left now, and was told
        try:
            action(self.bench)
        except NonFiniteError as error:
            problem = str(error)
        self.tell()
        self._tell_hit()
        if problem:
            self.failed.emit(problem)

    def _look_at(self, focus: Focus) -> None:
        if focus.example != self.focus.example:
            self.bench.walk = None
        self.focus = focus
        self._live.look(focus, distributions=self._distributions_wanted)
        if not self.is_running:
            self._show_bench()

    def _show_bench(self) -> None:
        self.snapshot_ready.emit(self.bench.snapshot(self.focus))
        if self._distributions_wanted:
            self.distributions_ready.emit(self.bench.distributions())

    def _set_running(self, is_running: bool) -> None:
        self.is_running = is_running
        self.running_changed.emit(is_running)

    def _do_waiting(self) -> None:
        waiting, self._when_paused = self._when_paused, []
        for action in waiting:
            if self.is_running:  # one of them has begun another run
                self.when_paused(action)
            else:
                action()

    def _on_rows(self, numbers: NDArray[Any]) -> None:
        self.bench.record(numbers)
        self.history_changed.emit(self.bench.archive.history)
        self._steps_seen = int(numbers[-1, 0]) + 1
        now, (since, steps_then) = perf_counter(), self._rate_since
        if now > since + RATE_EVERY_S:
            self._tell_chronicle(self._steps_seen - 1, is_done=True)
            self.rate_measured.emit((self._steps_seen - steps_then) / (now - since))
            self._rate_since = (now, self._steps_seen)

    def _measure_rate_from(self, steps: int) -> None:
        """The speed will be another one."""
        self._steps_seen = steps
        self._rate_since = (perf_counter(), steps)
        self.rate_measured.emit(0.0)

    def _on_moment(self, moment: Moment, reading: Reading) -> None:
        if not self.is_running:
            return
        is_followed = self._pace is not None and self._pace <= FOLLOWED_PER_S
        pace = 1 / self._pace if self._pace is not None and is_followed else None
        snapshot = self.bench.live_snapshot(moment, reading, pace)
        if snapshot is not None:
            self._meet_settings()
            self.snapshot_ready.emit(snapshot)

    def _on_report(self, report: Report) -> None:
        match report:
            case Spread():
                self.distributions_ready.emit(report.distributions)
            case Paused():
                self._stand_at(report.place, report.problem, report.memory, report.hit)
                if report.target_reached and self._is_aiming:
                    self.said.emit(f"Reached the target after {self.bench.steps:,} steps.")

    def _on_lost(self, how: str) -> None:
        if not self.is_running or self._begun is None:
            return
        place = self.bench.archive.last_place(self._steps_seen)
        if place is None or place.checkpoint.position < self._begun.checkpoint.position:
            place = self._begun
        kept, seen = place.checkpoint.position.step, self._steps_seen
        later = f", and the {seen - kept:,} steps behind it come out the same again" * (seen > kept)
        self._stand_at(
            place,
            f"The training process ended unexpectedly ({how}). Everything up to step {kept:,} is "
            f"kept{later}: Space goes on from there, in a new process.",
        )

    def _stand_at(
        self, place: Place, problem: str, memory: Memory | None = None, hit: Hit | None = None
    ) -> None:
        """The training process runs no more: the training lies on the bench again."""
        self.bench.resume(place, memory)
        self.bench.come_to(hit)
        self._set_running(False)
        self.tell()
        self._tell_hit()
        if problem:
            self.failed.emit(problem)
        self._do_waiting()

    def _open(self) -> None:
        self._live.open(self.experiment)
        self.bench.archive.scout.use(self._live.checkpoints)
        self.bench.obey(self._orders)

    def _tell_hit(self) -> None:
        hit = self.bench.lookout.hit
        if hit is not None:
            self.hit.emit(hit)
            self.said.emit(hit.sentence)

    def _meet_settings(self) -> None:
        """Tell of other settings, where the training came to an edit."""
        if self.experiment != self._settings:
            self._settings = self.experiment
            self.settings_met.emit(self._settings)

    def _tell_chronicle(self, step: int, *, is_done: bool) -> None:
        self.chronicle_changed.emit(chronicle(self.bench, step, is_done=is_done))
