import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.network_view.geometry import LEAST_SPACING, Box, Geometry, Room, arrange

BOX = Box(30, 20, 700, 400)

sizes = st.lists(st.integers(1, 700), min_size=2, max_size=10)
boxes = st.builds(Box, st.just(30.0), st.just(20.0), st.floats(200, 1500), st.floats(120, 900))


@given(sizes, boxes)
def test_everything_lies_inside_from_left_to_right(sizes: list[int], box: Box) -> None:
    geometry = arrange(sizes, (sizes[0],), Room(box))
    middles = [column.x for column in geometry.columns]
    assert middles == sorted(set(middles))
    for column in geometry.columns:
        assert column.places[:, 1].min() >= box.y - 0.01
        assert column.places[:, 1].max() <= box.bottom + 0.01
        assert box.x - 0.01 <= column.x <= box.right + 0.01


@given(sizes, boxes)
def test_neurons_of_a_column_never_overlap(sizes: list[int], box: Box) -> None:
    for column in arrange(sizes, (sizes[0],), Room(box)).columns:
        distances = np.diff(column.places[:, 1])
        assert (distances > 1.99 * column.radius).all()


@given(sizes, boxes)
def test_every_neuron_is_drawn_or_counted_as_folded(sizes: list[int], box: Box) -> None:
    for size, column in zip(sizes, arrange(sizes, (sizes[0],), Room(box)).columns, strict=True):
        assert len(column.shown) + column.folded == size
        assert (np.diff(column.shown) > 0).all()
        assert (column.handle is not None) == (box.height / size < LEAST_SPACING)


def folded() -> Geometry:
    return arrange((4, 512, 10), (4,), Room(BOX))


def test_a_folded_layer_shows_its_first_and_last_neurons() -> None:
    column = folded().columns[1]
    half = len(column.shown) // 2
    np.testing.assert_array_equal(column.shown[:half], np.arange(half))
    np.testing.assert_array_equal(column.shown[half:], np.arange(512 - half, 512))
    assert column.row(0) == 0
    assert column.row(511) == 2 * half - 1
    assert column.row(250) is None


def test_the_handle_lies_in_the_gap_of_a_folded_layer() -> None:
    column = folded().columns[1]
    half = len(column.shown) // 2
    handle = column.handle
    assert handle is not None
    assert column.places[half - 1, 1] + column.radius <= handle.y
    assert handle.bottom <= column.places[half, 1] - column.radius


def test_an_unfolded_layer_shows_every_neuron_and_keeps_its_handle() -> None:
    column = arrange((4, 512, 10), (4,), Room(BOX), frozenset({1})).columns[1]
    assert column.folded == 0
    assert column.handle is not None
    assert column.handle.bottom <= column.places[0, 1]


def test_a_picture_has_its_pixels_row_by_row() -> None:
    geometry = arrange((6, 3), (2, 3), Room(BOX))
    picture, pixels = geometry.picture, geometry.columns[0].places
    assert picture is not None
    assert pixels[0] == pytest.approx(
        (picture.x + picture.width / 6, picture.y + picture.height / 4)
    )
    assert pixels[4] == pytest.approx(
        (picture.x + picture.width / 2, picture.y + 0.75 * picture.height)
    )


def test_two_inputs_leave_room_for_the_plane_at_the_right() -> None:
    geometry = arrange((2, 16, 16, 3), (2,), Room(BOX), has_maps=True)
    assert geometry.plane is not None
    assert geometry.plane.x > geometry.columns[-1].x + geometry.columns[-1].radius
    assert geometry.plane.right <= BOX.right + 0.01
