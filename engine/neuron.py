"""A neuron in a step: what reaches it, what it makes of that, and what it feeds."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.activations import Activation, Softmax
from engine.addresses import NodeId
from engine.errors import require
from engine.explanation import Over, Sum
from engine.layers import names, symbol
from engine.step import FUNCTIONS
from engine.trace import Trace

Array = NDArray[Any]


@dataclass(frozen=True, eq=False)
class Outgoing:
    """What a neuron feeds: its weights to the next layer, shape (n behind,), and a · w.

    The signals are of one example or means over the batch, None while a is not computed.
    """

    weights: Array
    signals: Array | None


def across_batch(trace: Trace, name: str, node: NodeId) -> Array | None:
    """A layer's value such as "z2" of this neuron for each example, shape (m,).

    None if it is not computed.
    """
    values = trace.values.get(name)
    return None if values is None else values[:, node.index]


def incoming(trace: Trace, node: NodeId, example: int | None) -> Sum:
    """What reaches a neuron of layer 1 or later: activation · weight, of each neuron before it.

    With the bias it makes z. The activations, behind dropout, are those of the example, or means
    over the batch; the weights those that the step began with. Raises `NotComputedError` if the
    step has not come to the layer before.
    """
    layer = node.layer
    before = trace.network.output_name(layer - 1)
    rows = trace.read(before)
    weights = trace.before[f"W{layer}"][:, node.index]
    activations = _looked_at(rows, example)
    terms = activations * weights.astype(np.float64)
    is_mean = example is None
    return Sum(
        Over.NEURONS,
        "i",
        (symbol(before) + "_{i}", rf"w^{{({layer})}}_{{i,{node.index}}}"),
        (
            "mean activation over the batch" if is_mean else "activation of the neuron before",
            "weight as the step began",
        ),
        (activations, weights),
        ("" if is_mean else before, f"W{layer}"),
        ((example, None), (None, node.index)),
        terms,
        float(terms.sum()),
    )


def outgoing(trace: Trace, node: NodeId, example: int | None) -> Outgoing:
    """What a neuron or an input feeds; raises `InputError` for an output, which feeds nothing."""
    require(node.layer < trace.network.depth, f"{node} is an output: it feeds no other neuron.")
    weights = trace.before[f"W{node.layer + 1}"][node.index]
    values = across_batch(trace, trace.network.output_name(node.layer), node)
    if values is None:
        return Outgoing(weights, None)
    return Outgoing(weights, _looked_at(values, example) * weights.astype(np.float64))


def curves(activation: Activation, z: Array) -> tuple[Array, Array]:
    """f and f′ at each z, shape (n,), by the statements that a step runs.

    Raises `InputError` for softmax, whose outputs depend on every z of the layer.
    """
    require(
        not isinstance(activation, Softmax),
        "Softmax has no curve of its own for one neuron: each output depends on every z.",
    )
    scope: dict[str, Any] = {"np": np, **FUNCTIONS, **activation.scalars(1)}
    scope |= {"z1": z, "da1": np.ones_like(z)}
    with np.errstate(over="ignore"):
        for template in (activation.statement, activation.derivative):
            exec(template.format(**names(1)), scope)
    return scope["a1"], scope["dz1"]


def _looked_at(values: Array, example: int | None) -> Array:
    """The example's value or row, or else the mean over all, in float64."""
    chosen: Array = np.asarray(values.mean(axis=0, dtype=np.float64))
    return chosen if example is None else np.asarray(values[example], np.float64)
