"""Places: which element belongs to which part of the network, and where in the flat vectors."""

from math import prod

from engine.addresses import Address, BiasId, EdgeId, NodeId
from engine.elements import Element
from engine.names import array_name
from engine.network import Network


def address_of(element: Element, network: Network) -> Address | None:
    """The part of the network that an element belongs to, or None if there is none: m, C, …"""
    name, index = element
    parts = array_name(name)
    if parts is None:
        is_flat = len(index) == 1 and name.isidentifier() and not name.startswith("L")
        return _of_flat(index[0], network) if is_flat else None
    if not index:
        return None
    layer = network.depth if parts.layer is None else parts.layer
    if parts.letter == "W":
        return EdgeId(layer, index[0], index[1])
    return BiasId(layer, index[0]) if parts.letter == "b" else NodeId(layer, index[1])


def has_part(network: Network, address: Address) -> bool:
    """Whether a network has this neuron, input, weight or bias."""
    is_neuron = isinstance(address, NodeId)
    if not (0 if is_neuron else 1) <= address.layer <= network.depth:
        return False
    size = network.sizes[address.layer]
    if isinstance(address, EdgeId):
        return address.source < network.sizes[address.layer - 1] and address.target < size
    return address.index < size


def parameter_at(position: int, network: Network) -> Element:
    """The weight or bias at a position of the flat vectors: W2[3, 15]."""
    for name, shape in network.shapes().items():
        count = prod(shape)
        if position < count:
            return Element(name, divmod(position, shape[1]) if len(shape) == 2 else (position,))
        position -= count
    raise IndexError("the network has fewer parameters")


def position_of(parameter: EdgeId | BiasId | Element, network: Network) -> int:
    """The position of a weight or bias in the flat vectors."""
    wanted = parameter if isinstance(parameter, Element) else parameter_of(parameter)
    start = 0
    for name, shape in network.shapes().items():
        if name == wanted.name:
            within = wanted.index[0] * shape[1] + wanted.index[1] if len(shape) == 2 else None
            return start + (wanted.index[0] if within is None else within)
        start += prod(shape)
    raise KeyError(wanted.name)


def parameter_of(address: EdgeId | BiasId) -> Element:
    """The element that a weight or bias is: W2[3, 15]."""
    if isinstance(address, EdgeId):
        return Element(f"W{address.layer}", (address.source, address.target))
    return Element(f"b{address.layer}", (address.index,))


def _of_flat(position: int, network: Network) -> Address:
    name, index = parameter_at(position, network)
    layer = int(name[1:])
    return EdgeId(layer, *index) if name[0] == "W" else BiasId(layer, *index)
