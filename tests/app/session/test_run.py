"""A run in the training process, driven here without a window, by a clock of its own."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from math import inf
from multiprocessing import Pipe
from threading import Thread
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from app.history import History
from app.session import run as module
from app.session.channel import RING_ROWS, Channel, Moment
from app.session.course import Course
from app.session.messages import Change, Look, Pace, Paused, Place, Report, Spread
from app.session.rows import record, row_length
from app.session.run import SPREAD_EVERY_S, LiveRun
from app.targets import Measure, Target
from engine.program import Operation, Program
from engine.reading import EdgeQuantity, Focus
from engine.training import Trainer
from tests.app.session.trainings import (
    DATASET,
    STEPS_PER_EPOCH,
    WILD,
    channel_for,
    course,
    headless,
    iris,
    overflowing,
)
from tests.engine.cases import bits, steps

TICK_S = 0.0001


@dataclass
class Clock:
    """A clock that goes on a little each time that it is read."""

    now: float = 100.0

    def __call__(self) -> float:
        self.now += TICK_S
        return self.now


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(module, "perf_counter", clock)
    return clock


@dataclass
class Driven:
    """A run with the window's end of its channel and its pipe."""

    run: LiveRun
    course: Course
    window: Channel
    hear: Callable[[], Report | None]
    moments: list[Moment] = field(default_factory=list)
    _rows: list[NDArray[np.float64]] = field(default_factory=list)
    _seen: int = 0

    def train(self) -> float:
        """Train for a moment; note what is published then."""
        wait = self.run.train()
        self._rows.append(self.window.take_rows())
        if self.window.published > self._seen:
            self._seen = self.window.published
            self.moments.append(self.window.newest()[0])
        return wait

    def to_the_end(self) -> Paused:
        """Train until the run is over."""
        while not self.run.is_over:
            self.train()
        return self.paused()

    def reports(self) -> list[Report]:
        reports = []
        while (report := self.hear()) is not None:
            reports.append(report)
        return reports

    def paused(self) -> Paused:
        last = self.reports()[-1]
        assert isinstance(last, Paused)
        return last

    def history(self) -> History:
        history = History(self.course.trainer.experiment.network.depth)
        for rows in self._rows:
            record(history, rows)
        return history


Start = Callable[..., Driven]


@pytest.fixture
def start() -> Iterator[Start]:
    channels: list[Channel] = []

    def begin(trainer: Trainer, target: Target | None = None) -> Driven:
        window = channel_for(trainer.experiment)
        process = channel_for(trainer.experiment, window.name)
        channels.extend((process, window))
        ours, theirs = Pipe()
        going = course(trainer)
        run = LiveRun(theirs, going, process, target)
        return Driven(run, going, window, lambda: ours.recv() if ours.poll() else None)

    yield begin
    for end in channels:
        end.close()


def resumed(paused: Paused, **settings: Any) -> Trainer:
    """A trainer where the run has paused."""
    trainer = Trainer(iris(**settings), DATASET)
    course(trainer).resume(paused.place)
    return trainer


@pytest.mark.parametrize("count", [1, 7, 1000])
def test_it_ends_after_so_many_steps_with_the_bits_of_any_training(
    start: Start, count: int
) -> None:
    paused = start(headless(5), Target(Measure.STEPS, count)).to_the_end()
    assert paused.target_reached
    assert paused.problem == ""
    trainer = resumed(paused)
    assert (trainer.position.step, trainer.program.is_finished) == (5 + count, True)
    assert bits(trainer) == bits(headless(5 + count))


def test_a_step_that_is_under_way_counts(start: Start) -> None:
    trainer = headless(5)
    trainer.advance()
    paused = start(trainer, Target(Measure.STEPS, 1)).to_the_end()
    assert bits(resumed(paused)) == bits(headless(6))


def test_it_ends_with_an_epoch(start: Start) -> None:
    paused = start(headless(3), Target(Measure.EPOCHS, 2)).to_the_end()
    assert resumed(paused).position == (2 * STEPS_PER_EPOCH, 2, 0)


def test_it_ends_at_the_first_cost_that_is_low_enough(start: Start) -> None:
    driven = start(headless(0), Target(Measure.COST, 0.3))
    assert driven.to_the_end().target_reached
    costs = driven.history().steps["cost"]
    assert costs[-1] <= 0.3 < costs[:-1].min()


def test_it_ends_with_the_first_epoch_whose_tests_are_good_enough(start: Start) -> None:
    driven = start(headless(0), Target(Measure.QUALITY, 0.9))
    paused = driven.to_the_end()
    tests = driven.history().tests
    assert tests["quality"][-1] >= 0.9
    assert (tests["quality"][:-1] < 0.9).all()
    assert resumed(paused).position.step == tests["step"][-1]


def test_every_step_is_recorded_and_each_epoch_tested(start: Start) -> None:
    driven = start(headless(0), Target(Measure.STEPS, 300))
    driven.to_the_end()
    history, trainer = driven.history(), headless(0)
    costs = []
    for step in range(300):
        trainer.step()
        costs.append(float(trainer.cost))
        if step == 15:
            test = trainer.evaluate(DATASET.test)
    assert history.steps["step"].tolist() == list(range(300))
    assert history.steps["cost"].tolist() == costs
    assert history.tests["step"].tolist() == list(range(8, 301, 8))
    assert history.tests["loss"][1] == float(test.loss)
    assert history.tests["quality"][1] == test.accuracy
    assert 2 < len(history.measured) < 300


def test_a_change_holds_from_the_next_step(start: Start) -> None:
    driven = start(headless(0), Target(Measure.STEPS, 700))
    driven.train()
    slower = Change(1, iris(learning_rate=0.001), "slower")
    driven.run.change(slower)
    paused = driven.to_the_end()
    rates = driven.history().steps["learning_rate"]
    changed_at = int(np.count_nonzero(rates == 0.01))
    edit = paused.place.branch.edits[-1]
    assert (edit.number, edit.step, edit.experiment) == (1, changed_at, slower.experiment)
    expected = headless(changed_at)
    expected.change(slower.experiment)
    assert bits(resumed(paused)) == bits(steps(expected, 700 - changed_at))
    assert {moment.edit for moment in driven.moments} == {0, 1}


def test_the_first_step_is_done_by_operations_as_nobody_knows_how_long_it_lasts(
    start: Start,
) -> None:
    driven = start(headless(2))
    for _ in range(5):
        driven.train()
    driven.run.pause(finish_step=False)
    place = driven.paused().place
    assert (place.cursor, place.checkpoint.position.step) == (5, 2)
    trainer = resumed(Paused(place))
    assert bits(steps(trainer, 1)) == bits(headless(3))


def test_a_step_that_was_under_way_does_not_tell_how_long_one_lasts(start: Start) -> None:
    trainer = headless(0)
    for _ in trainer.program.operations[1:]:
        trainer.advance()
    driven = start(trainer)
    driven.train()
    assert trainer.position.step == 1
    driven.train()
    assert (trainer.position.step, trainer.program.cursor) == (1, 1)


def test_a_slow_step_can_be_paused_after_each_operation(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "SLOW_STEP_S", 0.0)
    driven = start(headless(0))
    operations = len(headless(0).program.operations)
    for _ in range(3 * operations + 4):
        driven.train()
    driven.run.pause(finish_step=False)
    place = driven.paused().place
    assert (place.cursor, place.checkpoint.position.step) == (4, 3)
    assert len(driven.moments) < 3 * operations


def test_fast_steps_are_done_whole(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "SLOW_STEP_S", inf)
    driven = start(headless(0))
    for _ in driven.course.trainer.program.operations:
        driven.train()
    assert driven.course.trainer.position.step == 1
    driven.train()
    assert driven.course.trainer.position.step > 5
    driven.run.pause(finish_step=False)
    place = driven.paused().place
    assert place.cursor == len(driven.course.trainer.program.operations)


def test_a_pause_takes_no_longer_than_a_step(start: Start, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long ago the last checkpoint was."""
    driven = start(headless(0))
    while driven.course.trainer.position.step < 64 + 50:
        driven.train()
    done: list[Operation] = []
    advance = Program.advance

    def note(program: Program) -> Operation:
        done.append(advance(program))
        return done[-1]

    monkeypatch.setattr(Program, "advance", note)
    driven.run.pause(finish_step=False)
    assert done == list(driven.course.trainer.program.operations)


def test_a_pause_may_finish_the_step(start: Start) -> None:
    driven = start(headless(2))
    driven.train()
    driven.run.pause(finish_step=True)
    assert driven.run.is_over
    assert bits(resumed(driven.paused())) == bits(headless(3))


def test_the_target_may_be_reached_while_a_pause_finishes_the_step(start: Start) -> None:
    driven = start(headless(2), Target(Measure.STEPS, 1))
    driven.train()
    driven.run.pause(finish_step=True)
    (paused,) = driven.reports()
    assert isinstance(paused, Paused)
    assert paused.target_reached


def test_numbers_that_are_not_finite_end_it_before_the_step_at_fault(start: Start) -> None:
    paused = start(headless(0, **WILD)).to_the_end()
    assert "the first number that is not finite" in paused.problem
    assert f"stopped in step {paused.place.checkpoint.position.step} " in paused.problem
    assert np.isfinite(paused.place.checkpoint.state.params).all()
    assert paused.place.cursor == 0


@pytest.mark.parametrize("pace", [None, 50.0])
@pytest.mark.parametrize("target", [None, Target(Measure.STEPS, 1)])
def test_where_it_pauses_no_number_is_infinite(
    start: Start, target: Target | None, pace: float | None
) -> None:
    driven = start(overflowing(), target)
    driven.run.pace = Pace(pace)
    while driven.course.trainer.position.step == 0 and not driven.run.is_over:
        driven.train()
    if target is None:
        driven.run.pause(finish_step=False)
    paused = driven.paused()
    assert "stopped in step 0 " in paused.problem
    assert not paused.target_reached


def test_at_a_pace_each_operation_is_published_in_order(start: Start, clock: Clock) -> None:
    driven = start(headless(1))
    driven.run.pace = Pace(50)
    begun = clock.now
    while clock.now < begun + 2:
        wait = driven.train()
        clock.now += wait
    operations = len(driven.course.trainer.program.operations)
    done = [(m.position.step - 1) * operations + m.cursor for m in driven.moments]
    assert done == list(range(1, len(done) + 1))
    assert len(done) == pytest.approx(100, abs=3)


def operations_done(trainer: Trainer) -> int:
    in_this_step = trainer.program.cursor if trainer.is_mid_step else 0
    return trainer.position.step * len(trainer.program.operations) + in_this_step


@pytest.mark.parametrize("pace", [3.0, 200.0, 1000.0])
def test_the_pace_is_kept(start: Start, clock: Clock, pace: float) -> None:
    driven = start(headless(0))
    driven.run.pace = Pace(pace)
    begun = clock.now
    while clock.now < begun + 4:
        wait = driven.train()
        clock.now += wait
    done = operations_done(driven.course.trainer)
    assert done == pytest.approx(4 * pace, rel=0.02, abs=2)


@pytest.mark.parametrize("pace", [10.0, 1000.0])
def test_after_a_hold_up_there_is_no_hurry(start: Start, clock: Clock, pace: float) -> None:
    driven = start(headless(0))
    driven.run.pace = Pace(pace)
    driven.train()
    before = operations_done(driven.course.trainer)
    clock.now += 60
    driven.train()
    most = 1 + 3 * module.PUBLISH_EVERY_S * pace
    assert 1 <= operations_done(driven.course.trainer) - before <= most


def test_what_is_looked_at_is_published_even_between_two_operations(start: Start) -> None:
    driven = start(headless(0))
    driven.run.pace = Pace(0.5)
    driven.train()
    focus = Focus(3, EdgeQuantity.UPDATE)
    driven.run.look_at(Look(focus, distributions=False))
    driven.train()
    first, second = driven.moments
    assert (first.focus, second.focus) == (Focus(), focus)
    assert first.cursor == second.cursor == 1


def test_checkpoints_are_kept_every_64_steps_and_every_second(
    start: Start, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "KEEP_EVERY_S", 0.2)
    driven = start(headless(0))
    while clock.now < 100.5:
        driven.train()
    steps_kept = driven.window.checkpoints.steps(0)
    assert [step for step in steps_kept if step % 64 == 0] == list(range(0, steps_kept[-1] + 1, 64))
    assert len([step for step in steps_kept if step % 64]) == 2
    kept = driven.window.checkpoints.nearest(((0, 10**9),), 10**9)
    assert kept is not None
    place = Place(driven.course.branch, kept, 0)
    assert bits(resumed(Paused(place))) == bits(headless(kept.position.step))


@pytest.mark.parametrize("wanted", [False, True])
def test_distributions_are_told_if_they_are_wanted(
    start: Start, clock: Clock, wanted: bool
) -> None:
    driven = start(headless(0))
    driven.run.look_at(Look(Focus(), distributions=wanted))
    while clock.now < 100 + 4.5 * SPREAD_EVERY_S:
        driven.train()
    told = [report for report in driven.reports() if isinstance(report, Spread)]
    assert len(told) == (5 if wanted else 0)
    assert all(None not in report.distributions.gradients for report in told)


def full(channel: Channel) -> None:
    while channel.has_room:
        channel.add_row([0.0] * row_length(2))


def unseen(run: LiveRun) -> None:
    """Train to the end, with nobody who takes the rows."""
    while not run.is_over:
        run.train()


def test_it_waits_for_a_window_that_is_behind_by_a_whole_ring(start: Start) -> None:
    driven = start(headless(0), Target(Measure.STEPS, 3))
    full(driven.window)
    training = Thread(target=unseen, args=(driven.run,), daemon=True)
    training.start()
    rows: list[float] = []
    while training.is_alive():
        rows += driven.window.take_rows()[:, 0].tolist()
    rows += driven.window.take_rows()[:, 0].tolist()
    assert rows == [0] * RING_ROWS + [0, 1, 2]


def test_it_does_not_wait_for_a_window_that_is_gone(
    start: Start, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Gone:
        def is_alive(self) -> bool:
            return False

    monkeypatch.setattr(module, "parent_process", Gone)
    driven = start(headless(0))
    full(driven.window)
    with pytest.raises(EOFError):
        unseen(driven.run)


def test_what_is_over_keeps_no_more_checkpoints(start: Start) -> None:
    """Else the next run, on its way to where it begins, would keep some for this one's branch."""
    driven = start(headless(0))
    driven.run.train()
    driven.run.pause(finish_step=True)
    kept = len(driven.window.checkpoints)
    steps(driven.course.trainer, 130)
    assert len(driven.window.checkpoints) == kept
