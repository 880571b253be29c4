import numpy as np
import pytest

from app.inspector.slope import rounded, slope, stepped, usual_reach
from engine.addresses import BiasId, EdgeId, NodeId
from engine.objective import Objective
from engine.trace import take_trace
from tests.app.inspector.traces import trainer


def objective(operations: int | None = None) -> Objective:
    return Objective(take_trace(trainer(operations)))


def test_the_curve_goes_through_the_present_value_and_cost() -> None:
    made = objective()
    curve = slope(made, EdgeId(1, 2, 3), None, 1.0)
    middle = len(curve.xs) // 2
    assert curve.xs[middle] == curve.value == made.value(EdgeId(1, 2, 3))
    assert curve.costs[middle] == pytest.approx(made.cost(), abs=1e-12)
    assert curve.reach == pytest.approx(1.0)


def test_the_tangent_touches_the_curve() -> None:
    curve = slope(objective(), BiasId(2, 1), None, 0.01)
    for x, cost in zip(curve.xs, curve.costs, strict=True):
        predicted = curve.predicted(float(x))
        assert predicted is not None
        assert predicted == pytest.approx(cost - curve.cost, abs=2e-5)


def test_a_weight_changes_for_all_examples_and_an_input_for_one() -> None:
    made = objective()
    assert slope(made, EdgeId(1, 2, 3), 4, 1.0).example is None
    one, all_ = (slope(made, NodeId(0, 2), example, 1.0) for example in (4, None))
    assert one.example == 4
    assert np.abs(one.costs - one.cost).max() < np.abs(all_.costs - all_.cost).max()


def test_without_a_gradient_there_is_no_prediction_and_the_reason_is_given() -> None:
    curve = slope(objective(2), EdgeId(1, 2, 3), None, 1.0)
    assert curve.predicted(0.5) is None
    assert curve.missing.startswith("∂C/∂")
    assert "will do so" in curve.missing


def test_ranges_are_round() -> None:
    assert [rounded(r) for r in (1.0, 1.2, 2.1, 7.0, 0.013)] == [1, 2, 5, 10, 0.02]
    assert [stepped(r, 1) for r in (1, 2, 5)] == [2, 5, 10]
    assert [stepped(r, -1) for r in (1, 2, 5)] == [0.5, 1, 2]
    assert usual_reach(objective(), EdgeId(1, 2, 3), None) >= 1
