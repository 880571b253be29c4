"""Arrow keys step numbers as their settings like it."""

from itertools import pairwise

import pytest

from app.controls.steps import GREATEST, Step, by, series, to_one, whole


@pytest.mark.parametrize(
    ("step", "numbers"),
    [
        (whole, [14, 15, 16, 17]),
        (series, [0.0, 1e-6, 2e-6, 5e-6, 1e-5]),
        (series, [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10]),
        (by(0.05), [-0.05, 0, 0.05, 0.1, 0.15, 0.2]),
        (to_one, [0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, 0.995]),
    ],
)
def test_up_and_down_go_the_same_way(step: Step, numbers: list[float]) -> None:
    for below, above in pairwise(numbers):
        assert (step(below, 1), step(above, -1)) == (above, below)


def test_a_number_beside_the_series_goes_to_its_neighbours() -> None:
    assert (series(0.03, 1), series(0.03, -1)) == (0.05, 0.02)
    assert (to_one(0.93, 1), to_one(0.93, -1)) == (0.95, 0.9)


def test_many_steps_at_once() -> None:
    assert whole(16, 10) == 26
    assert series(0.01, 3) == 0.1
    assert by(0.1)(0.5, -10) == -0.5


def test_nothing_lies_below_zero_in_a_series() -> None:
    assert series(0.0, -1) == 0
    assert to_one(0.0, -1) == 0
    assert to_one(0.999999, 1) < 1


@pytest.mark.parametrize("count", [1, -1, 10, -10])
def test_a_number_beyond_all_series_comes_back_to_the_greatest(count: int) -> None:
    assert series(float("inf"), count) <= GREATEST
    assert series(1e308, count) <= GREATEST
    assert series(GREATEST, 1) == GREATEST
