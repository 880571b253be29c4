"""Standardised columns: mean 0 and deviation 1, measured on the examples to learn from."""

import numpy as np
from numpy.typing import NDArray


def standardized(values: NDArray[np.float64], reference: NDArray[np.intp]) -> NDArray[np.float64]:
    """Columns of `values`, shape (n, k), less the mean and over the deviation of `reference` rows.

    A column that is the same in all those rows is only shifted.
    """
    mean = values[reference].mean(axis=0)
    varies = np.ptp(values[reference], axis=0) > 0
    deviation = np.where(varies, values[reference].std(axis=0), 1.0)
    result: NDArray[np.float64] = (values - mean) / deviation
    return result
