"""The classic set-ups of courses and books, with the figures that they should reach."""

from dataclasses import dataclass

from engine.activations import Activation, Linear, ReLU, Sigmoid, Softmax, Tanh
from engine.datasets.embedded import Iris
from engine.datasets.idx_images import FashionMnist, Mnist
from engine.datasets.source import Source
from engine.datasets.synthetic import Sine, Spirals, TwoMoons
from engine.experiment import Experiment
from engine.initializers import XavierNormal
from engine.layers import Dense
from engine.losses import (
    BINARY_CROSS_ENTROPY,
    CROSS_ENTROPY,
    HALF_SUM_OF_SQUARES,
    MEAN_SQUARED_ERROR,
)
from engine.metrics import Evaluation
from engine.network import Network
from engine.optimizers import SGD, Adam
from engine.regularizers import Regularizer
from engine.schedules import InverseTimeDecay


@dataclass(frozen=True)
class Setup:
    """An experiment, for how many epochs it runs, and what it should reach on its tests.

    The goal is an accuracy; for a regression it is R².
    """

    title: str
    experiment: Experiment
    epochs: int
    goal: float


def reached(evaluation: Evaluation) -> float:
    """The accuracy, or R²."""
    result = evaluation.r2 if evaluation.accuracy is None else evaluation.accuracy
    assert result is not None
    return result


def relu_softmax(*sizes: int) -> Network:
    hidden = [Dense(size, ReLU()) for size in sizes[1:-1]]
    return Network(sizes[0], (*hidden, Dense(sizes[-1], Softmax(), XavierNormal())))


def xavier(inputs: int, *layers: tuple[int, Activation]) -> Network:
    return Network(inputs, tuple(Dense(size, f, XavierNormal()) for size, f in layers))


def adam(source: Source, network: Network, batch_size: int, rate: float = 1e-3) -> Experiment:
    return Experiment(source, network, CROSS_ENTROPY, Adam(), rate, batch_size=batch_size)


SHORT = [
    Setup("Iris, ReLU and softmax", adam(Iris(), relu_softmax(4, 16, 3), 16, 0.01), 60, 0.95),
    Setup(
        "Spirals, Adam, L2 and dropout",
        Experiment(
            Spirals(classes=3, examples=1500),
            Network(
                2,
                (
                    Dense(64, regularizer=Regularizer(0, 5e-4, 0, 5e-4), dropout=0.1),
                    Dense(3, Softmax(), XavierNormal()),
                ),
            ),
            CROSS_ENTROPY,
            Adam(),
            0.02,
            InverseTimeDecay(decay=1e-4),
            batch_size=32,
        ),
        60,
        0.95,
    ),
    Setup(
        "Two moons, one sigmoid output",
        Experiment(
            TwoMoons(noise=0.15),
            xavier(2, (16, Tanh()), (1, Sigmoid())),
            BINARY_CROSS_ENTROPY,
            Adam(),
            0.02,
            batch_size=32,
        ),
        40,
        0.97,
    ),
    Setup(
        "Sine, two hidden layers",
        Experiment(
            Sine(noise=0.05),
            xavier(1, (32, Tanh()), (32, Tanh()), (1, Linear())),
            MEAN_SQUARED_ERROR,
            Adam(),
            0.01,
            batch_size=32,
        ),
        40,
        0.98,
    ),
]

LONG = [
    Setup(
        "MNIST 784-40-10, sigmoid, half the sum of squares, η 5.0",
        Experiment(
            Mnist(),
            xavier(784, (40, Sigmoid()), (10, Sigmoid())),
            HALF_SUM_OF_SQUARES,
            SGD(),
            5.0,
            batch_size=20,
        ),
        5,
        0.95,
    ),
    Setup(
        "MNIST 784-128-64-10, ReLU, softmax, Adam",
        adam(Mnist(), relu_softmax(784, 128, 64, 10), 64),
        10,
        0.975,
    ),
    Setup(
        "Fashion-MNIST 784-128-128-10, Adam with decay",
        Experiment(
            FashionMnist(),
            relu_softmax(784, 128, 128, 10),
            CROSS_ENTROPY,
            Adam(),
            1e-3,
            InverseTimeDecay(decay=1e-3),
            batch_size=128,
        ),
        10,
        0.87,
    ),
]
