"""An evaluation is the forward pass without dropout, whatever the chunks."""

import numpy as np
import pytest

from engine.activations import Linear
from engine.datasets.dataset import Dataset, Examples
from engine.errors import InputError
from engine.layers import Dense
from engine.losses import LOSSES
from engine.network import Network
from engine.optimizers import OPTIMIZERS
from engine.training import Trainer
from tests.engine.cases import experiment, steps, trainer


@pytest.mark.parametrize(
    ("examples", "sentence"),
    [
        (Examples(np.zeros((0, 4)), np.zeros(0, int)), "no examples to evaluate"),
        (Examples(np.zeros((2, 5)), np.zeros(2, int)), "have 5 inputs, the network 4"),
        (Examples(np.zeros((2, 4)), np.array([0, -1])), "has the label -1"),
        (Examples(np.zeros((2, 4)), np.array([0, 3])), "has the label 3"),
    ],
)
def test_examples_that_do_not_fit_are_not_evaluated(examples: Examples, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        trainer().evaluate(examples)


def test_evaluation_is_the_same_in_any_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    driven = steps(trainer(), 20)
    whole = driven.evaluate(driven.dataset.test)
    monkeypatch.setattr("engine.evaluation.CHUNK", 7)
    chunked = driven.evaluate(driven.dataset.test)
    assert chunked.accuracy == whole.accuracy
    assert chunked.loss == pytest.approx(whole.loss, rel=1e-6)


def test_evaluation_equals_the_forward_pass_without_dropout() -> None:
    driven = steps(trainer(), 20)
    data, p = driven.dataset.test, driven.parameters
    a1 = np.maximum(data.x @ p["W1"] + p["b1"], 0)
    z2 = a1 @ p["W2"] + p["b2"]
    probabilities = np.exp(z2) / np.exp(z2).sum(axis=1, keepdims=True)
    evaluation = driven.evaluate(data)
    assert evaluation.accuracy == (z2.argmax(axis=1) == data.y).mean()
    right = probabilities[np.arange(len(data)), data.y]
    assert evaluation.loss == pytest.approx(-np.log(right).mean(), rel=1e-5)


def test_evaluation_of_a_regression() -> None:
    rng = np.random.default_rng(0)
    x = rng.standard_normal((50, 2))
    data = Examples(x, x @ [[1.0], [2.0]])
    driven = Trainer(
        experiment(
            network=Network(2, (Dense(1, Linear()),)),
            loss=LOSSES["mean-squared-error"],
            optimizer=OPTIMIZERS["sgd"](),
            learning_rate=0.3,
            batch_size=None,
        ),
        Dataset("plane", data, data, (2,)),
    )
    before = driven.evaluate(data)
    assert before.r2 is not None
    assert before.r2 < 0.9
    steps(driven, 100)
    after = driven.evaluate(data)
    assert after.r2 == pytest.approx(1, abs=1e-9)
    assert (after.within_tolerance, after.accuracy) == (1, None)
    driven.step()
    assert driven.metrics().r2 == pytest.approx(1, abs=1e-9)
