"""Small experiments of every kind, and what is probed with them."""

from typing import NamedTuple

import numpy as np
from pytestqt.qtbot import QtBot

from app.answers.answer_panel import AnswerPanel
from app.probed import Probed
from engine.activations import Activation, Linear, Sigmoid, Softmax
from engine.datasets.dataset import Dataset, Examples
from engine.datasets.embedded import Iris
from engine.experiment import Experiment
from engine.layers import Dense
from engine.losses import BINARY_CROSS_ENTROPY, CROSS_ENTROPY, MEAN_SQUARED_ERROR, Loss
from engine.network import Network
from engine.optimizers import SGD

DIGITS = tuple("0123456789")


class Case(NamedTuple):
    """An experiment with its data set."""

    experiment: Experiment
    dataset: Dataset


def case(
    shape: tuple[int, ...],
    classes: tuple[str, ...],
    outputs: int,
    activation: Activation,
    loss: Loss,
    input_names: tuple[str, ...] = (),
) -> Case:
    inputs = int(np.prod(shape))
    x = np.linspace(0, 1, 4 * inputs, dtype=np.float32).reshape(4, inputs)
    y = np.arange(4) % len(classes) if classes else np.ones((4, outputs))
    examples = Examples(x, y)
    network = Network(inputs, (Dense(outputs, activation),))
    dataset = Dataset("made up", examples, examples, shape, classes, input_names)
    return Case(Experiment(Iris(), network, loss, SGD(), 0.1), dataset)


DRAWN = case((28, 28), DIGITS, 10, Softmax(), CROSS_ENTROPY)
FLOWERS = case(
    (3,), ("setosa", "versicolor"), 2, Softmax(), CROSS_ENTROPY, ("length", "width", "height")
)
POINTS = case((2,), ("red", "green"), 1, Sigmoid(), BINARY_CROSS_ENTROPY, ("x₀", "x₁"))
MANY = case((3,), tuple(f"kind {i}" for i in range(40)), 40, Softmax(), CROSS_ENTROPY)
VALUES = case((1,), (), 1, Linear(), MEAN_SQUARED_ERROR, ("x",))
TWO_VALUES = case((1,), (), 2, Linear(), MEAN_SQUARED_ERROR, ("x",))


def drawing() -> np.ndarray:
    """A square of ink, 6 × 6 pixels in rows and columns 10 to 15."""
    x = np.zeros((28, 28), np.float32)
    x[10:16, 10:16] = 1
    return x.ravel()


def outputs(**shares: float) -> np.ndarray:
    """The ten outputs, of which these are not 0: outputs(_7=0.9, _1=0.1)."""
    values = np.zeros(10, np.float32)
    for name, share in shares.items():
        values[int(name[1:])] = share
    return values


def probed(
    said: np.ndarray | None = None,
    steps: int = 5,
    before: np.ndarray | None = None,
    chosen: int | None = None,
    gradient: np.ndarray | None = None,
) -> Probed:
    """The drawing, and what the network says: 7, then 1, unless told otherwise."""
    answer = outputs(_7=0.931, _1=0.042) if said is None else said
    return Probed(drawing(), answer, steps, before, chosen, gradient)


def panel(qtbot: QtBot, case_: Case = DRAWN, width: int = 384, height: int = 1600) -> AnswerPanel:
    widget = AnswerPanel()
    qtbot.addWidget(widget)
    widget.show_experiment(*case_)
    widget.resize(width, height)
    widget.show()
    return widget
