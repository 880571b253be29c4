"""The objective, against the statements of the step run anew from the first to the last."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.activations import LeakyReLU, Linear, ReLU, Softmax
from engine.addresses import Address, BiasId, EdgeId, NodeId
from engine.layers import Dense
from engine.losses import CROSS_ENTROPY, MEAN_ABSOLUTE_ERROR
from engine.network import Network
from engine.objective import CHUNK, Objective
from engine.regularizers import Regularizer
from engine.step import State, compile_step
from engine.trace import Trace, take_trace
from tests.engine.cases import case, steps, trainer
from tests.engine.strategies import addresses, traces
from tests.engine.traces import trace

Array = NDArray[Any]
PENALTY = Regularizer(0.1, 0.2, 0.3, 0.4)
NETWORK = Network(3, (Dense(4, dropout=0.3, regularizer=PENALTY), Dense(2, Softmax())))


def run_anew(done: Trace, address: Address, shift: float) -> tuple[Array, float]:
    """L and C in float64, with one number shifted for all examples."""
    recipe = replace(done.experiment.recipe, network=replace(done.network, precision="float64"))
    state = State.initial(recipe)
    state.params[:] = done.before["params"]
    program = compile_step(recipe, state, done.examples)
    values = program.namespace
    values["step"] = done.position.step
    values["x"][:], values["y"][:] = done.values["x"], done.values["y"]
    match address:
        case EdgeId(layer, source, target):
            values[f"W{layer}"][source, target] += shift
        case BiasId(layer, index):
            values[f"b{layer}"][index] += shift
        case NodeId(0, index):
            values["x"][:, index] += shift
    for operation in program.operations:
        operation.run()
        if isinstance(address, NodeId) and operation.writes == f"z{address.layer}":
            values[operation.writes][:, address.index] += shift
        if operation.writes == "C":
            break
    return values["L"], float(values["C"])


@pytest.mark.parametrize("precision", ["float32", "float64"])
@given(data=st.data())
@settings(max_examples=60, deadline=None)
def test_costs_are_those_of_the_whole_step_run_anew(precision: str, data: st.DataObject) -> None:
    done = data.draw(traces(precision))
    address = data.draw(addresses(done))
    objective = Objective(done)
    shifts = np.array([-1.5, -1e-3, 0, 0.1, 2])
    values = objective.value(address) + shifts
    expected = [run_anew(done, address, shift)[1] for shift in shifts]
    np.testing.assert_allclose(objective.costs_along(address, values), expected, rtol=1e-11)


@given(st.data())
@settings(max_examples=50, deadline=None)
def test_what_one_example_alone_sees_changes_its_loss_alone(data: st.DataObject) -> None:
    done = data.draw(traces())
    address = data.draw(addresses(done))
    example = data.draw(st.integers(0, done.examples - 1))
    objective = Objective(done)
    losses, cost = run_anew(done, address, 0.0)
    moved, _ = run_anew(done, address, 0.7)
    expected = cost + (moved[example] - losses[example]) / done.examples
    value = objective.value(address, example) + 0.7
    assert objective.cost_at(address, value, example) == pytest.approx(expected, rel=1e-11)


@given(st.data())
@settings(max_examples=50, deadline=None)
def test_all_parameters_of_a_layer_can_move_in_turn(data: st.DataObject) -> None:
    done = data.draw(traces())
    objective = Objective(done)
    for layer, _ in done.network.numbered():
        inputs, neurons = done.network.sizes[layer - 1 : layer + 1]
        values = objective.parameters(layer) + 0.3
        changes = objective.move_parameters(layer, np.arange(len(values)), values).changes
        edges: list[Address] = [EdgeId(layer, i, j) for i in range(inputs) for j in range(neurons)]
        for address, change in zip(
            [*edges, *(BiasId(layer, j) for j in range(neurons))], changes, strict=True
        ):
            cost = objective.cost_at(address, objective.value(address) + 0.3)
            assert objective.cost() + change == pytest.approx(cost, rel=1e-12)


def test_the_cost_and_the_masks_are_those_of_the_step() -> None:
    done = take_trace(steps(trainer(), 3))
    assert Objective(done).cost() == pytest.approx(done.values["C"], rel=1e-6)


def test_before_the_step_has_begun_its_cost_can_be_asked_for() -> None:
    training = trainer()
    objective, edge = Objective(take_trace(training)), EdgeId(1, 2, 3)
    training.step()
    assert objective.cost() == pytest.approx(training.cost, rel=1e-6)
    assert objective.value(edge) == Objective(take_trace(training)).value(edge)
    assert objective.cost_at(edge, objective.value(edge)) == objective.cost()


def test_values_are_of_an_example_or_the_mean_of_the_batch() -> None:
    done = trace(case(NETWORK, CROSS_ENTROPY, examples=6))
    objective = Objective(done)
    assert objective.value(BiasId(1, 2)) == done.before["b1"][2]
    assert objective.value(NodeId(0, 1), 4) == done.values["x"][4, 1]
    assert objective.value(NodeId(0, 1)) == pytest.approx(done.values["x"][:, 1].mean())
    assert objective.value(NodeId(2, 0), 3) == pytest.approx(done.values["z2"][3, 0], rel=1e-5)


def test_many_values_are_computed_a_chunk_at_a_time() -> None:
    objective = Objective(trace(case(NETWORK, CROSS_ENTROPY, examples=5)))
    assert objective.copies_at_a_time(1, 5) == CHUNK // 20
    values = np.linspace(-1, 1, 2 * objective.copies_at_a_time(1, 5) + 7)
    costs = objective.costs_along(EdgeId(1, 0, 0), values)
    assert costs.shape == values.shape
    assert costs[-1] == objective.cost_at(EdgeId(1, 0, 0), 1.0)
    assert len(objective.costs_along(EdgeId(1, 0, 0), np.array([]))) == 0


@pytest.mark.parametrize("activation", [ReLU(), LeakyReLU()])
def test_kinks_are_counted_where_z_changes_sign(activation: ReLU | LeakyReLU) -> None:
    network = Network(3, (Dense(4, activation), Dense(2, Softmax())))
    objective = Objective(trace(case(network, CROSS_ENTROPY, examples=6)))
    z = np.array([objective.value(NodeId(1, 2), example) for example in range(6)])
    bias = objective.value(BiasId(1, 2))
    low, high = (objective.move(BiasId(1, 2), np.array([bias + d])) for d in (-0.5, 0.5))
    expected = np.count_nonzero(np.abs(z) < 0.5)
    assert 0 < expected < 6
    np.testing.assert_array_equal(low.kinks_to(high), [expected])


def test_exactly_at_zero_is_a_kink_for_what_moves() -> None:
    network = Network(2, (Dense(2, ReLU()), Dense(2, Softmax())), "float64")
    done = trace(case(network, CROSS_ENTROPY, examples=1))
    values = {**done.values, "x": np.array([[1.0, 0.0]]), "z1": np.zeros((1, 2))}
    before = {"params": np.zeros(network.parameter_count())}
    objective = Objective(replace(done, values=values, before=before))

    def kinks(edge: EdgeId) -> int:
        low, high = (objective.move(edge, np.array([value])) for value in (-0.1, 0.1))
        return int(low.kinks_to(high)[0])

    assert kinks(EdgeId(1, 0, 1)) == 1
    assert kinks(EdgeId(1, 1, 1)) == 0  # its input is 0, so z stays where it is


def test_an_absolute_error_and_an_l1_penalty_have_kinks_too() -> None:
    network = Network(1, (Dense(1, Linear(), regularizer=Regularizer(weights_l1=0.1)),), "float64")
    objective = Objective(trace(case(network, MEAN_ABSOLUTE_ERROR, examples=2)))
    weight, bias = EdgeId(1, 0, 0), BiasId(1, 0)

    def kinks(address: Address, low: float, high: float) -> int:
        ends = [objective.move(address, np.array([value])) for value in (low, high)]
        return int(ends[0].kinks_to(ends[1])[0])

    assert kinks(bias, -1e3, 1e3) == 2  # a − y of both examples
    w = objective.value(weight)
    assert kinks(weight, w - 1e-9, w + 1e-9) == 0
    assert kinks(weight, -1e3, 1e3) == 3
