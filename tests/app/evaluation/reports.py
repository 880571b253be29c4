"""Small reports for tests, on answers that are made by hand."""

from typing import Any

import numpy as np

from engine.activations import Linear, Sigmoid, Softmax
from engine.answers import Answers
from engine.calibration import calibration
from engine.confusion import confusion
from engine.datasets.dataset import Dataset, Examples
from engine.experiment import Experiment
from engine.layers import Dense
from engine.losses import BINARY_CROSS_ENTROPY, CROSS_ENTROPY, MEAN_SQUARED_ERROR
from engine.network import Network
from engine.report import Report, report
from engine.residuals import residuals
from engine.step import State
from tests.engine.cases import experiment

TRUE = np.array([0, 0, 0, 1, 1, 1, 1, 2, 2, 2])
SAID = np.array([0, 0, 1, 1, 1, 1, 1, 2, 1, 0])
"""A 0 that is taken for 1, a 2 for 1, a 2 for 0; 70% are right."""
SURE = np.array([0.9, 0.8, 0.6, 0.95, 0.95, 0.9, 0.9, 0.7, 0.99, 0.5])


def pictures(names: tuple[str, ...] = ("nil", "one", "two")) -> tuple[Dataset, Report]:
    """Ten pictures of three classes, three of them taken for another class."""
    rng = np.random.default_rng(0)
    examples = Examples(rng.integers(0, 256, (10, 36), np.uint8), TRUE, 1 / 255)
    outputs = np.repeat((1 - SURE)[:, np.newaxis] / 2, 3, axis=1)
    outputs[np.arange(10), SAID] = SURE
    losses = -np.log(outputs[np.arange(10), TRUE])
    dataset = Dataset("pictures", examples, examples, (6, 6), names)
    return dataset, judged(Answers(examples, outputs, losses), names)


def judged(answers: Answers, names: tuple[str, ...]) -> Report:
    """The report on answers after a softmax."""
    return Report(
        "Test examples",
        400,
        answers,
        confusion(answers, len(names)),
        calibration(answers, Softmax()),
        names=names,
    )


def many(classes: int) -> tuple[Dataset, Report]:
    """Five examples of each of many classes, all right but one."""
    y = np.repeat(np.arange(classes), 5)
    examples = Examples(np.zeros((len(y), 2)), y)
    outputs = np.eye(classes)[y] * 0.8 + 0.1 / classes
    outputs[0] = np.eye(classes)[1] * 0.9
    names = tuple(f"class {label}" for label in range(classes))
    answers = Answers(examples, outputs, np.ones(len(y)))
    return Dataset("many", examples, examples, (2,), names), judged(answers, names)


def regression(outputs: int = 1, examples: int = 40) -> tuple[Dataset, Report]:
    """Predictions that are a little off."""
    rng = np.random.default_rng(0)
    y = rng.standard_normal((examples, outputs))
    errors = 0.1 * rng.standard_normal(y.shape)
    data = Examples(rng.standard_normal((examples, 4)), y)
    answers = Answers(data, y + errors, np.square(errors).mean(axis=1))
    found = Report("Test examples", 400, answers, residuals=residuals(answers))
    return Dataset("numbers", data, data, (4,)), found


def on_plane(classes: int = 2) -> tuple[Dataset, Experiment, Report]:
    """Two classes around two places, or three; a network that tells them apart as it was made."""
    rng = np.random.default_rng(0)
    labels = np.arange(30) % classes
    data = Examples(rng.standard_normal((30, 2)) + 2 * np.eye(classes, 2)[labels], labels)
    dataset = Dataset("clouds", data, data, (2,), ("low", "high", "far")[:classes])
    output = Dense(1, Sigmoid()) if classes == 2 else Dense(classes, Softmax())
    loss = BINARY_CROSS_ENTROPY if classes == 2 else CROSS_ENTROPY
    made = experiment(network=Network(2, (Dense(3), output)), loss=loss)
    params = State.initial(made.recipe).params
    found = report(made.recipe, params, dataset, data, "Test examples", 0)
    assert found is not None
    return dataset, made, found


def classifier() -> Experiment:
    """An experiment that reports on classes may belong to."""
    return experiment(network=Network(36, (Dense(3, Softmax()),)))


def regressor() -> Experiment:
    """An experiment that reports on a regression may belong to."""
    network = Network(4, (Dense(1, Linear()),))
    return experiment(network=network, loss=MEAN_SQUARED_ERROR)


def as_list(numbers: Any) -> list[int]:
    """Numbers of examples, to be compared."""
    return [int(number) for number in numbers]
