"""What is typed is understood, or refused in one clear sentence."""

import pytest

from app.breakpoints import reading
from engine.addresses import BiasId, EdgeId
from engine.errors import InputError
from engine.layers import Dense
from engine.network import Network

NETWORK = Network(4, (Dense(8), Dense(3)))


def test_numbers_may_have_either_minus_sign() -> None:
    assert reading.number(" -0.5 ") == reading.number("−0.5") == -0.5
    assert reading.number("1e-3") == 0.001


@pytest.mark.parametrize("text", ["abc", "nan", "inf", "1_000"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(InputError, match=f"“{text}” is not a number: write digits and a point"):
        reading.number(text)


def test_an_empty_field_is_asked_to_be_filled() -> None:
    with pytest.raises(InputError, match="Write a number"):
        reading.number(" ")
    with pytest.raises(InputError, match="Write a weight such as"):
        reading.parameter("", NETWORK)


def test_whole_numbers_have_their_limits() -> None:
    assert reading.whole_number("20", 1, None, "The number") == 20
    with pytest.raises(InputError, match="The number is a whole number from 1 on, not 0"):
        reading.whole_number("0", 1, None, "The number")
    with pytest.raises(InputError, match="The number is a whole number from 0 to 1,499, not 1500"):
        reading.whole_number("1500", 0, 1499, "The number")
    with pytest.raises(InputError, match=r"not 2\.5"):
        reading.whole_number("2.5", 0, None, "The number")


def test_weights_and_biases_are_named_as_they_are_written_elsewhere() -> None:
    for address in (EdgeId(2, 7, 0), EdgeId(1, 3, 7), BiasId(1, 4)):
        assert reading.parameter(str(address), NETWORK) == address
    assert reading.parameter(" W2[7,0] ", NETWORK) == EdgeId(2, 7, 0)


@pytest.mark.parametrize("text", ["W2[3]", "b1[3, 4]", "w1[0, 0]", "W1", "7", "W1[-1, 0]"])
def test_what_names_no_parameter_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="names no weight or bias: write W2"):
        reading.parameter(text, NETWORK)


@pytest.mark.parametrize("text", ["W1[4, 0]", "W1[0, 8]", "W3[0, 0]", "b2[3]", "b0[0]"])
def test_what_the_network_does_not_have_is_refused(text: str) -> None:
    with pytest.raises(InputError, match="its layers have 4 – 8 – 3 neurons, counted from 0"):
        reading.parameter(text, NETWORK)
    assert str(reading.parameter(text, None)) == text
