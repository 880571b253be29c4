"""The chain rule, taken apart: what is shown adds up to the gradient that the optimizer used."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.activations import Softmax
from engine.addresses import Address, BiasId, EdgeId, NodeId
from engine.chain_rule import chain, explain
from engine.elements import Element
from engine.errors import NotComputedError
from engine.explanation import Over
from engine.layers import Dense
from engine.losses import CROSS_ENTROPY
from engine.network import Network
from engine.optimizers import OPTIMIZERS
from engine.places import parameter_of
from engine.regularizers import Regularizer
from engine.trace import Trace
from tests.engine.adding_up import (
    BOUNDS,
    GRADIENT_OPTIMIZERS,
    Unfolding,
    assert_adds_up,
    nodes,
    parameters,
    scale,
    with_gradients,
)
from tests.engine.cases import Case, case
from tests.engine.traces import Calculator, done_step, steps, trace


def gradient(done: Trace, address: EdgeId | BiasId) -> float:
    name, index = parameter_of(address)
    return float(done.values[f"d{name}"][index])


@given(with_gradients)
@settings(max_examples=100, deadline=None)
def test_terms_add_up_to_the_gradient_that_the_optimizer_used(step: Case) -> None:
    done = trace(step)
    for address in parameters(step.recipe.network):
        explanation = chain(done, address, None)
        assert explanation.value == gradient(done, address)
        assert_adds_up(explanation, done)


@given(with_gradients, st.data())
@settings(max_examples=100, deadline=None)
def test_every_chain_of_one_example_multiplies_out(step: Case, data: st.DataObject) -> None:
    done, network = trace(step), step.recipe.network
    example = data.draw(st.integers(0, done.examples - 1))
    for address in [*parameters(network), *nodes(network)]:
        explanation = chain(done, address, example)
        assert explanation.example == example
        assert explanation.address == address
        assert_adds_up(explanation, done)


@given(with_gradients)
@settings(max_examples=60, deadline=None)
def test_the_shares_of_all_examples_and_the_penalty_are_the_gradient(step: Case) -> None:
    done, network = trace(step), step.recipe.network
    for address in parameters(network):
        batch = chain(done, address, None)
        shares = [chain(done, address, example).value for example in range(done.examples)]
        assert batch.sum is not None
        assert batch.sum.over is Over.EXAMPLES
        np.testing.assert_allclose(batch.sum.terms, shares, rtol=1e-15)
        numbers = {f"#{i}": factor.value for i, factor in enumerate(batch.factors)}
        penalty = float(Calculator(batch.template, numbers | {"#S": 0.0}).result())
        bound = BOUNDS[network.precision] * scale(batch, done)
        assert abs(sum(shares) + penalty - batch.value) <= bound


@pytest.mark.parametrize("full", [False, True])
@given(step=steps("float64", GRADIENT_OPTIMIZERS), data=st.data())
@settings(max_examples=40, deadline=None)
def test_unfolded_to_the_last_factor_the_number_is_the_same(
    full: bool, step: Case, data: st.DataObject
) -> None:
    done = trace(step)
    unfolding = Unfolding(done, full=full)
    address: Address = data.draw(st.sampled_from(parameters(step.recipe.network)))
    example = data.draw(st.one_of(st.none(), st.integers(0, done.examples - 1)))
    explanation = chain(done, address, example)
    bound = 1e-9 * max(scale(explanation, done), 1e-3)
    assert abs(unfolding.of(explanation) - explanation.value) <= bound


@given(steps())
@settings(max_examples=60, deadline=None)
def test_the_cost_can_be_unfolded_too(step: Case) -> None:
    done = trace(step)
    cost = Unfolding(done, full=False).value(Element("C"))
    assert cost == pytest.approx(float(done.values["C"]), rel=1e-10)


@given(steps(), st.data())
@settings(max_examples=60, deadline=None)
def test_every_number_that_a_step_has_can_be_explained(step: Case, data: st.DataObject) -> None:
    done = trace(step)
    for name, value in done.values.items():
        index = tuple(data.draw(st.integers(0, size - 1)) for size in np.shape(value))
        explanation = explain(done, Element(name, index))
        assert explanation.symbol
        assert explanation.meaning
        if name not in done.parameters or name == "params":
            assert explanation.value == float(value[index] if index else value)
        for factor in explanation.factors:
            if factor.element is not None and factor.can_open:
                assert explain(done, factor.element).value == factor.value
        if name.startswith(("dW", "db")):
            assert "share of example 1" in explain(done, Element(name, index), 0).meaning


@given(with_gradients, st.sampled_from([np.nan, np.inf, 1e30]))
@settings(max_examples=40, deadline=None)
def test_numbers_that_are_not_finite_can_be_looked_at(step: Case, wrong: float) -> None:
    step.program.namespace["x"][:] = wrong
    with np.errstate(all="ignore"):
        done = trace(step)
    for address in [*parameters(step.recipe.network), *nodes(step.recipe.network)]:
        for example in (0, None):
            chain(done, address, example)
    for neuron in range(step.recipe.network.output.size):
        explain(done, Element(f"dz{step.recipe.network.depth}", (0, neuron)), full=True)


def test_dropout_is_a_factor_of_its_own() -> None:
    done = done_step(Softmax(), CROSS_ENTROPY, dropout=0.5)
    explanation = chain(done, EdgeId(1, 1, 2), 3)
    assert [factor.symbol for factor in explanation.factors] == [
        *("r^{(1)}_{2}", r"\operatorname{ReLU}'(z^{(1)}_{2})", "x_{1}")
    ]
    assert explanation.sum is not None
    assert explanation.sum.element == ("da1_kept", (3, 2))
    assert chain(done, EdgeId(2, 2, 1), 3).factors[1].symbol == r"\tilde{a}^{(1)}_{2}"


def test_penalties_are_terms_outside_the_sum() -> None:
    layer = Dense(2, Softmax(), regularizer=Regularizer(weights_l1=0.1, weights_l2=0.2))
    done = trace(case(Network(2, (layer,), "float64"), CROSS_ENTROPY))
    explanation = chain(done, EdgeId(1, 0, 1), None)
    assert explanation.template == r"#S + #0 \cdot \operatorname{sign}(#1) + 2 \cdot #2 \cdot #1"
    assert [factor.value for factor in explanation.factors] == [0.1, done.before["W1"][0, 1], 0.2]
    assert chain(done, EdgeId(1, 0, 1), 2).template == r"#0 \cdot #1"


def test_what_is_known_is_not_taken_apart() -> None:
    done = done_step(Softmax(), CROSS_ENTROPY)
    for element, words in {
        Element("x", (0, 1)): "as the data give it",
        Element("y", (0, 1)): "as the data give it",
        Element("W1", (0, 1)): "as it was when the step began",
        Element("learning_rate"): "a setting",
        Element("m"): "the number of examples in the batch",
    }.items():
        explanation = explain(done, element)
        assert explanation.template == ""
        assert not explanation.factors
        assert words in explanation.meaning
    assert explain(done, Element("W1", (0, 1))).value == done.before["W1"][0, 1]


def test_meanings_are_in_plain_words() -> None:
    done = done_step(Softmax(), CROSS_ENTROPY)
    assert chain(done, NodeId(1, 2), 3).meaning == (
        "how fast the cost changes with the pre-activation of neuron 2 in hidden layer 1, "
        "for example 4 of the batch"
    )
    assert chain(done, EdgeId(2, 1, 0), 3).meaning == (
        "how fast the cost changes with the weight from neuron 1 in hidden layer 1 to output 0: "
        "the share of example 4 of the batch"
    )
    assert chain(done, NodeId(1, 2), None).meaning == (
        "how fast the cost changes with the pre-activation of neuron 2 in hidden layer 1, "
        "in all examples alike"
    )


@pytest.mark.parametrize(
    ("address", "example", "what"),
    [
        (EdgeId(1, 0, 0), 0, "∂C/∂W1"),
        (EdgeId(1, 0, 0), None, "∂C/∂W1"),
        (BiasId(1, 0), 0, "∂C/∂b1"),
        (NodeId(1, 0), 0, "∂C/∂z1"),
        (NodeId(1, 0), None, "∂C/∂z1"),
        (NodeId(0, 0), 0, "∂C/∂z1"),
        (NodeId(0, 0), None, "∂C/∂z1"),
    ],
)
def test_what_is_not_computed_yet_is_not_explained(
    address: Address, example: int | None, what: str
) -> None:
    network = Network(2, (Dense(3), Dense(2, Softmax())))
    step = case(network, CROSS_ENTROPY)
    operations = {op.writes: op.number for op in step.program.operations}
    number = operations[what.replace("∂C/∂", "d")]
    with pytest.raises(NotComputedError) as caught:
        chain(trace(step, number - 1), address, example)
    assert str(caught.value) == f"{what} is not computed yet: operation {number} will do so."
    chain(trace(step, number), address, example)


def test_random_search_has_no_gradients_to_explain() -> None:
    done = done_step(Softmax(), CROSS_ENTROPY, optimizer=OPTIMIZERS["random-search"]())
    for address in (EdgeId(1, 0, 0), BiasId(2, 0), NodeId(1, 0), NodeId(0, 0)):
        for example in (0, None):
            with pytest.raises(NotComputedError, match="Random search does without gradients"):
                chain(done, address, example)
