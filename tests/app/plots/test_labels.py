"""Texts that keep clear of each other."""

from hypothesis import given
from hypothesis import strategies as st

from app.plots.labels import Label, placed

WIDTH, HEIGHT = 200.0, 100.0
LABELS = st.lists(
    st.builds(Label, st.floats(-50, 250), st.floats(-50, 150), st.just(20.0), st.just(12.0)),
    max_size=8,
)


@given(LABELS)
def test_they_are_inside_and_none_covers_another(labels: list[Label]) -> None:
    spots = placed(labels, WIDTH, HEIGHT)
    assert all(spot is not None for spot in spots)
    for number, (x, y) in enumerate(spot for spot in spots if spot):
        assert 0 <= x <= WIDTH - 20
        assert -1e-9 <= y <= HEIGHT - 12 + 1e-9
        for other_x, other_y in (spot for spot in spots[:number] if spot):
            assert abs(x - other_x) >= 20 or abs(y - other_y) >= 12 - 1e-9


def test_they_keep_their_order() -> None:
    labels = [Label(0, y, 20, 12) for y in (50, 48, 52)]
    middle, top, bottom = (spot[1] for spot in placed(labels, WIDTH, HEIGHT) if spot)
    assert top < middle < bottom


def test_one_without_room_is_left_out() -> None:
    labels = [Label(0, 10.0 * number, 20, 12) for number in range(12)]
    spots = placed(labels, WIDTH, HEIGHT)
    assert 0 < sum(spot is None for spot in spots) < 6
