"""The parts of a network have names."""

import pytest

from engine.addresses import Address, BiasId, EdgeId, NodeId


@pytest.mark.parametrize(
    ("address", "text"),
    [
        (NodeId(0, 783), "x[783]"),
        (NodeId(2, 5), "a2[5]"),
        (BiasId(1, 0), "b1[0]"),
        (EdgeId(1, 400, 7), "W1[400, 7]"),
    ],
)
def test_an_address_reads_as_in_the_statements(address: Address, text: str) -> None:
    assert str(address) == text


def test_equal_addresses_are_one_and_those_of_different_kinds_are_not() -> None:
    assert {NodeId(1, 2), NodeId(1, 2), BiasId(1, 2)} == {BiasId(1, 2), NodeId(1, 2)}
