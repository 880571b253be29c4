"""Distributions: how the weights, gradients and activations of each layer are spread."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.network import Network

BINS = 60


class Distribution(NamedTuple):
    """How many of some numbers fall into each of equal bins from `low` to `high`."""

    low: float
    high: float
    counts: NDArray[np.intp]


class Distributions(NamedTuple):
    """The distributions after a step, of each layer from the first; None where not computed."""

    step: int
    weights: tuple[Distribution | None, ...]
    gradients: tuple[Distribution | None, ...]
    activations: tuple[Distribution | None, ...]


def distribution(values: NDArray[Any]) -> Distribution:
    """The distribution of finite `values`, of any shape, from the least to the greatest.

    Counts by rounding to a bin, which is five times faster than `np.histogram`, at the price that
    a number within rounding of a bin's edge may fall on either side.
    """
    low, high = float(values.min()), float(values.max())
    if not high > low:
        low, high = low - 0.5, high + 0.5
    places = (values.ravel() - low) * (BINS / (high - low))
    counts = np.bincount(np.minimum(places.astype(np.intp), BINS - 1), minlength=BINS)
    return Distribution(low, high, counts)


def distributions(values: Mapping[str, Any], network: Network) -> Distributions:
    """The distributions of what a program's `values` hold at this moment."""

    def of_layers(field: str) -> tuple[Distribution | None, ...]:
        found = (values.get(f"{field}{number}") for number, _ in network.numbered())
        return tuple(None if array is None else distribution(array) for array in found)

    return Distributions(values["step"], of_layers("W"), of_layers("dW"), of_layers("a"))
