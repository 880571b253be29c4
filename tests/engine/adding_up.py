"""What explanations have to fulfil: they add up, and unfold to the same number."""

from collections.abc import Iterator

import numpy as np
from hypothesis import strategies as st

from engine.addresses import BiasId, EdgeId, NodeId
from engine.chain_rule import explain
from engine.elements import Element
from engine.explanation import Explanation
from engine.network import Network
from engine.optimizers import OPTIMIZERS
from engine.trace import Trace
from tests.engine.traces import Calculator, calculated, steps

GRADIENT_OPTIMIZERS = [name for name, kind in OPTIMIZERS.items() if kind.needs_gradients]
BOUNDS = {"float32": 1e-6, "float64": 1e-12}
with_gradients = st.sampled_from(["float32", "float64"]).flatmap(
    lambda precision: steps(precision, GRADIENT_OPTIMIZERS)
)


def parameters(network: Network) -> list[EdgeId | BiasId]:
    found: list[EdgeId | BiasId] = []
    for layer, _ in network.numbered():
        before, size = network.sizes[layer - 1 : layer + 1]
        found += [BiasId(layer, target) for target in range(size)]
        found += [EdgeId(layer, i, j) for i in range(before) for j in range(size)]
    return found


def nodes(network: Network) -> list[NodeId]:
    return [NodeId(layer, i) for layer, size in enumerate(network.sizes) for i in range(size)]


def scale(explanation: Explanation, done: Trace) -> float:
    """What the formula would give if nothing in it cancelled out."""
    numbers = {f"#{i}": abs(factor.value) for i, factor in enumerate(explanation.factors)}
    if explanation.sum is not None:
        numbers["#S"] = float(np.abs(explanation.sum.terms).sum())
    return abs(float(Calculator(explanation.template.replace("-", "+"), numbers).result()))


def assert_adds_up(explanation: Explanation, done: Trace) -> None:
    """Whether the shown terms and factors give the shown number."""
    bound = BOUNDS[done.network.precision] * scale(explanation, done)
    result = calculated(explanation, done)
    assert abs(float(result) - explanation.value) <= bound, explanation.template


class Unfolding:
    """Takes a number apart again and again, and computes it from what is known alone."""

    def __init__(self, done: Trace, *, full: bool) -> None:
        self.done = done
        self.full = full
        self.known: dict[Element, float] = {}

    def value(self, element: Element) -> float:
        if element not in self.known:
            is_delta = self.full and element.name.startswith("dz")
            self.known[element] = self.of(explain(self.done, element, full=is_delta))
        return self.known[element]

    def of(self, explanation: Explanation) -> float:
        if not explanation.template:
            return explanation.value
        numbers = {
            f"#{slot}": self.value(factor.element)
            if factor.element and factor.can_open
            else factor.value
            for slot, factor in enumerate(explanation.factors)
        }
        if explanation.sum is not None:
            numbers["#S"] = sum(self.terms(explanation))
        with np.errstate(all="ignore"):
            return float(Calculator(explanation.template, numbers).result())

    def terms(self, explanation: Explanation) -> Iterator[float]:
        total = explanation.sum
        assert total is not None
        for row in range(len(total.terms)):
            term = 1.0
            for number, column in enumerate(total.columns):
                element = total.element_of(number, row)
                term *= float(column[row]) if element is None else self.value(element)
            yield term
