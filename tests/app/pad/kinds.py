"""Experiments on small data of each kind that the pad has a face for."""

import numpy as np

from engine.activations import Linear, Sigmoid, Softmax
from engine.datasets.dataset import Dataset, Examples
from engine.datasets.embedded import Iris
from engine.datasets.synthetic import TwoMoons
from engine.experiment import Experiment
from engine.layers import Dense
from engine.losses import BINARY_CROSS_ENTROPY, CROSS_ENTROPY, MEAN_SQUARED_ERROR
from engine.network import Network, Precision
from engine.optimizers import SGD

MOONS = TwoMoons(examples=40).load(0)
IRIS = Iris().load(0)


def on(dataset: Dataset, precision: Precision = "float32") -> Experiment:
    """An experiment with a small network for this data set; where it comes from does not matter."""
    if not dataset.is_classification:
        layer, loss = Dense(dataset.outputs, Linear()), MEAN_SQUARED_ERROR
    elif len(dataset.class_names) == 2:
        layer, loss = Dense(1, Sigmoid()), BINARY_CROSS_ENTROPY
    else:
        layer, loss = Dense(len(dataset.class_names), Softmax()), CROSS_ENTROPY
    return Experiment(Iris(), Network(dataset.inputs, (layer,), precision), loss, SGD(), 0.1)


def digits(examples: int = 10) -> Dataset:
    """Pictures of 28 × 28 bytes in ten classes."""
    pixels = np.random.default_rng(0).integers(0, 256, (examples, 784)).astype(np.uint8)
    some = Examples(pixels, np.arange(examples) % 10, 1 / 255)
    return Dataset("digits", some, some, (28, 28), tuple("0123456789"))


def columns(inputs: int, name: str = "table") -> Dataset:
    """A regression with so many inputs that are not standardised, from 0 to 10."""
    x = np.linspace(0, 10, 5)[:, np.newaxis] * np.ones(inputs)
    some = Examples(x, x.sum(axis=1, keepdims=True))
    return Dataset(name, some, some, (inputs,), (), tuple(f"in {i + 1}" for i in range(inputs)))
