import pytest

from app.network_view import remarks
from app.network_view.edge_painter import Completeness
from app.network_view.settings import ViewSettings
from engine.reading import EdgeQuantity

WEIGHTS, GRADIENTS = ViewSettings(), ViewSettings(EdgeQuantity.GRADIENT)


@pytest.mark.parametrize(
    ("count", "known", "completeness", "text"),
    [
        (1, 1, Completeness.ALL, "1 edge"),
        (416, 416, Completeness.ALL, "all 416 edges"),
        (
            109184,
            109184,
            Completeness.HAZE,
            "strongest 1,500 in front, all 109,184 as a haze of a moment before"
            " · complete when paused",
        ),
        (9000, 9000, Completeness.FRONT, "strongest 1,500 of 9,000 edges · the others follow"),
    ],
)
def test_it_says_which_edges_are_drawn(
    count: int, known: int, completeness: Completeness, text: str
) -> None:
    assert remarks.drawn(count, known, completeness, WEIGHTS, is_folded=False) == text


def test_it_says_what_is_not_computed_yet() -> None:
    none = remarks.drawn(416, 0, Completeness.ALL, GRADIENTS, is_folded=False)
    assert none == "∂C/∂w is not computed yet"
    some = remarks.drawn(416, 160, Completeness.ALL, GRADIENTS, is_folded=False)
    assert some == "all 160 edges · ∂C/∂w of the other 256 is not computed yet"


def test_it_says_that_edges_of_folded_neurons_are_missing() -> None:
    text = remarks.drawn(416, 416, Completeness.ALL, WEIGHTS, is_folded=True)
    assert text == "all 416 edges · edges of folded neurons are not drawn"


def test_scales_stand_over_layers_unless_they_are_common() -> None:
    (first, second) = remarks.edge_scales((0.5, None), WEIGHTS)
    assert first[0] == "w ±0.5"
    assert second[0] == "w not computed yet"
    assert remarks.edge_scales((0.5, 0.5), ViewSettings(is_common=True)) == [(), ()]
