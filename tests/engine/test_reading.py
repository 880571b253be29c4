"""A reading has the numbers of its moment, each by its definition, and none of another."""

from collections.abc import Mapping
from itertools import product
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.activations import Sigmoid, Softmax
from engine.layers import Dense
from engine.losses import CROSS_ENTROPY, LOSSES, Loss
from engine.network import Network
from engine.optimizers import OPTIMIZERS
from engine.reading import EdgeQuantity, Focus, NeuronQuantity, Reading, ReadingLayout
from engine.regularizers import Regularizer
from engine.training import Trainer
from tests.engine.cases import cases, steps, trainer

FOCUSES = [Focus(example, edges) for example, edges in product((None, 0, 3), EdgeQuantity)]
PENALTY = Regularizer(weights_l1=0.01, weights_l2=0.02, biases_l2=0.03)

ARRAYS = {
    NeuronQuantity.ACTIVATION: "a",
    NeuronQuantity.PRE_ACTIVATION: "z",
    NeuronQuantity.ACTIVATION_GRADIENT: "da",
    NeuronQuantity.DELTA: "dz",
}


def reading(network: Network, values: Mapping[str, Any], focus: Focus) -> Reading:
    """Through a vector that holds other numbers before."""
    layout = ReadingLayout(network)
    vector = np.full(layout.size, 7, network.precision)
    layout.write(values, focus, vector)
    return layout.read(vector, focus)


def of(driven: Trainer, focus: Focus) -> Reading:
    return reading(driven.experiment.network, driven.program.values, focus)


def penalized(precision: str = "float32") -> Trainer:
    """4-6-5-3 with dropout and penalties."""
    hidden = (Dense(6, Sigmoid(), dropout=0.4, regularizer=PENALTY), Dense(5, regularizer=PENALTY))
    network = Network(4, (*hidden, Dense(3, Softmax())), precision)  # type: ignore[arg-type]
    return trainer(network=network)


def one(values: Mapping[str, Any], name: str, focus: Focus) -> NDArray[Any] | None:
    """The example's row, or the mean of all rows, by its definition."""
    if name not in values:
        return None
    rows = values[name]
    row: NDArray[Any] = rows.mean(axis=0) if focus.example is None else rows[focus.example]
    return row


def expected_edges(
    values: Mapping[str, Any], focus: Focus, quantity: EdgeQuantity, layer: int, before: str
) -> NDArray[Any] | None:
    weights: NDArray[Any] = values[f"W{layer}"]
    if quantity is EdgeQuantity.WEIGHT:
        return weights
    if quantity is EdgeQuantity.SIGNAL:
        a = one(values, before, focus)
        return None if a is None else a[:, np.newaxis] * weights
    if quantity is EdgeQuantity.GRADIENT and focus.example is not None:
        if f"dz{layer}" not in values:
            return None
        rows, deltas = values[before], values[f"dz{layer}"]
        return np.outer(rows[focus.example], deltas[focus.example])
    name = f"dW{layer}" if quantity is EdgeQuantity.GRADIENT else f"update_W{layer}"
    return values.get(name) if focus.edges is quantity else None


def expected_neurons(
    values: Mapping[str, Any], focus: Focus, quantity: NeuronQuantity, layer: int
) -> NDArray[Any] | None:
    if quantity is NeuronQuantity.BIAS:
        bias: NDArray[Any] = values[f"b{layer}"]
        return bias
    mean = one(values, f"{ARRAYS[quantity]}{layer}", focus)
    is_share = quantity in (NeuronQuantity.ACTIVATION_GRADIENT, NeuronQuantity.DELTA)
    return mean * values["m"] if is_share and mean is not None and focus.example is None else mean


def assert_same(actual: NDArray[Any] | None, expected: NDArray[Any] | None) -> None:
    if expected is None:
        assert actual is None
    else:
        assert actual is not None
        assert actual.dtype == expected.dtype
        tolerance = 2e-6 if expected.dtype == np.float32 else 1e-14
        np.testing.assert_allclose(actual, expected, rtol=tolerance, atol=tolerance)


@pytest.mark.parametrize("precision", ["float32", "float64"])
@pytest.mark.parametrize("focus", FOCUSES, ids=str)
def test_at_every_operation_all_that_is_computed_is_there_and_nothing_else(
    focus: Focus, precision: str
) -> None:
    driven = steps(penalized(precision), 2)
    for _ in driven.program.operations:
        driven.advance()
        found, values = of(driven, focus), driven.program.values
        for layer, before in ((1, "x"), (2, "a1_kept"), (3, "a2")):
            for quantity in EdgeQuantity:
                expected = expected_edges(values, focus, quantity, layer, before)
                assert_same(found.edges(quantity, layer), expected)
            for kind in NeuronQuantity:
                expected = expected_neurons(values, focus, kind, layer)
                assert_same(found.neurons(kind, layer), expected)
        loss = values.get("C") if focus.example is None else values.get("L")
        if loss is None:
            assert "L" not in found.fields
        else:
            wanted = loss if focus.example is None else loss[focus.example]
            assert found.fields["L"] == pytest.approx(wanted)


def test_before_a_step_there_are_inputs_and_parameters_only() -> None:
    found = of(penalized(), Focus(1, EdgeQuantity.UPDATE))
    parameters = {f"{name}{layer}" for name in "Wb" for layer in (1, 2, 3)}
    assert set(found.fields) == parameters | {"x", "y"}


@given(data=st.data())
@settings(max_examples=60, deadline=None)
@pytest.mark.parametrize("precision", ["float32", "float64"])
def test_of_any_network_the_fields_are_what_the_program_says(
    precision: str, data: st.DataObject
) -> None:
    case = data.draw(cases(precision))
    examples = case.program.namespace["m"]
    example = data.draw(st.integers(0, examples - 1))
    for _ in range(data.draw(st.integers(0, len(case.program.operations)))):
        case.program.advance()
    values = case.program.values
    found = reading(case.recipe.network, values, Focus(example, EdgeQuantity.UPDATE))
    for number, layer in case.recipe.network.numbered():
        sources = {field: f"{field}{number}" for field in ARRAYS.values()}
        for field, name in (sources | {"out": layer.output(number)}).items():
            assert (f"{field}{number}" in found.fields) == (name in values)
            if name in values:
                expected = values[name][example]
                np.testing.assert_array_equal(found.fields[f"{field}{number}"], expected)


@pytest.mark.parametrize("layer", [1, 2, 3])
def test_the_shares_of_all_examples_and_of_the_penalty_add_up_to_the_gradient(layer: int) -> None:
    driven = steps(penalized("float64"), 2)
    weights = driven.parameters[f"W{layer}"].copy()
    driven.step()
    values = driven.program.values
    shares = [
        of(driven, Focus(example)).edges(EdgeQuantity.GRADIENT, layer)
        for example in range(values["m"])
    ]
    penalty = 0.01 * np.sign(weights) + 2 * 0.02 * weights if layer < 3 else 0
    total = sum(share for share in shares if share is not None) + penalty
    np.testing.assert_allclose(total, values[f"dW{layer}"], rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("field", ["da1", "dz1"])
def test_derivatives_of_the_batch_are_the_sums_of_those_of_its_examples(field: str) -> None:
    driven = steps(penalized("float64"), 3)
    of_examples = [of(driven, Focus(n)).fields[field] for n in range(16)]
    np.testing.assert_allclose(
        of(driven, Focus(None)).fields[field], np.sum(of_examples, axis=0), rtol=1e-12
    )


def test_behind_dropout_it_is_the_derivative_by_the_activation_itself() -> None:
    driven = steps(penalized(), 2)
    quantity = NeuronQuantity.ACTIVATION_GRADIENT
    while driven.advance().writes != "da1_kept":
        pass
    assert of(driven, Focus(0)).neurons(quantity, 1) is None
    assert driven.advance().text == "da1 = da1_kept * mask1"
    values = driven.program.values
    found = of(driven, Focus(0)).neurons(quantity, 1)
    np.testing.assert_array_equal(found, values["da1_kept"][0] * values["mask1"][0])


@pytest.mark.parametrize(
    ("loss", "has_one"), [(CROSS_ENTROPY, False), (LOSSES["mean-squared-error"], True)]
)
def test_an_output_layer_fused_with_its_loss_has_no_derivative_by_its_activation(
    loss: Loss, has_one: bool
) -> None:
    found = of(steps(trainer(loss=loss), 1), Focus(0))
    quantity = NeuronQuantity.ACTIVATION_GRADIENT
    assert (found.neurons(quantity, found.network.depth) is not None) is has_one
    assert found.neurons(quantity, 1) is not None


def test_an_input_has_its_value_and_nothing_else() -> None:
    driven = penalized()
    found = of(driven, Focus(2))
    x = driven.program.values["x"]
    np.testing.assert_array_equal(found.neurons(NeuronQuantity.ACTIVATION, 0), x[2])
    others = set(NeuronQuantity) - {NeuronQuantity.ACTIVATION}
    assert [found.neurons(quantity, 0) for quantity in others] == [None] * len(others)


def test_in_a_smaller_batch_the_last_example_is_looked_at() -> None:
    driven = steps(penalized(), 4)
    x = driven.program.values["x"]
    assert len(x) == 12
    np.testing.assert_array_equal(of(driven, Focus(15)).fields["x"], x[11])


def test_an_optimizer_without_gradients_has_updates_but_no_gradients() -> None:
    driven = steps(trainer(optimizer=OPTIMIZERS["random-search"]()), 2)
    for example in (None, 0):
        found = of(driven, Focus(example, EdgeQuantity.GRADIENT))
        assert found.edges(EdgeQuantity.GRADIENT, 1) is None
        assert found.neurons(NeuronQuantity.DELTA, 1) is None
        assert (
            of(driven, Focus(example, EdgeQuantity.UPDATE)).edges(EdgeQuantity.UPDATE, 1)
            is not None
        )


def test_a_reading_can_only_be_looked_at() -> None:
    found = of(penalized(), Focus())
    with pytest.raises(ValueError, match="read-only"):
        found.fields["W1"][0, 0] = 1
    with pytest.raises(ValueError, match="read-only"):
        found.fields["x"][0] = 1
