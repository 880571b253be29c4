"""Networks with every activation, and what the engine makes of inputs, to compare exports with."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.activations import Activation
from engine.layers import Dense
from engine.losses import LOSSES
from engine.network import Network, Precision
from engine.optimizers import SGD
from engine.probe import Probe
from engine.schedules import Constant
from engine.step import Recipe
from tests.engine.cases import activations

Array = NDArray[Any]


def network_of(output: Activation, precision: Precision = "float32") -> Network:
    """Every activation in a hidden layer of a size of its own, with dropout behind one."""
    hidden = [Dense(5 + n, f, dropout=0.3 * (n == 1)) for n, f in enumerate(activations())]
    return Network(4, (*hidden, Dense(3, output)), precision)


def parameters(network: Network, seed: int = 3) -> Array:
    """Random weights and random biases."""
    rng = np.random.default_rng(seed)
    return rng.normal(0, 0.6, network.parameter_count()).astype(network.precision)


def inputs(network: Network, examples: int = 7, size: float = 2.0) -> Array:
    """Random inputs, shape (examples, inputs)."""
    rng = np.random.default_rng(1)
    return rng.normal(0, size, (examples, network.inputs)).astype(network.precision)


def outputs(network: Network, params: Array, x: Array) -> Array:
    """What the engine answers."""
    recipe = Recipe(network, LOSSES["mean-squared-error"], SGD(), 0.1, Constant(), seed=0)
    return Probe(recipe, len(x)).feed(params, x)[f"a{network.depth}"].copy()
