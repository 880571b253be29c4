"""Outputs whose loss is fused with their activation: ∂C/∂a and f′(z), which the step leaves out."""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.activations import Softmax
from engine.expressions import log_sigmoid, log_softmax
from engine.layers import names
from engine.trace import Trace

ROUNDED = (
    "An output is so near to 0 or 1 that the step rounds it to that. Here it is computed anew from "
    "z, by its logarithm in float64."
)
_LEAST, _GREATEST = -700.0, np.log1p(-(2.0**-53))
"""Logarithms of the outputs nearest to 0 and 1 that are shown: 1e-304 and 1 − 1e-16."""


def is_fused(trace: Trace) -> bool:
    """Whether the step goes from the loss to ∂C/∂z of the output at once, without ∂C/∂a."""
    return bool(unfused_text(trace))


def unfused_text(trace: Trace) -> str:
    """∂C/∂a of a fused output as NumPy text; empty if the step has it in a statement of its own."""
    network = trace.network
    differentiated = trace.experiment.loss.after(network.output.activation)
    return differentiated.unfused.format(**names(network.depth))


def unrounded(trace: Trace) -> Trace:
    """The trace with its outputs in float64, and those that are rounded to 0 or 1 computed anew."""
    name = f"a{trace.network.depth}"
    values: Mapping[str, Any] = {**trace.values, name: _unrounded(trace)}
    return replace(trace, values=MappingProxyType(values))


def is_rounded(trace: Trace, example: int) -> bool:
    """Whether an output of that example is rounded to 0 or 1 in the step, though it is neither."""
    return bool(_are_rounded(trace)[example].any())


def _are_rounded(trace: Trace) -> NDArray[np.bool_]:
    a = trace.read(f"a{trace.network.depth}")
    is_softmax = isinstance(trace.network.output.activation, Softmax)
    rounded: NDArray[np.bool_] = (a == 0) if is_softmax else (a == 0) | (a == 1)
    return rounded


def _unrounded(trace: Trace) -> NDArray[np.float64]:
    depth = trace.network.depth
    a: NDArray[np.float64] = trace.read(f"a{depth}").astype(np.float64)
    rounded = _are_rounded(trace)
    if rounded.any():
        z = trace.read(f"z{depth}")
        is_softmax = isinstance(trace.network.output.activation, Softmax)
        logarithm = log_softmax(z) if is_softmax else log_sigmoid(z)
        a[rounded] = np.exp(np.clip(logarithm[rounded], _LEAST, _GREATEST))
    return a
