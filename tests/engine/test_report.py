"""A report: what it has for classes and for a regression, and which examples it names."""

import numpy as np
import pytest

from engine.activations import Linear, Softmax
from engine.answers import NO_CLASS, Answers
from engine.calibration import calibration
from engine.confusion import confusion
from engine.datasets.dataset import Dataset, Examples
from engine.layers import Dense
from engine.losses import LOSSES
from engine.network import Network
from engine.report import Report, report
from engine.training import Trainer
from tests.engine.cases import experiment, steps, trainer

OUTPUTS = [[0.9, 0.1], [0.3, 0.7], [0.2, 0.8], [np.nan, 0.5], [0.4, 0.6]]
LABELS = [0, 0, 0, 1, 1]
LOSSES_GIVEN = [0.1, 1.2, 1.6, np.nan, 0.5]


def small() -> Report:
    """A report on five examples: two are right, one has no answer."""
    data = Examples(np.zeros((5, 1)), np.array(LABELS))
    given = Answers(data, np.array(OUTPUTS), np.array(LOSSES_GIVEN))
    return Report(
        "five", 3, given, confusion(given, 2), calibration(given, Softmax()), names=("a", "b")
    )


def of(driven: Trainer) -> Report:
    data = driven.dataset
    recipe, params = driven.experiment.recipe, driven.flat_parameters
    found = report(recipe, params, data, data.test, "Test examples", driven.position.step)
    assert found is not None
    return found


def test_the_worst_mistakes_are_wrong_and_come_by_their_loss() -> None:
    assert small().worst(10).tolist() == [3, 2, 1]
    assert small().worst(1).tolist() == [3]


def test_a_cell_has_its_examples_the_most_confident_first() -> None:
    assert small().cell(0, 1).tolist() == [2, 1]
    assert small().cell(1, 0).tolist() == []
    assert small().cell(1, NO_CLASS).tolist() == [3]


def test_a_bin_has_its_examples_the_most_confident_first() -> None:
    assert small().in_bin(7).tolist() == [2]
    assert small().in_bin(6).tolist() == [1]
    assert sum(len(small().in_bin(number)) for number in range(10)) == 4


def test_of_a_regression_the_worst_are_those_with_the_greatest_loss() -> None:
    data = Examples(np.zeros((3, 1)), np.zeros((3, 1)))
    given = Answers(data, np.zeros((3, 1)), np.array([0.5, 7, 2]))
    assert Report("r", 0, given).worst(2).tolist() == [1, 2]


def test_a_report_on_classes_says_what_an_evaluation_says() -> None:
    driven = steps(trainer(), 20)
    found = of(driven)
    assert found.confusion is not None
    assert found.calibration is not None
    assert found.confusion.accuracy == driven.evaluate(driven.dataset.test).accuracy
    cells = [found.cell(true, given) for true in range(3) for given in range(3)]
    assert [len(cell) for cell in cells] == found.confusion.matrix.ravel().tolist()
    assert sorted(np.concatenate(cells)) == list(range(60))
    assert found.calibration.counts.sum() == 60
    assert (found.scope_title, found.steps) == ("Test examples", 20)
    assert found.names == ("a", "b", "c")
    assert (found.residuals, found.plane) == (None, None)


def test_a_report_on_a_regression_says_what_an_evaluation_says() -> None:
    x = np.random.default_rng(0).standard_normal((30, 2))
    data = Examples(x, x @ [[1.0], [2.0]])
    settings = experiment(network=Network(2, (Dense(1, Linear()),)), loss=LOSSES["sum-of-squares"])
    driven = steps(Trainer(settings, Dataset("plane", data, data, (2,))), 20)
    found = of(driven)
    assert found.residuals is not None
    assert found.residuals.whole_r2 == pytest.approx(driven.evaluate(data).r2)
    assert (found.confusion, found.calibration, found.names) == (None, None, ())
    assert found.plane is not None


def test_outputs_that_are_no_probabilities_are_not_calibrated() -> None:
    network = Network(4, (Dense(3, Linear()),))
    found = of(trainer(network=network, loss=LOSSES["sum-of-squares"]))
    assert found.confusion is not None
    assert found.calibration is None


def test_it_can_be_stopped() -> None:
    driven = trainer()
    recipe, params, data = driven.experiment.recipe, driven.flat_parameters, driven.dataset
    assert report(recipe, params, data, data.test, "", 0, lambda *_: False) is None


def test_it_makes_no_difference_how_examples_are_ordered() -> None:
    driven = steps(trainer(), 5)
    test = driven.dataset.test
    turned = Examples(test.x[::-1].copy(), test.y[::-1].copy())
    recipe, params = driven.experiment.recipe, driven.flat_parameters
    other = report(recipe, params, driven.dataset, turned, "", 5)
    assert other is not None
    assert sorted(59 - other.worst(9)) == sorted(of(driven).worst(9))
