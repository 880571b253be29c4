"""Saliency is the derivative of an output by the inputs: by differences, and by `autograd`."""

from dataclasses import replace
from typing import Any

import autograd.numpy as anp
import numpy as np
import pytest
from autograd import grad
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.activations import ReLU, Softmax
from engine.errors import InputError
from engine.layers import Dense
from engine.losses import CROSS_ENTROPY
from engine.network import Network
from engine.probe import Probe
from engine.saliency import Saliency
from tests.engine.cases import Case, case, cases, experiment, trainer

Array = NDArray[Any]

STEP = 1e-4
KINK = 0.01
"""How far from a kink of ReLU a place must be to be differentiated."""

ORACLES = {
    "linear": lambda z: z,
    "relu": lambda z: anp.where(z > 0, z, 0.0),
    "leaky-relu": lambda z: anp.where(z > 0, z, 0.1 * z),
    "sigmoid": lambda z: 1 / (1 + anp.exp(-z)),
    "tanh": lambda z: 2 / (1 + anp.exp(-2 * z)) - 1,
    "softmax": lambda z: anp.exp(z) / anp.sum(anp.exp(z)),
}


def example(case: Case) -> Array:
    x: Array = case.program.namespace["x"][0].copy()
    return x


def differences(case: Case, x: Array, output: int) -> Array:
    """∂a/∂x by the five-point formula; none where that would step over a kink."""
    inputs = len(x)
    shifts = STEP * np.array([-2, -1, 0, 1, 2])
    moved = x + shifts[:, np.newaxis, np.newaxis] * np.eye(inputs)
    results = Probe(case.recipe, 5 * inputs).feed(case.state.params, moved.reshape(-1, inputs))
    depth = case.recipe.network.depth
    assume(all(np.abs(results[f"z{n}"]).min() > KINK for n in range(1, depth + 1)))
    a = results[f"a{depth}"][:, output].reshape(5, inputs)
    gradient: Array = (a[0] - 8 * a[1] + 8 * a[3] - a[4]) / (12 * STEP)
    return gradient


@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_equals_finite_differences(data: st.DataObject) -> None:
    case = data.draw(cases())
    x, output = example(case), data.draw(st.integers(0, case.recipe.network.output.size - 1))
    expected = differences(case, x, output)
    gradient = Saliency(case.recipe).input_gradient(case.state.params, x, output)
    np.testing.assert_allclose(gradient, expected, rtol=1e-7, atol=1e-9)


def output_oracle(case: Case, x: Any, output: int) -> Any:
    """An output, written once more from the formulas, for `autograd` to differentiate."""
    a, views = x, case.recipe.network.views(case.state.params.astype(np.float64))
    for number, layer in case.recipe.network.numbered():
        z = anp.dot(a, views[f"W{number}"]) + views[f"b{number}"]
        a = ORACLES[layer.activation.name](z)
    return a[output]


@pytest.mark.parametrize("precision", ["float32", "float64"])
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_equals_autograd_in_either_precision(precision: str, data: st.DataObject) -> None:
    case = data.draw(cases(precision))
    x, output = example(case), data.draw(st.integers(0, case.recipe.network.output.size - 1))
    expected = grad(lambda inputs: output_oracle(case, inputs, output))(x.astype(np.float64))
    gradient = Saliency(case.recipe).input_gradient(case.state.params, x, output)
    assert gradient.shape == x.shape
    np.testing.assert_allclose(gradient, expected, rtol=1e-9, atol=1e-12)


def test_the_outputs_of_a_softmax_speak_against_each_other() -> None:
    step = case(Network(4, (Dense(6), Dense(3, Softmax()))), CROSS_ENTROPY)
    saliency = Saliency(step.recipe)
    each = [saliency.input_gradient(step.state.params, example(step), n) for n in range(3)]
    assert all(gradient.any() for gradient in each)
    np.testing.assert_allclose(np.sum(each, axis=0), 0, atol=1e-15)


def test_a_sure_network_still_says_why() -> None:
    """Its output is 1 in float32, where no derivative would be left."""
    network = Network(2, (Dense(2, Softmax()),))
    step = case(network, CROSS_ENTROPY)
    params = np.array([30, 0, 0, 0, 0, 0], np.float32)
    x = np.array([1, 0], np.float32)
    assert Probe(step.recipe, 1).feed(params, x[np.newaxis])["a1"][0, 0] == 1
    gradient = Saliency(step.recipe).input_gradient(params, x, 0)
    assert gradient[0] == pytest.approx(30 * np.exp(-30), rel=1e-2)


def test_dropout_plays_no_part() -> None:
    kept = case(Network(4, (Dense(6), Dense(3, Softmax()))), CROSS_ENTROPY)
    layers = (Dense(6, ReLU(), dropout=0.5), Dense(3, Softmax()))
    dropping = replace(kept.recipe, network=Network(4, layers))
    without, with_it = (
        Saliency(recipe).input_gradient(kept.state.params, example(kept), 1)
        for recipe in (kept.recipe, dropping)
    )
    np.testing.assert_array_equal(without, with_it)


def test_each_answer_is_a_copy_of_its_own_and_nothing_else_is_changed() -> None:
    params, x = trainer().checkpoint().state.params, np.ones(4)
    kept = params.copy()
    saliency = Saliency(experiment().recipe)
    first = saliency.input_gradient(params, x, 0)
    before = first.copy()
    assert (saliency.input_gradient(params, 2 * x, 1) != before).any()
    np.testing.assert_array_equal(first, before)
    np.testing.assert_array_equal(saliency.input_gradient(params, x, 0), before)
    np.testing.assert_array_equal(params, kept)
    np.testing.assert_array_equal(x, 1)


def test_what_does_not_fit_is_refused() -> None:
    params, x = trainer().checkpoint().state.params, np.ones(4)
    saliency = Saliency(experiment().recipe)
    with pytest.raises(InputError, match=r"parameters of shape \(67,\), not \(66,\)\.$"):
        saliency.input_gradient(params[1:], x, 0)
    with pytest.raises(InputError, match=r"An input has the shape \(4,\), not \(1, 4\)\.$"):
        saliency.input_gradient(params, x[np.newaxis], 0)
    for output in (-1, 3):
        with pytest.raises(InputError, match=rf"no output {output}: they go from 0 to 2\.$"):
            saliency.input_gradient(params, x, output)
