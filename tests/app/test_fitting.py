"""An experiment is fitted to another data set, and keeps what it can."""

from dataclasses import replace

import numpy as np
import pytest

from app.fitting import fitted, usual_batch_size, usual_loss, usual_output, usual_weights
from engine.activations import LeakyReLU, Linear, ReLU, Sigmoid, Softmax, Tanh
from engine.datasets.dataset import Dataset, Examples
from engine.datasets.embedded import Iris
from engine.datasets.source import Source
from engine.datasets.synthetic import Line, Sine, Spirals, TwoMoons, Xor
from engine.experiment import Experiment
from engine.initializers import HeNormal, XavierNormal
from engine.layers import Dense
from engine.losses import (
    BINARY_CROSS_ENTROPY,
    CROSS_ENTROPY,
    HALF_SUM_OF_SQUARES,
    MEAN_SQUARED_ERROR,
    SUM_OF_SQUARES,
)
from engine.network import Network
from engine.optimizers import Adam
from engine.schedules import CosineDecay
from tests.engine.cases import experiment

HIDDEN = (Dense(7, Tanh(), dropout=0.1), Dense(5, LeakyReLU(0.2)))


def moved(to: Source, **settings: object) -> Experiment:
    """`experiment()` with these settings, fitted to another source; it must fit there."""
    dataset = to.load(0)
    result = fitted(experiment(**settings), to, dataset)
    result.require_fit(dataset)
    result.batches(len(dataset.train))
    return result


def with_output(output: Dense, inputs: int = 4) -> Network:
    return Network(inputs, (*HIDDEN, output), "float64")


def test_only_inputs_and_outputs_change_where_the_task_stays() -> None:
    settings = {
        "network": with_output(Dense(3, Softmax(), XavierNormal())),
        "optimizer": Adam(0.8),
        "schedule": CosineDecay(),
    }
    before = experiment(**settings)
    after = moved(Spirals(classes=5), **settings)
    assert after.network == Network(2, (*HIDDEN, Dense(5, Softmax(), XavierNormal())), "float64")
    assert after == replace(before, source=Spirals(classes=5), network=after.network)


def test_what_fits_is_kept_as_it_is() -> None:
    network = Network(2, (Dense(1, Tanh()),))
    before = experiment(source=Xor(), network=network, loss=SUM_OF_SQUARES)
    to = TwoMoons(noise=0.3)
    assert fitted(before, to, to.load(0)) == replace(before, source=to)


def test_other_classes_keep_an_output_and_a_loss_that_suit_classes() -> None:
    network = with_output(Dense(3, Sigmoid()))
    after = moved(Spirals(classes=4), network=network, loss=HALF_SUM_OF_SQUARES)
    assert (after.network.output.activation, after.loss) == (Sigmoid(), HALF_SUM_OF_SQUARES)


def test_a_regression_becomes_linear() -> None:
    after = moved(Sine())
    assert after.network.sizes == (1, 8, 1)
    assert (after.network.output.activation, after.loss) == (Linear(), MEAN_SQUARED_ERROR)
    assert after.network.output.weights == XavierNormal()


def test_a_regression_keeps_its_loss_on_another_one() -> None:
    to = Line()
    before = moved(Sine(), loss=CROSS_ENTROPY)
    before = replace(before, loss=SUM_OF_SQUARES, tolerance=0.5)
    assert fitted(before, to, to.load(0)) == replace(before, source=to)


def test_classes_after_a_regression_have_softmax_and_no_tolerance() -> None:
    network = Network(1, (*HIDDEN, Dense(1, Linear())))
    after = moved(Iris(), network=network, loss=MEAN_SQUARED_ERROR, tolerance=0.5)
    assert after.network.output == Dense(3, Softmax(), XavierNormal())
    assert (after.loss, after.tolerance) == (CROSS_ENTROPY, None)


@pytest.mark.parametrize(
    ("to", "output", "loss"),
    [
        (TwoMoons(), Dense(1, Sigmoid()), BINARY_CROSS_ENTROPY),
        (Spirals(), Dense(3, Softmax(), XavierNormal()), CROSS_ENTROPY),
    ],
)
def test_a_single_output_stays_as_long_as_there_are_two_classes(
    to: Source, output: Dense, loss: object
) -> None:
    network = with_output(Dense(1, Sigmoid()), inputs=3)
    after = moved(to, network=network, loss=BINARY_CROSS_ENTROPY)
    assert (after.network.output, after.loss) == (output, loss)


def test_a_batch_is_no_larger_than_the_data() -> None:
    assert moved(Xor(examples=10), batch_size=50).batch_size == 8
    assert moved(Xor(examples=10), batch_size=4).batch_size == 4
    assert moved(Xor(examples=10), batch_size=None).batch_size is None


def data(classes: int, examples: int = 40) -> Dataset:
    x = [[0.0]] * examples
    y: object = [i % classes for i in range(examples)] if classes else x
    part = Examples(np.array(x), np.array(y))
    return Dataset("some", part, part, (1,), tuple("abcdef"[:classes]))


def test_what_is_usual() -> None:
    assert usual_batch_size(data(2)) == 32
    assert usual_batch_size(data(2, examples=12)) == 12
    assert usual_output(data(0), 1) == Linear()
    assert usual_output(data(2), 1) == Sigmoid()
    assert usual_output(data(3), 3) == Softmax()
    assert usual_output(data(3), 3, BINARY_CROSS_ENTROPY) == Sigmoid()
    assert usual_output(data(3), 3, SUM_OF_SQUARES) == Softmax()
    assert usual_loss(data(0), Linear()) == MEAN_SQUARED_ERROR
    assert usual_loss(data(2), Sigmoid()) == BINARY_CROSS_ENTROPY
    assert usual_loss(data(2), Softmax()) == CROSS_ENTROPY
    assert usual_loss(data(2), Tanh()) == MEAN_SQUARED_ERROR
    assert [type(usual_weights(f)) for f in (ReLU(), LeakyReLU(), Tanh())] == [
        HeNormal,
        HeNormal,
        XavierNormal,
    ]
