"""The past is kept within a budget of memory, and the far past more coarsely."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from engine.batches import Position
from engine.checkpoints import Checkpoints
from engine.training import Trainer
from tests.engine.cases import trainer


def at_step(driven: Trainer, step: int) -> Position:
    return driven.position._replace(step=step)


def store_of(driven: Trainer, slots: int) -> Checkpoints:
    state = driven.checkpoint().state
    size = state.params.nbytes * (1 + len(state.vectors))
    return Checkpoints(driven.experiment.recipe, slots * (size + 32))


@given(st.integers(1, 40), st.integers(1, 400))
def test_older_checkpoints_thin_out_evenly(slots: int, count: int) -> None:
    driven = trainer()
    store, state = store_of(driven, slots), driven.checkpoint().state
    for step in range(count):
        store.put(0, at_step(driven, step), state)
    kept = store.steps(0)
    assert 1 <= len(store) <= slots
    assert kept[-1] == count - 1
    if slots >= 8:
        assert kept[0] == 0
        gaps = np.diff(kept)
        assert gaps.max(initial=1) <= 4 * count / slots + 1


def test_the_nearest_checkpoint_is_of_the_right_branch() -> None:
    driven = trainer()
    store = store_of(driven, 10)
    for branch, step in ((0, 0), (0, 64), (0, 128), (1, 100)):
        state = driven.checkpoint().state
        state.params[0] = 1000 * branch + step
        store.put(branch, at_step(driven, step), state)

    def nearest(lineage: tuple[tuple[int, int], ...], step: int) -> float | None:
        found = store.nearest(lineage, step)
        return None if found is None else float(found.state.params[0])

    main, other = ((0, 10**6),), ((0, 90), (1, 10**6))
    assert [nearest(main, step) for step in (63, 64, 200)] == [0, 64, 128]
    assert [nearest(other, step) for step in (80, 99, 100, 200)] == [64, 64, 1100, 1100]
    store.forget(0, 64)
    assert nearest(main, 200) == 0
    assert nearest(((2, 10),), 200) is None


def test_what_is_there_is_not_put_again_and_a_copy_stays_as_it_was() -> None:
    driven = trainer()
    store, state = store_of(driven, 4), driven.checkpoint().state
    state.params[0] = 1
    store.put(0, at_step(driven, 5), state)
    state.params[0] = 2
    store.put(0, at_step(driven, 5), state)
    found = store.nearest(((0, 10),), 5)
    assert found is not None
    assert (found.state.params[0], found.position.step) == (1, 5)


def test_a_network_too_large_for_the_budget_has_no_checkpoints() -> None:
    driven = trainer()
    store = Checkpoints(driven.experiment.recipe, 100)
    store.put(0, driven.position, driven.checkpoint().state)
    assert len(store) == 0
    assert store.nearest(((0, 10),), 5) is None


def test_reserving_memory_leaves_what_is_there() -> None:
    driven = trainer()
    store, state = store_of(driven, 4), driven.checkpoint().state
    store.put(0, at_step(driven, 5), state)
    store.reserve()
    found = store.nearest(((0, 10),), 5)
    assert found is not None
    np.testing.assert_array_equal(found.state.params, state.params)
    assert len(store) == 1


def test_a_checkpoint_that_is_given_up_while_it_is_copied_is_not_there() -> None:
    driven = trainer()
    store = store_of(driven, 4)
    store.put(0, at_step(driven, 64), driven.checkpoint().state)
    assert store.at(0, 64) is not None
    assert store.at(0, 63) is None
    assert store.at(1, 64) is None
    assert store.at(0, -1) is None

    class Recycled:
        """Numbers that another process overwrites as soon as they are looked at."""

        def __getitem__(self, slot: int) -> object:
            store._header[slot, 1] = 128
            return np.zeros((3, len(driven.flat_parameters)))

    store._numbers = Recycled()  # type: ignore[assignment]  # as if it were shared memory
    assert store.at(0, 64) is None
