"""Ticks of epochs stand apart, at round numbers."""

from itertools import pairwise

import numpy as np
import pytest

from app.time_bar.epochs import ticks


def test_few_epochs_all_have_a_tick_but_the_first() -> None:
    found = ticks(np.array([0, 157, 314]), lambda step: step)
    assert [(tick.number, tick.step, tick.x) for tick in found] == [(2, 157, 157), (3, 314, 314)]


def test_no_tick_where_no_second_epoch_began() -> None:
    assert ticks(np.array([0]), lambda step: step) == []
    assert ticks(np.array([], np.int64), lambda step: step) == []


@pytest.mark.parametrize("epochs", [20, 200, 2000, 20_000])
def test_many_epochs_have_ticks_at_round_numbers_that_stand_apart(epochs: int) -> None:
    steps = np.arange(0, 40 * epochs, 40)
    found = ticks(steps, lambda step: 800 * step / (40 * epochs))
    every = found[1].number - found[0].number
    assert str(every).rstrip("0") in ("1", "2", "5")
    assert all(tick.number % every == 0 for tick in found)
    assert min(b.x - a.x for a, b in pairwise(found)) >= 6.9
    assert len(found) >= 19
