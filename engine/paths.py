"""Paths: each way by which a number reaches the cost, one neuron in every later layer."""

from collections.abc import Iterator
from dataclasses import dataclass
from heapq import heappop, heappush
from itertools import pairwise
from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.activations import Softmax
from engine.addresses import Address, EdgeId, NodeId
from engine.elements import Element
from engine.explanation import Factor
from engine.factors import factor
from engine.meanings import meaning, neuron_name
from engine.network import Network
from engine.neuron import curves
from engine.symbols import symbol
from engine.trace import Trace

Array = NDArray[Any]


@dataclass(frozen=True)
class Path:
    """One path: its neurons up to the output, its factors, and their product in float64.

    Of a weight or bias it begins with the neuron that this belongs to, of a neuron or input with
    itself. `sum` is that of this path and all stronger ones; `covered` the share that their sizes
    have of the sizes of all paths, from 0 to 1.
    """

    nodes: tuple[NodeId, ...]
    factors: tuple[Factor, ...]
    value: float
    sum: float
    covered: float

    @property
    def edges(self) -> tuple[EdgeId, ...]:
        """The edges from neuron to neuron."""
        return tuple(EdgeId(b.layer, a.index, b.index) for a, b in pairwise(self.nodes))


def path_count(network: Network, address: Address) -> int:
    """The number of paths: the product of the later layers' widths."""
    return prod(network.sizes[address.layer + 1 :])


def strongest_paths(trace: Trace, address: Address, example: int) -> Iterator[Path]:
    """The paths of an example, one at a time, from the strongest on; those that are 0 are left out.

    They add up to its share of the derivative, without a penalty; of a neuron, to its δ = ∂C/∂z.
    Raises `NotComputedError`.
    """
    graph = _Graph(trace, address, example)

    def paths() -> Iterator[Path]:
        total = sizes = 0.0
        for indices, value in graph.strongest():
            total += value
            sizes += abs(value)
            nodes = tuple(NodeId(n, j) for n, j in enumerate(indices, start=address.layer))
            yield Path(nodes, graph.factors(nodes), value, total, min(sizes / graph.sizes, 1.0))

    return paths()


class _Graph:
    """The later layers of a network as an example sees them: ∂z of each by z of the one before.

    `gains[n]`, shape (nₙ,), times `weights[n]`, shape (nₙ, nₙ₊₁), is ∂z⁽ⁿ⁺¹⁾/∂z⁽ⁿ⁾: the slopes of
    the activation function, behind dropout, and the weights. Softmax has no slopes, but a Jacobian:
    its gains are 1, and its part is in the weights.
    """

    def __init__(self, trace: Trace, address: Address, example: int) -> None:
        self._trace = trace
        self._address = address
        self._example = example
        self._first, self._last = address.layer, trace.network.depth
        index = address.target if isinstance(address, EdgeId) else address.index
        self._start = index
        self._signal = 1.0
        if isinstance(address, EdgeId):
            self._signal = float(
                self._read(trace.network.output_name(address.layer - 1))[address.source]
            )
        self._deltas = self._read(f"dz{self._last}")
        self._slopes: dict[int, Array] = {}
        self._gains: dict[int, Array] = {}
        self._weights: dict[int, Array] = {}
        for n in range(self._first, self._last):
            self._gains[n], self._weights[n] = self._derivative(n)
        self._bounds: dict[int, Array] = {}
        self._sweep_back()

    def _read(self, name: str) -> Array:
        row: Array = self._trace.read(name)[self._example].astype(np.float64)
        return row

    def _derivative(self, n: int) -> tuple[Array, Array]:
        """The gains and the weights between layer n and the next."""
        weights = self._trace.read(f"W{n + 1}").astype(np.float64)
        if n == 0:
            return np.ones(len(weights)), weights
        layer = self._trace.network.layers[n - 1]
        mask = self._read(f"mask{n}") if layer.dropout else np.ones(layer.size)
        if isinstance(layer.activation, Softmax):
            a = self._read(f"a{n}")
            return np.ones(layer.size), ((np.diag(a) - np.outer(a, a)) * mask) @ weights
        z = self._trace.read(f"z{n}")[self._example]  # rounded as in the step
        self._slopes[n] = curves(layer.activation, z)[1].astype(np.float64)
        return self._slopes[n] * mask, weights

    def _sweep_back(self) -> None:
        """From the outputs to the first layer: the size of all paths, and of the strongest."""
        sizes = np.abs(self._deltas)
        self._bounds[self._last] = sizes
        for n in range(self._last - 1, self._first - 1, -1):
            gains, strengths = np.abs(self._gains[n]), np.abs(self._weights[n])
            sizes = gains * (strengths @ sizes)
            strengths *= self._bounds[n + 1]
            self._bounds[n] = gains * strengths.max(axis=1)
        self.sizes = abs(self._signal) * float(sizes[self._start])

    def strongest(self) -> Iterator[tuple[tuple[int, ...], float]]:
        """The neurons and the value of each path that is not 0, by falling size.

        A best-first search: the heap holds beginnings of paths by the size of the strongest path
        that begins so, and of each neuron's continuations only the best that is not yet taken.
        """
        ranked: dict[tuple[int, int], tuple[Array, Array]] = {}
        pushed = 0
        heap: list[tuple[float, int, tuple[int, ...], float, int]] = []

        def push(size: float, indices: tuple[int, ...], product: float, rank: int) -> None:
            nonlocal pushed
            if size > 0:
                heappush(heap, (-size, pushed, indices, product, rank))
                pushed += 1

        bound = float(self._bounds[self._first][self._start])
        push(abs(self._signal) * bound, (self._start,), self._signal, 0)
        while heap:
            _, _, indices, product, rank = heappop(heap)
            n, j = self._first + len(indices) - 1, indices[-1]
            if n == self._last:
                yield indices, product * float(self._deltas[j])
                continue
            if (n, j) not in ranked:
                sizes = np.abs(self._weights[n][j]) * self._bounds[n + 1]
                order = np.argsort(-sizes, kind="stable")
                ranked[n, j] = order, sizes[order]
            order, sizes = ranked[n, j]
            k, through = int(order[rank]), product * float(self._gains[n][j])
            if rank + 1 < len(order):
                push(abs(through) * float(sizes[rank + 1]), indices, product, rank + 1)
            product = through * float(self._weights[n][j, k])
            push(abs(product) * float(self._bounds[n + 1][k]), (*indices, k), product, 0)

    def factors(self, nodes: tuple[NodeId, ...]) -> tuple[Factor, ...]:
        """The factors of a path, from the activation before a weight to ∂C/∂z of the output."""
        trace, address = self._trace, self._address
        found: list[Factor] = []
        if isinstance(address, EdgeId):
            before = trace.network.output_name(address.layer - 1)
            found.append(factor(trace, before, (self._example, address.source)))
        for here, behind in pairwise(nodes):
            found += self._between(here, behind)
        return (*found, factor(trace, f"dz{self._last}", (self._example, nodes[-1].index)))

    def _between(self, here: NodeId, behind: NodeId) -> Iterator[Factor]:
        """What makes ∂z of a neuron by z of one before it, or by the value of an input."""
        n, place = here.layer, (self._example, here.index)
        if n:
            layer = self._trace.network.layers[n - 1]
            if isinstance(layer.activation, Softmax):
                yield self._jacobian(here, behind)
                return
            yield self._slope(here)
            if layer.dropout:
                yield factor(self._trace, f"mask{n}", place)
        yield factor(self._trace, f"W{n + 1}", (here.index, behind.index))

    def _slope(self, node: NodeId) -> Factor:
        network = self._trace.network
        element = Element(f"slope{node.layer}", (self._example, node.index))
        return Factor(
            symbol(*element, network),
            float(self._slopes[node.layer][node.index]),
            meaning(*element, network),
            element,
            node,
            can_open=True,
        )

    def _jacobian(self, here: NodeId, behind: NodeId) -> Factor:
        """Through all outputs of a softmax layer at once, because each depends on every z."""
        network = self._trace.network
        above, below = (
            symbol(f"z{node.layer}", (self._example, node.index), network)
            for node in (behind, here)
        )
        return Factor(
            rf"\frac{{\partial {above}}}{{\partial {below}}}",
            float(self._weights[here.layer][here.index, behind.index]),
            f"how fast the pre-activation of {neuron_name(behind.layer, behind.index, network)} "
            f"changes with that of {neuron_name(here.layer, here.index, network)}, "
            "through all outputs of the softmax",
            address=here,
        )
