"""A program can be stepped, run from anywhere, listed, and asked only for what is true now."""

import numpy as np
import pytest

from engine.activations import Softmax
from engine.layers import Dense
from engine.losses import CROSS_ENTROPY
from engine.network import Network
from engine.optimizers import Momentum
from engine.statements import Pass
from tests.engine.cases import Case, case


@pytest.fixture
def step() -> Case:
    network = Network(3, (Dense(4), Dense(2, Softmax())))
    return case(network, CROSS_ENTROPY, optimizer=Momentum())


def test_operations_come_in_the_order_of_the_passes(step: Case) -> None:
    passes = [operation.pass_ for operation in step.program.operations]
    assert list(dict.fromkeys(passes)) == list(Pass)
    assert [op.number for op in step.program.operations] == list(range(1, len(passes) + 1))


@pytest.mark.parametrize("single", [0, 1, 5, 100])
def test_stepping_and_running_give_the_same_bits(single: int) -> None:
    network = Network(3, (Dense(4), Dense(2, Softmax())))
    run, stepped = (case(network, CROSS_ENTROPY, optimizer=Momentum()) for _ in range(2))
    for _ in range(3):
        run.program.restart()
        run.program.run()
        stepped.program.restart()
        for _ in range(min(single, len(stepped.program.operations))):
            stepped.program.advance()
        stepped.program.run()
    np.testing.assert_array_equal(run.state.params, stepped.state.params)


def test_next_tells_what_advance_will_do(step: Case) -> None:
    assert step.program.next is step.program.operations[0]
    assert step.program.advance() is step.program.operations[0]
    step.program.run()
    assert step.program.next is None
    with pytest.raises(IndexError):
        step.program.advance()


def test_a_value_is_there_only_once_it_is_computed_in_this_step(step: Case) -> None:
    values = step.program.values
    assert "z1" not in values
    with pytest.raises(KeyError, match="z1 is not computed yet: operation 1 will do so"):
        values["z1"]
    step.program.advance()
    assert "z1" in values
    step.program.run()
    assert set(values) >= {"z1", "a2", "C", "dW1", "grads", "update_W2"}
    step.program.restart()
    assert "z1" not in values
    assert "grads" not in values


def test_lasting_values_are_always_there(step: Case) -> None:
    values = step.program.values
    assert set(values) == {
        *("x", "y", "m", "step", "epoch", "seed", "learning_rate", "beta"),
        *("params", "W1", "b1", "W2", "b2", "velocity"),
    }
    assert len(values) == 14


def test_gradients_together_are_there_when_the_last_of_them_is(step: Case) -> None:
    while step.program.next and step.program.next.writes != "db1":
        step.program.advance()
    assert "dW1" in step.program.values
    assert "grads" not in step.program.values
    step.program.advance()
    assert "grads" in step.program.values


def test_values_cannot_be_changed_by_looking(step: Case) -> None:
    step.program.run()
    with pytest.raises(ValueError, match="read-only"):
        step.program.values["W1"][0, 0] = 1


def test_it_is_between_passes_where_the_next_operation_begins_another(step: Case) -> None:
    between = []
    while not step.program.is_finished:
        step.program.advance()
        if step.program.is_between_passes:
            between.append(step.program.operations[step.program.cursor].pass_)
    assert between == [Pass.LOSS, Pass.BACKWARD, Pass.UPDATE]
