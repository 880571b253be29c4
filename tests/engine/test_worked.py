"""Statements worked out: the formula of every line, with its numbers, gives what the line gives."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.activations import Linear, ReLU, Sigmoid, Softmax
from engine.addresses import BiasId, EdgeId
from engine.layers import Dense
from engine.losses import CROSS_ENTROPY, LOSSES
from engine.network import Network
from engine.optimizers import OPTIMIZERS, Adam, Momentum
from engine.places import parameter_at
from engine.program import Operation
from engine.statements import Pass
from engine.worked import update_lines, worked
from tests.engine.cases import Case, case
from tests.engine.traces import calculated, steps, trace


def place(operation: Operation, data: st.DataObject) -> tuple[int, ...]:
    return tuple(data.draw(st.integers(0, size - 1)) for size in operation.shape)


@given(steps(), st.data())
@settings(max_examples=150, deadline=None)
def test_the_formula_of_every_statement_gives_its_number(step: Case, data: st.DataObject) -> None:
    done = trace(step)
    for operation in done.operations:
        index = place(operation, data)
        explanation = worked(done, operation, index)
        value = done.values[operation.writes]
        assert explanation.value == (value[index] if index else value), operation.text
        assert calculated(explanation, done) == pytest.approx(
            explanation.value, rel=1e-9, abs=1e-12
        ), operation.text


@given(steps("float32", ["momentum", "adam"]), st.data())
@settings(max_examples=40, deadline=None)
def test_an_operation_to_come_is_worked_out_from_what_it_will_read(
    step: Case, data: st.DataObject
) -> None:
    operations = step.program.operations
    next_ = data.draw(st.sampled_from(operations[: -len(operations) // 4]))
    index = place(next_, data)
    ahead = worked(trace(step, next_.number - 1), next_, index)
    step.program.advance()
    value = step.program.namespace[next_.writes]
    assert ahead.value == pytest.approx(float(value[index] if index else value), rel=1e-4, abs=1e-5)


def run(step: Case, count: int) -> None:
    for number in range(count):
        step.program.restart()
        step.program.namespace["step"] = number
        step.program.run()
    step.program.namespace["step"] = count


@pytest.mark.parametrize("precision", ["float32", "float64"])
@given(data=st.data(), before=st.integers(0, 3))
@settings(max_examples=120, deadline=None)
def test_the_lines_of_an_update_are_the_optimizers_to_the_bit(
    precision: str, data: st.DataObject, before: int
) -> None:
    step = data.draw(steps(precision))
    run(step, before)
    done = trace(step)
    network = step.recipe.network
    position = data.draw(st.integers(0, network.parameter_count() - 1))
    name, index = parameter_at(position, network)
    layer = int(name[1:])
    lines = update_lines(done, EdgeId(layer, *index) if name[0] == "W" else BiasId(layer, *index))
    assert lines[-1].value == step.state.params[position]
    for line in lines:
        if line.element.name not in ("change", "C_trial"):  # a random draw, a sum over examples
            assert float(calculated(line, done)) == line.value, line.template


def small(**settings: Any) -> Case:
    network = Network(2, (Dense(2, Sigmoid()), Dense(2, Softmax())), "float64")
    return case(network, CROSS_ENTROPY, examples=3, **settings)


def test_a_vector_on_the_right_of_its_own_line_is_from_before_the_step() -> None:
    step = small(optimizer=Momentum())
    run(step, 2)
    velocity = step.state.vectors["velocity"].copy()
    weight = step.state.params.copy()
    lines = update_lines(trace(step), EdgeId(1, 1, 0))
    assert [line.formula for line in lines] == [
        r"\beta \cdot v + \frac{\partial C}{\partial w^{(1)}_{1,0}}",
        r"-\eta \cdot v",
        r"w^{(1)}_{1,0} + \Delta w^{(1)}_{1,0}",
    ]
    assert [line.sign for line in lines] == [r"\leftarrow", "=", r"\leftarrow"]
    old = lines[0].factors[1]
    assert old.value == velocity[2]
    assert old.meaning.endswith("before this step")
    assert not old.can_open
    assert lines[1].factors[1].value == step.state.vectors["velocity"][2]
    assert lines[2].factors[0].value == weight[2]
    assert lines[0].factors[2].can_open


def test_adam_is_shown_with_its_corrections() -> None:
    lines = update_lines(trace(small(optimizer=Adam())), BiasId(2, 1))
    assert [line.symbol for line in lines] == [
        *("m_{1}", "m_{2}", "k_{1}", "k_{2}"),
        *(r"\Delta b^{(2)}_{1}", "b^{(2)}_{1}"),
    ]
    assert lines[4].formula == (
        r"-\frac{\frac{\eta}{k_{1}} \cdot m_{1}}{\sqrt{\frac{m_{2}}{k_{2}}} + \epsilon}"
    )


def test_only_lines_that_are_done_are_shown() -> None:
    step = small(optimizer=Momentum())
    count = len(step.program.operations)
    assert [line.element.name for line in update_lines(trace(step, count - 1), BiasId(1, 0))] == [
        "velocity",
        "update",
    ]
    assert update_lines(trace(small(), 0), BiasId(1, 0)) == ()


def test_a_weighted_sum_has_a_term_for_each_input_and_the_bias() -> None:
    done = trace(small())
    explanation = worked(done, done.operations[0], (2, 1))
    assert explanation.symbol == "z^{(1)}_{1}"
    assert explanation.formula == r"\sum_{i} x_{i} \cdot w^{(1)}_{i,1} + b^{(1)}_{1}"
    assert explanation.sum is not None
    np.testing.assert_array_equal(explanation.sum.columns[0], done.values["x"][2])
    np.testing.assert_array_equal(explanation.sum.columns[1], done.before["W1"][:, 1])
    assert explanation.sum.element_of(0, 1) == ("x", (2, 1))
    assert explanation.sum.element_of(1, 0) == ("W1", (0, 1))
    assert explanation.example == 2


def test_the_trial_of_random_search_is_shown_without_its_forward_pass() -> None:
    lines = update_lines(trace(small(optimizer=OPTIMIZERS["random-search"]())), BiasId(1, 0))
    assert [line.element.name for line in lines] == [
        *("change", "params_trial", "C_trial", "kept", "update", "params")
    ]


def test_activations_are_written_as_in_the_field() -> None:
    network = Network(2, (Dense(2, ReLU()), Dense(2, Linear())), "float64")
    done = trace(case(network, LOSSES["mean-squared-error"]))
    formulas = {
        op.writes: worked(done, op, (0, 0)[: len(op.shape)]).formula
        for op in done.operations
        if op.pass_ is not Pass.UPDATE
    }
    assert formulas["a1"] == r"\max(0, z^{(1)}_{0})"
    assert formulas["a2"] == "z^{(2)}_{0}"
    assert formulas["L"] == r"\frac{\sum_{k} (a^{(2)}_{k} - y_{k})^{2}}{n}"
    assert formulas["C"] == r"\frac{\sum_{s} L_{s}}{m}"
    assert formulas["da2"] == r"\frac{2 \cdot (a^{(2)}_{0} - y_{0})}{m\,n}"
    assert formulas["dz1"] == (
        r"\frac{\partial C}{\partial a^{(1)}_{0}} \cdot \operatorname{ReLU}'(z^{(1)}_{0})"
    )
