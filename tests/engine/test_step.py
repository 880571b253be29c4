"""The listing is what runs: as plain Python over NumPy it gives the same bits."""

import math
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.activations import LeakyReLU, Linear, ReLU, Softmax
from engine.layers import Dense
from engine.losses import CROSS_ENTROPY, MEAN_SQUARED_ERROR
from engine.network import Network
from engine.optimizers import OPTIMIZERS, SGD, Adam, Momentum, RandomSearch
from engine.regularizers import Regularizer
from engine.schedules import InverseTimeDecay
from engine.step import FUNCTIONS, compile_evaluation
from tests.engine.cases import Case, case, cases


def execute_as_text(step: Case) -> dict[str, Any]:
    """Run the statements as text, on copies, and put what they name together as they do."""
    network = step.recipe.network
    names: dict[str, Any] = {
        name: value.copy() if isinstance(value, np.ndarray) else value
        for name, value in step.program.namespace.items()
        if isinstance(value, np.ndarray | int | float) and not name.startswith("_")
    }
    names |= network.views(names["params"])
    if step.recipe.optimizer.needs_gradients:
        names |= network.views(names["grads"], "d{}")
    names |= {"np": np, "math": math} | FUNCTIONS
    for operation in step.program.operations:
        before = names.get(operation.writes)
        exec(operation.text, names)
        if operation.writes.startswith(("dW", "db")) and before is not None:
            before[:] = names[operation.writes]  # they are parts of grads
        if operation.writes == "params_trial":
            names |= network.views(names["params_trial"], "{}_trial")
    return names


@pytest.mark.parametrize("precision", ["float32", "float64"])
@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_the_listing_as_plain_numpy_gives_the_same_bits(
    precision: str, data: st.DataObject
) -> None:
    step = data.draw(cases(precision))
    for number in range(2):
        step.program.namespace |= {"step": number, "epoch": number // 2}
        with np.errstate(all="ignore"):
            expected = execute_as_text(step)
        step.program.restart()
        step.program.run()
        for operation in step.program.operations:
            actual = step.program.namespace[operation.writes]
            np.testing.assert_array_equal(actual, expected[operation.writes], operation.text)


@pytest.mark.parametrize("kind", OPTIMIZERS.values(), ids=OPTIMIZERS)
def test_every_optimizer_ends_by_adding_its_update(kind: Any) -> None:
    network = Network(3, (Dense(4), Dense(2, Softmax())))
    last = case(network, CROSS_ENTROPY, optimizer=kind()).program.operations[-1]
    assert last.text == "params = params + update"


def test_listing_of_a_small_network() -> None:
    network = Network(2, (Dense(3, ReLU()), Dense(2, Softmax())))
    program = case(network, CROSS_ENTROPY, examples=4, optimizer=SGD()).program
    assert program.listing().splitlines() == [
        "01 forward   z1 = x @ W1 + b1                  (4, 3)",
        "02 forward   a1 = relu(z1)                     (4, 3)",
        "03 forward   z2 = a1 @ W2 + b2                 (4, 2)",
        "04 forward   a2 = softmax(z2)                  (4, 2)",
        "05 loss      L = softmax_cross_entropy(z2, y)  (4,)",
        "06 loss      C = L.sum() / m                   ()",
        "07 backward  dz2 = (a2 - y) / m                (4, 2)",
        "08 backward  dW2 = a1.T @ dz2                  (3, 2)",
        "09 backward  db2 = dz2.sum(axis=0)             (2,)",
        "10 backward  da1 = dz2 @ W2.T                  (4, 3)",
        "11 backward  dz1 = da1 * (z1 > 0)              (4, 3)",
        "12 backward  dW1 = x.T @ dz1                   (2, 3)",
        "13 backward  db1 = dz1.sum(axis=0)             (3,)",
        "14 update    update = -learning_rate * grads   (17,)",
        "15 update    params = params + update          (17,)",
    ]


def test_dropout_penalties_and_schedules_are_lines_of_the_listing() -> None:
    layers = (
        Dense(3, dropout=0.5, regularizer=Regularizer(0.1, 0.2, 0.3, 0.4)),
        Dense(1, Linear()),
    )
    program = case(
        Network(2, layers),
        MEAN_SQUARED_ERROR,
        optimizer=Momentum(),
        schedule=InverseTimeDecay("epoch"),
    ).program
    texts = [operation.text for operation in program.operations]
    for text in (
        "mask1 = dropout_mask(a1, dropout1, seed, step, 1)",
        "z2 = a1_kept @ W2 + b2",
        "R1 = l1_W1 * np.abs(W1).sum() + l2_W1 * np.square(W1).sum()"
        " + l1_b1 * np.abs(b1).sum() + l2_b1 * np.square(b1).sum()",
        "C = C0 + R1",
        "da1 = da1_kept * mask1",
        "dW1 = x.T @ dz1 + l1_W1 * np.sign(W1) + 2 * l2_W1 * W1",
        "learning_rate = initial_rate / (1 + decay * epoch)",
        "velocity = beta * velocity + grads",
    ):
        assert text in texts


def test_formulas_name_the_layer_and_balance_their_braces() -> None:
    layers = (Dense(3, dropout=0.5, regularizer=Regularizer(0.1)), Dense(2, Softmax()))
    program = case(Network(2, layers), CROSS_ENTROPY, optimizer=Adam()).program
    for operation in program.operations:
        assert operation.formula.count("{") == operation.formula.count("}")
        assert "(l)" not in operation.formula.replace("R^{(l)}", "")
    assert program.operations[0].formula == "z^{(1)} = x W^{(1)} + b^{(1)}"
    assert program.operations[4].formula == r"z^{(2)} = \tilde{a}^{(1)} W^{(2)} + b^{(2)}"


def test_random_search_needs_no_gradients_and_never_raises_the_cost_of_its_batch() -> None:
    network = Network(3, (Dense(4), Dense(2, Softmax())))
    step = case(network, CROSS_ENTROPY, optimizer=RandomSearch(), learning_rate=0.3)
    assert "grads" not in step.program.values
    outcomes = set()
    for number in range(30):
        before = step.state.params.copy()
        step.program.namespace["step"] = number
        step.program.restart()
        step.program.run()
        values = step.program.namespace
        outcomes.add(bool(values["kept"]))
        if values["kept"]:
            assert values["C_trial"] < values["C"]
            np.testing.assert_array_equal(step.state.params, values["params_trial"])
        else:
            np.testing.assert_array_equal(step.state.params, before)
    assert outcomes == {True, False}


@pytest.mark.parametrize("number", [np.float64(0.1), np.float32(0.1)])
def test_settings_may_be_numpy_numbers(number: Any) -> None:
    """They would make float32 results double, and the update another array than params reads."""
    network = Network(3, (Dense(4, LeakyReLU(number)), Dense(2, Softmax())))
    step = case(network, CROSS_ENTROPY, optimizer=Momentum(number), learning_rate=number)
    plain = float(number)
    same = case(network, CROSS_ENTROPY, optimizer=Momentum(plain), learning_rate=plain)
    for run in (step, same):
        run.program.run()
    np.testing.assert_array_equal(step.state.params, same.state.params)
    assert step.program.namespace["update"].any()


def test_an_evaluation_has_no_dropout_and_no_penalty() -> None:
    layers = (Dense(3, dropout=0.5, regularizer=Regularizer(0.1)), Dense(2, Softmax()))
    step = case(Network(2, layers), CROSS_ENTROPY)
    texts = [op.text for op in compile_evaluation(step.recipe, step.state, 4).operations]
    assert texts == [
        "z1 = x @ W1 + b1",
        "a1 = relu(z1)",
        "z2 = a1 @ W2 + b2",
        "a2 = softmax(z2)",
        "L = softmax_cross_entropy(z2, y)",
    ]
