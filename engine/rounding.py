"""Rounding: how large the numbers are whose last digits a derivative may have lost."""

import numpy as np
from numpy.typing import NDArray

from engine.activations import LeakyReLU, ReLU, Softmax
from engine.losses import MEAN_ABSOLUTE_ERROR
from engine.neuron import curves
from engine.trace import Trace

Array = NDArray[np.float64]


def delta_sizes(trace: Trace, layer: int) -> Array:
    """The size of what was added up to make each ∂C/∂z of a layer, in float64, shape (m, n).

    Where a sum cancels, as a − y of a confident right answer does, it is much larger than what is
    left; each rounding may cost one part in 2²³ of it (in float32). Raises `NotComputedError`.
    """
    network = trace.network
    last = network.depth
    size = _read(trace, f"dz{last}")
    if trace.experiment.loss != MEAN_ABSOLUTE_ERROR:  # which takes only the sign of a − y
        size += (_read(trace, f"a{last}") + np.abs(trace.values["y"])) / trace.examples
    if isinstance(network.output.activation, Softmax) and f"da{last}" in trace.values:
        size += _through_softmax(_read(trace, f"da{last}"), _read(trace, f"a{last}"))
    for n in range(last - 1, layer - 1, -1):
        weights = _read(trace, f"W{n + 1}").T
        mask = _read(trace, f"mask{n}") if network.layers[n - 1].dropout else 1.0
        exact = _read(trace, f"dz{n + 1}") @ weights * mask
        size = size @ weights * mask
        f = network.layers[n - 1].activation
        if isinstance(f, Softmax):
            size = _through_softmax(size, _read(trace, f"a{n}"))
        else:
            size *= np.abs(curves(f, trace.read(f"z{n}").astype(np.float64))[1])
            if not isinstance(f, ReLU | LeakyReLU):
                size += exact  # because f′ is made of a, and 1 − a of a near 1 has few digits
    return size


def cost_size(trace: Trace, layer: int) -> float:
    """The size of what was added up to make the cost, where z of a layer and of all behind moves.

    Raises `NotComputedError`.
    """
    z = _read(trace, f"z{trace.network.depth}")
    size = float(trace.read("C")) + float(z.max(axis=1).mean())  # of logarithms: z is in their sums
    for n in range(layer, trace.network.depth + 1):
        size += float((_read(trace, f"z{n}") * _read(trace, f"dz{n}")).sum())
    return size


def _through_softmax(size: Array, a: Array) -> Array:
    """Its derivative with a plus in place of the minus."""
    through: Array = a * (size + (size * a).sum(axis=1, keepdims=True))
    return through


def _read(trace: Trace, name: str) -> Array:
    value: Array = np.abs(trace.read(name), dtype=np.float64)
    return value
