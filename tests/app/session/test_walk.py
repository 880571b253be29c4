"""Random walks through a session: wherever they lead, a plain replay gives the same numbers."""

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from random import Random

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.session.bench import Bench
from app.session.keeping import Keeping
from app.session.saved import Picture, bench_of, picture
from app.session.session import Session
from app.strides import Stride
from app.targets import Measure, Target
from engine import model_file
from engine.addresses import BiasId, EdgeId
from engine.datasets.dataset import Examples
from engine.extra import Extra
from engine.timeline import Branch
from engine.training import Trainer
from tests.app.session.trainings import DATASET, bench
from tests.engine.cases import bits

PATIENCE_MS = 20_000
EDGE, BIAS = EdgeId(1, 2, 3), BiasId(2, 1)
OWN = [
    Examples(np.array([[0.5, -1.0, 2.0, 0.25]]), np.array([2])),
    Examples(np.array([[0.5, -1.0, 2.0, 0.25], [1.0, 0.0, 0.0, -1.0]]), np.array([2, 0])),
]


class Replay:
    """The steps of a branch as its edits alone say, done by a trainer of its own."""

    def __init__(self, branch: Branch, steps: int) -> None:
        self.trainer = Trainer(branch.edits[0].experiment, DATASET)
        self.costs: list[float] = []
        self._branch = branch
        for step in range(steps):
            self._edit(step)
            self.trainer.step()
            self.costs.append(self.trainer.cost)

    def advance(self, operations: int) -> None:
        """Do so many operations of the next step."""
        self._edit(self.trainer.position.step)
        for _ in range(operations):
            self.trainer.advance()

    def _edit(self, step: int) -> None:
        edit = self._branch.edit_for(step)
        if edit.checkpoint is not None and edit.step == step:
            before, after = self.trainer.checkpoint().state, edit.checkpoint.state
            assert np.count_nonzero(before.params != after.params) <= 6  # weights set by hand
            assert all((before.vectors[v] == after.vectors[v]).all() for v in before.vectors)
            self.trainer.restore(edit.checkpoint)
        self.trainer.change(edit.experiment)
        self.trainer.take_examples(edit.examples_at(step))


class Walker:
    """An impatient user, who does anything at any time."""

    def __init__(self, session: Session, bot: QtBot, seed: int) -> None:
        self._session, self._bot, self._random = session, bot, Random(seed)
        self._training, self._stepping = session.training, session.stepping
        self._keeping = Keeping(session)
        self._actions = [
            *[self._run, self._step, self._go_to, self._set_parameter, self._undo] * 3,
            *[self._change_rate, self._change_dropout, self._advance, self._back] * 2,
            *[self._redo, self._follow, self._run_and_change, self._run_and_undo] * 2,
            *[self._teach, self._teach_and_run, self._drop, self._reopen, self._run_and_save],
        ]

    @property
    def bench(self) -> Bench:
        """Where the training lies."""
        return self._training.bench

    def walk(self) -> None:
        """Do something, and wait until nothing runs."""
        self._random.choice(self._actions)()
        self._bot.waitUntil(lambda: not self._training.is_running, timeout=PATIENCE_MS)

    def _run(self) -> None:
        self._training.run(Target(Measure.STEPS, self._random.randint(1, 40)))

    def _run_and_change(self) -> None:
        self._run()
        self._change_rate()

    def _run_and_undo(self) -> None:
        self._run()
        self._session.undo()

    def _teach(self) -> None:
        extra = Extra(self._random.choice(OWN), self._random.randint(1, 5))
        self._session.take_examples(extra, "own", lambda: None)

    def _teach_and_run(self) -> None:
        self._session.take_examples(Extra(OWN[1], self._random.randint(1, 30)), "own", self._run)

    def _reopen(self) -> None:
        self._session.take_up(reopened(picture(self.bench)), "opened")

    def _run_and_save(self) -> None:
        self._run()
        self._bot.wait(self._random.randint(0, 30))
        kept = self._keeping.picture()
        if kept is not None:
            saved = reopened(kept)
            assert_same_in_a_replay(saved)
            assert_curves_are_of(saved.branch, saved)

    def _step(self) -> None:
        self._stepping.finish_step()

    def _advance(self) -> None:
        self._stepping.set_stride(self._random.choice(list(Stride)))
        self._stepping.advance()

    def _back(self) -> None:
        self._stepping.set_stride(self._random.choice(list(Stride)))
        self._stepping.back()

    def _go_to(self) -> None:
        self._stepping.go_to_step(self._random.randint(0, self.bench.archive.length))

    def _set_parameter(self) -> None:
        addresses: list[EdgeId | BiasId] = [EDGE, BIAS]
        value = self._random.choice([0.0, 0.5, -1.0])
        self._session.set_parameter(self._random.choice(addresses), value)

    def _change_rate(self) -> None:
        rate = self._random.choice([0.1, 0.01, 0.001])
        self._session.edit(replace(self._session.experiment, learning_rate=rate))

    def _change_dropout(self) -> None:
        experiment = self._session.experiment
        hidden, output = experiment.network.layers
        other = replace(hidden, dropout=self._random.choice([0.0, 0.5]))
        network = replace(experiment.network, layers=(other, output))
        self._session.edit(replace(experiment, network=network))

    def _undo(self) -> None:
        self._session.undo()

    def _redo(self) -> None:
        self._session.redo()

    def _follow(self) -> None:
        self._stepping.follow(self._any_branch())

    def _drop(self) -> None:
        self._session.drop_branch(self._any_branch())

    def _any_branch(self) -> int:
        return self._random.choice(self.bench.archive.timeline.branches).number


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    session = Session(bench())
    yield session
    session.close()


@pytest.mark.parametrize("seed", [2, 3, 4, 8])
def test_wherever_a_walk_leads_a_replay_gives_the_same_numbers(
    session: Session, qtbot: QtBot, seed: int
) -> None:
    walker = Walker(session, qtbot, seed)
    for _ in range(30):
        walker.walk()
        assert_same_in_a_replay(walker.bench)
    for branch in walker.bench.archive.timeline.branches:
        assert_curves_are_of(branch, walker.bench)


def test_a_weight_changed_at_the_end_holds_for_a_run_from_there(
    session: Session, qtbot: QtBot
) -> None:
    do_steps(session, 3)
    session.stepping.advance()
    session.set_parameter(EDGE, 2.0)
    session.stepping.go_to_step(3)
    run(session, qtbot, 5)
    assert_same_in_a_replay(session.training.bench)
    assert_curves_are_of(session.training.bench.branch, session.training.bench)


def test_a_weight_changed_a_step_before_another_makes_that_one_void(session: Session) -> None:
    do_steps(session, 3)
    session.edit(replace(session.experiment, learning_rate=0.1))
    session.stepping.advance()
    session.set_parameter(EDGE, 2.0)
    session.stepping.go_to_step(3)
    session.set_parameter(BIAS, 0.5)
    do_steps(session, 2)
    assert session.training.bench.trainer.learning_rate == 0.1
    assert_same_in_a_replay(session.training.bench)


def test_settings_changed_in_a_run_through_the_past_leave_the_old_branch_as_it_was(
    session: Session, qtbot: QtBot
) -> None:
    training, stepping = session.training, session.stepping
    run(session, qtbot, 100)
    stepping.go_to_step(20)
    training.set_pace(3000.0)
    training.run()
    session.edit(replace(session.experiment, learning_rate=0.1))
    archive = training.bench.archive
    qtbot.waitUntil(lambda: len(archive.timeline.branches) == 2, timeout=PATIENCE_MS)
    training.set_pace(None)
    qtbot.waitUntil(lambda: archive.length > 200, timeout=PATIENCE_MS)
    stepping.follow(0)
    qtbot.waitUntil(lambda: training.bench.steps == 100, timeout=PATIENCE_MS)
    run(session, qtbot, 100)
    stepping.go_to_step(190)
    assert_same_in_a_replay(training.bench)
    assert_curves_are_of(training.bench.branch, training.bench)


def test_settings_taken_back_where_they_were_changed_take_their_steps_with_them(
    session: Session,
) -> None:
    do_steps(session, 3)
    session.edit(replace(session.experiment, learning_rate=0.1))
    do_steps(session, 2)
    session.stepping.go_to_step(3)
    session.undo()
    assert session.training.bench.archive.length == 3
    do_steps(session, 3)
    assert_curves_are_of(session.training.bench.branch, session.training.bench)
    session.undo()
    session.redo()
    assert_curves_are_of(session.training.bench.branch, session.training.bench)


def test_settings_taken_back_as_soon_as_it_runs_hold_from_then_on(
    session: Session, qtbot: QtBot
) -> None:
    session.stepping.go_home()
    session.edit(replace(session.experiment, learning_rate=0.1))
    session.training.run()
    session.undo()
    qtbot.waitUntil(lambda: session.training.bench.archive.length > 20, timeout=PATIENCE_MS)
    pause(session, qtbot)
    assert session.experiment.learning_rate == 0.01
    assert_same_in_a_replay(session.training.bench)
    assert_curves_are_of(session.training.bench.branch, session.training.bench)


def test_a_branch_that_is_taken_back_before_the_pause_is_not_followed(
    session: Session, qtbot: QtBot
) -> None:
    do_steps(session, 3)
    session.set_parameter(EDGE, 2.0)
    made = session.training.bench.branch.number
    session.training.run()
    session.undo()
    session.stepping.follow(made)
    qtbot.waitUntil(lambda: not session.training.is_running, timeout=PATIENCE_MS)
    assert session.training.bench.branch.number == 0
    assert_same_in_a_replay(session.training.bench)


def test_a_change_made_while_a_reset_is_being_taken_back_stays(
    session: Session, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(session.opened, timeout=PATIENCE_MS):
        session.reset()
    session.undo()
    session.set_parameter(EDGE, 2.0)
    do_steps(session, 2)
    qtbot.wait(50)
    assert session.training.bench.branch.edits[-1].title.startswith("W1[2, 3] = 2")
    assert_same_in_a_replay(session.training.bench)


def reopened(kept: Picture) -> Bench:
    """The run on another bench, by way of the content of its file."""
    content = model_file.to_bytes(kept.run())
    return bench_of(model_file.read(BytesIO(content), "run"), DATASET)


def do_steps(session: Session, count: int) -> None:
    for _ in range(count):
        session.stepping.finish_step()


def run(session: Session, bot: QtBot, steps: int) -> None:
    session.training.run(Target(Measure.STEPS, steps))
    bot.waitUntil(lambda: not session.training.is_running, timeout=PATIENCE_MS)


def pause(session: Session, bot: QtBot) -> None:
    session.training.pause()
    bot.waitUntil(lambda: not session.training.is_running, timeout=PATIENCE_MS)


def assert_same_in_a_replay(bench: Bench) -> None:
    """What was learnt so far is what the edits of the branch make of it."""
    step, cursor = bench.spot
    operations = bench.trainer.program.operations
    replay = Replay(bench.branch, step)
    replay.advance(min(cursor or 0, len(operations)))
    assert bits(bench.trainer) == bits(replay.trainer)
    for operation in operations[:cursor]:
        here = bench.trainer.program.namespace[operation.writes]
        np.testing.assert_array_equal(here, replay.trainer.program.namespace[operation.writes])


def assert_curves_are_of(branch: Branch, bench: Bench) -> None:
    """The curves have every step of a branch once, with the cost that it had."""
    steps = bench.archive.histories[branch.number].steps
    assert steps["step"].tolist() == list(range(len(steps)))
    np.testing.assert_array_equal(steps["cost"], Replay(branch, len(steps)).costs)
