"""The sizes that rounding is measured by: what was added up, before anything cancelled."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.activations import Linear, ReLU, Softmax
from engine.errors import NotComputedError
from engine.layers import Dense
from engine.losses import CROSS_ENTROPY, HALF_SUM_OF_SQUARES, MEAN_ABSOLUTE_ERROR
from engine.network import Network
from engine.rounding import cost_size, delta_sizes
from engine.trace import Trace
from tests.engine.cases import case
from tests.engine.strategies import traces
from tests.engine.traces import trace


@given(st.sampled_from(["float32", "float64"]).flatmap(traces))
@settings(max_examples=60, deadline=None)
def test_sizes_are_no_smaller_than_what_is_left(done: Trace) -> None:
    for layer, _ in done.network.numbered():
        deltas = np.abs(done.values[f"dz{layer}"].astype(float))
        assert (delta_sizes(done, layer) >= deltas * (1 - 1e-5)).all()
        assert cost_size(done, layer) >= float(done.values["C"])


def test_a_confident_right_answer_has_a_small_delta_of_large_numbers() -> None:
    network = Network(1, (Dense(2, Softmax()),))
    step = case(network, CROSS_ENTROPY, examples=1)
    values = step.program.namespace
    values["y"][:] = [[1, 0]]
    step.state.params[:] = [0, 0, 20, 0]
    done = trace(step)
    assert abs(done.values["dz1"][0, 0]) < 1e-6
    assert delta_sizes(done, 1)[0, 0] == pytest.approx(2)


def test_signs_lose_nothing() -> None:
    network = Network(1, (Dense(1, Linear()),))
    exact = trace(case(network, MEAN_ABSOLUTE_ERROR, examples=4))
    np.testing.assert_allclose(delta_sizes(exact, 1), 1 / 4)
    squares = trace(case(network, HALF_SUM_OF_SQUARES, examples=4))
    a, y = squares.values["a1"], squares.values["y"]
    expected = (np.abs(a - y) + np.abs(a) + np.abs(y)) / 4
    np.testing.assert_allclose(delta_sizes(squares, 1), expected, rtol=1e-6)


def test_where_no_gradient_passes_nothing_can_be_lost() -> None:
    network = Network(3, (Dense(4, ReLU(), bias=-100.0), Dense(2, Softmax())))
    assert not delta_sizes(trace(case(network, CROSS_ENTROPY)), 1).any()


def test_before_the_backward_pass_there_are_no_sizes() -> None:
    network = Network(3, (Dense(4), Dense(2, Softmax())))
    done = trace(case(network, CROSS_ENTROPY), 5)
    with pytest.raises(NotComputedError):
        delta_sizes(done, 1)
    with pytest.raises(NotComputedError):
        cost_size(done, 1)
