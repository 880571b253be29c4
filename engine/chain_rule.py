"""The chain rule: any number of a step taken apart, factor by factor, term by term."""

from dataclasses import replace

import numpy as np

from engine.activations import Softmax
from engine.addresses import Address, BiasId, NodeId
from engine.arithmetic import Arithmetic
from engine.elements import Element
from engine.explanation import Explanation, Over
from engine.expressions import parsed
from engine.factors import can_open, column, factor, sum_of
from engine.left_out import by_input, in_full, over_batch, slope_or_output
from engine.names import array_name
from engine.outputs import is_fused
from engine.pieces import PRODUCT, Piece
from engine.places import parameter_at, parameter_of, position_of
from engine.trace import Trace
from engine.worked import worked


@np.errstate(all="ignore")
def explain(
    trace: Trace, element: Element, example: int | None = None, *, full: bool = False
) -> Explanation:
    """One number taken apart by one level: by the statement that computes it.

    Of the gradient of a weight or bias it is, with an `example`, that one's share. `full` takes
    ∂C/∂z of softmax, and of an output that is fused with its loss, apart into ∂C/∂a and the
    derivative of the activation. A number that is known has no factors. The name of the element
    may also be an expression over names, such as "dz2.sum(axis=0)". Raises `NotComputedError`.
    """
    if not element.name.isidentifier():
        return _of_expression(trace, element)
    parts = array_name(element.name)
    match (parts.role, parts.letter) if parts is not None and element.index else None:
        case ("d", "x"):
            return by_input(trace, element)
        case ("", "slope"):
            return slope_or_output(trace, element)
        case ("d", "a") if element.name not in trace.writers and is_fused(trace):
            return slope_or_output(trace, element)
        case ("d", "z") if full:
            return in_full(trace, element)
    return _named(trace, element, example)


@np.errstate(all="ignore")
def chain(trace: Trace, address: Address, example: int | None) -> Explanation:
    """The chain rule for a part of the network: for a weight, a bias, a neuron's z, or an input.

    For one example it is its share, in full: the sum over the neurons behind, the slope, and the
    activation before. For the batch (None) it is the sum over the examples, and the penalties.
    Raises `NotComputedError`.
    """
    if isinstance(address, NodeId):
        return _chain_of_neuron(trace, address, example)
    parameter = parameter_of(address)
    gradient = Element(f"d{parameter.name}", parameter.index)
    if example is None:
        return explain(trace, gradient)
    trace.require(gradient.name)
    product = _Product(trace, gradient, example)
    delta = product.add_delta(address.layer, example, parameter.index[-1])
    if isinstance(address, BiasId):
        return product.explanation(delta)
    before = trace.network.output_name(address.layer - 1)
    return product.explanation(delta * product.add_factor(before, (example, address.source)))


def _chain_of_neuron(trace: Trace, node: NodeId, example: int | None) -> Explanation:
    name = f"dz{node.layer}" if node.layer else "dx"
    if example is None:
        return replace(over_batch(trace, name, node.index), address=node)
    element = Element(name, (example, node.index))
    if not node.layer or not _has_slope(trace, node.layer):
        return explain(trace, element)
    trace.require(name)
    product = _Product(trace, element, example)
    return product.explanation(product.add_delta(node.layer, example, node.index))


class _Product:
    """Factors of a chain rule, put together one by one."""

    def __init__(self, trace: Trace, element: Element, example: int) -> None:
        self._trace = trace
        self._element = element
        self._example = example
        self._arithmetic = Arithmetic(trace)
        self._slots: list[str] = []

    def add_factor(self, name: str, index: tuple[int, ...]) -> float:
        """A number by its name; gives its value."""
        found = factor(self._trace, name, index)
        self._slots.append(self._arithmetic.add(found).latex)
        return found.value

    def add_delta(self, layer: int, example: int, neuron: int) -> float:
        """∂C/∂z of a neuron, by ∂C/∂a and f′(z) where that is how it comes; gives its value."""
        trace, place = self._trace, (example, neuron)
        if not _has_slope(trace, layer):
            return self.add_factor(f"dz{layer}", place)
        if layer == trace.network.depth:
            self.add_factor(f"da{layer}", place)
        else:
            self._add_sum_behind(layer, example, neuron)
            if trace.network.layers[layer - 1].dropout:
                self.add_factor(f"mask{layer}", place)
        self._slots.append(self._arithmetic.add_slope(layer, place).latex)
        return float(trace.read(f"dz{layer}")[place])

    def _add_sum_behind(self, layer: int, example: int, neuron: int) -> None:
        """∂C/∂ of what a neuron gives on: the sum over the neurons that it feeds."""
        output = self._trace.network.output_name(layer)
        total = sum_of(
            Over.NEURONS,
            "k",
            [
                column(self._trace, f"dz{layer + 1}", (example, None), "k"),
                column(self._trace, f"W{layer + 1}", (neuron, None), "k"),
            ],
            Element(f"d{output}", (example, neuron)),
        )
        self._slots.append(self._arithmetic.add_sum(total).latex)

    def explanation(self, value: float) -> Explanation:
        """All of it."""
        piece = Piece(r" \cdot ".join(self._slots), PRODUCT, value)
        return self._arithmetic.explanation(self._element, piece, self._example)


def _named(trace: Trace, element: Element, example: int | None) -> Explanation:
    """A number that has a name in the program."""
    name, index = element
    parts = array_name(name)
    if parts is not None and index and parts.is_parameter:
        whole = {"update_": "update", "": "params_trial" if parts.is_trial else ""}
        if flat := whole.get(parts.role, ""):
            plain = name.removeprefix("update_").removesuffix("_trial")
            name, index = flat, (position_of(Element(plain, index), trace.network),)
    if name == "grads" and index:
        parameter = parameter_at(index[0], trace.network)
        name, index = f"d{parameter.name}", parameter.index
    if not can_open(trace, Element(name, index)) and name != "params":
        return _known(trace, Element(name, index))
    return worked(trace, trace.require(name), index, example)


def _known(trace: Trace, element: Element) -> Explanation:
    """What is given: inputs, targets, settings, and parameters as the step began with them."""
    found = factor(trace, *element)
    parts = array_name(element.name)
    source = "a setting, or the number of this step"
    if parts is not None and element.index:
        given = {"x": "an input, as the data give it", "y": "a target, as the data give it"}
        source = given.get(parts.letter, "as it was when the step began")
    return Explanation(
        element,
        element.index[0] if len(element.index) > 1 and parts and parts.is_by_example else None,
        found.symbol,
        f"{found.meaning}; {source}",
        found.value,
        "",
        address=found.address,
    )


def _of_expression(trace: Trace, element: Element) -> Explanation:
    """A number that is part of a statement, such as "np.square(a2 - y)"[0, 3]."""
    name = element.name.removesuffix(".sum(axis=0)")
    if name != element.name:
        return over_batch(trace, name, *element.index)
    arithmetic = Arithmetic(trace)
    piece = arithmetic.piece(parsed(element.name), element.index)
    return arithmetic.explanation(element, piece, element.index[0], "a part of a sum")


def _has_slope(trace: Trace, layer: int) -> bool:
    """Whether the step computes ∂C/∂z of a layer as ∂C/∂a · f′(z), element by element."""
    if isinstance(trace.network.layers[layer - 1].activation, Softmax):
        return False
    return layer < trace.network.depth or not is_fused(trace)
