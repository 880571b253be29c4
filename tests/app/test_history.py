"""The curves of a run grow, and can go back."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.history import History, Table


def test_a_table_has_its_rows_in_order() -> None:
    table = Table({"step": np.int64, "cost": np.float32})
    table.append({"step": [0, 1], "cost": np.array([0.5, 0.25])})
    table.append({"step": [2], "cost": [0.125]})
    assert (len(table), table.names) == (3, ("step", "cost"))
    assert table["step"].tolist() == [0, 1, 2]
    assert table["cost"].tolist() == [0.5, 0.25, 0.125]
    assert [table[name].dtype.name for name in table.names] == ["int64", "float32"]


@given(st.lists(st.one_of(st.integers(0, 400).map(range), st.integers(0, 400)), max_size=12))
def test_any_growing_and_forgetting_is_that_of_a_list(changes: list[range | int]) -> None:
    table, expected = Table({"n": np.int64}), list[int]()
    for change in changes:
        if isinstance(change, int):
            table.truncate(change)
            del expected[change:]
        else:
            table.append({"n": list(change)})
            expected += change
    assert table["n"].tolist() == expected


@given(st.integers(0, 300), st.integers(0, 300), st.booleans())
def test_a_copy_and_its_original_go_their_own_ways(
    rows: int, kept: int, original_first: bool
) -> None:
    table = Table({"n": np.int64})
    table.append({"n": range(rows)})
    copy = table.copy()
    copy.truncate(kept)
    grown = [(table, [-1] * 5), (copy, [-2] * 300)]
    for each, added in grown if original_first else reversed(grown):
        each.truncate(kept)
        each.append({"n": added})
    expected = list(range(min(rows, kept)))
    assert table["n"].tolist() == expected + [-1] * 5
    assert copy["n"].tolist() == expected + [-2] * 300


def test_a_column_can_only_be_looked_at() -> None:
    table = Table({"n": np.int64})
    table.append({"n": [1]})
    with pytest.raises(ValueError, match="read-only"):
        table["n"][0] = 2


def test_memory_grows_seldom() -> None:
    table = Table({"n": np.int64})
    buffers = set[int]()
    for n in range(10_000):
        table.append({"n": [n]})
        buffer = table["n"].base
        assert buffer is not None
        buffers.add(len(buffer))
    assert len(buffers) < 10
    assert max(buffers) < 30_000


def filled() -> History:
    """Six steps in epochs of two; every other one was measured in full."""
    history = History(layers=1)
    history.epochs.append({"step": [0, 2, 4, 6]})
    history.tests.append({"step": [2, 4, 6], "loss": [3, 2, 1], "quality": [0.1, 0.2, 0.3]})
    numbers = np.arange(6)
    steps = dict.fromkeys(history.steps.names, numbers)
    history.steps.append(steps)
    history.measured.append(dict.fromkeys(history.measured.names, numbers[::2]))
    return history


def test_there_are_norms_for_each_layer() -> None:
    assert History(layers=2).measured.names == (
        *("step", "quality"),
        *("gradient_norm1", "update_norm1", "weight_norm1"),
        *("gradient_norm2", "update_norm2", "weight_norm2"),
    )


@pytest.mark.parametrize(
    ("step", "steps", "measured", "tests", "epochs"),
    [
        (0, 0, 0, 0, 1),
        (1, 1, 1, 0, 1),
        (3, 3, 2, 1, 2),
        (4, 4, 2, 2, 3),
        (6, 6, 3, 3, 4),
        (99, 6, 3, 3, 4),
    ],
)
def test_going_back_forgets_what_came_later(
    step: int, steps: int, measured: int, tests: int, epochs: int
) -> None:
    """Of step 4 on, the test after four steps and the epoch that begins there are still true."""
    history = filled()
    history.forget_from(step)
    tables = (history.steps, history.measured, history.tests, history.epochs)
    assert tuple(map(len, tables)) == (steps, measured, tests, epochs)


def test_steps_that_nobody_recorded_are_done_all_the_same() -> None:
    history = History(2, unrecorded=250)
    assert (history.length, len(history.steps)) == (250, 0)
    assert history.up_to(100).length == 100
    history.steps.append({"step": [250], "cost": [0.5], "learning_rate": [0.1]})
    assert history.length == 251
    history.forget_from(20)
    assert history.length == 20
