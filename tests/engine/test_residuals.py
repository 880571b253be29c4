"""Residuals of a regression, against numbers found by hand."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from numpy.typing import NDArray

from engine.answers import Answers
from engine.datasets.dataset import Examples
from engine.residuals import Residuals, residuals


def compared(predicted: list[list[float]], true: list[list[float]]) -> Residuals:
    data = Examples(np.zeros((len(true), 1)), np.array(true))
    return residuals(Answers(data, np.array(predicted), np.zeros(len(true))))


def test_by_hand() -> None:
    found = compared([[1.0, 10.0], [2.0, 12.0], [6.0, 14.0]], [[1.0, 11.0], [3.0, 11.0], [5.0, 11]])
    assert found.residuals.tolist() == [[0, -1], [-1, 1], [1, 3]]
    assert found.mean == pytest.approx([0, 1])
    assert found.rms == pytest.approx([sqrt(2 / 3), sqrt(11 / 3)])
    assert found.mean_absolute == pytest.approx([2 / 3, 5 / 3])
    first, second = found.r2
    assert first == pytest.approx(1 - 2 / 8)
    assert second is None  # all its targets are alike
    assert found.whole_r2 == pytest.approx(1 - 13 / 8)
    assert found.outputs == 2


def test_examples_without_an_answer_are_left_out() -> None:
    found = compared([[1.0], [np.nan], [3.5], [np.inf]], [[1.0], [2.0], [3.0], [4.0]])
    assert found.numbers.tolist() == [0, 2]
    assert found.residuals[:, 0].tolist() == [0, 0.5]
    assert found.r2[0] == found.whole_r2 == pytest.approx(1 - 0.25 / 2)


def test_without_any_answer_there_are_no_figures() -> None:
    found = compared([[np.nan]], [[1.0]])
    assert len(found.numbers) == 0
    assert np.isnan([*found.mean, *found.rms, *found.mean_absolute]).all()
    assert found.r2 == (None,)
    assert found.whole_r2 is None


def test_huge_residuals_are_infinite_and_no_crash() -> None:
    found = compared([[1e308], [-1e308]], [[-1e308], [1e308]])
    assert np.isinf(found.rms).all()
    assert np.isnan(found.mean).all()
    assert found.r2 == (None,)


@given(arrays(float, (7, 2), elements=st.floats(-100, 100)), st.floats(-50, 50))
def test_a_shift_moves_the_mean_and_leaves_the_rest(
    targets: NDArray[np.float64], shift: float
) -> None:
    found = compared((targets + shift).tolist(), targets.tolist())
    assert found.mean == pytest.approx([shift, shift], abs=1e-9)
    assert found.rms == pytest.approx([abs(shift)] * 2, abs=1e-9)
    assert found.mean_absolute == pytest.approx([abs(shift)] * 2, abs=1e-9)
