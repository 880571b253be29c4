"""Standardised columns, also where there is nothing to standardise by."""

import numpy as np
import pytest

from engine.datasets.standardization import standardized


def test_columns_have_mean_0_and_deviation_1_in_the_reference() -> None:
    values = np.array([[1.0, 10.0], [3.0, 30.0], [100.0, 7.0]])
    result = standardized(values, np.array([0, 1]))
    assert result[:2].tolist() == [[-1, -1], [1, 1]]
    assert result[2].tolist() == [98, -1.3]


@pytest.mark.parametrize("count", range(2, 20))
def test_a_constant_column_is_only_shifted(count: int) -> None:
    values = np.full((count + 1, 1), 0.1)
    values[-1] = 0.2
    result = standardized(values, np.arange(count))
    np.testing.assert_allclose(result[:-1], 0, atol=1e-15)
    assert result[-1] == pytest.approx(0.1)
