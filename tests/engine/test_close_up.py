"""A walk through an operation ends with what the operation computes, and can be walked back."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.activations import Softmax
from engine.addresses import EdgeId, NodeId
from engine.close_up import CloseUp, CloseUpWalk
from engine.layers import Dense
from engine.network import Network
from engine.trace import Trace, take_trace
from engine.training import Trainer
from tests.engine.cases import OUTPUTS, activations, experiment, labelled, trainer

Place = tuple[int, int] | None


def before(writes: str, **settings: Any) -> Trainer:
    """A trainer that is about to do the operation that writes this."""
    shown = trainer(**settings)
    while shown.program.next is None or shown.program.next.writes != writes:
        shown.advance()
    return shown


def walk(writes: str, example: int = 0, **settings: Any) -> CloseUpWalk:
    return CloseUpWalk(take_trace(before(writes, **settings)), example)


def seen(walk: CloseUpWalk) -> CloseUp:
    close_up = walk.close_up
    assert close_up is not None
    return close_up


def place(walk: CloseUpWalk) -> Place:
    return (seen(walk).number, seen(walk).terms) if walk.close_up else None


def places(walk: CloseUpWalk, **stride: bool) -> list[Place]:
    """All places from here to the end."""
    found = []
    while not walk.is_complete:
        walk.forward(**stride)
        found.append(place(walk))
    return found


@st.composite
def trainers(draw: st.DrawFn, precision: str) -> Trainer:
    """A little training of any kind, in the midst of a step."""
    output, loss = draw(st.sampled_from(OUTPUTS))
    hidden = Dense(
        draw(st.integers(1, 4)),
        draw(st.sampled_from(activations())),
        dropout=draw(st.sampled_from([0.0, 0.5])),
    )
    network = Network(4, (hidden, Dense(3, output)), precision)  # type: ignore[arg-type]
    batch = draw(st.integers(1, 7))
    training = Trainer(
        experiment(network=network, loss=loss, batch_size=batch, seed=draw(st.integers(0, 99))),
        labelled(),
    )
    training.step()
    for _ in range(draw(st.integers(0, 16))):
        training.advance()
    return training


def trace_of_next(training: Trainer) -> Trace:
    if training.program.is_finished:
        training.restore(training.checkpoint())
    return take_trace(training)


@pytest.mark.parametrize(("precision", "tolerance"), [("float32", 1e-6), ("float64", 1e-12)])
@given(data=st.data())
@settings(max_examples=40, deadline=None)
def test_the_last_total_is_what_the_operation_then_computes(
    precision: str, tolerance: float, data: st.DataObject
) -> None:
    training = data.draw(trainers(precision))
    way = CloseUpWalk(trace_of_next(training), example=2)
    ends = []
    while not way.is_complete:
        way.forward(by_neuron=True)
        if way.close_up:
            ends.append(seen(way))
    done = training.advance()
    assert done is way.operation
    for end in ends:
        computed = training.program.namespace[done.writes][end.explanation.element.index]
        terms = end.explanation.sum.terms if end.explanation.sum and end.terms else [computed]
        scale = np.abs(terms).sum() + abs(computed)
        assert end.explanation.value == computed
        assert end.total == pytest.approx(computed, rel=0, abs=tolerance * float(scale))


@given(training=trainers("float32"), by_neuron=st.booleans(), skip_zeros=st.booleans())
@settings(max_examples=40, deadline=None)
def test_the_way_back_visits_the_same_places(
    training: Trainer, by_neuron: bool, skip_zeros: bool
) -> None:
    way = CloseUpWalk(trace_of_next(training))
    there = places(way, by_neuron=by_neuron, skip_zeros=skip_zeros)[:-1]
    back = []
    while not way.is_at_start:
        way.back(by_neuron=by_neuron, skip_zeros=skip_zeros)
        back.append(place(way))
    assert back[:-1] == there[::-1]


def test_a_term_is_one_product_more() -> None:
    way = walk("z1")
    bias, inputs = 0.0, 4
    totals = []
    for terms in range(1, inputs + 1):
        way.forward()
        assert place(way) == (0, terms)
        assert seen(way).lit == EdgeId(1, terms - 1, 0)
        totals.append(seen(way).total)
    sums = seen(way).explanation.sum
    assert sums is not None
    np.testing.assert_allclose(totals, bias + np.cumsum(sums.terms))
    way.forward()
    assert place(way) == (1, 1)


def test_a_neuron_is_a_whole_sum() -> None:
    assert places(walk("z2"), by_neuron=True) == [(0, 8), (1, 8), (2, 8), None]


def test_a_neuron_has_all_its_weights() -> None:
    assert places(walk("dW2"), by_neuron=True) == [(7, 16), (15, 16), (23, 16), None]


def test_an_element_that_is_no_sum_is_one_place() -> None:
    way = walk("a1")
    assert places(way) == [*((number, 0) for number in range(8)), None]
    way.back()
    assert seen(way).lit == NodeId(1, 7)


def test_what_is_no_array_of_neurons_is_done_at_once() -> None:
    for writes in ("L", "C", "mask1", "moment1", "params"):
        assert places(walk(writes)) == [None]


def test_from_within_a_sum_the_neuron_is_completed() -> None:
    way = walk("z2")
    way.forward()
    way.forward()
    way.forward(by_neuron=True)
    assert place(way) == (0, 8)
    way.back()
    assert place(way) == (0, 7)


def test_products_of_zero_are_skipped() -> None:
    way = walk("z2", example=3)
    stops = [stop for stop in places(way, skip_zeros=True) if stop is not None]
    values = before("z2").program.values
    kept = values["a1_kept"][3]
    assert 0 < np.count_nonzero(kept) < 8
    assert [terms for number, terms in stops if number == 0] == list(np.flatnonzero(kept) + 1)


def test_weights_without_a_gradient_are_skipped() -> None:
    shown = before("dW2")
    values = shown.program.values
    kept = (values["a1_kept"] != 0).astype(int)
    sums = kept.T @ (values["dz2"] != 0)
    stops = places(CloseUpWalk(take_trace(shown)), skip_zeros=True)
    assert len(stops) - 1 == sums.sum()


def test_the_row_fills_as_neurons_are_completed() -> None:
    way = walk("z2", example=5)
    way.forward()
    row = seen(way).row
    assert row is not None
    assert np.isnan(row).all()
    way.forward(by_neuron=True)
    way.forward(by_neuron=True)
    row = seen(way).row
    assert row is not None
    after = before("z2")
    after.advance()
    np.testing.assert_array_equal(row[:2], after.program.namespace["z2"][5, :2])
    assert np.isnan(row[2])


def test_gradients_of_weights_have_no_row() -> None:
    way = walk("dW1")
    way.forward()
    assert seen(way).row is None
    assert seen(way).explanation.example is None


def test_an_example_beyond_a_smaller_batch_is_its_last() -> None:
    way = walk("z1", example=99)
    way.forward()
    assert seen(way).explanation.element.index == (15, 0)


def test_dead_neurons_are_passed_at_once() -> None:
    network = Network(4, (Dense(8, bias=-1e6), Dense(3, Softmax())))
    assert places(walk("z2", network=network), skip_zeros=True) == [None]
    assert places(walk("dW1", network=network), by_neuron=True, skip_zeros=True) == [None]
