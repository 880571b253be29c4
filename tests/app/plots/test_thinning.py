"""Long curves as few points."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.plots.thinning import extremes, means, visible


@given(st.integers(0, 3000), st.integers(1, 300), st.integers(0, 3000), st.integers(0, 3000))
def test_no_peak_is_lost_and_there_are_few_points(rows: int, most: int, a: int, b: int) -> None:
    x = np.arange(rows)
    y = np.random.default_rng(rows).standard_normal(rows).astype(np.float32)
    part = slice(min(a, b), max(a, b))
    thin_x, thin_y = extremes(x, y, part, most)
    seen = y[part]
    assert len(thin_x) == len(thin_y) <= max(2 * (most + 1), 4)
    if len(seen):
        assert thin_y.max() >= seen.max()
        assert thin_y.min() <= seen.min()
        assert set(thin_y) <= set(y)
    assert (np.diff(thin_x) >= 0).all()


def test_a_short_curve_stays_as_it_is() -> None:
    x, y = np.arange(5), np.array([1.0, 3.0, 2.0, 5.0, 4.0])
    for thin in (extremes, means):
        thin_x, thin_y = thin(x, y, slice(1, 4), 10)
        assert thin_x.tolist() == [1, 2, 3]
        assert thin_y.tolist() == [3.0, 2.0, 5.0]


def test_the_mean_of_each_run_and_of_the_rest() -> None:
    x, y = np.arange(7), np.array([1, 3, 5, 7, 2, 4, 9], np.float32)
    thin_x, thin_y = means(x, y, slice(0, 7), 4)
    assert thin_x.tolist() == [0.5, 2.5, 4.5, 6.0]
    assert thin_y.tolist() == [2.0, 6.0, 3.0, 9.0]


def test_what_is_not_a_number_hides_no_neighbour() -> None:
    y = np.array([1, np.nan, 8, np.nan, np.nan, np.nan, np.nan, np.nan], np.float32)
    assert extremes(np.arange(8), y, slice(0, 8), 2)[1][:2].tolist() == [1.0, 8.0]


def test_a_curve_keeps_its_shape_while_the_window_moves() -> None:
    x, y = np.arange(1000), np.random.default_rng(1).random(1000)
    one = dict(zip(*extremes(x, y, slice(100, 900), 100), strict=True))
    other = dict(zip(*extremes(x, y, slice(103, 903), 100), strict=True))
    common = sorted(set(one) & set(other))[:-1]
    assert len(common) > 80
    assert all(one[place] == other[place] for place in common)


def test_what_is_visible_and_one_more_on_either_side() -> None:
    x = np.array([0, 10, 20, 30, 40, 50])
    assert x[visible(x, 15, 35)].tolist() == [10, 20, 30, 40]
    assert x[visible(x, -5, 500)].tolist() == x.tolist()
    assert len(x[:0][visible(x[:0], 0, 1)]) == 0
