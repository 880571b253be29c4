"""The network learns an input of the user's own, own examples, or one of an evaluation."""

from collections.abc import Iterator

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.probed import Probed
from app.scopes import Scope
from app.session.bench import Bench
from app.session.session import Session
from engine.activations import Linear
from engine.datasets.dataset import Examples
from engine.datasets.synthetic import Sine
from engine.extra import Extra
from engine.layers import Dense
from engine.losses import LOSSES
from engine.network import Network
from tests.app.session.trainings import DATASET, bench
from tests.engine.cases import bits

PATIENCE_MS = 20_000
FLOWER = np.array([0.5, -1.0, 2.0, 0.25], np.float32)
OWN = Examples(FLOWER[np.newaxis].copy(), np.array([2]))


class Taught:
    """A session whose probe is looked at, with what was told of it."""

    def __init__(self, qtbot: QtBot, session: Session) -> None:
        self.qtbot = qtbot
        self.session = session
        self.teaching = session.teaching
        self.undo = ("", "")
        self.said: list[str] = []
        self.problems: list[str] = []
        self.probed: list[Probed | None] = []
        session.undo_changed.connect(self._on_undo_changed)
        session.training.said.connect(self.said.append)
        session.failed.connect(self.problems.append)
        session.collection.failed.connect(self.problems.append)
        session.probing.probed.connect(self.probed.append)
        session.probing.want(True)
        session.tell()

    def _on_undo_changed(self, done: str, undone: str) -> None:
        self.undo = (done, undone)

    @property
    def lying(self) -> Bench:
        return self.session.training.bench

    def wait(self) -> None:
        """Until nothing runs."""
        training = self.session.training
        self.qtbot.waitUntil(lambda: not training.is_running, timeout=PATIENCE_MS)


@pytest.fixture
def taught(qtbot: QtBot) -> Iterator[Taught]:
    session = Session(bench())
    taught = Taught(qtbot, session)
    session.probing.show_input(FLOWER)
    yield taught
    session.close()


def by_edit(examples: Examples, steps: int, before: int = 0) -> Bench:
    """Where such extra steps lead, done one by one, with so many usual ones before."""
    lying = bench()
    for _ in range(before):
        lying.finish_step()
    lying.take_examples(Extra(examples, steps), "")
    for _ in range(steps):
        lying.finish_step()
    return lying


def test_the_probe_is_gone_through_as_the_example_of_a_step(taught: Taught) -> None:
    taught.teaching.step_through(2)
    assert taught.lying.trainer.is_extra
    assert taught.lying.spot == (0, 0)
    np.testing.assert_array_equal(taught.lying.trainer.program.namespace["x"], [FLOWER])
    np.testing.assert_array_equal(taught.lying.trainer.program.namespace["y"], [[0, 0, 1]])
    assert taught.undo == ("own example as virginica", "")


def test_one_step_is_done_at_once_and_the_answer_before_it_is_kept(taught: Taught) -> None:
    before = taught.probed[-1]
    assert before is not None
    taught.teaching.train(2, 1)
    assert taught.lying.steps == 1
    assert bits(taught.lying.trainer) == bits(by_edit(OWN, 1).trainer)
    after = taught.probed[-1]
    assert after is not None
    assert after.before is not None
    np.testing.assert_array_equal(after.before, before.outputs)
    assert after.outputs[2] > before.outputs[2]


def test_many_steps_are_a_run_that_ends_by_itself_and_one_change(taught: Taught) -> None:
    taught.teaching.train(2, 40)
    assert taught.session.training.is_running
    taught.wait()
    assert taught.lying.steps == 40
    assert bits(taught.lying.trainer) == bits(by_edit(OWN, 40).trainer)
    assert taught.undo == ("own example as virginica × 40", "")
    assert taught.said == []  # nobody has aimed at a target
    taught.session.undo()
    assert taught.lying.steps == 0
    assert bits(taught.lying.trainer) == bits(bench().trainer)
    assert taught.undo == ("", "own example as virginica × 40")


@pytest.mark.parametrize("times", [1, 5])
def test_asked_for_in_a_run_it_comes_next_and_the_run_goes_on(taught: Taught, times: int) -> None:
    training, bot = taught.session.training, taught.qtbot
    training.run()
    bot.waitUntil(lambda: taught.lying.archive.length > 10, timeout=PATIENCE_MS)
    taught.teaching.train(2, times)
    bot.waitUntil(lambda: len(taught.lying.branch.edits) == 2, timeout=PATIENCE_MS)
    edit = taught.lying.branch.edits[-1]
    assert edit.extra is not None
    bot.waitUntil(lambda: taught.lying.archive.length > edit.step + 20, timeout=PATIENCE_MS)
    assert training.is_running
    training.stop()
    taught.wait()
    usual = by_edit(OWN, times, edit.step)
    while usual.steps < taught.lying.steps:
        usual.finish_step()
    assert bits(taught.lying.trainer) == bits(usual.trainer)


def test_what_is_on_the_pad_later_changes_nothing_of_the_run(taught: Taught) -> None:
    drawn = FLOWER.copy()
    taught.session.probing.show_input(drawn)
    taught.teaching.step_through(2)
    drawn[:] = 9
    extra = taught.lying.branch.edit_for(0).extra
    assert extra is not None
    np.testing.assert_array_equal(extra.examples.x, [FLOWER])


def test_own_examples_are_one_batch(taught: Taught) -> None:
    taught.teaching.train_on_collection(1)  # there are none yet
    assert taught.lying.steps == 0
    taught.teaching.collect(2)
    taught.session.probing.show_input(FLOWER * 2)
    taught.teaching.collect(0)
    taught.teaching.train_on_collection(3)
    taught.wait()
    own = Examples(np.stack([FLOWER, FLOWER * 2]), np.array([2, 0]))
    assert bits(taught.lying.trainer) == bits(by_edit(own, 3).trainer)
    assert taught.undo == ("2 own examples × 3", "")


def test_one_of_an_evaluation_is_gone_through(taught: Taught) -> None:
    taught.teaching.step_through_evaluated(0)  # there is none yet
    assert not taught.lying.trainer.is_extra
    with taught.qtbot.waitSignal(taught.session.evaluating.evaluated, timeout=PATIENCE_MS):
        taught.session.evaluating.evaluate(Scope.TEST)
    taught.teaching.step_through_evaluated(5)
    assert taught.lying.trainer.is_extra
    np.testing.assert_allclose(
        taught.lying.trainer.program.namespace["x"][0], DATASET.test.x[5], rtol=1e-6
    )
    assert taught.undo[0].endswith(" 6")


def test_without_an_input_nothing_happens(taught: Taught) -> None:
    taught.session.probing.show_input(None)
    taught.teaching.step_through(2)
    taught.teaching.train(2, 3)
    taught.teaching.collect(2)
    assert taught.undo == ("", "")
    assert taught.lying.branch.edits[-1].extra is None


def test_a_label_that_is_not_there_is_told_and_changes_nothing(taught: Taught) -> None:
    taught.session.take_examples(Extra(Examples(OWN.x, np.array([3])), 1), "own", lambda: None)
    assert len(taught.problems) == 1
    assert taught.undo == ("", "")
    assert taught.lying.branch.edits[-1].extra is None


def test_for_a_regression_the_targets_are_given(qtbot: QtBot) -> None:
    dataset = Sine().load(seed=7)
    settings = {
        "source": Sine(),
        "network": Network(1, (Dense(4), Dense(1, Linear()))),
        "loss": LOSSES["mean-squared-error"],
    }
    session = Session(bench(dataset, **settings))
    taught = Taught(qtbot, session)
    session.probing.show_input(np.array([0.5]))
    taught.teaching.train(np.array([0.25]), 1)
    assert taught.lying.steps == 1
    np.testing.assert_allclose(taught.lying.trainer.program.namespace["y"], [[0.25]])
    assert taught.undo == ("own example as 0.25", "")
    session.close()
