"""Answers are the outputs of the forward pass, and the class that each of them says."""

import numpy as np
import pytest

from engine.activations import Linear, Sigmoid
from engine.answers import NO_CLASS, Answers, answers
from engine.datasets.dataset import Dataset, Examples
from engine.errors import InputError
from engine.layers import Dense
from engine.losses import LOSSES
from engine.metrics import Judge
from engine.network import Network
from engine.training import Trainer
from tests.engine.cases import experiment, labelled, steps, trainer


def given(outputs: list[list[float]], labels: list[int]) -> Answers:
    """Answers with these outputs to examples of these classes."""
    data = Examples(np.zeros((len(labels), 1)), np.array(labels))
    return Answers(data, np.array(outputs), np.zeros(len(labels)))


def answers_of(driven: Trainer, examples: Examples) -> Answers:
    """What a trainer's network answers."""
    recipe = driven.experiment.recipe
    found = answers(recipe, driven.flat_parameters, driven.dataset, examples)
    assert found is not None
    return found


def test_answers_equal_the_forward_pass_without_dropout(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.evaluation.CHUNK", 7)
    driven = steps(trainer(), 20)
    data, p = driven.dataset.test, driven.parameters
    z2 = np.maximum(data.x @ p["W1"] + p["b1"], 0) @ p["W2"] + p["b2"]
    probabilities = np.exp(z2) / np.exp(z2).sum(axis=1, keepdims=True)
    found = answers_of(driven, data)
    assert found.outputs == pytest.approx(probabilities, rel=1e-5)
    losses = -np.log(probabilities[np.arange(len(data)), data.y])
    assert found.losses == pytest.approx(losses, rel=1e-4, abs=1e-6)
    assert found.mean_loss == pytest.approx(driven.evaluate(data).loss, rel=1e-6)
    assert found.is_right.mean() == driven.evaluate(data).accuracy


def test_the_parameters_are_only_read() -> None:
    driven = trainer()
    before = driven.flat_parameters.copy()
    answers_of(driven, driven.dataset.test)
    assert np.array_equal(driven.flat_parameters, before)


def test_examples_that_are_bytes_are_scaled() -> None:
    driven = trainer()
    pixels = np.arange(12, dtype=np.uint8).reshape(3, 4)
    labels = np.array([0, 1, 2])
    as_bytes = answers_of(driven, Examples(pixels, labels, 1 / 255))
    as_floats = answers_of(driven, Examples(pixels / 255, labels))
    assert as_bytes.outputs == pytest.approx(as_floats.outputs, rel=1e-6)


def test_progress_is_told_and_can_stop_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("engine.evaluation.CHUNK", 25)
    driven, told = trainer(), list[tuple[int, int]]()

    def progress(done: int, total: int) -> bool:
        told.append((done, total))
        return done < 50

    recipe, data = driven.experiment.recipe, driven.dataset
    assert answers(recipe, driven.flat_parameters, data, data.test, progress) is None
    assert told == [(25, 60), (50, 60)]


def test_examples_that_do_not_fit_are_refused() -> None:
    with pytest.raises(InputError, match="have 5 inputs, the network 4"):
        answers_of(trainer(), Examples(np.zeros((2, 5)), np.zeros(2, int)))


def test_the_class_is_that_of_the_greatest_output_as_the_judge_has_it() -> None:
    found = given([[0.1, 0.7, 0.2], [0.4, 0.3, 0.3], [0.5, 0.5, 0.0]], [1, 2, 0])
    assert found.chosen.tolist() == [1, 0, 0]
    assert found.confidence.tolist() == [0.7, 0.4, 0.5]
    judge = Judge(is_classification=True, tolerance=0)
    right = judge.right(found.outputs, np.eye(3)[found.examples.y])
    assert found.is_right.tolist() == right.tolist() == [True, False, True]


def test_a_single_output_names_the_class_by_its_side_of_one_half() -> None:
    found = given([[0.75], [0.25], [0.5]], [1, 1, 0])
    assert found.chosen.tolist() == [1, 0, 0]
    assert found.confidence.tolist() == [0.75, 0.75, 0.5]
    assert found.is_right.tolist() == [True, False, True]


@pytest.mark.parametrize("bad", [np.nan, np.inf, -np.inf])
def test_an_output_that_is_not_finite_is_no_answer(bad: float) -> None:
    found = given([[0.2, 0.8], [bad, 0.1]], [1, 0])
    assert found.is_answered.tolist() == [True, False]
    assert found.unanswered == 1
    assert found.chosen.tolist() == [1, NO_CLASS]
    assert found.is_right.tolist() == [True, False]
    assert np.isnan(found.confidence[1])


def test_a_network_whose_numbers_overflow_does_not_answer_and_does_not_crash() -> None:
    network = Network(4, (Dense(8), Dense(3, Linear())))
    driven = Trainer(experiment(network=network, loss=LOSSES["sum-of-squares"]), labelled())
    params = np.full_like(driven.flat_parameters, 1e38)
    found = answers(driven.experiment.recipe, params, driven.dataset, driven.dataset.test)
    assert found is not None
    assert 0 < found.unanswered <= len(found)


def test_two_classes_with_one_output() -> None:
    network = Network(4, (Dense(1, Sigmoid()),))
    settings = experiment(network=network, loss=LOSSES["binary-cross-entropy"])
    data = labelled(classes=2)
    driven = steps(Trainer(settings, data), 10)
    found = answers_of(driven, data.test)
    assert found.outputs.shape == (60, 1)
    assert found.is_right.mean() == driven.evaluate(data.test).accuracy


def test_a_regression_has_outputs_and_losses() -> None:
    x = np.random.default_rng(0).standard_normal((20, 2))
    data = Examples(x, x @ [[1.0], [2.0]])
    settings = experiment(network=Network(2, (Dense(1, Linear()),)), loss=LOSSES["sum-of-squares"])
    driven = Trainer(settings, Dataset("plane", data, data, (2,)))
    found = answers_of(driven, data)
    assert found.losses == pytest.approx(np.square(found.outputs - data.y)[:, 0], rel=1e-4)
