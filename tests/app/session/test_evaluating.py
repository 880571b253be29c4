"""A report is made in the background, and is old once the network is another one."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.scopes import Scope
from app.session.bench import Bench
from app.session.evaluating import OTHER_NETWORK, Evaluating
from app.session.session import Session
from app.session.training import Training
from engine.addresses import EdgeId
from engine.datasets.dataset import Examples
from engine.extra import Extra
from engine.report import Report, report
from tests.app.session.trainings import DATASET, bench, network

PATIENCE_MS = 20_000
WEIGHT = EdgeId(1, 0, 0)


@dataclass
class Own:
    """Own examples."""

    examples: Examples | None = None


class Evaluated:
    """A session whose network is evaluated, and what was told of it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.qtbot = qtbot
        self.session = Session(bench())
        self.training: Training = self.session.training
        self.own = Own()
        self.evaluating = Evaluating(self.training, self.own)
        self.reports: list[Report] = []
        self.ages: list[int] = []
        self.ends: list[str] = []
        self.cleared = 0
        self.evaluating.evaluated.connect(self.reports.append)
        self.evaluating.aged.connect(self.ages.append)
        self.evaluating.ended.connect(self.ends.append)
        self.evaluating.cleared.connect(self._count_cleared)
        self.evaluating.want(True)
        self.session.tell()

    @property
    def lying(self) -> Bench:
        return self.training.bench

    @property
    def age(self) -> int:
        return self.ages[-1]

    def evaluate(self, scope: Scope = Scope.TEST) -> Report:
        """Evaluate and wait for the report."""
        count = len(self.reports)
        self.evaluating.evaluate(scope)
        self.qtbot.waitUntil(lambda: len(self.reports) > count, timeout=PATIENCE_MS)
        return self.reports[-1]

    def step(self, count: int = 1) -> None:
        for _ in range(count):
            self.session.stepping.finish_step()

    def close(self) -> None:
        self.evaluating.close()
        self.session.close()

    def _count_cleared(self) -> None:
        self.cleared += 1


@pytest.fixture
def evaluated(qtbot: QtBot) -> Iterator[Evaluated]:
    made = Evaluated(qtbot)
    yield made
    made.close()


def test_a_report_is_on_the_network_as_it_is(evaluated: Evaluated) -> None:
    evaluated.step(9)
    told = list[tuple[int, int]]()
    evaluated.evaluating.progressed.connect(lambda done, total: told.append((done, total)))
    found = evaluated.evaluate()
    trainer = evaluated.lying.trainer
    assert found.confusion is not None
    assert found.confusion.accuracy == trainer.evaluate(DATASET.test).accuracy
    assert (found.steps, found.scope_title) == (9, Scope.TEST.title)
    assert told == [(30, 30)]
    assert evaluated.age == 0


def test_training_examples_and_own_ones_can_be_evaluated(evaluated: Evaluated) -> None:
    assert len(evaluated.evaluate(Scope.TRAIN).answers) == 120
    evaluated.own.examples = Examples(DATASET.train.x[:2], DATASET.train.y[:2])
    assert len(evaluated.evaluate(Scope.OWN).answers) == 2


def test_without_own_examples_it_says_so(evaluated: Evaluated) -> None:
    evaluated.evaluating.evaluate(Scope.OWN)
    assert "no examples of your own" in evaluated.ends[-1]


def test_examples_that_do_not_fit_are_a_sentence(evaluated: Evaluated) -> None:
    evaluated.own.examples = Examples(np.zeros((1, 5)), np.array([0]))
    evaluated.evaluating.evaluate(Scope.OWN)
    evaluated.qtbot.waitUntil(lambda: bool(evaluated.ends))
    assert "have 5 inputs, the network 4" in evaluated.ends[-1]


def test_an_evaluation_can_be_given_up(evaluated: Evaluated) -> None:
    evaluated.evaluating.evaluate(Scope.TEST)
    evaluated.evaluating.cancel()
    assert evaluated.ends == [""]
    evaluated.evaluate(Scope.TRAIN)
    assert len(evaluated.reports) == 1
    evaluated.evaluating.cancel()
    assert evaluated.ends == [""]  # nothing was under way any more


def test_a_report_ages_by_the_steps_done_since(evaluated: Evaluated) -> None:
    evaluated.step(2)
    evaluated.evaluate()
    evaluated.step()
    assert evaluated.age == 1
    evaluated.step(4)
    assert evaluated.age == 5
    evaluated.evaluate()
    assert evaluated.age == 0


def test_in_mid_step_it_ages_with_the_update(evaluated: Evaluated) -> None:
    evaluated.evaluate()
    operations = evaluated.lying.trainer.program.operations
    while (upcoming := evaluated.lying.trainer.program.next) is not operations[-1]:
        assert upcoming is not None
        assert evaluated.age == 0
        evaluated.session.stepping.advance()
    assert evaluated.age == 0
    evaluated.session.stepping.advance()
    assert evaluated.age == 1


def test_evaluated_in_mid_step_it_is_the_network_of_the_steps_done(evaluated: Evaluated) -> None:
    evaluated.step(3)
    evaluated.session.stepping.advance()
    assert evaluated.evaluate().steps == 3
    evaluated.step()
    assert evaluated.age == 1


def test_steps_back_lead_to_another_network_and_forwards_again_to_the_same(
    evaluated: Evaluated,
) -> None:
    evaluated.step(3)
    evaluated.evaluate()
    evaluated.session.stepping.go_to_step(2)
    assert evaluated.age == OTHER_NETWORK
    evaluated.step()
    assert evaluated.age == 0
    evaluated.step()
    assert evaluated.age == 1


def test_an_edit_of_a_weight_makes_another_network_until_it_is_undone(evaluated: Evaluated) -> None:
    evaluated.step(3)
    evaluated.evaluate()
    evaluated.session.set_parameter(WEIGHT, 0.75)
    assert evaluated.age == OTHER_NETWORK
    evaluated.step(2)
    assert evaluated.age == OTHER_NETWORK
    evaluated.session.undo()
    assert evaluated.age == 0
    evaluated.step(2)
    assert evaluated.age == 2


def test_a_second_edit_at_the_same_step_makes_another_network(evaluated: Evaluated) -> None:
    evaluated.session.set_parameter(WEIGHT, 0.75)
    evaluated.evaluate()
    evaluated.session.set_parameter(WEIGHT, 0.5)
    assert evaluated.age == OTHER_NETWORK
    evaluated.step(2)
    assert evaluated.age == OTHER_NETWORK


def test_other_settings_are_only_steps(evaluated: Evaluated) -> None:
    evaluated.step(3)
    evaluated.evaluate()
    evaluated.session.edit(replace(evaluated.session.experiment, learning_rate=0.5))
    assert evaluated.age == 0
    evaluated.step()
    assert evaluated.age == 1


def test_another_branch_that_shares_the_steps_until_then_goes_on_from_there(
    evaluated: Evaluated,
) -> None:
    evaluated.step(2)
    evaluated.evaluate()
    evaluated.step(3)
    evaluated.session.stepping.go_to_step(3)
    evaluated.session.edit(replace(evaluated.session.experiment, learning_rate=0.5))
    evaluated.step()
    assert evaluated.age == 2
    evaluated.session.stepping.go_to_step(1)
    evaluated.session.edit(replace(evaluated.session.experiment, learning_rate=0.25))
    evaluated.step(4)
    assert evaluated.age == OTHER_NETWORK


def test_extra_steps_are_steps(evaluated: Evaluated) -> None:
    evaluated.step(2)
    evaluated.evaluate()
    example = Examples(DATASET.train.x[:1], DATASET.train.y[:1])
    evaluated.training.do(lambda lying: lying.take_examples(Extra(example, 1), "extra"))
    assert evaluated.age == 0
    evaluated.step()
    assert evaluated.age == 1


def test_started_over_it_is_another_network(evaluated: Evaluated) -> None:
    evaluated.step(3)
    evaluated.evaluate()
    evaluated.session.reset()
    evaluated.qtbot.waitUntil(lambda: evaluated.age == OTHER_NETWORK, timeout=PATIENCE_MS)
    assert evaluated.cleared == 0
    evaluated.session.undo()
    evaluated.qtbot.waitUntil(lambda: evaluated.age == 0, timeout=PATIENCE_MS)


def test_a_network_of_other_layers_is_another_one(evaluated: Evaluated) -> None:
    evaluated.evaluate()
    evaluated.session.edit(replace(evaluated.session.experiment, network=network(5)))
    evaluated.qtbot.waitUntil(lambda: evaluated.age == OTHER_NETWORK, timeout=PATIENCE_MS)
    assert evaluated.evaluate().answers.outputs.shape == (30, 3)


def test_a_report_on_other_data_is_forgotten(evaluated: Evaluated) -> None:
    evaluated.evaluate()
    evaluated.training.put(bench(dataset=replace(DATASET, name="other")))
    evaluated.session.tell()
    assert evaluated.cleared == 1
    ages = list(evaluated.ages)
    evaluated.step()
    assert evaluated.ages == ages


def test_an_evaluation_on_other_data_is_given_up(evaluated: Evaluated) -> None:
    evaluated.evaluating.evaluate(Scope.TEST)
    evaluated.training.put(bench(dataset=replace(DATASET, name="other")))
    evaluated.session.tell()
    assert evaluated.ends == [""]
    assert evaluated.evaluate().steps == 0
    assert len(evaluated.reports) == 1


def test_nothing_is_told_while_nobody_looks(evaluated: Evaluated) -> None:
    evaluated.evaluate()
    evaluated.evaluating.want(False)
    evaluated.step(3)
    assert evaluated.ages == [0]
    evaluated.evaluating.want(True)
    assert evaluated.ages == [0, 3]


def test_while_it_trains_reports_are_made_and_age(evaluated: Evaluated) -> None:
    evaluated.training.run()
    evaluated.qtbot.waitUntil(lambda: evaluated.lying.archive.length > 100, timeout=PATIENCE_MS)
    found = evaluated.evaluate()
    evaluated.qtbot.waitUntil(lambda: evaluated.age > 0, timeout=PATIENCE_MS)
    evaluated.training.pause()
    evaluated.qtbot.waitUntil(lambda: not evaluated.training.is_running, timeout=PATIENCE_MS)
    assert evaluated.age == evaluated.lying.steps - found.steps
    evaluated.session.stepping.go_to_step(found.steps)
    evaluated.qtbot.waitUntil(lambda: evaluated.age == 0, timeout=PATIENCE_MS)  # to the bit
    params = evaluated.lying.trainer.flat_parameters
    again = report(evaluated.session.experiment.recipe, params, DATASET, DATASET.test, "", 0)
    assert again is not None
    assert np.array_equal(again.answers.outputs, found.answers.outputs)


def test_looking_changes_nothing(evaluated: Evaluated) -> None:
    evaluated.step(2)
    before = evaluated.lying.trainer.flat_parameters.copy()
    evaluated.evaluate(Scope.TRAIN)
    assert np.array_equal(evaluated.lying.trainer.flat_parameters, before)
    evaluated.step()
    other = bench()
    for _ in range(3):
        other.finish_step()
    assert np.array_equal(evaluated.lying.trainer.flat_parameters, other.trainer.flat_parameters)
