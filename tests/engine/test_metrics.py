"""What is measured, against plain NumPy."""

import numpy as np
import pytest

from engine.activations import Linear, Sigmoid
from engine.datasets.dataset import Dataset, Examples
from engine.layers import Dense
from engine.losses import LOSSES
from engine.metrics import Judge, deviation, norm, r_squared, saturated_share, squared_error
from engine.network import Network
from engine.regularizers import Regularizer
from engine.training import Trainer
from tests.engine.cases import experiment, labelled

CLASSES = Judge(is_classification=True, tolerance=0)


def test_the_greatest_of_several_outputs_names_the_class() -> None:
    a = np.array([[0.1, 0.7, 0.2], [0.4, 0.3, 0.3]])
    assert CLASSES.right(a, np.eye(3)[[1, 2]]).tolist() == [True, False]


def test_a_single_output_names_the_class_by_its_side_of_one_half() -> None:
    a = np.array([[0.7], [0.2], [0.5]])
    assert CLASSES.right(a, np.array([[1], [1], [0]])).tolist() == [True, False, True]


def test_a_regression_is_right_within_its_tolerance() -> None:
    judge = Judge(is_classification=False, tolerance=0.5)
    a, y = np.array([[1.0, 2.0]]), np.array([[1.4, 2.6]])
    assert judge.right(a, y).tolist() == [[True, False]]


def test_r_squared() -> None:
    y = np.array([[1.0, 10], [3, 30]])
    assert r_squared(0.0, y) == 1
    assert r_squared(squared_error(y.mean(axis=0, keepdims=True), y), y) == 0
    assert r_squared(2 * (2 + 200), y) == pytest.approx(-1)
    for count in range(2, 20):
        assert r_squared(1.0, np.full((count, 1), 0.1)) is None


def test_r_squared_of_targets_whose_squares_overflow_is_undefined() -> None:
    y = 1e200 * np.arange(5.0)[:, np.newaxis]
    assert r_squared(squared_error(0 * y, y), y) is None


@pytest.mark.parametrize("mean", [0.0, 0.5, -3.0, 1000.0])
def test_deviation_keeps_its_digits_far_from_zero(mean: float) -> None:
    a = (mean + np.random.default_rng(0).standard_normal((64, 32))).astype(np.float32)
    exact = a.astype(np.float64)
    assert deviation(a.ravel(), float(exact.mean())) == pytest.approx(exact.std(), rel=1e-5)


def test_saturated_neurons_are_so_for_every_example() -> None:
    a = np.array([[0.001, 0.999, 0.5, 0.002], [0.002, 0.001, 0.999, 0.2]])
    assert saturated_share(a, 0, 1) == 0.5


def test_a_step_is_measured_as_plain_numpy_would() -> None:
    regularizer = Regularizer(weights_l2=0.01)
    layers = (Dense(8, regularizer=regularizer), Dense(6, Sigmoid()), Dense(3, Sigmoid()))
    trainer = Trainer(experiment(network=Network(4, layers)), labelled())
    trainer.step()
    before = {name: array.copy() for name, array in trainer.parameters.items()}
    trainer.step()
    metrics, values = trainer.metrics(), trainer.program.values
    assert (metrics.step, metrics.epoch, metrics.examples) == (1, 0, 16)
    assert metrics.penalty == pytest.approx(0.01 * np.square(before["W1"]).sum(), rel=1e-4)
    assert metrics.cost == pytest.approx(metrics.data_loss + metrics.penalty)
    assert metrics.learning_rate == 0.01
    right = values["a3"].argmax(axis=1) == values["y"].argmax(axis=1)
    assert metrics.accuracy == right.mean()
    assert (metrics.r2, metrics.within_tolerance) == (None, None)
    for number, layer in enumerate(metrics.layers, start=1):
        weights, a = values[f"W{number}"], values[f"a{number}"]
        change = np.linalg.norm(weights - before[f"W{number}"])
        assert layer.weight_norm == pytest.approx(np.linalg.norm(weights), rel=1e-5)
        assert layer.gradient_norm == pytest.approx(np.linalg.norm(values[f"dW{number}"]), rel=1e-5)
        assert layer.update_norm == pytest.approx(change, rel=1e-4)
        assert layer.activation_mean == pytest.approx(a.mean(), rel=1e-5)
        assert layer.activation_deviation == pytest.approx(a.std(), rel=1e-4)
    dead = (values["a1"] == 0).all(axis=0).mean()
    assert [layer.dead for layer in metrics.layers] == [dead, None, None]
    assert [layer.saturated for layer in metrics.layers] == [None, 0, 0]


def test_a_dead_layer_is_seen() -> None:
    network = Network(4, (Dense(8, bias=-1000.0), Dense(3, Sigmoid())))
    trainer = Trainer(experiment(network=network), labelled())
    trainer.step()
    assert trainer.metrics().layers[0].dead == 1


def test_a_random_search_has_no_gradient_to_measure() -> None:
    from engine.optimizers import RandomSearch

    trainer = Trainer(experiment(optimizer=RandomSearch()), labelled())
    trainer.step()
    assert [layer.gradient_norm for layer in trainer.metrics().layers] == [None, None]


def test_norm_is_euclidean() -> None:
    assert norm(np.array([3.0, 4.0])) == 5


def test_norm_of_numbers_whose_squares_overflow() -> None:
    with np.errstate(over="ignore"):
        assert norm(np.array([3e25, 4e25], np.float32)) == pytest.approx(5e25)


def test_a_tolerance_of_huge_targets_is_finite() -> None:
    targets = 1e30 * np.arange(10.0)[:, np.newaxis]
    data = Examples(np.zeros((10, 1)), targets)
    settings = {
        "network": Network(1, (Dense(1, Linear()),), "float64"),
        "loss": LOSSES["mean-squared-error"],
        "batch_size": 10,
    }
    trainer = Trainer(experiment(**settings), Dataset("huge", data, data, (1,)))
    assert trainer.evaluate(data).within_tolerance == 0.1


def test_a_linear_layer_is_neither_dead_nor_saturated() -> None:
    loss = LOSSES["sum-of-squares"]
    network = Network(4, (Dense(3, Linear()),))
    trainer = Trainer(experiment(network=network, loss=loss), labelled())
    trainer.step()
    assert trainer.metrics().layers[0][-2:] == (None, None)
