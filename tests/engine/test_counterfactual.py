"""A counterfactual is a small change within the range for which the network answers the goal."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.activations import ACTIVATIONS, Activation, Linear, Sigmoid, Softmax, Tanh
from engine.counterfactual import MARGIN, MOST_STEPS, Counterfactual, counterfactual
from engine.errors import InputError
from engine.layers import Dense
from engine.losses import CROSS_ENTROPY, MEAN_SQUARED_ERROR
from engine.network import Network
from engine.probe import Probe
from engine.step import Recipe
from tests.engine.cases import activations, case, experiment, labelled, networks, steps, trainer

Array = NDArray[Any]


def seek(
    recipe: Recipe, params: Array, x: Array, goal: int, low: Any = -3.0, high: Any = 3.0
) -> Counterfactual:
    return counterfactual(recipe, params, x, goal, low, high, lambda *_: True)


def recipe(network: Network) -> Recipe:
    loss = CROSS_ENTROPY if isinstance(network.output.activation, Softmax) else MEAN_SQUARED_ERROR
    return case(network, loss).recipe


def answers(recipe: Recipe, params: Array, x: Array) -> Array:
    name = f"a{recipe.network.depth}"
    outputs: Array = Probe(recipe, 1).feed(params, x[np.newaxis])[name][0].copy()
    return outputs


def lead(outputs: Array, goal: int) -> float:
    each = outputs if len(outputs) > 1 else np.array([1 - outputs[0], outputs[0]])
    return float(each[goal] - np.delete(each, goal).max())


@pytest.fixture(scope="module")
def learnt() -> Array:
    """The parameters of a network that tells the three clouds of `labelled()` apart."""
    return steps(trainer(), 400).checkpoint().state.params


def test_every_cloud_can_be_made_another(learnt: Array) -> None:
    data = labelled()
    for row in range(9):
        for goal in range(3):
            found = seek(experiment().recipe, learnt, data.train.x[row], goal, -4, 6)
            assert found.is_reached
            assert found.goal == goal
            assert found.outputs.argmax() == goal


@pytest.mark.parametrize("precision", ["float32", "float64"])
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_what_it_says_of_any_network_is_so(precision: str, data: st.DataObject) -> None:
    network = data.draw(networks(data.draw(st.sampled_from(activations())), precision))
    step = case(network, recipe(network).loss, seed=data.draw(st.integers(0, 1000)))
    goal = data.draw(st.integers(0, max(network.output.size, 2) - 1))
    low = np.full(network.inputs, -2.0)
    high = low + data.draw(st.sampled_from([0.0, 0.5, 4.0]))
    x = step.program.namespace["x"][0].clip(low, high).astype(precision)
    params, kept = step.state.params.copy(), x.copy()
    found = seek(step.recipe, params, x, goal, low, high)
    assert found.x.dtype == x.dtype
    assert ((low <= found.x) & (found.x <= high)).all()
    np.testing.assert_array_equal(found.outputs, answers(step.recipe, params, found.x))
    assert found.is_reached == (lead(found.outputs, goal) >= MARGIN)
    assert 0 <= found.steps <= MOST_STEPS
    if not found.steps:
        np.testing.assert_array_equal(found.x, x)
    np.testing.assert_array_equal(params, step.state.params)
    np.testing.assert_array_equal(x, kept)
    again = seek(step.recipe, params, x, goal, low, high)
    np.testing.assert_array_equal(again.x, found.x)
    assert again.steps == found.steps


@pytest.mark.parametrize("output", [Linear(), Sigmoid(), Tanh(), Softmax()], ids=str)
def test_it_is_the_least_change_where_that_is_known(output: Activation) -> None:
    """In a single layer the nearest place is straight ahead, along the difference of weights."""
    network = Network(2, (Dense(2, output),), "float64")
    params = np.array([3.0, 0, 4, 0, 0, 0])  # z = 3 x₁ + 4 x₂ and 0
    x = np.array([0.6, 0.8]) * -0.5  # half a unit behind the line on which both are alike
    found = seek(recipe(network), params, x, goal=0)
    assert found.is_reached
    assert lead(found.outputs, 0) == pytest.approx(MARGIN, abs=0.01)
    change = found.x - x
    np.testing.assert_allclose(change / np.linalg.norm(change), [0.6, 0.8], atol=1e-3)
    assert 0.5 < np.linalg.norm(change) < 0.65


def test_an_input_of_a_wider_range_moves_further() -> None:
    """What counts is the change in shares of the range: that of the second is ten times as wide."""
    network = Network(2, (Dense(2, Linear()),), "float64")
    x = np.zeros(2)
    found = seek(
        recipe(network),
        np.array([1.0, 0, 1, 0, -1, 0]),
        x,
        goal=0,
        low=np.array([-1.0, -10]),
        high=np.array([1.0, 10]),
    )
    assert found.is_reached
    assert found.x[1] == pytest.approx(100 * found.x[0], rel=1e-6)


@pytest.mark.parametrize("goal", [0, 1])
@pytest.mark.parametrize("output", [Sigmoid(), Linear(), Tanh()], ids=str)
def test_a_single_output_has_two_sides(output: Activation, goal: int) -> None:
    network = Network(1, (Dense(1, output),), "float64")
    start = np.array([-1.0 if goal else 1.0])
    found = seek(recipe(network), np.array([2.0, 0]), start, goal)
    assert found.is_reached
    assert (found.outputs[0] > 0.5) == bool(goal)


def test_where_it_is_so_already_nothing_changes(learnt: Array) -> None:
    x = labelled().train.x[0]  # of class 0
    found = seek(experiment().recipe, learnt, x, goal=0)
    assert (found.is_reached, found.steps) == (True, 0)
    np.testing.assert_array_equal(found.x, x.astype(np.float32))


def test_an_input_outside_the_range_is_moved_into_it(learnt: Array) -> None:
    found = seek(experiment().recipe, learnt, np.array([9.0, -9, 0, 0]), goal=0)
    np.testing.assert_array_equal(found.x[:2], [3, -3])


def test_out_of_reach_is_said(learnt: Array) -> None:
    x = labelled().train.x[0]
    stuck = seek(experiment().recipe, learnt, x, goal=1, low=x - 0.01, high=x + 0.01)
    assert not stuck.is_reached
    assert lead(stuck.outputs, 1) < 0
    silent = seek(experiment().recipe, np.zeros_like(learnt), x, goal=1)
    assert (silent.is_reached, silent.steps) == (False, 0)


def test_a_network_that_has_run_away_reaches_nothing(learnt: Array) -> None:
    for value in (np.nan, np.inf, 3e38):
        found = seek(experiment().recipe, np.full_like(learnt, value), np.full(4, 1e300), goal=1)
        assert (found.is_reached, found.steps) == (False, 0)
        np.testing.assert_array_equal(found.x, 3)


def test_it_tells_how_far_it_is_and_can_be_stopped(learnt: Array) -> None:
    told = []

    def progress(done: int, total: int) -> bool:
        told.append((done, total))
        return done < 3

    x = labelled().train.x[0]
    found = counterfactual(experiment().recipe, learnt, x, 1, -4, 6, progress)
    assert told == [(done, MOST_STEPS) for done in range(4)]
    assert (found.is_reached, found.steps) == (False, 3)
    assert (found.x != x.astype(np.float32)).any()


def test_what_cannot_be_sought_is_refused(learnt: Array) -> None:
    x = np.zeros(4)
    clouds = experiment().recipe
    for goal in (-1, 3):
        with pytest.raises(InputError, match=rf"no class {goal}: .* go from 0 to 2\.$"):
            seek(clouds, learnt, x, goal)
    with pytest.raises(InputError, match="from 0 to 1"):
        seek(recipe(Network(1, (Dense(1, Sigmoid()),))), np.zeros(2), np.zeros(1), 2)
    with pytest.raises(InputError, match=r"has the shape \(4,\) and finite numbers"):
        seek(clouds, learnt, x[:3], 0)
    with pytest.raises(InputError, match=r"has the shape \(4,\) and finite numbers"):
        seek(clouds, learnt, x + np.nan, 0)
    with pytest.raises(InputError, match="to numbers that are not less"):
        seek(clouds, learnt, x, 0, low=1, high=0)
    for endless in (-np.inf, -1e300):
        with pytest.raises(InputError, match="from finite numbers"):
            seek(clouds, learnt, x, 0, low=endless)
    with pytest.raises(InputError, match=r"one number for all inputs or 4 numbers, not \(2,\)"):
        seek(clouds, learnt, x, 0, low=np.zeros(2))


def test_every_activation_of_outputs_keeps_the_order() -> None:
    """Uphill is sought by z: an activation whose a does not follow z would lead astray."""
    z = np.linspace(-3, 3, 61)[:, np.newaxis]
    for name in ACTIVATIONS:
        network = Network(1, (Dense(2, ACTIVATIONS[name]()),), "float64")
        outputs = Probe(recipe(network), 61).feed(np.array([1.0, 0, 0, 0]), z)["a1"][:, 0]
        assert (np.diff(outputs) >= 0).all()
