"""What is known of a part of the network at this moment of the step."""

from collections.abc import Iterator

from app.inspected import Inspected
from app.inspector.fact_line import Fact
from engine.addresses import BiasId, EdgeId, NodeId
from engine.elements import Element
from engine.places import parameter_of
from engine.trace import Trace


def facts_of(inspected: Inspected) -> list[Fact]:
    """The values of what is selected, its derivative and its last change, each perhaps unknown."""
    address = inspected.address
    if address is None:
        return []
    if isinstance(address, NodeId):
        return list(_of_neuron(inspected, address))
    return list(_of_parameter(inspected, address))


def _of_parameter(inspected: Inspected, address: EdgeId | BiasId) -> Iterator[Fact]:
    trace = inspected.trace
    name, index = parameter_of(address)
    letter = "w" if isinstance(address, EdgeId) else "b"
    what = "weight" if isinstance(address, EdgeId) else "bias"
    before = float(trace.before[name][index])
    yield Fact(letter, before, f"The {what} as the step began, which the chain rule is about")
    yield Fact(
        f"∂C/∂{letter}" if inspected.example is None else f"batch ∂C/∂{letter}",
        _value(trace, Element(f"d{name}", index)),
        f"How fast the cost of the batch changes with this {what}",
    )
    yield Fact(
        f"Δ{letter}",
        _value(trace, Element(f"update_{name}", index)),
        f"The change of this {what} by this step",
    )
    if trace.is_finished:
        now = _value(trace, Element(name, index))
        yield Fact(f"new {letter}", now, f"The {what} behind the step, {letter} + Δ{letter}")


def _of_neuron(inspected: Inspected, address: NodeId) -> Iterator[Fact]:
    """Of one example; numbers of the whole batch are no single ones of a neuron."""
    trace, row = inspected.trace, inspected.example
    if row is None:
        return
    layer, index = address.layer, (row, address.index)
    if layer == 0:
        yield Fact("x", _value(trace, Element("x", index)), "The input's value for this example")
        return
    yield Fact("z", _value(trace, Element(f"z{layer}", index)), "Pre-activation: weighted sum + b")
    yield Fact("a", _value(trace, Element(f"a{layer}", index)), "Activation: f(z)")
    yield Fact(
        "∂C/∂z",
        _value(trace, Element(f"dz{layer}", index)),
        "This example's share of how fast the cost changes with z (δ)",
    )


def _value(trace: Trace, element: Element) -> float | None:
    """The number, None if it is not computed yet."""
    array = trace.values.get(element.name)
    return None if array is None else float(array[element.index])
