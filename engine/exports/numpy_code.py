"""NumPy code: a network as a program of the very statements that the engine runs."""

import ast
import inspect
from collections.abc import Callable
from math import prod
from typing import Any

from numpy.typing import NDArray

from engine.exports.encoding import headline, paragraph, require_parameters, weights_text
from engine.network import Network
from engine.step import FUNCTIONS

_TEMPLATE = '''\
"""{headline}, exported by Nablascope.

{about}
"""

import base64

import numpy as np

{functions}{quiet}def predict(x):
    """The outputs, shape (examples, {outputs}), for inputs of shape (examples, {inputs})."""
    x = np.asarray(x, np.{precision}).reshape(-1, {inputs})
{statements}
    return {output}


# The weights and biases: little-endian {precision} numbers as base64, layer after layer.
PARAMETERS = np.frombuffer(
    base64.b64decode("""
{weights}
"""),
    "<f{bytes}",
).astype(np.{precision})
{views}

if __name__ == "__main__":
    print("Layers:", "{layers}")
    print("Outputs for inputs that are all 0:", predict(np.zeros({inputs})))
'''
_ABOUT = (
    "It needs NumPy alone. predict(x) runs the statements that the network was trained with, "
    "without dropout; W1 has the shape (inputs, neurons). Inputs have to be as they were in "
    "training: pixels from 0 to 1, columns of a table standardised."
)
_QUIET = '@np.errstate(over="ignore")  # an infinite power of e gives the right 0\n'


def numpy_script(network: Network, params: NDArray[Any]) -> str:
    """A Python program with the function `predict(x)`, and all weights in it; it needs NumPy alone.

    `params` is the flat vector. Raises `InputError` if it does not belong to the network.
    """
    require_parameters(network, params)
    texts = [statement.text for statement in network.forward(training=False)]
    names = {name for text in texts for name in _names(text)}
    numbers = {name: value for name, value in network.scalars().items() if name in names}
    return _TEMPLATE.format(
        headline=headline(network),
        about=paragraph(_ABOUT),
        functions="".join(
            f"\n{_source(function)}\n\n" for name, function in FUNCTIONS.items() if name in names
        )
        + "\n",
        quiet=_QUIET if "sigmoid" in names else "",
        inputs=network.inputs,
        outputs=network.output.size,
        precision=network.precision,
        bytes=params.itemsize,
        statements="\n".join(f"    {text}" for text in texts),
        output=f"a{network.depth}",
        weights=weights_text(params),
        views="\n".join([*_views(network), *(f"{n} = {float(v)!r}" for n, v in numbers.items())]),
        layers=" - ".join(
            [str(network.inputs), *(f"{n.size} {n.activation.title}" for n in network.layers)]
        ),
    )


def _names(text: str) -> set[str]:
    """What a statement names."""
    return {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}


def _views(network: Network) -> list[str]:
    """The statements that cut the parameters out of the flat vector."""
    lines = []
    start = 0
    for name, shape in network.shapes().items():
        end = start + prod(shape)
        reshaped = f".reshape({', '.join(map(str, shape))})" if len(shape) > 1 else ""
        lines.append(f"{name} = PARAMETERS[{start}:{end}]{reshaped}")
        start = end
    return lines


def _source(function: Callable[..., Any]) -> str:
    """The engine's own function, without the types of what it takes and gives."""
    tree = ast.parse(inspect.getsource(function))
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            node.returns = None
        elif isinstance(node, ast.arg):
            node.annotation = None
    return ast.unparse(tree)
