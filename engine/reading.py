"""A reading: the numbers of one moment of a step, of one example or of the whole batch."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from math import prod
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.network import Network

Array = NDArray[Any]


class EdgeQuantity(StrEnum):
    """What can be read of an edge."""

    WEIGHT = "weight"
    SIGNAL = "signal"
    GRADIENT = "gradient"
    UPDATE = "update"


class NeuronQuantity(StrEnum):
    """What can be read of a neuron."""

    ACTIVATION = "activation"
    PRE_ACTIVATION = "pre-activation"
    ACTIVATION_GRADIENT = "activation gradient"
    DELTA = "delta"
    BIAS = "bias"


class Focus(NamedTuple):
    """What is looked at: an example by its row in the batch, or None for the whole batch.

    A reading has all quantities of neurons, and of edges the weights, the signals, of an example
    its share of the gradient, and else what `edges` asks for.
    """

    example: int | None = 0
    edges: EdgeQuantity = EdgeQuantity.WEIGHT

    @property
    def derived(self) -> str | None:
        """How the vectors are called that this asks for besides the parameters: d{}, update_{}."""
        if self.edges is EdgeQuantity.UPDATE:
            return "update_{}"
        is_whole = self.example is None
        return "d{}" if self.edges is EdgeQuantity.GRADIENT and is_whole else None


class ReadingLayout:
    """Where the numbers of a reading lie in one flat vector of `size` numbers.

    The fields: `W1`, `b1`, …; the same with `_derived` for what the focus asks for; `x`, `y`; for
    each layer `z1`, `a1`, `out1` (a behind dropout), `da1` and `dz1`; `L`, the loss of the example
    or the cost of the batch; and `known`, a 1 for each field that is computed at this moment.
    """

    def __init__(self, network: Network) -> None:
        self.network = network
        self._parameters = parameters = network.shapes()
        self._shapes = parameters | {f"{name}_derived": s for name, s in parameters.items()}
        self._shapes |= {"x": (network.inputs,), "y": (network.output.size,), "L": (1,)}
        for number, layer in network.numbered():
            for field in ("z", "a", "out", "da", "dz"):
                self._shapes[f"{field}{number}"] = (layer.size,)
        self._places = {name: place for place, name in enumerate(self._shapes)}
        self._shapes["known"] = (len(self._places),)
        self.size = sum(map(prod, self._shapes.values()))

    @np.errstate(all="ignore")  # means of numbers that are not finite are to be seen as they are
    def write(self, values: Mapping[str, Any], focus: Focus, out: Array) -> None:
        """Copy what a program's `values` say at this moment into the flat vector `out`."""
        fields = self._views(out)
        known = fields["known"]
        for name, source in self._sources(values, focus):
            known[self._places[name]] = source is not None
            if source is not None:
                np.copyto(fields[name], source)

    def read(self, vector: Array, focus: Focus) -> "Reading":
        """The reading in a flat vector that `write` has filled, which is not copied.

        Its arrays can only be looked at.
        """
        vector = vector.view()
        vector.flags.writeable = False
        fields = self._views(vector)
        known = fields.pop("known")
        computed = {name: fields[name] for name, place in self._places.items() if known[place]}
        return Reading(self.network, focus, computed)

    def _views(self, vector: Array) -> dict[str, Array]:
        views = {}
        start = 0
        for name, shape in self._shapes.items():
            end = start + prod(shape)
            views[name] = vector[start:end].reshape(shape)
            start = end
        return views

    def _sources(
        self, values: Mapping[str, Any], focus: Focus
    ) -> Iterator[tuple[str, Array | None]]:
        """Each field, and what to copy into it: None if that is not computed or not wanted."""
        wanted = focus.derived
        for name in self._parameters:
            yield name, values[name]
            yield f"{name}_derived", values.get(wanted.format(name)) if wanted else None
        yield "x", _mean(values["x"], focus)
        yield "y", _mean(values["y"], focus)
        yield "L", _loss(values, focus)
        for number, layer in self.network.numbered():
            yield f"z{number}", _mean(values.get(f"z{number}"), focus)
            yield f"a{number}", _mean(values.get(f"a{number}"), focus)
            yield f"out{number}", _mean(values.get(layer.output(number)), focus)
            yield f"da{number}", _sum(values.get(f"da{number}"), focus)
            yield f"dz{number}", _sum(values.get(f"dz{number}"), focus)


@dataclass(frozen=True, eq=False)
class Reading:
    """The numbers of one moment, in the network's precision; `fields` has those that are computed.

    Of one example, activations and z are its own; ∂C/∂a, δ = ∂C/∂z and the gradient are its share
    of those of the batch: the shares of all examples, and of the penalty, add up. Of the batch,
    activations, z and signals are means over its examples. ∂C/∂a is that of the activation before
    dropout; an output layer whose loss gives δ at once has none. A signal is the activation before
    an edge, behind its dropout, times the weight as it is now: from the update on the new one.
    """

    network: Network
    focus: Focus
    fields: Mapping[str, Array]

    @property
    def flat_parameters(self) -> Array:
        """All weights and biases in one new vector."""
        return np.concatenate([self.fields[name].ravel() for name in self.network.shapes()])

    def of_probe(self, x: Array, results: Mapping[str, Array]) -> "Reading":
        """The same parameters with what they make of an input that is only fed forward.

        `results` are z1, a1, z2, …, each of shape (neurons,). What only a step has, such as labels
        and derivatives, is not there.
        """
        fields = {name: self.fields[name] for name in self.network.shapes()}
        fields |= {"x": x, **results}
        fields |= {f"out{number}": results[f"a{number}"] for number, _ in self.network.numbered()}
        return Reading(self.network, Focus(0, self.focus.edges), fields)

    @np.errstate(all="ignore")  # see `ReadingLayout.write`
    def edges(self, quantity: EdgeQuantity, layer: int) -> Array | None:
        """The numbers of a layer's edges, shape (n before, n), or None if not computed yet."""
        weights = self.fields[f"W{layer}"]
        if quantity is EdgeQuantity.WEIGHT:
            return weights
        before = self.fields.get("x" if layer == 1 else f"out{layer - 1}")
        if quantity is EdgeQuantity.SIGNAL:
            return None if before is None else before[:, np.newaxis] * weights
        if quantity is EdgeQuantity.GRADIENT and self.focus.example is not None:
            delta = self.fields.get(f"dz{layer}")
            return None if before is None or delta is None else np.outer(before, delta)
        return self.fields.get(f"W{layer}_derived") if quantity is self.focus.edges else None

    def neurons(self, quantity: NeuronQuantity, layer: int) -> Array | None:
        """The numbers of a layer's neurons, or None if not computed yet.

        An input, layer 0, has its value as its activation, and nothing else.
        """
        if layer == 0:
            return self.fields["x"] if quantity is NeuronQuantity.ACTIVATION else None
        return self.fields.get(f"{_NEURON_FIELDS[quantity]}{layer}")


_NEURON_FIELDS = {
    NeuronQuantity.ACTIVATION: "a",
    NeuronQuantity.PRE_ACTIVATION: "z",
    NeuronQuantity.ACTIVATION_GRADIENT: "da",
    NeuronQuantity.DELTA: "dz",
    NeuronQuantity.BIAS: "b",
}


def _mean(rows: Array | None, focus: Focus) -> Array | None:
    """The row of the example, or the mean of all."""
    if rows is None or focus.example is not None:
        return _row(rows, focus)
    return np.full(len(rows), 1 / len(rows), rows.dtype) @ rows  # faster than mean(axis=0)


def _sum(rows: Array | None, focus: Focus) -> Array | None:
    """The row of the example, or the sum of all: for shares of a derivative of the cost."""
    if rows is None or focus.example is not None:
        return _row(rows, focus)
    return np.ones(len(rows), rows.dtype) @ rows


def _row(rows: Array | None, focus: Focus) -> Array | None:
    """The row of the example, or the last one of a batch that is smaller."""
    if rows is None or focus.example is None:
        return None
    row: Array = rows[min(focus.example, len(rows) - 1)]
    return row


def _loss(values: Mapping[str, Any], focus: Focus) -> Array | None:
    if focus.example is None:
        return values.get("C")
    return _row(values.get("L"), focus)
