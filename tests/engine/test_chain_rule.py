"""The chain rule, taken apart: what is shown adds up to the gradient that the optimizer used."""

from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.activations import Activation, LeakyReLU, Linear, ReLU, Sigmoid, Softmax, Tanh
from engine.addresses import Address, BiasId, EdgeId, NodeId
from engine.chain_rule import chain, explain
from engine.elements import Element
from engine.errors import NotComputedError
from engine.explanation import Explanation, Over
from engine.layers import Dense
from engine.losses import BINARY_CROSS_ENTROPY, CROSS_ENTROPY, HALF_SUM_OF_SQUARES, LOSSES, Loss
from engine.network import Network
from engine.optimizers import OPTIMIZERS
from engine.places import parameter_of
from engine.regularizers import Regularizer
from engine.trace import Trace
from engine.worked import update_lines
from tests.engine.cases import Case, case
from tests.engine.traces import Calculator, calculated, steps, trace

GRADIENT_OPTIMIZERS = [name for name, kind in OPTIMIZERS.items() if kind.needs_gradients]
BOUNDS = {"float32": 1e-6, "float64": 1e-12}
with_gradients = st.sampled_from(["float32", "float64"]).flatmap(
    lambda precision: steps(precision, GRADIENT_OPTIMIZERS)
)


def parameters(network: Network) -> list[EdgeId | BiasId]:
    found: list[EdgeId | BiasId] = []
    for layer, _ in network.numbered():
        before, size = network.sizes[layer - 1 : layer + 1]
        found += [BiasId(layer, target) for target in range(size)]
        found += [EdgeId(layer, i, j) for i in range(before) for j in range(size)]
    return found


def nodes(network: Network) -> list[NodeId]:
    return [NodeId(layer, i) for layer, size in enumerate(network.sizes) for i in range(size)]


def gradient(done: Trace, address: EdgeId | BiasId) -> float:
    name, index = parameter_of(address)
    return float(done.values[f"d{name}"][index])


def scale(explanation: Explanation, done: Trace) -> float:
    """What the formula would give if nothing in it cancelled out."""
    numbers = {f"#{i}": abs(factor.value) for i, factor in enumerate(explanation.factors)}
    if explanation.sum is not None:
        numbers["#S"] = float(np.abs(explanation.sum.terms).sum())
    return abs(float(Calculator(explanation.template.replace("-", "+"), numbers).result()))


def assert_adds_up(explanation: Explanation, done: Trace) -> None:
    """Whether the shown terms and factors give the shown number."""
    bound = BOUNDS[done.network.precision] * scale(explanation, done)
    result = calculated(explanation, done)
    assert abs(float(result) - explanation.value) <= bound, explanation.template


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


class Unfolding:
    """Takes a number apart again and again, and computes it from what is known alone."""

    def __init__(self, done: Trace, *, full: bool) -> None:
        self.done = done
        self.full = full
        self.known: dict[Element, float] = {}

    def value(self, element: Element) -> float:
        if element not in self.known:
            is_delta = self.full and element.name.startswith("dz")
            self.known[element] = self.of(explain(self.done, element, full=is_delta))
        return self.known[element]

    def of(self, explanation: Explanation) -> float:
        if not explanation.template:
            return explanation.value
        numbers = {
            f"#{slot}": self.value(factor.element)
            if factor.element and factor.can_open
            else factor.value
            for slot, factor in enumerate(explanation.factors)
        }
        if explanation.sum is not None:
            numbers["#S"] = sum(self.terms(explanation))
        with np.errstate(all="ignore"):
            return float(Calculator(explanation.template, numbers).result())

    def terms(self, explanation: Explanation) -> Iterator[float]:
        total = explanation.sum
        assert total is not None
        for row in range(len(total.terms)):
            term = 1.0
            for number, column in enumerate(total.columns):
                element = total.element_of(number, row)
                term *= float(column[row]) if element is None else self.value(element)
            yield term


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


@given(with_gradients, st.data())
@settings(max_examples=40, deadline=None)
def test_every_number_that_a_step_has_can_be_explained(step: Case, data: st.DataObject) -> None:
    done = trace(step)
    for name, value in done.values.items():
        index = tuple(data.draw(st.integers(0, size - 1)) for size in np.shape(value))
        for example in (None, 0):
            explanation = explain(done, Element(name, index), example)
            assert explanation.symbol
            assert explanation.meaning
            is_share = example is not None and name.startswith(("dW", "db"))
            if name not in done.before and not is_share and name != "grads":
                assert explanation.value == float(value[index] if index else value)
            if is_share:
                assert "share of example 1" in explanation.meaning


# the example that is worked by hand in many places


@pytest.fixture
def by_hand() -> Case:
    network = Network(2, (Dense(2, Sigmoid()), Dense(2, Sigmoid())), "float64")
    step = case(network, HALF_SUM_OF_SQUARES, examples=1, learning_rate=0.5)
    for name, numbers in {
        "W1": [[0.15, 0.25], [0.20, 0.30]],
        "b1": 0.35,
        "W2": [[0.40, 0.50], [0.45, 0.55]],
        "b2": 0.60,
        "x": [[0.05, 0.10]],
        "y": [[0.01, 0.99]],
    }.items():
        step.program.namespace[name][:] = np.array(numbers)
    return step


def test_a_weight_of_the_output_layer_as_worked_by_hand(by_hand: Case) -> None:
    done = trace(by_hand)
    explanation = chain(done, EdgeId(2, 0, 0), 0)
    assert explanation.symbol == r"\frac{\partial C}{\partial w^{(2)}_{0,0}}"
    assert explanation.formula == (
        r"\frac{\partial C}{\partial a^{(2)}_{0}} \cdot \sigma'(z^{(2)}_{0}) \cdot a^{(1)}_{0}"
    )
    assert [f"{factor.value:.9f}" for factor in explanation.factors] == [
        *("0.741365070", "0.186815602", "0.593269992")
    ]
    assert f"{explanation.value:.9f}" == "0.082167041"
    new = update_lines(done, EdgeId(2, 0, 0))[-1]
    assert f"{new.value:.8f}" == "0.35891648"


def test_a_weight_of_the_hidden_layer_as_worked_by_hand(by_hand: Case) -> None:
    done = trace(by_hand)
    explanation = chain(done, EdgeId(1, 0, 0), 0)
    assert explanation.formula == (
        r"(\sum_{k} \frac{\partial C}{\partial z^{(2)}_{k}} \cdot w^{(2)}_{0,k})"
        r" \cdot \sigma'(z^{(1)}_{0}) \cdot x_{0}"
    )
    assert explanation.sum is not None
    assert [f"{term:.8f}" for term in explanation.sum.terms] == ["0.05539942", "-0.01904912"]
    assert f"{explanation.sum.total:.9f}" == "0.036350306"
    assert [f"{factor.value:.9f}" for factor in explanation.factors] == [
        *("0.241300709", "0.050000000")
    ]
    assert f"{explanation.value:.9f}" == "0.000438568"
    assert f"{update_lines(done, EdgeId(1, 0, 0))[-1].value:.9f}" == "0.149780716"


def test_weights_are_those_that_the_step_began_with(by_hand: Case) -> None:
    explanation = chain(trace(by_hand), NodeId(1, 0), 0)
    assert explanation.sum is not None
    assert explanation.sum.columns[1].tolist() == [0.40, 0.50]
    assert by_hand.program.namespace["W2"][0, 0] != 0.40


# what is said about single numbers


def done_step(output: Activation, loss: Loss, **settings: Any) -> Trace:
    hidden = Dense(3, settings.pop("hidden", ReLU()), dropout=settings.pop("dropout", 0.0))
    return trace(case(Network(2, (hidden, Dense(2, output)), "float64"), loss, **settings))


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


def test_an_input_has_a_derivative_too() -> None:
    done = done_step(Softmax(), CROSS_ENTROPY)
    dx = done.values["dz1"] @ done.before["W1"].T
    assert chain(done, NodeId(0, 1), 2).value == pytest.approx(dx[2, 1], rel=1e-12)
    batch = chain(done, NodeId(0, 1), None)
    assert batch.value == pytest.approx(dx[:, 1].sum(), rel=1e-12)
    assert batch.sum is not None
    assert batch.sum.element_of(0, 2) == ("dx", (2, 1))


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
            with pytest.raises(NotComputedError, match="not computed in this step"):
                chain(done, address, example)
