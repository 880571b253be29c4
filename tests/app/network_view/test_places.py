import pytest

from app.network_view.geometry import Box, Geometry, Room, arrange
from app.network_view.places import Places
from app.network_view.zoom import Zoom
from engine.addresses import BiasId, EdgeId, NodeId

ROOM = Room(Box(30, 20, 600, 400))


def places_of(geometry: Geometry, zoom: Zoom | None = None, *, has_maps: bool = False) -> Places:
    return Places(geometry, zoom or Zoom(), 1.0, has_maps=has_maps)


def test_a_neuron_is_where_it_is_seen_through_the_zoom() -> None:
    geometry = arrange((4, 9, 3), (4,), ROOM)
    x, y = map(float, geometry.columns[1].places[5])
    spot = places_of(geometry, Zoom(1.5, 10.0, -20.0)).spot(NodeId(1, 5))
    assert spot is not None
    assert (spot.x, spot.y) == pytest.approx((1.5 * x + 10, 1.5 * y - 20))
    assert not spot.is_square
    assert spot.half_width == pytest.approx(1.5 * geometry.columns[1].radius)


@pytest.mark.parametrize("has_maps", [False, True])
def test_an_edge_runs_from_rim_to_rim(*, has_maps: bool) -> None:
    geometry = arrange((4, 9, 3), (4,), ROOM)
    places = places_of(geometry, has_maps=has_maps)
    line = places.line(EdgeId(1, 0, 7))
    start, end = places.spot(NodeId(0, 0)), places.spot(NodeId(1, 7))
    assert line is not None
    assert start is not None
    assert end is not None
    assert start.is_square == has_maps
    for spot, point in ((start, line.p1()), (end, line.p2())):
        dx, dy = point.x() - spot.x, point.y() - spot.y
        reach = max(abs(dx), abs(dy)) if has_maps else (dx**2 + dy**2) ** 0.5
        assert reach == pytest.approx(spot.half_width, abs=1e-3)


def test_a_pixel_is_a_square() -> None:
    geometry = arrange((16, 3), (4, 4), ROOM)
    spot = places_of(geometry).spot(NodeId(0, 6))
    assert spot is not None
    assert spot.is_square


def test_what_is_folded_is_at_the_handle_of_its_layer() -> None:
    geometry = arrange((4, 400, 3), (4,), ROOM)
    handle = geometry.columns[1].handle
    assert handle is not None
    places = places_of(geometry)
    spot = places.spot(NodeId(1, 200))
    assert spot is not None
    assert spot.is_folded
    assert (spot.x, spot.y) == (handle.x + handle.width / 2, handle.y + handle.height / 2)
    assert places.line(EdgeId(1, 0, 200)) is not None
    assert places.bias(BiasId(1, 200)) is None


def test_inputs_have_no_mark_of_a_bias() -> None:
    places = places_of(arrange((2, 3, 2), (2,), ROOM))
    assert places.bias(BiasId(0, 1)) is None
    assert places.bias(BiasId(1, 1)) is not None
