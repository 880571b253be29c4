"""Encoding: the numbers of a network as text that can stand in a program."""

from base64 import b64encode
from textwrap import wrap
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import require
from engine.network import Network

LINE = 96


def weights_text(params: NDArray[Any]) -> str:
    """Numbers in their own precision, little-endian, as lines of base64."""
    numbers = np.ascontiguousarray(params, params.dtype.newbyteorder("<"))
    text = b64encode(numbers.tobytes()).decode("ascii")
    return "\n".join(text[start : start + LINE] for start in range(0, len(text), LINE))


def require_parameters(network: Network, params: NDArray[Any]) -> None:
    """Raise `InputError` unless `params` is a flat vector of this network's parameters."""
    count, precision = network.parameter_count(), network.precision
    require(
        params.shape == (count,) and params.dtype == precision,
        f"The network has {count:,} parameters in {precision}, "
        f"not {params.dtype} of shape {params.shape}.",
    )


def headline(network: Network) -> str:
    """What a network is, such as "A network of 784-16-10, 12,730 parameters in float32"."""
    sizes = "-".join(map(str, network.sizes))
    if len(network.sizes) > 9:
        sizes = f"{network.inputs}-…-{network.output.size} in {network.depth} layers"
    return f"A network of {sizes}, {network.parameter_count():,} parameters in {network.precision}"


def paragraph(text: str) -> str:
    """A text in lines that are not too long for a program."""
    return "\n".join(wrap(text, LINE))
