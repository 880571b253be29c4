"""A trace holds still while the training goes on."""

import numpy as np
import pytest

from engine.errors import NotComputedError
from engine.trace import take_trace
from tests.engine.cases import bits, steps, trainer


def test_a_trace_of_a_finished_step_has_its_start_and_its_end() -> None:
    training = steps(trainer(), 2)
    start = training.checkpoint().state
    training.step()
    trace = take_trace(training)
    assert trace.is_finished
    assert trace.position.step == 2
    np.testing.assert_array_equal(trace.before["params"], start.params)
    np.testing.assert_array_equal(trace.before["moment1"], start.vectors["moment1"])
    np.testing.assert_array_equal(trace.values["W1"], training.parameters["W1"])
    assert (trace.values["W1"] != trace.before["W1"]).any()


def test_taking_a_trace_changes_nothing_and_what_follows_does_not_change_it() -> None:
    looked_at, alone = steps(trainer(), 3), steps(trainer(), 3)
    trace = take_trace(looked_at)
    kept = {name: np.copy(value) for name, value in trace.values.items()}
    for training in (looked_at, alone):
        steps(training, 2)
    assert bits(looked_at) == bits(alone)
    for name, value in trace.values.items():
        np.testing.assert_array_equal(value, kept[name])
        assert not isinstance(value, np.ndarray) or not value.flags.writeable


def test_in_mid_step_only_what_is_computed_is_there() -> None:
    training = trainer()
    for _ in range(2):
        operation = training.advance()
    trace = take_trace(training)
    assert trace.cursor == 2
    assert trace.read(operation.writes) is trace.values[operation.writes]
    with pytest.raises(NotComputedError, match="∂C/∂z1 is not computed yet: operation 1"):
        trace.read("dz1")
    with pytest.raises(NotComputedError, match=r"^C is not computed yet"):
        trace.require("C")


def test_an_operation_reads_what_is_there_when_its_turn_comes() -> None:
    trace = take_trace(steps(trainer(), 2))
    moment = trace.writers["moment1"]
    assert trace.read("moment1", moment) is trace.before["moment1"]
    assert trace.read("moment1", trace.writers["update"]) is trace.values["moment1"]
    assert trace.read("W1") is trace.before["W1"]
    assert trace.read("params", trace.writers["params"]) is trace.before["params"]
    assert trace.writers["grads"] is trace.writers["db1"]
    assert trace.writers["update_W2"] is trace.writers["update"]
