"""A training runs in its process or lies on the bench, and is the same to the bit."""

import os
import signal
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.history import History
from app.session.bench import Bench
from app.session.training import Training
from app.snapshot import Snapshot
from app.targets import Measure, Target
from engine.datasets.csv_file import CsvFile
from engine.reading import EdgeQuantity, Focus, ReadingLayout
from engine.regularizers import Regularizer
from engine.training import Trainer
from tests.app.session.trainings import (
    DATASET,
    STEPS_PER_EPOCH,
    WILD,
    bench,
    headless,
    iris,
    overflowing,
)
from tests.engine.cases import bits, steps

PATIENCE_MS = 20_000


class Driven:
    """A training, with what it has told so far, and ways to wait for it."""

    def __init__(self, qtbot: QtBot, training: Training) -> None:
        self.qtbot = qtbot
        self.training = training
        self.snapshots: list[Snapshot] = []
        self.problems: list[str] = []
        self.said: list[str] = []
        training.snapshot_ready.connect(self.snapshots.append)
        training.failed.connect(self.problems.append)
        training.said.connect(self.said.append)

    @property
    def lying(self) -> Bench:
        return self.training.bench

    @property
    def trainer(self) -> Trainer:
        return self.lying.trainer

    @property
    def history(self) -> History:
        return self.lying.archive.history

    def put(self, lying: Bench) -> None:
        """Begin something else, and forget what was told before."""
        self.training.put(lying)
        self.snapshots.clear()

    def run_on(self, count: int) -> None:
        """Run until so many more steps are in the curves, and go on."""
        self.training.run()
        goal = len(self.history.steps) + count
        self.wait_until_steps(goal)

    def wait_until_steps(self, goal: int) -> None:
        self.qtbot.waitUntil(lambda: len(self.history.steps) >= goal, timeout=PATIENCE_MS)

    def wait_until_paused(self) -> None:
        self.qtbot.waitUntil(lambda: not self.training.is_running, timeout=PATIENCE_MS)

    def pause(self) -> None:
        self.training.pause()
        self.wait_until_paused()

    def kill(self) -> None:
        """End the training process without warning."""
        assert self.training.process_id is not None
        os.kill(self.training.process_id, signal.SIGTERM)
        self.qtbot.waitUntil(lambda: self.training.process_id is None, timeout=PATIENCE_MS)


@pytest.fixture(scope="module")
def started(qapp: object) -> Iterator[Training]:
    """One process for all tests here."""
    training = Training(bench())
    yield training
    training.close()


@pytest.fixture
def driven(qtbot: QtBot, started: Training) -> Iterator[Driven]:
    driven = Driven(qtbot, started)
    driven.put(bench())
    yield driven
    started.set_pace(None)
    driven.pause()
    started.aim_at(None)
    started.look_at_example(0)
    started.look_at_edges(EdgeQuantity.WEIGHT)
    started.want_distributions(wanted=False)
    for signal_, slot in (
        (started.snapshot_ready, driven.snapshots.append),
        (started.failed, driven.problems.append),
        (started.said, driven.said.append),
    ):
        signal_.disconnect(slot)


def assert_like(trainer: Trainer, expected: Trainer) -> None:
    """Both have learnt the same, and both show the same step."""
    assert trainer.position == expected.position
    assert bits(trainer) == bits(expected)


def test_running_and_pausing_gives_the_bits_of_a_headless_training(driven: Driven) -> None:
    for count in (1, 100, 300):
        driven.run_on(count)
        driven.pause()
    count = driven.lying.steps
    assert count > 400
    expected = headless(count)
    for _ in range(driven.trainer.program.cursor if driven.trainer.is_mid_step else 0):
        expected.advance()
    assert_like(driven.trainer, expected)
    assert driven.history.steps["step"].tolist() == list(range(count))
    assert driven.history.tests["step"].tolist() == list(range(8, count + 1, 8))
    assert driven.history.epochs["step"].tolist() == list(range(0, count + 1, 8))
    assert driven.history.steps["cost"][-1] == float(headless(count).metrics().cost)


def test_it_pauses_in_mid_step_and_goes_on_from_there(driven: Driven) -> None:
    driven.training.set_pace(200.0)
    driven.training.run()
    driven.qtbot.waitUntil(
        lambda: bool(driven.snapshots) and 3 < driven.snapshots[-1].cursor < 12,
        timeout=PATIENCE_MS,
    )
    driven.pause()
    shown = driven.snapshots[-1]
    assert (shown.is_running, shown.pace) == (False, None)
    assert shown.cursor == driven.trainer.program.cursor
    driven.training.set_pace(None)
    driven.run_on(100)
    driven.pause()
    assert bits(driven.trainer) == bits(headless(driven.lying.steps))


def test_running_and_stepping_by_hand_are_one_training(driven: Driven) -> None:
    training = driven.training
    for action in (Bench.advance, Bench.finish_pass, Bench.finish_step):
        driven.run_on(20)
        driven.pause()
        driven.training.do(action)
    training.stop()
    count = driven.lying.steps
    assert bits(driven.trainer) == bits(headless(count))
    assert driven.history.steps["step"].tolist() == list(range(count))
    assert driven.history.epochs["step"].tolist() == list(range(0, count + 1, 8))


def test_curves_of_steps_by_hand_are_those_of_a_run(driven: Driven) -> None:
    driven.training.aim_at(Target(Measure.EPOCHS, 3))
    driven.training.run()
    driven.wait_until_paused()
    ran = driven.history
    driven.put(bench())
    for _ in range(3 * STEPS_PER_EPOCH):
        driven.training.do(Bench.finish_step)
    for name in ("steps", "tests", "epochs"):
        by_run, by_hand = getattr(ran, name), getattr(driven.history, name)
        for column in by_run.names:
            assert by_run[column].tolist() == by_hand[column].tolist()
    assert len(ran.tests) == 3


def test_it_says_that_the_target_is_reached(driven: Driven) -> None:
    driven.training.aim_at(Target(Measure.STEPS, 1200))
    driven.training.run()
    driven.wait_until_paused()
    assert driven.said == ["Reached the target after 1,200 steps."]
    assert_like(driven.trainer, headless(1200))


def test_of_a_target_that_the_user_has_not_set_it_says_nothing(driven: Driven) -> None:
    driven.training.aim_at(Target(Measure.STEPS, 1200))
    driven.training.run(Target(Measure.STEPS, 30))
    driven.wait_until_paused()
    assert driven.lying.steps == 30
    assert driven.said == []


def test_stopping_ends_with_a_whole_step(driven: Driven) -> None:
    driven.training.set_pace(100.0)
    driven.training.run()
    driven.qtbot.waitUntil(lambda: len(driven.snapshots) > 3, timeout=PATIENCE_MS)
    driven.training.stop()
    driven.wait_until_paused()
    assert_like(driven.trainer, headless(driven.lying.steps))
    driven.training.do(Bench.advance)
    driven.training.stop()
    assert_like(driven.trainer, headless(driven.lying.steps))


def test_stepping_while_it_runs_pauses_it(driven: Driven) -> None:
    driven.run_on(10)
    driven.training.do(Bench.finish_step)
    driven.wait_until_paused()
    assert driven.history.steps["step"].tolist() == list(range(driven.lying.steps))


def test_what_waits_for_a_pause_is_done_in_one(driven: Driven) -> None:
    found: list[bool] = []
    driven.run_on(10)
    driven.training.when_paused(lambda: found.append(driven.training.is_running))
    driven.wait_until_paused()
    driven.training.when_paused(lambda: found.append(driven.training.is_running))
    assert found == [False, False]
    assert_like(driven.trainer, headless(driven.lying.steps))


def test_what_waits_behind_something_that_begins_a_run_waits_for_its_end(driven: Driven) -> None:
    training = driven.training
    found: list[bool] = []
    driven.run_on(10)
    training.when_paused(training.run)
    training.when_paused(lambda: found.append(training.is_running))
    driven.qtbot.waitUntil(lambda: bool(found), timeout=PATIENCE_MS)
    assert found == [False]
    assert_like(driven.trainer, headless(driven.lying.steps))


def test_a_change_in_mid_run_holds_from_one_step_to_the_next(driven: Driven) -> None:
    driven.run_on(50)
    driven.training.change(iris(learning_rate=0.001))
    driven.wait_until_steps(len(driven.history.steps) + 500)
    driven.pause()
    rates = driven.history.steps["learning_rate"]
    changed_at = int(np.count_nonzero(rates == 0.01))
    assert 50 <= changed_at < len(rates)
    expected = headless(changed_at)
    expected.change(iris(learning_rate=0.001))
    assert bits(driven.trainer) == bits(steps(expected, driven.lying.steps - changed_at))
    assert driven.training.experiment == iris(learning_rate=0.001)


def test_a_change_that_crosses_with_the_end_of_the_run_is_not_lost(driven: Driven) -> None:
    driven.run_on(10)
    driven.training.pause()
    driven.training.change(iris(learning_rate=0.5))
    driven.wait_until_paused()
    assert driven.training.experiment == iris(learning_rate=0.5)
    driven.training.do(Bench.finish_step)
    driven.training.do(Bench.finish_step)
    assert driven.history.steps["learning_rate"][-1] == 0.5


def test_each_change_shows_the_list_of_operations_that_it_makes(driven: Driven) -> None:
    penalty = Regularizer(weights_l2=0.01)
    layers = tuple(replace(layer, regularizer=penalty) for layer in iris().network.layers)
    penalized = iris(network=replace(iris().network, layers=layers))
    driven.run_on(10)
    driven.training.change(penalized)
    expected = [str(op) for op in Trainer(penalized, DATASET).program.operations]
    driven.qtbot.waitUntil(
        lambda: list(map(str, driven.snapshots[-1].operations)) == expected, timeout=PATIENCE_MS
    )
    assert driven.snapshots[-1].is_running


def test_in_slow_motion_every_operation_is_seen_with_its_numbers(driven: Driven) -> None:
    focus = Focus(2, EdgeQuantity.UPDATE)
    driven.training.look_at_example(2)
    driven.training.look_at_edges(EdgeQuantity.UPDATE)
    driven.training.set_pace(15.0)
    driven.snapshots.clear()
    begun = driven.trainer.program.cursor
    driven.training.run()
    wanted = len(driven.trainer.program.operations) + 2 - begun
    driven.qtbot.waitUntil(lambda: len(driven.snapshots) >= wanted, timeout=PATIENCE_MS)
    driven.pause()
    trainer = Trainer(iris(), DATASET)
    for _ in range(begun):
        trainer.advance()
    seen = [s for s in driven.snapshots if s.is_running]
    assert {shown.pace for shown in seen} == {1 / 15}
    for shown in seen:
        if (shown.position, shown.cursor) != (trainer.shown, trainer.program.cursor):
            trainer.advance()
        assert (shown.position, shown.cursor) == (trainer.shown, trainer.program.cursor)
        assert_shows(shown, trainer, focus)


def assert_shows(shown: Snapshot, trainer: Trainer, focus: Focus) -> None:
    """All that is computed there and nothing else, to the bit."""
    layout = ReadingLayout(trainer.experiment.network)
    vector = np.zeros(layout.size, "float32")
    layout.write(trainer.program.values, focus, vector)
    expected = layout.read(vector, focus).fields
    assert shown.reading.fields.keys() == expected.keys()
    for name, numbers in expected.items():
        np.testing.assert_array_equal(shown.reading.fields[name], numbers, name)
    assert list(map(str, shown.operations)) == list(map(str, trainer.program.operations))
    assert shown.examples == trainer.program.namespace["m"]


def test_at_full_speed_what_is_seen_was_computed_too(driven: Driven) -> None:
    driven.training.look_at_example(None)
    driven.training.look_at_edges(EdgeQuantity.GRADIENT)
    driven.snapshots.clear()
    driven.run_on(100)
    driven.qtbot.waitUntil(lambda: len(driven.snapshots) > 5, timeout=PATIENCE_MS)
    driven.pause()
    seen = [shown for shown in driven.snapshots if shown.is_running]
    assert [s.position.step for s in seen] == sorted(s.position.step for s in seen)
    for shown in (seen[0], seen[-1]):
        trainer = headless(shown.position.step)
        for _ in range(shown.cursor):
            trainer.advance()
        assert_shows(shown, trainer, Focus(None, EdgeQuantity.GRADIENT))


def test_distributions_come_when_they_are_wanted(driven: Driven) -> None:
    with driven.qtbot.waitSignal(driven.training.distributions_ready):
        driven.training.want_distributions(wanted=True)
    driven.training.run()
    with driven.qtbot.waitSignal(driven.training.distributions_ready, timeout=PATIENCE_MS) as told:
        pass
    assert None not in told.args[0].gradients


def test_numbers_that_are_not_finite_stop_it_with_a_reason(driven: Driven) -> None:
    driven.put(bench(**WILD))
    driven.training.run()
    driven.wait_until_paused()
    (problem,) = driven.problems
    assert "the first number that is not finite" in problem
    assert driven.history.steps["step"].tolist() == list(range(driven.lying.steps))
    assert driven.snapshots[-1].cursor == 0


def test_numbers_that_led_to_infinite_ones_are_not_run_on_from(driven: Driven) -> None:
    driven.put(Bench(overflowing()))
    driven.training.do(Bench.finish_step)
    driven.training.run()
    assert not driven.training.is_running
    assert "stopped in step 0 " in driven.problems[0]
    assert driven.snapshots[-1].position.step == len(driven.history.steps) == 0


def test_a_process_that_dies_takes_nothing_with_it(driven: Driven) -> None:
    driven.run_on(300)
    driven.kill()
    assert not driven.training.is_running
    (problem,) = driven.problems
    kept, known = driven.lying.steps, driven.history.length
    assert known - 64 <= kept <= known
    assert f"Everything up to step {kept:,} is kept" in problem
    assert bits(driven.trainer) == bits(headless(kept))
    driven.run_on(100)
    driven.pause()
    assert bits(driven.trainer) == bits(headless(driven.lying.steps))
    assert driven.history.steps["step"].tolist() == list(range(driven.lying.steps))


def test_a_change_outlives_the_process(driven: Driven) -> None:
    driven.run_on(10)
    driven.training.change(iris(learning_rate=0.002))
    driven.kill()
    assert driven.training.experiment == iris(learning_rate=0.002)
    driven.training.do(Bench.finish_step)
    driven.training.do(Bench.finish_step)
    assert driven.history.steps["learning_rate"][-1] == 0.002


def test_a_process_that_dies_while_nothing_runs_is_replaced_without_a_word(
    driven: Driven,
) -> None:
    driven.training.do(Bench.finish_step)
    driven.kill()
    assert (driven.problems, driven.lying.steps) == ([], 1)
    driven.run_on(100)
    driven.pause()
    assert bits(driven.trainer) == bits(headless(driven.lying.steps))


def test_a_process_that_cannot_start_is_tried_once_a_run(
    driven: Driven,
) -> None:
    driven.kill()
    started: list[int] = []

    def start_and_fail(training: Training) -> None:
        training.run()
        assert training.process_id is not None
        started.append(training.process_id)
        os.kill(training.process_id, signal.SIGTERM)
        driven.wait_until_paused()

    for count in (1, 2):
        start_and_fail(driven.training)
        assert len(driven.problems) == count
        assert driven.training.process_id is None
    assert len(set(started)) == 2


def test_data_that_only_the_window_has_cannot_be_run_on(driven: Driven, tmp_path: Path) -> None:
    table = tmp_path / "points.csv"
    table.write_text("".join(f"{n},{n % 7},{n % 5},{n % 2},{'abc'[n % 3]}\n" for n in range(60)))
    experiment = iris(source=CsvFile(str(table)))
    lying = Bench.fresh(experiment, experiment.load())
    table.unlink()
    driven.put(lying)
    driven.training.do(Bench.finish_step)
    driven.training.run()
    driven.wait_until_paused()
    assert "points.csv" in driven.problems[0]
    assert driven.lying.steps == len(driven.history.steps) == 1


def test_its_speed_is_told_while_it_runs(driven: Driven) -> None:
    rates: list[float] = []
    driven.training.rate_measured.connect(rates.append)
    driven.training.run()
    driven.qtbot.waitUntil(lambda: len(rates) == 3, timeout=PATIENCE_MS)
    assert rates[0] == 0  # not known yet
    assert all(50 < rate < 1e6 for rate in rates[1:])
    driven.training.set_pace(1000.0)
    assert rates[-1] == 0  # that of flat out is not true any more
