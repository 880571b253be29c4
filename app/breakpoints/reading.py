"""Reading: what is typed, as numbers and as parts of a network."""

import re
from math import isfinite

from engine.addresses import BiasId, EdgeId
from engine.errors import require
from engine.network import Network
from engine.places import has_part

PARAMETER = re.compile(r"\s*([Wb])\s*(\d+)\s*\[\s*(\d+)\s*(?:,\s*(\d+)\s*)?\]\s*")


def number(text: str) -> float:
    """The finite number that a text says; raises `InputError` if it says none."""
    try:
        value = float(text.replace("−", "-"))
    except ValueError:
        value = float("nan")
    require(
        isfinite(value) and "_" not in text,
        f"“{text}” is not a number: write digits and a point, such as 25 or 0.05."
        if text.strip()
        else "Write a number, such as 25 or 0.05.",
    )
    return value


def whole_number(text: str, least: int, most: int | None, what: str) -> int:
    """The whole number that a text says, from `least` to `most`; raises `InputError`.

    `what` is counted by it, such as "The number of steps in a row".
    """
    value = number(text)
    upper = "" if most is None else f" to {most:,}"
    require(
        value.is_integer() and value >= least and (most is None or value <= most),
        f"{what} is a whole number from {least}{upper or ' on'}, not {text.strip()}.",
    )
    return int(value)


def parameter(text: str, network: Network | None) -> EdgeId | BiasId:
    """The weight or bias that a text names as W2[3, 15] or b1[4].

    Raises `InputError` if it names none, or none of the `network`.
    """
    found = PARAMETER.fullmatch(text)
    is_weight = found is not None and found[1] == "W"
    require(
        found is not None and is_weight == (found[4] is not None),
        f"“{text}” names no weight or bias: write W2[3, 15] for the weight into layer 2 from "
        "neuron 3 to neuron 15, or b1[4] for the bias of neuron 4 in layer 1."
        if text.strip()
        else "Write a weight such as W2[3, 15] or a bias such as b1[4], or select one in the "
        "network.",
    )
    assert found is not None
    layer, first, second = int(found[2]), int(found[3]), int(found[4] or 0)
    address = EdgeId(layer, first, second) if is_weight else BiasId(layer, first)
    require(
        network is None or has_part(network, address),
        f"The network has no {address}: its layers have {_sizes(network)} neurons, counted from 0.",
    )
    return address


def _sizes(network: Network | None) -> str:
    return "" if network is None else " – ".join(f"{size:,}" for size in network.sizes)
