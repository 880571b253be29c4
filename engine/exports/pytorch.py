"""PyTorch script: a network as a program that builds it with PyTorch, and has its weights."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.activations import Activation, LeakyReLU, Linear, ReLU, Sigmoid, Softmax, Tanh
from engine.exports.encoding import headline, paragraph, require_parameters, weights_text
from engine.network import Network

_TEMPLATE = '''\
"""{headline}, exported by Nablascope.

{about}
"""

import base64

import torch
from torch import nn


def load():
    """The network with its weights, ready to answer: in eval mode dropout does nothing."""
    network = nn.Sequential(
{layers}
    ){double}
    # The weights and biases of each layer in PyTorch's order: weight (out, in), then bias (out).
    numbers = torch.frombuffer(bytearray(base64.b64decode(WEIGHTS)), dtype=torch.{precision})
    nn.utils.vector_to_parameters(numbers, network.parameters())
    return network.eval()


# Little-endian {precision} numbers as base64.
WEIGHTS = """
{weights}
"""

if __name__ == "__main__":
    network = load()
    print(network)
    with torch.no_grad():
        outputs = network(torch.zeros(1, {inputs}, dtype=torch.{precision}))
    print("Outputs for inputs that are all 0:", outputs)
'''
_ABOUT = (
    "It needs PyTorch alone. load() gives the network; network(x) its outputs, shape "
    "(examples, {outputs}), for inputs of shape (examples, {inputs}). To train it further call "
    "network.train(), which turns dropout on{note}. Inputs have to be as they were in training: "
    "pixels from 0 to 1, columns of a table standardised."
)
_SOFTMAX_NOTE = ", and leave out the softmax if the loss is nn.CrossEntropyLoss, which has its own"


def pytorch_script(network: Network, params: NDArray[Any]) -> str:
    """A Python program that builds the network, with all weights in it; it needs PyTorch alone.

    `params` is the flat vector. Raises `InputError` if it does not belong to the network.
    """
    require_parameters(network, params)
    ends_in_softmax = isinstance(network.output.activation, Softmax)
    about = _ABOUT.format(
        inputs=network.inputs,
        outputs=network.output.size,
        note=_SOFTMAX_NOTE if ends_in_softmax else "",
    )
    return _TEMPLATE.format(
        headline=headline(network),
        about=paragraph(about),
        inputs=network.inputs,
        precision=network.precision,
        layers="\n".join(f"        {line}," for line in _lines(network)),
        double=".double()" if network.precision == "float64" else "",
        weights=weights_text(_out_in(network, params)),
    )


def _lines(network: Network) -> Iterator[str]:
    """The modules from first to last."""
    for before, layer in zip(network.sizes, network.layers, strict=False):
        yield f"nn.Linear({before}, {layer.size})"
        module = _module(layer.activation)
        if module:
            yield module
        if layer.dropout:
            yield f"nn.Dropout({float(layer.dropout)!r})"


def _module(activation: Activation) -> str:
    """The module that an activation is, "" for none; dim=1 is along the row of an example."""
    match activation:
        case Linear():
            return ""
        case ReLU():
            return "nn.ReLU()"
        case LeakyReLU():
            return f"nn.LeakyReLU({float(activation.slope)!r})"
        case Sigmoid():
            return "nn.Sigmoid()"
        case Tanh():
            return "nn.Tanh()"
        case Softmax():
            return "nn.Softmax(dim=1)"
    raise NotImplementedError(f"{activation.title} has no counterpart in PyTorch yet")


def _out_in(network: Network, params: NDArray[Any]) -> NDArray[Any]:
    """The same numbers in PyTorch's order, where a row has the weights to one neuron."""
    parts = network.views(params).values()
    return np.concatenate([part.T.ravel() for part in parts])
