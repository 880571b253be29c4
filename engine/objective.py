"""The objective: the cost of a step's batch as a function of one number, all else as it was."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import dropwhile
from types import CodeType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.activations import LeakyReLU, ReLU
from engine.addresses import Address, BiasId, EdgeId, NodeId
from engine.losses import MEAN_ABSOLUTE_ERROR
from engine.places import parameter_of
from engine.step import State, initial_namespace
from engine.trace import Trace

Array = NDArray[Any]

CHUNK = 2**17
"""Numbers of the widest layer that are computed at a time: 1 MB, which a cache holds. With 2 MB it
takes twice as long, because the system is asked for new memory again and again."""


@dataclass(frozen=True, eq=False)
class Moved:
    """What became of the batch in each of k copies of it in which one number was moved.

    `changes`, shape (k,), is by how much the cost changed. `bends` has what bends the cost where it
    changes sign, each of shape (k, …): z of ReLU and leaky ReLU, a − y under an absolute error, the
    number itself under an L1 penalty. `bends_of_step` has the same as the step computed it.
    """

    changes: Array
    bends: tuple[Array, ...]
    bends_of_step: tuple[Array, ...]

    def kinks_to(self, other: "Moved") -> Array:
        """How many bends lie between each copy here and its like there, shape (k,).

        One counts if it moves, and its sign is not the same here, there and in the step itself: a
        number that is exactly 0, or that only the step's own rounding put on one side, counts too.
        """
        count = np.zeros(len(self.changes), int)
        for low, high, own in zip(self.bends, other.bends, self.bends_of_step, strict=True):
            side = np.sign(low)
            is_kink = (low != high) & ((side != np.sign(high)) | (side != np.sign(own)))
            count += is_kink.reshape(len(is_kink), -1).sum(axis=1)
        return count


class Objective:
    """The cost C of the batch of a `trace`, in float64, with the parameters and masks of its step.

    One number can be another: a weight, a bias, an input, or the z of a neuron. Without an
    `example`, it is another for the whole batch, and the value of an input or a z is the mean over
    the batch, with which all examples move alike. With an `example`, a row of the batch, it is
    another for that one alone, and the penalty stays as it is: the derivative of that is the
    example's share.

    What stands before the z that such a number reaches first does not change. So only the
    statements behind that z run again: over copies of the batch, stacked as further examples.
    """

    def __init__(self, trace: Trace) -> None:
        self.trace = trace
        self._network = network = replace(trace.network, precision="float64")
        recipe = replace(trace.experiment.recipe, network=network)
        state = State(trace.before["params"].astype(np.float64), {})
        names = initial_namespace(recipe, state, trace.examples)
        names |= {name: trace.values[name].astype(np.float64) for name in ("x", "y")}
        names["step"] = trace.position.step
        statements = [(s.text, compile(s.text, s.text, "exec")) for s in recipe.objective()]
        self._names = names
        self._run((code for _, code in statements), names)
        self._tails = {n: list(_tail(statements, n)) for n, _ in network.numbered()}
        self._masks = [f"mask{n}" for n, layer in network.numbered() if layer.dropout]
        self._inputs = {  # a bias is the weight of an input that is always 1
            n: np.column_stack([names[network.output_name(n - 1)], np.ones(trace.examples)])
            for n, _ in network.numbered()
        }

    def cost(self) -> float:
        """The cost C of the step."""
        return float(self._names["C"])

    def value(self, address: Address, example: int | None = None) -> float:
        """What the number is in the step."""
        match address:
            case NodeId(layer, index):
                column = self._names[f"z{layer}" if layer else "x"][:, index]
                return float(column.mean() if example is None else column[example])
            case EdgeId() | BiasId():
                name, place = parameter_of(address)
                return float(self._names[name][place])

    def cost_at(self, address: Address, value: float, example: int | None = None) -> float:
        """The cost if that number were `value`."""
        return float(self.costs_along(address, np.array([value]), example)[0])

    @np.errstate(all="ignore")
    def costs_along(self, address: Address, values: Array, example: int | None = None) -> Array:
        """The cost for each of the `values`, shape (k,), of that number."""
        layer, examples = max(address.layer, 1), 1 if example is not None else self.trace.examples
        chunk = self.copies_at_a_time(layer, examples)
        parts = [
            self.move(address, values[start : start + chunk], example).changes
            for start in range(0, len(values), chunk)
        ]
        return self.cost() + np.concatenate([np.empty(0), *parts])

    def copies_at_a_time(self, layer: int, examples: int) -> int:
        """How many copies of so many examples to move at a time, behind z of that layer."""
        return max(CHUNK // (examples * max(self._network.sizes[layer:])), 1)

    def move(self, address: Address, values: Array, example: int | None = None) -> Moved:
        """What becomes of the batch for each of the `values`, shape (k,), all at once."""
        values = np.asarray(values, np.float64)
        rows = slice(None) if example is None else slice(example, example + 1)
        shifts = values - self.value(address, example)
        layer = max(address.layer, 1)
        z = self._names[f"z{layer}"][rows]
        slope = np.zeros_like(z)  # of z by the number
        match address:
            case EdgeId(_, source, target):
                slope[:, target] = self._inputs[layer][rows, source]
            case NodeId(0, index):
                slope[:] = self._names["W1"][index]
            case BiasId(_, index) | NodeId(_, index):
                slope[:, index] = 1
        moved = z + shifts[:, np.newaxis, np.newaxis] * slope
        if example is None and not isinstance(address, NodeId):
            old = np.full_like(values, self.value(address))
            return self._moved(layer, moved, rows, (isinstance(address, BiasId), old, values))
        return self._moved(layer, moved, rows)

    def move_parameters(self, layer: int, places: Array, values: Array) -> Moved:
        """What becomes of the batch in k copies, if in each another parameter has that value.

        `places`, shape (k,), count through the weights of the layer, row by row, and then its
        biases. `values` has the same shape.
        """
        sources, targets = np.divmod(places, self._network.sizes[layer])
        old = self.parameters(layer)[places]
        z = np.repeat(self._names[f"z{layer}"][np.newaxis], len(places), axis=0)
        shifts = (values - old)[:, np.newaxis] * self._inputs[layer].T[sources]
        z[np.arange(len(places)), :, targets] += shifts
        is_bias = sources == self._network.sizes[layer - 1]
        return self._moved(layer, z, slice(None), (is_bias, old, values))

    def parameters(self, layer: int) -> Array:
        """The weights of a layer, row by row, and then its biases, as the step began."""
        return np.concatenate([self._names[f"W{layer}"].ravel(), self._names[f"b{layer}"]])

    def _moved(
        self,
        layer: int,
        z: Array,
        rows: slice,
        parameters: tuple[Array | bool, Array, Array] | None = None,
    ) -> Moved:
        """Run the statements behind z, shape (k, examples, n), of a layer.

        `parameters` are those that moved, if any did: whether it is a bias, from where, to where.
        """
        losses, bends, own = self._run_tail(layer, z, rows)
        changes = (losses - self._names["L"][rows]).sum(axis=1) / self.trace.examples
        if parameters is not None:
            is_bias, old, new = parameters
            r = self._network.layers[layer - 1].regularizer
            l1 = np.where(is_bias, r.biases_l1, r.weights_l1)
            l2 = np.where(is_bias, r.biases_l2, r.weights_l2)
            changes += l1 * (np.abs(new) - np.abs(old)) + l2 * (np.square(new) - np.square(old))
            bends.append(np.where(l1, new, 0))
            own.append(np.where(l1, old, 0))
        return Moved(changes, tuple(bends), tuple(own))

    def _run_tail(
        self, layer: int, z: Array, rows: slice
    ) -> tuple[Array, list[Array], list[Array]]:
        """The losses, shape (k, examples), and the bends, here and in the step."""
        copies, examples, _ = z.shape
        names = self._names | {f"z{layer}": z.reshape(copies * examples, -1)}
        for name in ("y", *self._masks):
            names[name] = np.tile(self._names[name][rows], (copies, 1))
        self._run(self._tails[layer], names)
        bends, own = [], []
        for n, behind in self._network.numbered():
            if n >= layer and isinstance(behind.activation, ReLU | LeakyReLU):
                bends.append(names[f"z{n}"].reshape(copies, examples, -1))
                own.append(self._step_value(f"z{n}")[rows])
        if self.trace.experiment.loss == MEAN_ABSOLUTE_ERROR:
            output = f"a{self._network.depth}"
            bends.append((names[output] - names["y"]).reshape(copies, examples, -1))
            own.append((self._step_value(output) - self._names["y"])[rows])
        return names["L"].reshape(copies, examples), bends, own

    def _step_value(self, name: str) -> Array:
        """An array as the step computed it; while it has not, as it will, but for its rounding."""
        value: Array = self.trace.values.get(name, self._names[name])
        return value

    def _run(self, codes: Iterable[CodeType], names: dict[str, Any]) -> None:
        with np.errstate(all="ignore"):
            for code in codes:
                exec(code, names)


def _tail(statements: Iterable[tuple[str, CodeType]], layer: int) -> Iterator[CodeType]:
    """The statements from z of a layer to the loss of each example; masks stay as they are."""
    behind = dropwhile(lambda statement: not statement[0].startswith(f"z{layer} ="), statements)
    next(behind)
    for text, code in behind:
        if not text.startswith("mask"):
            yield code
        if text.startswith("L ="):
            return
