"""An experiment refuses settings that cannot be meant together, in one clear sentence."""

import pickle
from typing import Any

import pytest

from engine.activations import Linear, Sigmoid, Softmax, Tanh
from engine.datasets.embedded import Iris, MnistSample
from engine.datasets.idx_images import FashionMnist, Mnist
from engine.datasets.source import Source
from engine.datasets.synthetic import Sine
from engine.errors import InputError
from engine.initializers import Normal
from engine.layers import Dense
from engine.losses import LOSSES
from engine.network import Network
from engine.optimizers import Adam, Nesterov
from engine.regularizers import Regularizer
from engine.schedules import CosineDecay
from engine.training import Trainer
from tests.engine.cases import experiment, labelled


def outputs(*layers: Dense) -> Network:
    return Network(4, layers)


FIXED: list[dict[str, Any]] = [
    {"source": Iris(test_share=0.5)},
    {"seed": 8},
    {"tolerance": 0.5},
    {"loss": LOSSES["mean-squared-error"]},
    {"optimizer": Nesterov()},
    {"network": outputs(Dense(9, dropout=0.2), Dense(3, Softmax()))},
    {"network": outputs(Dense(8, dropout=0.2), Dense(8), Dense(3, Softmax()))},
    {"network": outputs(Dense(8, Tanh(), dropout=0.2), Dense(3, Softmax()))},
    {"network": outputs(Dense(8, weights=Normal(), dropout=0.2), Dense(3, Softmax()))},
    {"network": outputs(Dense(8, bias=0.1, dropout=0.2), Dense(3, Softmax()))},
    {"network": Network(4, (Dense(8, dropout=0.2), Dense(3, Softmax())), "float64")},
]
"""What differs from `experiment()` in a setting that cannot change during a run."""


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"learning_rate": 0}, "learning rate is a finite number above 0, not 0"),
        ({"learning_rate": float("nan")}, "learning rate is a finite number above 0, not nan"),
        ({"seed": -1}, "A seed is a whole number from 0"),
        ({"seed": 1.5}, "A seed is a whole number from 0"),
        ({"batch_size": 0}, "A batch needs at least 1 example, not 0"),
        ({"tolerance": -1}, "tolerance is a finite number of at least 0"),
        ({"network": outputs(Dense(1, Softmax()))}, "Softmax over a single output is always 1"),
        ({"loss": LOSSES["binary-cross-entropy"]}, "does not fit softmax outputs"),
        ({"network": outputs(Dense(3, Linear()))}, "does not fit linear outputs"),
    ],
)
def test_settings_that_make_no_sense(settings: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        experiment(**settings)


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"network": Network(5, (Dense(3, Softmax()),))}, "has 4 inputs, but the network has 5"),
        ({"network": outputs(Dense(2, Softmax()))}, "has 3 classes, but the network has 2 outputs"),
        (
            {
                "network": outputs(Dense(1, Sigmoid())),
                "loss": LOSSES["binary-cross-entropy"],
            },
            "has 3 classes, but the network has 1 output: give the last layer 3 neurons",
        ),
        ({"batch_size": 61}, "choose a size from 1 to 60"),
    ],
)
def test_a_network_that_does_not_fit_the_data(settings: dict[str, Any], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        Trainer(experiment(**settings), labelled())


def test_a_class_loss_for_a_regression() -> None:
    with pytest.raises(InputError, match="is for classes, but 'sine' is a regression"):
        experiment(
            source=Sine(),
            network=Network(1, (Dense(1, Sigmoid()),)),
            loss=LOSSES["binary-cross-entropy"],
        ).load()


@pytest.mark.parametrize(
    ("source", "is_same"),
    [(Iris(), False), (MnistSample(), True), (Mnist(), True), (FashionMnist(), True)],
)
def test_another_seed_has_the_same_data_where_they_do_not_depend_on_it(
    source: Source, is_same: bool
) -> None:
    one = experiment(source=source, seed=1)
    assert one.has_data_of(experiment(source=source, seed=1, learning_rate=0.5))
    assert one.has_data_of(experiment(source=source, seed=2)) == is_same
    assert not one.has_data_of(experiment(source=Sine(), seed=1))


def test_an_experiment_can_be_sent_to_another_process_and_compared() -> None:
    original = experiment()
    assert pickle.loads(pickle.dumps(original)) == original
    assert hash(pickle.loads(pickle.dumps(original))) == hash(original)


@pytest.mark.parametrize(
    "settings",
    [
        {"learning_rate": 0.5},
        {"schedule": CosineDecay()},
        {"batch_size": None},
        {"optimizer": Adam(beta1=0.5)},
        {"network": outputs(Dense(8, dropout=0.5), Dense(3, Softmax()))},
        {"network": outputs(Dense(8), Dense(3, Softmax(), regularizer=Regularizer(0, 0.1)))},
    ],
)
def test_a_run_can_go_on_under_another_experiment(settings: dict[str, Any]) -> None:
    assert experiment(**settings) != experiment()
    assert experiment(**settings).continues(experiment())


@pytest.mark.parametrize("settings", FIXED)
def test_what_makes_another_run(settings: dict[str, Any]) -> None:
    assert not experiment(**settings).continues(experiment())
