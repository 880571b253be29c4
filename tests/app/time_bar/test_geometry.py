"""Where steps and branches are on the time bar."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.time_bar.geometry import (
    Geometry,
    Stretch,
    epoch_at,
    first_lane,
    last_epoch,
    next_epoch,
    position,
)
from tests.app.time_bar.chronicles import branched, line, many, standing


def geometry(**settings: int) -> Geometry:
    return Geometry(branched(**settings), 100, 700, 1.0)


@given(st.integers(0, 500))
def test_a_step_of_the_followed_branch_is_found_where_it_is(step: int) -> None:
    places = geometry()
    assert places.step_at(places.x_of(step)) == step


def test_beyond_its_ends_are_its_first_and_its_last_step() -> None:
    places = geometry()
    assert places.step_at(0) == 0
    assert places.step_at(699) == 500
    assert Geometry(standing(line(0), 0), 0, 100, 1.0).step_at(50) == 0


def test_the_whole_width_is_the_furthest_step_of_any_branch() -> None:
    assert geometry().x_of(600) == 700


def test_the_followed_path_goes_from_branch_to_branch_back_to_the_start() -> None:
    assert list(geometry(current=2).path()) == [
        Stretch(2, 400, 550),
        Stretch(1, 200, 400),
        Stretch(0, 0, 200),
    ]
    assert [geometry(current=2).lane_of_step(step) for step in (0, 199, 200, 399, 400)] == [
        0, 0, 1, 1, 2,
    ]  # fmt: skip


def test_lanes_are_found_by_their_height() -> None:
    places = Geometry(many(), 100, 700, 1.5, first=2)
    assert list(places.lanes) == [2, 3, 4, 5]
    for lane in places.lanes:
        assert places.lane_at(places.y_of(lane)) == lane
    assert places.lane_at(0) is None
    assert places.lane_at(1000) is None


@pytest.mark.parametrize(("current", "first", "expected"), [(6, 0, 3), (0, 3, 0), (2, 1, 1)])
def test_the_followed_branch_is_scrolled_into_sight(
    current: int, first: int, expected: int
) -> None:
    assert first_lane(many(current), first) == expected


def test_a_position_counts_the_steps_that_are_done() -> None:
    assert position(standing(line(9), 0)) == 0
    assert position(standing(line(9), 5)) == 5


def test_epochs_are_counted_from_one_by_the_last_step_that_is_done() -> None:
    track = line(250)
    assert [epoch_at(track, k) for k in (0, 1, 100, 101, 200, 201, 250)] == [1, 1, 1, 2, 2, 3, 3]


def test_from_epoch_to_epoch() -> None:
    track = line(250)
    assert [next_epoch(track, k) for k in (0, 99, 100, 200, 250)] == [100, 100, 200, 250, 250]
    assert [last_epoch(track, k) for k in (250, 200, 101, 100, 1, 0)] == [200, 100, 100, 0, 0, 0]
