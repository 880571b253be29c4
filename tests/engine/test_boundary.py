"""The boundary runs where the leading class changes, as lines over the grid."""

import numpy as np
import pytest

from engine.boundary import boundary, zero_lines

ROWS, COLUMNS = np.indices((8, 10)).astype(float)


def test_a_line_runs_where_a_map_is_zero() -> None:
    lines = zero_lines(COLUMNS + 2 * ROWS - 9.3)
    assert len(lines) > 8
    for x, y in lines.reshape(-1, 2):
        assert x + 2 * y == pytest.approx(9.3)


def test_two_classes_part_where_they_are_equal() -> None:
    lines = boundary(np.stack([COLUMNS, 4.4 - COLUMNS]))
    assert lines[:, [0, 2]] == pytest.approx(np.full((len(lines), 2), 2.2))
    assert sorted(lines[:, [1, 3]].ravel())[:1] == [0]


def test_each_of_three_classes_has_a_boundary_to_the_others() -> None:
    scores = np.stack([3 - COLUMNS, np.zeros_like(COLUMNS), COLUMNS - 6])
    across = boundary(scores)[:, 0]
    assert {round(x, 6) for x in across} == {3, 6}


@pytest.mark.parametrize("value", [-1.0, 0.0, 1.0, np.nan, np.inf])
def test_a_map_without_a_change_has_no_line(value: float) -> None:
    assert zero_lines(np.full((4, 4), value)).shape == (0, 4)
