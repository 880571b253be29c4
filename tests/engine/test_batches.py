"""Batches: every example once an epoch, in an order that is a function of seed and epoch."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.activations import Array
from engine.batches import Batches, Position
from engine.errors import InputError


def one_epoch(batches: Batches, epoch: int = 0) -> list[Array]:
    position, seen = Position(epoch=epoch), []
    while position.epoch == epoch:
        seen.append(batches.indices(position).copy())
        position = batches.after(position)
    return seen


@given(st.integers(1, 50), st.data())
def test_an_epoch_shows_every_example_once(examples: int, data: st.DataObject) -> None:
    size = data.draw(st.integers(1, examples))
    batches = Batches(examples, size, seed=3)
    seen = one_epoch(batches)
    assert sorted(np.concatenate(seen)) == list(range(examples))
    assert len(seen) == batches.steps_per_epoch
    assert {len(batch) for batch in seen[:-1]} <= {size}
    assert 1 <= len(seen[-1]) <= size


def test_the_next_epoch_begins_where_the_last_one_ends() -> None:
    batches, position = Batches(10, 4, seed=0), Position()
    places = [position := batches.after(position) for _ in range(6)]
    assert places == [(1, 0, 4), (2, 0, 8), (3, 1, 0), (4, 1, 4), (5, 1, 8), (6, 2, 0)]


def test_the_last_batch_is_smaller_and_not_dropped() -> None:
    assert [len(batch) for batch in one_epoch(Batches(10, 4, seed=0))] == [4, 4, 2]


def test_none_means_all_examples_at_once() -> None:
    assert [len(batch) for batch in one_epoch(Batches(10, None, seed=0))] == [10]


def test_the_order_is_a_function_of_seed_and_epoch() -> None:
    def order(seed: int, epoch: int) -> list[int]:
        return [int(i) for batch in one_epoch(Batches(20, 6, seed), epoch) for i in batch]

    assert order(1, 0) == order(1, 0)
    assert order(1, 0) != order(1, 1)
    assert order(1, 0) != order(2, 0)


def test_another_batch_size_in_mid_epoch_still_shows_every_example_once() -> None:
    small, large = Batches(10, 2, seed=5), Batches(10, 3, seed=5)
    position = Position()
    seen = [small.indices(position)]
    position = small.after(position)
    while position.epoch == 0:
        seen.append(large.indices(position))
        position = large.after(position)
    assert sorted(np.concatenate(seen)) == list(range(10))


@pytest.mark.parametrize(
    ("size", "sentence"), [(0, "at least 1 example"), (-1, "at least 1"), (11, "size from 1 to 10")]
)
def test_a_size_that_cannot_be(size: int, sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        Batches(10, size, seed=0)
