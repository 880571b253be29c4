"""The moving mean, brought up to date piece by piece."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from app.plots.smoothing import BLOCK, LENGTH, Smoother

VALUES = st.lists(st.floats(-1e3, 1e3, width=32) | st.just(float("nan")), max_size=80)


def naive(values: list[float], length: int) -> list[float]:
    keep, total, weight = 1 - 1 / length, 0.0, 0.0
    means = []
    for value in values:
        total, weight = keep * total, keep * weight
        if np.isfinite(value):
            total, weight = total + value, weight + 1
        means.append(total / weight if weight else float("nan"))
    return means


@given(VALUES, st.integers(2, 100), st.integers(0, 80))
def test_it_is_the_naive_mean_however_the_rows_come(
    values: list[float], length: int, cut: int
) -> None:
    column = np.array(values, np.float32)
    smoother = Smoother(length)
    smoother.means(column[:cut])
    np.testing.assert_allclose(smoother.means(column), naive(values, length), rtol=1e-4, atol=1e-3)


def test_many_blocks_are_as_one() -> None:
    values = np.random.default_rng(0).standard_normal(3 * BLOCK + 7).astype(np.float32)
    expected = naive(values.tolist(), LENGTH)
    np.testing.assert_allclose(Smoother().means(values), expected, rtol=1e-4, atol=1e-6)


def test_the_mean_of_one_value_is_that_value() -> None:
    assert Smoother().means(np.array([3.0], np.float32)).tolist() == [3.0]


def test_an_infinite_value_is_passed_over() -> None:
    means = Smoother().means(np.array([2.0, np.inf, 2.0], np.float32))
    assert means.tolist() == [2.0, 2.0, 2.0]
