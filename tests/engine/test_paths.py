"""Paths, against all of them written out, and against the gradient of the step."""

from itertools import islice, pairwise, product
from math import fsum, prod
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.activations import LeakyReLU, ReLU, Sigmoid, Softmax, Tanh
from engine.addresses import Address, BiasId, EdgeId, NodeId
from engine.errors import NotComputedError
from engine.layers import Dense
from engine.losses import CROSS_ENTROPY
from engine.network import Network
from engine.paths import Path, path_count, strongest_paths
from engine.trace import Trace
from tests.engine.cases import case
from tests.engine.strategies import addresses, traces
from tests.engine.traces import trace

Array = NDArray[Any]
NETWORK = Network(3, (Dense(4, Sigmoid()), Dense(5, ReLU(), dropout=0.3), Dense(2, Softmax())))


def share(done: Trace, address: Address, example: int) -> float:
    """The example's share of the derivative, from what the step computed."""
    delta = done.values[f"dz{max(address.layer, 1)}"][example].astype(float)
    match address:
        case EdgeId(layer, source, target):
            before = done.values[done.network.output_name(layer - 1)]
            return float(before[example, source] * delta[target])
        case NodeId(0, index):
            return float(done.before["W1"][index] @ delta)
        case BiasId(_, index) | NodeId(_, index):
            return float(delta[index])


def step_matrix(done: Trace, layer: int, example: int) -> Array:
    """∂z of the next layer by z of this one, or by the inputs."""
    weights = done.before[f"W{layer + 1}"].astype(float)
    if layer == 0:
        return weights
    settings = done.network.layers[layer - 1]
    z = done.values[f"z{layer}"][example].astype(float)
    mask = done.values[f"mask{layer}"][example] if settings.dropout else np.ones(len(z))
    match settings.activation:
        case ReLU():
            jacobian = np.diag(np.where(z > 0, 1.0, 0.0))
        case LeakyReLU(slope):
            jacobian = np.diag(np.where(z > 0, 1.0, slope))
        case Sigmoid():
            jacobian = np.diag(np.exp(-z) / (1 + np.exp(-z)) ** 2)
        case Tanh():
            jacobian = np.diag(1 / np.cosh(z) ** 2)
        case Softmax():
            p = np.exp(z) / np.exp(z).sum()
            jacobian = np.diag(p) - np.outer(p, p)
        case _:
            jacobian = np.eye(len(z))
    matrix: Array = jacobian * mask @ weights
    return matrix


def brute_force(done: Trace, address: Address, example: int) -> dict[tuple[int, ...], float]:
    """Each path by its neurons, and its value."""
    first, last = address.layer, done.network.depth
    start, signal = (address.target, None) if isinstance(address, EdgeId) else (address.index, 1.0)
    if isinstance(address, EdgeId):
        before = done.values[done.network.output_name(address.layer - 1)]
        signal = float(before[example, address.source])
    matrices = [step_matrix(done, n, example) for n in range(first, last)]
    deltas = done.values[f"dz{last}"][example].astype(float)
    found = {}
    for later in product(*(range(size) for size in done.network.sizes[first + 1 :])):
        nodes = (start, *later)
        factors = [m[i, j] for m, i, j in zip(matrices, nodes, later, strict=False)]
        found[nodes] = float(signal * prod(factors) * deltas[nodes[-1]])
    return found


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_they_are_all_paths_by_falling_size(data: st.DataObject) -> None:
    done = data.draw(traces())
    address = data.draw(addresses(done))
    example = data.draw(st.integers(0, done.examples - 1))
    expected = brute_force(done, address, example)
    paths = list(strongest_paths(done, address, example))
    found = {tuple(node.index for node in path.nodes): path.value for path in paths}
    assert len(found) == len(paths)
    assert path_count(done.network, address) == len(expected)
    scale = max(map(abs, expected.values()))
    for nodes, value in expected.items():
        assert found.get(nodes, 0.0) == pytest.approx(value, rel=1e-9, abs=1e-14 * scale)
    sizes = [abs(path.value) for path in paths]
    assert all(later <= size * (1 + 1e-12) for size, later in pairwise(sizes))


@pytest.mark.parametrize(("precision", "tolerance"), [("float32", 1e-6), ("float64", 1e-12)])
@given(data=st.data())
@settings(max_examples=150, deadline=None)
def test_their_sum_is_the_share_of_the_gradient(
    precision: str, tolerance: float, data: st.DataObject
) -> None:
    done = data.draw(traces(precision))
    if precision == "float32":  # where the step multiplies out a softmax, and rounds what cancels
        hidden = done.network.layers[:-1]
        assume(not any(isinstance(layer.activation, Softmax) for layer in hidden))
    address = data.draw(addresses(done))
    example = data.draw(st.integers(0, done.examples - 1))
    paths = list(strongest_paths(done, address, example))
    assert len(paths) <= path_count(done.network, address)
    values = [path.value for path in paths]
    total, sizes = fsum(values), fsum(map(abs, values))
    assert abs(total - share(done, address, example)) <= tolerance * sizes
    if paths:
        assert paths[-1].sum == pytest.approx(total, abs=1e-12 * sizes)
        assert paths[-1].covered == pytest.approx(1)


@given(st.data())
@settings(max_examples=50, deadline=None)
def test_a_path_is_the_product_of_its_factors(data: st.DataObject) -> None:
    done = data.draw(traces())
    address = data.draw(addresses(done))
    for path in islice(strongest_paths(done, address, 0), 20):
        factors = [factor.value for factor in path.factors]
        assert prod(factors) == pytest.approx(path.value, rel=1e-12)


def test_a_path_names_its_factors_neurons_and_edges() -> None:
    done = trace(case(NETWORK, CROSS_ENTROPY))
    path = next(strongest_paths(done, EdgeId(1, 2, 3), 1))
    first, second, last = path.nodes
    assert (first, second.layer, last.layer) == (NodeId(1, 3), 2, 3)
    k, o = second.index, last.index
    assert path.edges == (EdgeId(2, 3, k), EdgeId(3, k, o))
    assert [str(factor.element) for factor in path.factors] == [
        "x[1, 2]",
        "slope1[1, 3]",
        f"W2[3, {k}]",
        f"slope2[1, {k}]",
        f"mask2[1, {k}]",
        f"W3[{k}, {o}]",
        f"dz3[1, {o}]",
    ]
    assert path.factors[2].value == done.before["W2"][3, k]
    assert path.factors[2].address == EdgeId(2, 3, k)
    assert not path.factors[2].can_open
    assert path.factors[-1].can_open


def test_through_a_hidden_softmax_there_is_one_factor() -> None:
    network = Network(3, (Dense(4, Softmax()), Dense(2, Softmax())))
    path = next(strongest_paths(trace(case(network, CROSS_ENTROPY)), NodeId(1, 2), 0))
    o = path.nodes[-1].index
    expected = rf"\frac{{\partial z^{{(2)}}_{{{o}}}}}{{\partial z^{{(1)}}_{{2}}}}"
    assert path.factors[0].symbol == expected
    assert len(path.factors) == 2


@pytest.mark.parametrize(
    ("address", "count"),
    [
        (EdgeId(3, 0, 1), 1),
        (BiasId(2, 0), 2),
        (EdgeId(1, 0, 0), 10),
        (NodeId(1, 0), 10),
        (NodeId(0, 0), 40),
    ],
)
def test_the_number_of_paths_is_the_product_of_later_widths(address: Address, count: int) -> None:
    assert path_count(NETWORK, address) == count


def test_a_dead_neuron_has_no_paths() -> None:
    network = Network(3, (Dense(4, ReLU(), bias=-100.0), Dense(2, Softmax())))
    done = trace(case(network, CROSS_ENTROPY))
    assert list(strongest_paths(done, BiasId(1, 0), 0)) == []


def test_millions_of_paths_are_not_listed() -> None:
    network = Network(2, (*[Dense(300, Sigmoid())] * 4, Dense(10, Softmax())))
    done = trace(case(network, CROSS_ENTROPY, examples=2))
    assert path_count(network, BiasId(1, 0)) == 300**3 * 10
    paths: list[Path] = list(islice(strongest_paths(done, BiasId(1, 0), 0), 100))
    assert len({path.nodes for path in paths}) == 100
    assert 0 < paths[0].covered < paths[-1].covered < 0.1


def test_what_is_not_computed_yet_has_no_paths() -> None:
    step = case(NETWORK, CROSS_ENTROPY)
    delta = next(op.number for op in step.program.operations if op.writes == "dz3")
    with pytest.raises(NotComputedError, match="∂C/∂z3"):
        strongest_paths(trace(step, delta - 1), EdgeId(1, 0, 0), 0)
    assert next(strongest_paths(trace(step, delta), EdgeId(1, 0, 0), 0)).value != 0
