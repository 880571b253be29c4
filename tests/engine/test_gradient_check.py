"""The gradient check finds what is wrong, and only that."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.activations import Linear, ReLU, Sigmoid, Softmax
from engine.addresses import Address, BiasId, EdgeId, NodeId
from engine.errors import NotComputedError
from engine.gradient_check import WORST, CheckResult, check_all, nudge
from engine.initializers import Normal
from engine.layers import Dense
from engine.losses import CROSS_ENTROPY, HALF_SUM_OF_SQUARES
from engine.network import Network
from engine.objective import Objective
from engine.optimizers import OPTIMIZERS
from engine.regularizers import Regularizer
from engine.trace import Trace
from tests.engine.cases import case
from tests.engine.strategies import addresses, traces
from tests.engine.traces import trace

SMOOTH = Network(3, (Dense(5, Sigmoid(), dropout=0.3), Dense(3, Softmax())))


def altered(done: Trace, **changes: Any) -> Objective:
    """The objective of the same step, with other values."""
    return Objective(replace(done, values={**done.values, **changes}))


def count(result: CheckResult) -> tuple[int, int, int]:
    return result.agreeing, result.at_kink, result.disagreeing


@pytest.mark.parametrize("precision", ["float32", "float64"])
@given(data=st.data())
@settings(max_examples=80, deadline=None)
def test_no_gradient_of_the_engine_disagrees(precision: str, data: st.DataObject) -> None:
    done = data.draw(traces(precision))
    result = check_all(Objective(done))
    assert result.checked == result.total == done.network.parameter_count()
    assert result.disagreeing == 0, result.worst[0]


@pytest.mark.parametrize("precision", ["float32", "float64"])
@given(data=st.data())
@settings(max_examples=80, deadline=None)
def test_no_share_of_an_example_disagrees(precision: str, data: st.DataObject) -> None:
    done = data.draw(traces(precision))
    address = data.draw(addresses(done))
    example = data.draw(st.one_of(st.none(), st.integers(0, done.examples - 1)))
    found = nudge(Objective(done), address, example)
    assert found.agrees or found.is_at_kink, found


@pytest.mark.parametrize(
    ("address", "name"), [(EdgeId(1, 2, 4), "dW1"), (BiasId(2, 1), "db2"), (NodeId(1, 3), "dz1")]
)
def test_of_the_batch_it_is_the_gradient_that_the_optimizer_used(
    address: Address, name: str
) -> None:
    done = trace(case(SMOOTH, CROSS_ENTROPY))
    found = nudge(Objective(done), address)
    expected = {
        "dW1": done.values["dW1"][2, 4],
        "db2": done.values["db2"][1],
        "dz1": done.values["dz1"][:, 3].sum(),
    }
    assert found.backprop == pytest.approx(expected[name])
    assert found.agrees
    assert found.kinks == 0
    assert 0 <= found.relative_error < 1e-4
    slope = (found.cost_above - found.cost_below) / (2 * found.epsilon)
    assert slope == pytest.approx(found.difference, rel=1e-6)


def test_the_shares_of_all_examples_and_the_penalty_add_up() -> None:
    network = Network(3, (Dense(4, regularizer=Regularizer(weights_l2=0.5)), Dense(2, Softmax())))
    done = trace(case(network, CROSS_ENTROPY, examples=4))
    objective, edge = Objective(done), EdgeId(1, 0, 1)
    shares = [nudge(objective, edge, example).difference for example in range(4)]
    penalty = 2 * 0.5 * objective.value(edge)
    assert sum(shares) + penalty == pytest.approx(nudge(objective, edge).difference, rel=1e-8)


@pytest.mark.parametrize("factor", [1.01, -1.0, 0.5, np.nan, np.inf])
def test_a_planted_error_is_found_and_comes_first(factor: float) -> None:
    done = trace(case(SMOOTH, CROSS_ENTROPY))
    gradient = done.values["dW1"].copy()
    gradient[1, 2] *= factor
    objective = altered(done, dW1=gradient)
    result = check_all(objective)
    assert count(result) == (result.total - 1, 0, 1)
    assert result.worst[0].address == EdgeId(1, 1, 2)
    assert not result.worst[0].agrees
    assert not nudge(objective, EdgeId(1, 1, 2)).agrees


def test_a_wrong_layer_is_found_whole() -> None:
    done = trace(case(SMOOTH, CROSS_ENTROPY))
    result = check_all(altered(done, dW1=1.1 * done.values["dW1"]))
    assert result.disagreeing == 15
    assert {nudged.address.layer for nudged in result.worst[:15]} == {1}
    assert len(result.worst) == WORST


def test_at_a_kink_neither_is_called_wrong() -> None:
    network = Network(1, (Dense(1, ReLU()), Dense(1, Linear())), "float64")
    done = trace(case(network, HALF_SUM_OF_SQUARES, examples=1))
    before = {"params": np.array([0.0, 0.0, 1.0, 0.0])}  # z1 is exactly 0, so ReLU'(0) is taken
    values = {"z1": np.zeros((1, 1)), "y": np.ones((1, 1)), "dW1": np.zeros((1, 1))}
    at_zero = replace(done, before=before, values={**done.values, **values})
    found = nudge(Objective(at_zero), EdgeId(1, 0, 0))
    assert found.kinks == 1
    assert found.is_at_kink
    assert not found.agrees
    assert found.bend is None
    assert found.difference == pytest.approx(-done.values["x"][0, 0] / 2, rel=1e-4)


def test_a_large_epsilon_bends_and_a_tiny_one_drowns_in_rounding() -> None:
    network = Network(3, (Dense(5, Sigmoid(), Normal(2)), Dense(3, Softmax())))
    done = trace(case(network, CROSS_ENTROPY))
    objective, edge = Objective(done), EdgeId(1, 0, 1)
    usual, large, tiny = (nudge(objective, edge, None, e) for e in (None, 0.1, 1e-14))
    assert large.epsilon == 0.1
    assert large.error > 1000 * usual.error
    assert large.bend == pytest.approx(1.5 * large.error, rel=0.1)
    assert large.agrees
    assert tiny.error > 1000 * usual.error
    assert tiny.rounding > tiny.error
    assert tiny.agrees


def test_an_epsilon_beyond_all_bounds_gives_no_agreement_and_no_warning() -> None:
    objective = Objective(trace(case(SMOOTH, CROSS_ENTROPY)))
    assert not nudge(objective, EdgeId(2, 0, 0), epsilon=1e308).agrees
    assert check_all(objective, 1e308).agreeing < check_all(objective).agreeing


def test_progress_is_told_and_can_stop_it() -> None:
    objective = Objective(
        trace(case(Network(30, (Dense(500), Dense(3, Softmax()))), CROSS_ENTROPY))
    )
    calls: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        calls.append((done, total))
        return len(calls) < 3

    result = check_all(objective, progress=progress)
    assert len(calls) == 3
    assert calls[-1] == (result.checked, result.total)
    assert 0 < result.checked < result.total
    assert len(result.worst) == WORST


def test_what_is_not_computed_yet_is_not_checked() -> None:
    step = case(SMOOTH, CROSS_ENTROPY)
    delta = next(op.number for op in step.program.operations if op.writes == "dz2")
    objective = Objective(trace(step, delta))
    assert nudge(objective, NodeId(2, 0)).agrees
    assert nudge(objective, EdgeId(2, 0, 0), example=1).agrees
    with pytest.raises(NotComputedError, match="∂C/∂W1"):
        nudge(objective, EdgeId(1, 0, 0))
    with pytest.raises(NotComputedError, match="∂C/∂W2"):
        nudge(objective, EdgeId(2, 0, 0))
    with pytest.raises(NotComputedError):
        check_all(objective)


def test_random_search_computes_no_gradient_to_check() -> None:
    done = trace(case(SMOOTH, CROSS_ENTROPY, optimizer=OPTIMIZERS["random-search"]()))
    with pytest.raises(NotComputedError):
        nudge(Objective(done), EdgeId(1, 0, 0))
