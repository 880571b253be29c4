import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.network_view.edges import Edges
from app.network_view.geometry import Box, Geometry, Room, arrange
from app.network_view.nodes import bias_box
from app.network_view.picking import EDGE_REACH, Picker
from app.network_view.zoom import Zoom
from engine.addresses import BiasId, EdgeId, NodeId

ROOM = Room(Box(30, 20, 600, 400))
ZOOMS = [Zoom(), Zoom(3.0, -500.0, -300.0)]


def picker_of(geometry: Geometry) -> Picker:
    return Picker(geometry, Edges(geometry), 1.0)


@pytest.mark.parametrize("zoom", ZOOMS)
def test_the_middle_of_a_neuron_is_that_neuron(zoom: Zoom) -> None:
    geometry = arrange((4, 9, 3), (4,), ROOM)
    picker = picker_of(geometry)
    for column in geometry.columns:
        for index, (x, y) in enumerate(zoom.points(column.places)):
            assert picker.node(x, y, zoom) == NodeId(column.layer, index)


def test_a_pixel_is_an_input() -> None:
    geometry = arrange((16, 3), (4, 4), ROOM)
    x, y = geometry.columns[0].places[6]
    assert picker_of(geometry).node(float(x) + 3, float(y) - 3, Zoom()) == NodeId(0, 6)


def test_the_mark_at_the_lower_left_is_the_bias() -> None:
    geometry = arrange((2, 3, 2), (2,), ROOM)
    column = geometry.columns[1]
    x, y = column.places[2]
    box = bias_box(float(x), float(y), column.radius)
    assert box is not None
    middle = box.x + box.width / 2, box.y + box.height / 2
    assert picker_of(geometry).node(*middle, Zoom()) == BiasId(1, 2)


def test_inputs_have_no_bias() -> None:
    geometry = arrange((2, 3, 2), (2,), ROOM)
    column = geometry.columns[0]
    x, y = column.places[1]
    box = bias_box(float(x), float(y), column.radius)
    assert box is not None
    found = picker_of(geometry).node(box.x + 1, box.bottom - 1, Zoom())
    assert found in (None, NodeId(0, 1))


@given(st.floats(100, 560), st.floats(20, 420))
def test_edges_within_reach_are_found_and_no_others(x: float, y: float) -> None:
    geometry = arrange((5, 7, 3), (5,), ROOM)
    edges = Edges(geometry)
    found = set(Picker(geometry, edges, 1.0).edges(x, y, Zoom()).tolist())
    for place, (x1, y1, x2, y2) in enumerate(edges.lines.astype(float)):
        along = ((x - x1) * (x2 - x1) + (y - y1) * (y2 - y1)) / ((x2 - x1) ** 2 + (y2 - y1) ** 2)
        along = min(max(along, 0), 1)
        distance = np.hypot(x - x1 - along * (x2 - x1), y - y1 - along * (y2 - y1))
        if abs(distance - EDGE_REACH) > 1e-3:
            assert (place in found) == (distance < EDGE_REACH)


def test_the_reach_is_in_pixels_of_the_screen() -> None:
    geometry = arrange((1, 1), (1,), ROOM)
    picker = picker_of(geometry)
    zoom = ZOOMS[1]
    (x, y), _ = zoom.points(np.array([[330.0, 220.0], [0, 0]]))
    assert len(picker.edges(x, y + EDGE_REACH - 0.1, zoom)) == 1
    assert len(picker.edges(x, y + EDGE_REACH + 0.1, zoom)) == 0


@pytest.mark.parametrize("zoom", ZOOMS)
def test_a_fold_is_found_at_its_handle(zoom: Zoom) -> None:
    geometry = arrange((4, 512, 10), (4,), ROOM)
    handle = geometry.columns[1].handle
    assert handle is not None
    middle = np.array([[handle.x + handle.width / 2, handle.y + handle.height / 2]])
    ((x, y),) = zoom.points(middle)
    assert picker_of(geometry).fold(x, y, zoom) == 1
    assert picker_of(geometry).fold(x + 60, y, zoom) is None


def test_an_edge_of_a_folded_layer_has_its_own_name() -> None:
    geometry = arrange((4, 512, 10), (4,), ROOM)
    edges = Edges(geometry)
    place = edges.place(EdgeId(2, 511, 9))
    assert place is not None
    line = edges.lines[place]
    x, y = 0.7 * line[:2] + 0.3 * line[2:]
    found = Picker(geometry, edges, 1.0).edges(float(x), float(y), Zoom())
    assert EdgeId(2, 511, 9) in [edges.address(int(place)) for place in found]
