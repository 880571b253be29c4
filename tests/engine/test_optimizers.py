"""Optimizers against their published update rules, written once more on single numbers."""

from collections.abc import Callable, Iterator
from math import sqrt

import numpy as np
import pytest

from engine.activations import Linear
from engine.errors import InputError
from engine.layers import Dense
from engine.losses import HALF_SUM_OF_SQUARES
from engine.network import Network
from engine.optimizers import (
    SGD,
    AdaGrad,
    Adam,
    Momentum,
    Nesterov,
    Optimizer,
    RMSProp,
    random_change,
)
from tests.engine.cases import case

RATE = 0.1
Rule = Callable[[Callable[[float], float], float], Iterator[float]]
"""A gradient as a function of θ, and the first θ, give all later θ."""


def sgd(gradient: Callable[[float], float], theta: float) -> Iterator[float]:
    while True:
        theta -= RATE * gradient(theta)
        yield theta


def momentum(gradient: Callable[[float], float], theta: float) -> Iterator[float]:
    step = 0.0
    while True:
        step = 0.9 * step - RATE * gradient(theta)
        theta += step
        yield theta


def nesterov(gradient: Callable[[float], float], theta: float) -> Iterator[float]:
    """As in Sutskever et al. (2013): the gradient is taken where the velocity leads."""
    velocity = 0.0
    while True:
        velocity = 0.9 * velocity - RATE * gradient(theta + 0.9 * velocity)
        theta += velocity
        yield theta + 0.9 * velocity  # the engine keeps the point looked ahead to


def adagrad(gradient: Callable[[float], float], theta: float) -> Iterator[float]:
    total = 0.0
    while True:
        g = gradient(theta)
        total += g**2
        theta -= RATE / (sqrt(total) + 1e-8) * g
        yield theta


def rmsprop(gradient: Callable[[float], float], theta: float) -> Iterator[float]:
    mean = 0.0
    while True:
        g = gradient(theta)
        mean += 0.1 * (g**2 - mean)
        theta -= RATE / (sqrt(mean) + 1e-8) * g
        yield theta


def adam(gradient: Callable[[float], float], theta: float) -> Iterator[float]:
    m = v = 0.0
    t = 0
    while True:
        t += 1
        g = gradient(theta)
        m = 0.9 * m + 0.1 * g
        v = 0.999 * v + 0.001 * g**2
        theta -= RATE * (m / (1 - 0.9**t)) / (sqrt(v / (1 - 0.999**t)) + 1e-8)
        yield theta


RULES: list[tuple[Optimizer, Rule]] = [
    (SGD(), sgd),
    (Momentum(), momentum),
    (Nesterov(), nesterov),
    (AdaGrad(), adagrad),
    (RMSProp(), rmsprop),
    (Adam(), adam),
]


@pytest.mark.parametrize(("optimizer", "rule"), RULES, ids=lambda value: getattr(value, "name", ""))
def test_twenty_steps_of_one_weight(optimizer: Optimizer, rule: Rule) -> None:
    """C = ½ (2w − 3)², whose derivative by w is 2 (2w − 3); the bias is held at 0."""
    network = Network(1, (Dense(1, Linear()),), "float64")
    step = case(network, HALF_SUM_OF_SQUARES, examples=1, optimizer=optimizer, learning_rate=RATE)
    values = step.program.namespace
    values["x"][:], values["y"][:] = 2, 3
    step.state.params[:] = 0.25, 0
    expected = rule(lambda w: 2 * (2 * w - 3), 0.25)
    for number in range(20):
        values["step"] = number
        step.program.restart()
        step.program.run()
        step.state.params[1] = 0
        for vector in step.state.vectors.values():
            vector[1] = 0
        assert step.state.params[0] == pytest.approx(next(expected), rel=1e-12), number


def test_random_changes_are_normal_and_a_function_of_seed_and_step() -> None:
    params = np.zeros(20_000, np.float32)
    change = random_change(params, seed=1, step=2)
    assert change.dtype == np.float32
    assert change.std() == pytest.approx(1, abs=0.02)
    np.testing.assert_array_equal(change, random_change(params, seed=1, step=2))
    assert (change != random_change(params, seed=1, step=3)).mean() > 0.99


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: Momentum(beta=1.0), "momentum β is at least 0 and below 1"),
        (lambda: RMSProp(rho=-0.1), "decay ρ"),
        (lambda: Adam(beta1=1.5), "β₁"),
        (lambda: Adam(beta2=float("nan")), "β₂"),
        (lambda: AdaGrad(epsilon=0), "ε of an optimizer"),
    ],
)
def test_settings_that_make_no_sense(make: Callable[[], Optimizer], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        make()
