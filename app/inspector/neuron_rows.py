"""The numbers of a neuron, or of an input, as rows of a table."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.inspector.names import Names
from app.inspector.rows import Cell, Row
from app.look import numbers
from engine.activations import Softmax
from engine.addresses import BiasId, EdgeId, NodeId
from engine.errors import NotComputedError
from engine.explanation import Sum
from engine.health import neuron_health
from engine.neuron import across_batch, curves, outgoing
from engine.trace import Trace

DELTA = "cost per unit of z"
"""The unit of δ; z and activations are plain numbers."""


def facts(trace: Trace, node: NodeId, example: int | None) -> list[Row]:
    """What is known of the neuron, for one example or over the batch."""
    if node.layer == 0:
        return list(_of_input(trace, node, example))
    return list(
        _of_example(trace, node, example) if example is not None else _of_batch(trace, node)
    )


def closing(trace: Trace, node: NodeId, example: int | None, sum_: Sum) -> list[Row]:
    """What the terms of the weighted sum add up to: with the bias, z."""
    bias = trace.before[f"b{node.layer}"][node.index]
    z = across_batch(trace, f"z{node.layer}", node)
    value = None if z is None else _mean(z) if example is None else z[example]
    return [
        Row("Σ", (Cell.of(sum_.total),), f"sum of all {numbers.count(len(sum_.terms))} terms"),
        Row("b", (Cell.of(bias),), "bias", address=BiasId(node.layer, node.index)),
        Row("z" if example is not None else "mean z", (Cell.of(value),), "= Σ + b"),
    ]


def fed(trace: Trace, node: NodeId, example: int | None, names: Names) -> list[Row]:
    """The neurons of the next layer: w, and a · w, the strongest first; not for an output."""
    out = outgoing(trace, node, example)
    sizes = np.abs(out.weights if out.signals is None else out.signals)
    strongest = np.lexsort((-np.abs(out.weights), -sizes))
    widest = float(sizes.max()) or 1.0
    rows = []
    for target in strongest.tolist():
        weight = out.weights[target]
        signal = None if out.signals is None else out.signals[target]
        shown = weight if signal is None else signal
        share = float(shown) / widest if np.isfinite(shown) else None
        cells = (Cell.of(weight), Cell.of(signal))
        own = names.own_name(node.layer + 1, target)
        name = f"k = {target}" + (f"  {own}" if own else "")
        rows.append(Row(name, cells, "", share, EdgeId(node.layer + 1, node.index, target)))
    return rows


def _of_input(trace: Trace, node: NodeId, example: int | None) -> Iterator[Row]:
    x = across_batch(trace, "x", node)
    assert x is not None  # the inputs are there before the first operation
    if example is not None:
        yield Row("x", (Cell.of(x[example]),), "value of this input")
        return
    yield Row("mean x", (Cell.of(_mean(x)),), "over the batch")
    yield Row("least x", (Cell.of(x.min()),))
    yield Row("greatest x", (Cell.of(x.max()),))


def _of_example(trace: Trace, node: NodeId, example: int) -> Iterator[Row]:
    layer = trace.network.layers[node.layer - 1]
    title = layer.activation.title

    def cell(name: str) -> Cell:
        values = across_batch(trace, f"{name}", node)
        return Cell.of(None if values is None else values[example])

    yield Row("z", (cell(f"z{node.layer}"),), "weighted sum + bias")
    yield Row("f(z)", (cell(f"a{node.layer}"),), f"activation a, {title}")
    if layer.dropout:
        yield Row("a kept", (cell(f"a{node.layer}_kept"),), "behind dropout")
    if not isinstance(layer.activation, Softmax):
        z = across_batch(trace, f"z{node.layer}", node)
        slope = None if z is None else curves(layer.activation, z[[example]])[1][0]
        yield Row("f′(z)", (Cell.of(slope),), "slope of f at z")
    if node.layer == trace.network.depth:
        yield Row("y", (Cell.of(trace.values["y"][example, node.index]),), "target")
    yield Row("δ = ∂C/∂z", (cell(f"dz{node.layer}"),), DELTA)


def _of_batch(trace: Trace, node: NodeId) -> Iterator[Row]:
    z, a, delta = (across_batch(trace, f"{name}{node.layer}", node) for name in ("z", "a", "dz"))
    examples = f"over {numbers.counted(trace.examples, 'example')}"
    yield Row("mean z", (Cell.of(None if z is None else _mean(z)),), examples)
    yield Row("least z", (Cell.of(None if z is None else z.min()),))
    yield Row("greatest z", (Cell.of(None if z is None else z.max()),))
    yield Row("mean f(z)", (Cell.of(None if a is None else _mean(a)),), "mean activation a")
    activation = trace.network.layers[node.layer - 1].activation
    if not isinstance(activation, Softmax):
        slope = None if z is None else _mean(curves(activation, z)[1])
        yield Row("mean f′(z)", (Cell.of(slope),), "mean slope of f")
    yield from _stuck(trace, node)
    total = None if delta is None else delta.sum(dtype=np.float64)
    yield Row("Σ δ = Σ ∂C/∂z", (Cell.of(total),), DELTA)


def _stuck(trace: Trace, node: NodeId) -> Iterator[Row]:
    """In how many examples no gradient passes through the neuron."""
    try:
        found = neuron_health(trace, node)
    except NotComputedError:
        return
    of = f"of {numbers.counted(found.examples, 'example')}"
    for name, count, is_stuck, word in (
        ("f(z) = 0 in", found.zero_in, found.is_dead, "dead"),
        ("near an end in", found.saturated_in, found.is_saturated, "saturated"),
    ):
        if count is not None:
            text = numbers.count(count)
            yield Row(name, (Cell(text, text),), f"{of}: {word}" if is_stuck else of)


def _mean(values: NDArray[Any]) -> float:
    return float(values.mean(dtype=np.float64))
