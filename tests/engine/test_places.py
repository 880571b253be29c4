"""Where an element is in the network, and in the flat vectors."""

import numpy as np
import pytest

from engine.addresses import Address, BiasId, EdgeId, NodeId
from engine.elements import Element
from engine.layers import Dense
from engine.network import Network
from engine.places import address_of, has_part, parameter_at, parameter_of, position_of

NETWORK = Network(3, (Dense(4), Dense(2)))


@pytest.mark.parametrize(
    ("element", "address"),
    [
        (Element("W2", (3, 1)), EdgeId(2, 3, 1)),
        (Element("dW1", (0, 2)), EdgeId(1, 0, 2)),
        (Element("update_b2", (1,)), BiasId(2, 1)),
        (Element("z1", (7, 2)), NodeId(1, 2)),
        (Element("da1_kept", (7, 2)), NodeId(1, 2)),
        (Element("slope1", (7, 2)), NodeId(1, 2)),
        (Element("slope1"), None),
        (Element("x", (7, 2)), NodeId(0, 2)),
        (Element("dx", (7, 2)), NodeId(0, 2)),
        (Element("y", (7, 1)), NodeId(2, 1)),
        (Element("velocity", (0,)), EdgeId(1, 0, 0)),
        (Element("params", (12,)), BiasId(1, 0)),
        (Element("L", (3,)), None),
        (Element("dz1.sum(axis=0)", (3,)), None),
        (Element("C"), None),
    ],
    ids=str,
)
def test_the_part_of_the_network_that_an_element_belongs_to(
    element: Element, address: Address | None
) -> None:
    assert address_of(element, NETWORK) == address


def test_positions_are_those_of_the_flat_vectors() -> None:
    views = NETWORK.views(np.arange(NETWORK.parameter_count()))
    for position in range(NETWORK.parameter_count()):
        name, index = parameter_at(position, NETWORK)
        assert views[name][index] == position
        assert position_of(Element(name, index), NETWORK) == position
    assert position_of(EdgeId(2, 3, 1), NETWORK) == views["W2"][3, 1]
    assert position_of(BiasId(1, 2), NETWORK) == views["b1"][2]
    assert parameter_of(BiasId(1, 2)) == ("b1", (2,))
    with pytest.raises(IndexError):
        parameter_at(NETWORK.parameter_count(), NETWORK)


@pytest.mark.parametrize(
    "address",
    [NodeId(0, 2), NodeId(2, 1), BiasId(1, 3), EdgeId(1, 2, 3), EdgeId(2, 3, 1)],
    ids=str,
)
def test_parts_that_a_network_has(address: Address) -> None:
    assert has_part(NETWORK, address)


@pytest.mark.parametrize(
    "address",
    [
        NodeId(0, 3),
        NodeId(3, 0),
        BiasId(0, 0),
        BiasId(2, 2),
        EdgeId(0, 0, 0),
        EdgeId(1, 3, 0),
        EdgeId(2, 0, 2),
        EdgeId(3, 0, 0),
    ],
    ids=str,
)
def test_parts_that_it_does_not_have(address: Address) -> None:
    assert not has_part(NETWORK, address)
