from itertools import product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.network_view.edges import Edges, EdgeValues, strongest
from app.network_view.geometry import Box, Room, arrange
from engine.addresses import BiasId, EdgeId, NodeId
from engine.reading import EdgeQuantity, Focus
from tests.app.moments import snapshot
from tests.app.network_view.moments import classifier


def edges_of(*sizes: int, height: float = 400) -> Edges:
    return Edges(arrange(sizes, (sizes[0],), Room(Box(0, 0, 600, height))))


def test_every_edge_has_one_place() -> None:
    edges = edges_of(3, 2, 4)
    names = [EdgeId(1, i, j) for i, j in product(range(3), range(2))]
    names += [EdgeId(2, i, j) for i, j in product(range(2), range(4))]
    assert [edges.address(place) for place in range(len(edges))] == names
    assert [edges.place(name) for name in names] == list(range(14))


def test_an_edge_runs_from_its_source_to_its_target() -> None:
    geometry = arrange((3, 2, 4), (3,), Room(Box(0, 0, 600, 400)))
    edges = Edges(geometry)
    place = edges.place(EdgeId(2, 1, 3))
    assert place is not None
    ends = [*geometry.columns[1].places[1], *geometry.columns[2].places[3]]
    assert edges.lines[place] == pytest.approx(ends)


def test_a_picture_covers_only_the_start_of_an_edge() -> None:
    geometry = arrange((16, 3), (4, 4), Room(Box(0, 0, 600, 400)))
    edges, picture = Edges(geometry), geometry.picture
    assert picture is not None
    for whole, seen in zip(edges.lines, edges.seen, strict=True):
        x, y = seen[:2]
        is_on_right = x == pytest.approx(picture.right, abs=0.01)
        assert (
            is_on_right
            or y == pytest.approx(picture.y, abs=0.01)
            or (y == pytest.approx(picture.bottom, abs=0.01))
        )
        np.testing.assert_array_equal(seen[2:], whole[2:])
        slopes = [(e[3] - e[1]) / (e[2] - e[0]) for e in (whole, seen)]
        assert slopes[0] == pytest.approx(slopes[1], abs=1e-3)


def test_a_neuron_has_the_edges_into_it_and_out_of_it() -> None:
    edges = edges_of(3, 2, 4)
    own = [edges.address(int(p)) for part in edges.of(NodeId(1, 1)) for p in part.places]
    assert own == [*(EdgeId(1, i, 1) for i in range(3)), *(EdgeId(2, 1, j) for j in range(4))]
    into = [edges.address(int(p)) for part in edges.of(BiasId(1, 1)) for p in part.places]
    assert into == own[:3]


def test_edges_of_folded_neurons_have_no_place() -> None:
    edges = edges_of(3, 100, 2, height=120)
    assert len(edges) < 500
    assert edges.place(EdgeId(1, 0, 50)) is None
    assert edges.of(NodeId(1, 50)) == []


@pytest.mark.parametrize("height", [400, 120])
def test_values_are_those_of_the_matrices(height: float) -> None:
    trainer = classifier(3, 100, 2)
    trainer.step()
    edges = edges_of(3, 100, 2, height=height)
    reading = snapshot(trainer, Focus(0, EdgeQuantity.SIGNAL)).reading
    for quantity in EdgeQuantity.WEIGHT, EdgeQuantity.SIGNAL:
        values = edges.values(reading, quantity)
        for place in range(0, len(edges), 7):
            edge = edges.address(place)
            matrix, found = reading.edges(quantity, edge.layer), values.of(edge.layer)
            assert matrix is not None
            assert found is not None
            value = found[place - edges.slice(edge.layer).start]
            assert value == matrix[edge.source, edge.target]


def test_what_is_not_computed_has_no_values() -> None:
    trainer = classifier(3, 4, 2)
    reading = snapshot(trainer, Focus(0, EdgeQuantity.GRADIENT)).reading
    assert edges_of(3, 4, 2).values(reading, EdgeQuantity.GRADIENT).layers == (None, None)


@given(st.integers(0, 2**32 - 1), st.integers(1, 300))
def test_the_strongest_of_each_layer_are_chosen(seed: int, most: int) -> None:
    rng = np.random.default_rng(seed)
    edges = edges_of(5, 20, 6)
    layers = tuple(rng.standard_normal(n) for n in (100, 120))
    parts = strongest(EdgeValues(EdgeQuantity.WEIGHT, layers, (1.0, 1.0)), edges, most)
    assert sum(len(part.places) for part in parts) == min(most, 220)
    for layer, places in parts:
        values = np.abs(layers[layer - 1])
        chosen = np.zeros(len(values), bool)
        chosen[places - edges.slice(layer).start] = True
        if chosen.any() and not chosen.all():
            assert values[chosen].min() >= values[~chosen].max()


def test_numbers_that_are_none_are_not_the_strongest() -> None:
    edges = edges_of(2, 2)
    values = np.array([1.0, np.nan, 3.0, 2.0])
    ((_, places),) = strongest(EdgeValues(EdgeQuantity.WEIGHT, (values,), (3.0,)), edges, 2)
    assert set(places) == {2, 3}
