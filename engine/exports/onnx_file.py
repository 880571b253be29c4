"""ONNX: a network as a file that many other programs can run."""

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.activations import Activation, LeakyReLU, Linear
from engine.errors import require
from engine.exports.encoding import headline, require_parameters
from engine.exports.packages import ONNX
from engine.network import Network

OPSET = 17
IR_VERSION = 8
"""The versions of 2022, which nearly all programs that run ONNX know."""
LARGEST = 2**31 - 2**20
"""Bytes of weights: a file of this kind is below 2 GB."""
INPUT, OUTPUT = "x", "output"
_OPERATORS = {
    "relu": "Relu",
    "leaky-relu": "LeakyRelu",
    "sigmoid": "Sigmoid",
    "tanh": "Tanh",
    "softmax": "Softmax",
}


def onnx_model(network: Network, params: NDArray[Any]) -> bytes:
    """The content of an .onnx file: input "x", shape (examples, inputs), and "output".

    The number of examples is free. `params` is the flat vector. Raises `InputError` if it does not
    belong to the network, if that is too large, or if the package onnx is not installed.
    """
    require_parameters(network, params)
    onnx = ONNX.load()
    require(params.nbytes <= LARGEST, "The network is too large for an ONNX file of 2 GB.")
    helper, kind = onnx.helper, onnx.helper.np_dtype_to_tensor_dtype(params.dtype)
    views = network.views(params)
    graph = helper.make_graph(
        list(_nodes(network, helper)),
        "network",
        [helper.make_tensor_value_info(INPUT, kind, ["examples", network.inputs])],
        [helper.make_tensor_value_info(OUTPUT, kind, ["examples", network.output.size])],
        [
            onnx.numpy_helper.from_array(np.ascontiguousarray(view), name)
            for name, view in views.items()
        ],
    )
    model = helper.make_model(
        graph,
        producer_name="Nablascope",
        doc_string=f"{headline(network)}. Inputs have to be as they were in training.",
        opset_imports=[helper.make_opsetid("", OPSET)],
        ir_version=IR_VERSION,
    )
    onnx.checker.check_model(model)
    content: bytes = model.SerializeToString()
    return content


def _nodes(network: Network, helper: Any) -> Iterator[Any]:
    """The operators from first to last, with the names of the engine: x, z1, a1, …"""
    before = INPUT
    for number, layer in network.numbered():
        after = OUTPUT if number == network.depth else f"a{number}"
        is_linear = isinstance(layer.activation, Linear)
        z = after if is_linear else f"z{number}"
        yield helper.make_node("Gemm", [before, f"W{number}", f"b{number}"], [z], f"dense{number}")
        if not is_linear:
            operator, settings = _operator(layer.activation)
            name = f"{operator.lower()}{number}"
            yield helper.make_node(operator, [z], [after], name, **settings)
        before = after


def _operator(activation: Activation) -> tuple[str, dict[str, Any]]:
    """The operator that an activation is, and its settings."""
    settings: dict[str, Any] = {}
    if isinstance(activation, LeakyReLU):
        settings["alpha"] = float(activation.slope)
    elif activation.name == "softmax":
        settings["axis"] = 1
    return _OPERATORS[activation.name], settings
