"""The expressions of statements: parsed once, evaluated on whole arrays, and put into formulas."""

import ast
import math
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.activations import Activation, Softmax
from engine.layers import names
from engine.program import Operation
from engine.step import FUNCTIONS
from engine.trace import Trace

Array = NDArray[Any]


def log_softmax(z: Array) -> Array:
    """log softmax(z) along each row in float64: finite also where softmax(z) is 0."""
    z = z.astype(np.float64)
    z = z - z.max(axis=1, keepdims=True)
    result: Array = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return result


def log_sigmoid(z: Array) -> Array:
    """log σ(z) in float64, element by element: finite also where σ(z) is 0."""
    z = z.astype(np.float64)
    result: Array = np.minimum(z, 0) - np.log1p(np.exp(-np.abs(z)))
    return result


_EXPONENTIAL = "np.exp({0} - {0}.max(axis=1, keepdims=True))"
_REWRITES = {
    "softmax": f"{_EXPONENTIAL} / {_EXPONENTIAL}.sum(axis=1, keepdims=True)",
    "leaky_relu_derivative": "({0} > 0) + {1} * ({0} <= 0)",
    "softmax_cross_entropy": "-({1} * log_softmax({0})).sum(axis=1)",
    "cross_entropy_of_sigmoids": "-({1} * log_sigmoid({0})).sum(axis=1)",
    "sigmoid_cross_entropy": (
        "-({1} * log_sigmoid({0}) + (1 - {1}) * log_sigmoid(-{0})).mean(axis=1)"
    ),
    "log_softmax": (
        "{0} - {0}.max(axis=1, keepdims=True)"
        f" - np.log({_EXPONENTIAL}.sum(axis=1, keepdims=True))"
    ),
    "log_sigmoid": "min({0}, 0) - np.log(1 + np.exp(-np.abs({0})))",
}
"""Functions with several steps, written out; their arguments are {0} and {1}."""

IN_LATEX = {
    "np.sqrt": r"\sqrt{{{0}}}",
    "np.sign": r"\operatorname{{sign}}({0})",
    "np.abs": "|{0}|",
    "np.tanh": r"\tanh({0})",
    "np.exp": "e^{{{0}}}",
    "np.log": r"\log({0})",
    "math.cos": r"\cos({0})",
    "min": r"\min({0}, {1})",
    "relu": r"\max(0, {0})",
    "leaky_relu": r"\max({0}, {1} \cdot {0})",
    "sigmoid": r"\sigma({0})",
}
"""Functions of single numbers, in LaTeX."""


@lru_cache(maxsize=512)
def parsed(expression: str) -> ast.expr:
    """The syntax tree of an expression; it is not to be changed."""
    return ast.parse(expression, mode="eval").body


def right_side(operation: Operation) -> ast.expr:
    """The expression that an operation assigns."""
    return parsed(operation.text.partition(" = ")[2])


def first_term(node: ast.expr) -> ast.expr:
    """The first of the terms that an expression adds up: a gradient without its penalties."""
    while isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add):
        node = node.left
    return node


def function_name(call: ast.Call) -> str:
    """What is called: "relu", "np.square"; of a method its name alone: ".sum"."""
    if isinstance(call.func, ast.Attribute):
        owner = ast.unparse(call.func.value)
        return f"{owner if owner in ('np', 'math') else ''}.{call.func.attr}"
    return ast.unparse(call.func)


def written_out(call: ast.Call) -> ast.expr | None:
    """A function with several steps in terms of simpler ones, or None if it is simple."""
    text = _REWRITES.get(function_name(call))
    return None if text is None else parsed(text.format(*map(ast.unparse, call.args)))


def slope_text(activation: Activation, layer: int) -> str:
    """f′(z) of an element-wise activation as NumPy text: what ∂C/∂a is multiplied by.

    Raises `ValueError` for softmax, which has a Jacobian instead.
    """
    if isinstance(activation, Softmax):
        raise ValueError("softmax works on a whole row: it has no slope of single elements")
    text = activation.derivative.format(**names(layer)).partition(f" = da{layer}")[2]
    return text.removeprefix(" * ") or "1"


def evaluate(node: ast.expr, trace: Trace, operation: Operation | None) -> Any:
    """The value of an expression on whole arrays, as the operation reads them."""
    scope: dict[str, Any] = {
        "np": np,
        "math": math,
        "log_softmax": log_softmax,
        "log_sigmoid": log_sigmoid,
        **FUNCTIONS,
    }
    for part in ast.walk(node):
        if isinstance(part, ast.Name) and part.id not in scope and part.id != "min":
            scope[part.id] = trace.read(part.id, operation)
    with np.errstate(all="ignore"):
        return eval(_code(ast.unparse(node)), scope)


def value_of(function: str, *numbers: Any) -> Any:
    """What a function of single numbers gives, in their own precision."""
    if function == "min":
        return min(numbers)
    if function == "math.cos":
        return math.cos(*numbers)
    owner, _, name = function.rpartition(".")
    if owner:
        return getattr(np, name)(*numbers)
    return FUNCTIONS[name](np.asarray(numbers[:1]), *numbers[1:])[0]


@lru_cache(maxsize=512)
def _code(text: str) -> Any:
    return compile(text, "<statement>", "eval")
