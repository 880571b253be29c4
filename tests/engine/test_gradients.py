"""Every gradient of the engine, against finite differences and against the `autograd` package."""

from typing import Any

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from hypothesis import given, settings
from numpy.typing import NDArray

from engine.activations import Activation
from engine.initializers import Normal
from engine.layers import Dense
from engine.losses import Loss
from engine.network import Network
from engine.optimizers import OPTIMIZERS
from engine.regularizers import Regularizer
from engine.statements import Pass
from tests.engine.cases import OUTPUTS, Case, activations, case, cases

Array = NDArray[Any]

REGULARIZERS = {
    "no penalty": Regularizer(),
    "L1": Regularizer(weights_l1=0.03, biases_l1=0.05),
    "L2": Regularizer(weights_l2=0.02, biases_l2=0.04),
    "L1 and L2": Regularizer(0.03, 0.02, 0.05, 0.04),
}
GRADIENT_OPTIMIZERS = [name for name, kind in OPTIMIZERS.items() if kind.needs_gradients]
STEP = 1e-4
KINK = 0.01
"""How far from a kink of ReLU, |x| or L1 a place must be to be differentiated."""


def run(step: Case) -> Array:
    """The engine's gradient; the parameters are put back, because the step ends with an update."""
    params = step.state.params.copy()
    step.program.restart()
    step.program.run()
    step.state.params[:] = params
    gradient: Array = step.program.namespace["grads"]
    return gradient


def finite_differences(step: Case) -> Array:
    """∂C/∂θ by the five-point formula, whose error falls with the fourth power of the step."""
    params, start = step.state.params, step.state.params.copy()
    objective = [op for op in step.program.operations if op.pass_ in (Pass.FORWARD, Pass.LOSS)]

    def cost() -> float:
        for operation in objective:
            operation.run()
        return float(step.program.namespace["C"])

    gradient = np.empty_like(params)
    for i in range(len(params)):
        costs = {}
        for k in (-2, -1, 1, 2):
            params[i] = start[i] + k * STEP
            costs[k] = cost()
        params[i] = start[i]
        gradient[i] = (costs[-2] - 8 * costs[-1] + 8 * costs[1] - costs[2]) / (12 * STEP)
    return gradient


def is_smooth(step: Case) -> bool:
    """Whether no value lies so near a kink that a finite difference would step over it."""
    values = step.program.namespace
    output = values[f"a{step.recipe.network.depth}"]
    near_zero = [step.state.params, output - values["y"]]
    near_zero += [values[f"z{n}"] for n, _ in step.recipe.network.numbered()]
    return all(np.abs(array).min() > KINK for array in near_zero)


def relative_error(a: Array, b: Array) -> float:
    size = max(float(np.linalg.norm(a)), float(np.linalg.norm(b)))
    return float(np.linalg.norm(a - b)) / size


def smooth_case(network: Network, loss: Loss) -> tuple[Case, Array]:
    """A random step of the network, away from all kinks and not all dead, and its gradient."""
    for seed in range(200):
        step = case(network, loss, seed, examples=3)
        gradient = run(step)
        if is_smooth(step) and gradient.any():
            return step, gradient
    raise AssertionError("no seed gives a place without a kink")


@pytest.mark.parametrize("dropout", [0.0, 0.4])
@pytest.mark.parametrize("regularizer", REGULARIZERS.values(), ids=REGULARIZERS)
@pytest.mark.parametrize(("output", "loss"), OUTPUTS, ids=lambda kind: kind.name)
def test_equals_finite_differences(
    output: Activation, loss: Loss, regularizer: Regularizer, dropout: float
) -> None:
    for hidden in activations():
        layers = (
            Dense(4, hidden, Normal(0.8), 0.2, regularizer, dropout),
            Dense(2, output, Normal(0.8), 0.1, regularizer),
        )
        network = Network(3, layers, "float64")
        step, gradient = smooth_case(network, loss)
        assert relative_error(gradient, finite_differences(step)) <= 1e-7, hidden.name


ACTIVATION_ORACLES = {
    "linear": lambda z: z,
    "relu": lambda z: anp.where(z > 0, z, 0.0),
    "leaky-relu": lambda z: anp.where(z > 0, z, 0.1 * z),
    "sigmoid": lambda z: 0.5 * (anp.tanh(0.5 * z) + 1),
    "tanh": lambda z: 2 / (1 + anp.exp(-2 * z)) - 1,
    "softmax": lambda z: anp.exp(z) / anp.sum(anp.exp(z), axis=1, keepdims=True),
}
LOSS_ORACLES = {
    "cross-entropy": lambda a, y: -anp.sum(y * anp.log(a)),
    "binary-cross-entropy": lambda a, y: (
        -anp.sum(y * anp.log(a) + (1 - y) * anp.log(1 - a)) / y.shape[1]
    ),
    "mean-squared-error": lambda a, y: anp.sum((y - a) ** 2) / y.shape[1],
    "sum-of-squares": lambda a, y: anp.sum((y - a) ** 2),
    "half-sum-of-squares": lambda a, y: anp.sum((y - a) ** 2) / 2,
    "mean-absolute-error": lambda a, y: anp.sum(anp.abs(y - a)) / y.shape[1],
}


def cost_oracle(step: Case, params: Array) -> Any:
    """The cost of a step, written once more from the formulas, for `autograd` to differentiate."""
    network, values = step.recipe.network, step.program.namespace
    a, start, penalty = values["x"], 0, 0.0
    for number, layer in network.numbered():
        inputs = a.shape[1]
        weights = params[start : start + inputs * layer.size]
        biases = params[start + inputs * layer.size : start + (inputs + 1) * layer.size]
        start += (inputs + 1) * layer.size
        z = anp.dot(a, anp.reshape(weights, (inputs, layer.size))) + biases
        a = ACTIVATION_ORACLES[layer.activation.name](z)
        if layer.dropout:
            a = a * values[f"mask{number}"]
        r = layer.regularizer
        penalty += r.weights_l1 * anp.sum(anp.abs(weights)) + r.weights_l2 * anp.sum(weights**2)
        penalty += r.biases_l1 * anp.sum(anp.abs(biases)) + r.biases_l2 * anp.sum(biases**2)
    return LOSS_ORACLES[step.recipe.loss.name](a, values["y"]) / len(values["x"]) + penalty


@given(cases(optimizers=GRADIENT_OPTIMIZERS))
@settings(max_examples=150, deadline=None)
def test_equals_autograd_on_formulas_written_separately(step: Case) -> None:
    params = step.state.params.copy()
    gradient = run(step)
    assert float(step.program.namespace["C"]) == pytest.approx(cost_oracle(step, params), rel=1e-10)
    expected = grad(lambda theta: cost_oracle(step, theta))(params)
    np.testing.assert_allclose(gradient, expected, rtol=1e-9, atol=1e-11)
