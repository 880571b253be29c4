"""Slopes, the Jacobian of softmax, ∂C/∂a of fused outputs, ∂C/∂x: what the step leaves out."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.activations import Activation, LeakyReLU, Linear, ReLU, Sigmoid, Softmax, Tanh
from engine.addresses import BiasId, EdgeId, NodeId
from engine.chain_rule import chain, explain
from engine.elements import Element
from engine.layers import Dense
from engine.losses import BINARY_CROSS_ENTROPY, CROSS_ENTROPY, LOSSES, Loss
from engine.network import Network
from engine.regularizers import Regularizer
from tests.engine.adding_up import BOUNDS, scale, with_gradients
from tests.engine.cases import Case, case
from tests.engine.traces import calculated, done_step, trace


@given(with_gradients, st.data())
@settings(max_examples=60, deadline=None)
def test_the_full_jacobian_gives_the_simplified_delta(step: Case, data: st.DataObject) -> None:
    done, network = trace(step), step.recipe.network
    example = data.draw(st.integers(0, done.examples - 1))
    for neuron in range(network.output.size):
        element = Element(f"dz{network.depth}", (example, neuron))
        explanation = explain(done, element, full=True)
        size = scale(explanation, done)
        if explanation.sum is not None:  # the step multiplies out what stands in parentheses here
            da, a, _ = explanation.sum.columns
            own = float(a[neuron])
            size = own * (abs(float(da[neuron])) + float(np.abs(da * a.astype(float)).sum()))
        bound = BOUNDS[network.precision] * size
        assert abs(float(calculated(explanation, done)) - explanation.value) <= bound


@pytest.mark.parametrize(
    ("hidden", "template"),
    [
        (Linear(), "1"),
        (ReLU(), "[#0 > 0]"),
        (LeakyReLU(0.1), r"[#0 > 0] + #1 \cdot [#0 \le 0]"),
        (Sigmoid(), r"#0 \cdot (1 - #0)"),
        (Tanh(), "1 - (#0)^{2}"),
    ],
    ids=lambda kind: getattr(kind, "name", ""),
)
def test_slopes_are_taken_apart(hidden: Activation, template: str) -> None:
    done = done_step(Softmax(), CROSS_ENTROPY, hidden=hidden)
    explanation = explain(done, Element("slope1", (1, 2)))
    assert explanation.template == template
    assert explanation.address == NodeId(1, 2)
    assert chain(done, NodeId(1, 2), 1).factors[-1].value == explanation.value


def test_a_kink_is_remarked_only_where_it_matters() -> None:
    step = case(Network(1, (Dense(2), Dense(2, Softmax())), "float64"), CROSS_ENTROPY)
    step.state.params[:4] = 1, 2, 0, 3  # W1 and b1
    step.program.namespace["x"][:] = 0
    done = trace(step)
    for element in (Element("slope1", (0, 0)), Element("dz1", (0, 0))):
        assert "z is exactly 0" in explain(done, element).remarks[0]
    assert chain(done, EdgeId(1, 0, 0), 0).remarks
    assert not chain(done, EdgeId(1, 0, 1), 0).remarks


def test_the_sign_of_nothing_is_remarked() -> None:
    layer = Dense(1, Linear(), regularizer=Regularizer(biases_l1=0.5))
    step = case(Network(1, (layer,), "float64"), LOSSES["mean-absolute-error"])
    step.state.params[:] = 1, 0
    step.program.namespace["y"][:] = step.program.namespace["x"]
    done = trace(step)
    assert "sign of 0" in explain(done, Element("da1", (0, 0))).remarks[0]
    assert "sign of 0" in chain(done, BiasId(1, 0), None).remarks[0]
    assert not chain(done, EdgeId(1, 0, 0), None).remarks


@pytest.mark.parametrize("precision", ["float32", "float64"])
@pytest.mark.parametrize(
    ("output", "loss"), [(Softmax(), CROSS_ENTROPY), (Sigmoid(), BINARY_CROSS_ENTROPY)]
)
def test_outputs_that_underflow_are_explained_with_finite_numbers(
    precision: Any, output: Activation, loss: Loss
) -> None:
    step = case(Network(1, (Dense(2, output),), precision), loss, examples=1)
    step.state.params[:] = 2000, -2000, 0, 0
    step.program.namespace["x"][:] = 1
    step.program.namespace["y"][:] = [0, 1]  # as wrong as can be
    done = trace(step)
    explanation = explain(done, Element("dz1", (0, 1)), full=True)
    assert calculated(explanation, done) == pytest.approx(explanation.value, rel=1e-6)
    assert "float64" in explanation.remarks[0]
    opened = explain(done, Element("da1", (0, 1)))
    assert np.isfinite(opened.value)
    assert opened.remarks == explanation.remarks


def test_an_input_has_a_derivative_too() -> None:
    done = done_step(Softmax(), CROSS_ENTROPY)
    dx = done.values["dz1"] @ done.before["W1"].T
    assert chain(done, NodeId(0, 1), 2).value == pytest.approx(dx[2, 1], rel=1e-12)
    batch = chain(done, NodeId(0, 1), None)
    assert batch.value == pytest.approx(dx[:, 1].sum(), rel=1e-12)
    assert batch.sum is not None
    assert batch.sum.element_of(0, 2) == ("dx", (2, 1))
