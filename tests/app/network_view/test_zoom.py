import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.network_view.zoom import LEAST, MOST, Zoom

places = st.floats(-2000, 2000)
zooms = st.builds(Zoom, st.floats(LEAST, MOST), places, places)


@given(zooms, places, places, st.floats(0.1, 10))
def test_what_is_under_the_cursor_stays_there(
    zoom: Zoom, x: float, y: float, factor: float
) -> None:
    place = zoom.inverse(x, y)
    seen = zoom.about(x, y, factor).points(np.array([place]))[0]
    assert seen == pytest.approx((x, y), abs=1e-6)


@given(zooms, st.floats(0.01, 100))
def test_there_are_limits(zoom: Zoom, factor: float) -> None:
    assert LEAST * 0.999 <= zoom.about(0, 0, factor).factor <= MOST * 1.001


@given(zooms)
def test_the_middle_of_the_screen_always_shows_some_of_the_picture(zoom: Zoom) -> None:
    width, height = 640.0, 400.0
    x, y = zoom.within(width, height).inverse(width / 2, height / 2)
    assert -1e-6 <= x <= width + 1e-6
    assert -1e-6 <= y <= height + 1e-6


def test_the_whole_picture_is_within() -> None:
    assert Zoom().within(640, 400) == Zoom()
