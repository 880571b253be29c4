"""Activations: each with its derivative, its formula and its NumPy text, side by side.

In the template of a statement `{z}`, `{a}`, `{da}` and `{dz}` stand for a layer's names, such as
z2, a2, da2 and dz2, and `{l}` for its number; a formula is written for any layer (l).
"""

from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from engine.errors import require, unknown_name

Array = NDArray[Any]


def relu(z: Array, out: Array | None = None) -> Array:
    """max(0, z), element by element; its derivative is 1 where z > 0 and 0 elsewhere, also at 0."""
    a = np.empty_like(z) if out is None else out
    a.fill(0)  # NumPy compares with an array of zeros in half the time that it takes with one 0
    return np.maximum(z, a, out=a)


def leaky_relu(z: Array, slope: float, out: Array | None = None) -> Array:
    """z where z > 0 and slope · z elsewhere, element by element."""
    return np.maximum(np.multiply(z, slope, out=out), z, out=out)


def leaky_relu_derivative(z: Array, slope: float, out: Array | None = None) -> Array:
    """1 where z > 0 and `slope` elsewhere, also at 0."""
    out = np.empty_like(z) if out is None else out
    out.fill(slope)
    np.copyto(out, 1, where=z > 0)
    return out


def sigmoid(z: Array, out: Array | None = None) -> Array:
    """1 / (1 + e⁻ᶻ), element by element; its derivative is a (1 − a)."""
    a = np.negative(z, out=out)
    np.exp(a, out=a)
    np.add(a, 1, out=a)
    return np.reciprocal(a, out=a)


def softmax(z: Array, out: Array | None = None) -> Array:
    """e^zⱼ / Σₖ e^zₖ along each row of z, shape (m, n): positive, and 1 in sum.

    Its derivative is the full Jacobian ∂aⱼ/∂zₖ = aⱼ (δⱼₖ − aₖ). The row's maximum is taken off
    first, which changes nothing but avoids overflow.
    """
    a = np.empty_like(z) if out is None else out
    columns = z.T.copy()  # NumPy reduces few long rows much faster than many short ones
    columns -= np.maximum.reduce(columns, axis=0)
    np.exp(columns, out=columns)
    np.divide(columns, np.add.reduce(columns, axis=0), out=a.T)
    return a


@dataclass(frozen=True)
class Activation:
    """What a layer makes of its pre-activation z: a = f(z), and ∂C/∂z from ∂C/∂a."""

    name: ClassVar[str]
    title: ClassVar[str]
    statement: ClassVar[str]
    formula: ClassVar[str]
    derivative: ClassVar[str]
    derivative_formula: ClassVar[str] = (
        r"\frac{\partial C}{\partial z^{(l)}} = "
        r"\frac{\partial C}{\partial a^{(l)}} \odot f'(z^{(l)})"
    )
    dies: ClassVar[bool] = False
    """Whether a neuron can be stuck at 0, where no gradient reaches it."""
    asymptotes: ClassVar[tuple[float, float] | None] = None
    """The two values that a neuron saturates at, where its gradient all but vanishes."""

    def scalars(self, layer: int) -> dict[str, float]:
        """The numbers that the statements of this layer name."""
        return {}


@dataclass(frozen=True)
class Linear(Activation):
    """f(z) = z."""

    name = "linear"
    title = "linear"
    statement = "{a} = {z}"
    formula = r"a^{(l)} = z^{(l)}"
    derivative = "{dz} = {da}"


@dataclass(frozen=True)
class ReLU(Activation):
    """f(z) = max(0, z), with f′(0) = 0."""

    name = "relu"
    title = "ReLU"
    statement = "{a} = relu({z})"
    formula = r"a^{(l)} = \max(0, z^{(l)})"
    derivative = "{dz} = {da} * ({z} > 0)"
    dies = True


@dataclass(frozen=True)
class LeakyReLU(Activation):
    """f(z) = z for z > 0 and slope · z elsewhere, so that no neuron dies."""

    slope: float = 0.01

    name = "leaky-relu"
    title = "leaky ReLU"
    statement = "{a} = leaky_relu({z}, slope{l})"
    formula = r"a^{(l)} = \max(z^{(l)}, s\,z^{(l)})"
    derivative = "{dz} = {da} * leaky_relu_derivative({z}, slope{l})"

    def __post_init__(self) -> None:
        require(
            0 <= self.slope < 1,
            f"The slope of a leaky ReLU is at least 0 and below 1, not {self.slope}.",
        )

    def scalars(self, layer: int) -> dict[str, float]:
        """The slope on the negative side."""
        return {f"slope{layer}": self.slope}


@dataclass(frozen=True)
class Sigmoid(Activation):
    """f(z) = 1 / (1 + e⁻ᶻ), f′(z) = a (1 − a)."""

    name = "sigmoid"
    title = "sigmoid"
    statement = "{a} = sigmoid({z})"
    formula = r"a^{(l)} = \frac{1}{1 + e^{-z^{(l)}}}"
    derivative = "{dz} = {da} * {a} * (1 - {a})"
    derivative_formula = (
        r"\frac{\partial C}{\partial z^{(l)}} = "
        r"\frac{\partial C}{\partial a^{(l)}} \odot a^{(l)} \odot (1 - a^{(l)})"
    )
    asymptotes = (0.0, 1.0)


@dataclass(frozen=True)
class Tanh(Activation):
    """f(z) = tanh(z), f′(z) = 1 − a²."""

    name = "tanh"
    title = "tanh"
    statement = "{a} = np.tanh({z})"
    formula = r"a^{(l)} = \tanh(z^{(l)})"
    derivative = "{dz} = {da} * (1 - np.square({a}))"
    derivative_formula = (
        r"\frac{\partial C}{\partial z^{(l)}} = "
        r"\frac{\partial C}{\partial a^{(l)}} \odot (1 - (a^{(l)})^2)"
    )
    asymptotes = (-1.0, 1.0)


@dataclass(frozen=True)
class Softmax(Activation):
    """fⱼ(z) = e^zⱼ / Σₖ e^zₖ; its derivative multiplies by the full Jacobian aⱼ (δⱼₖ − aₖ)."""

    name = "softmax"
    title = "softmax"
    statement = "{a} = softmax({z})"
    formula = r"a^{(l)}_{j} = \frac{e^{z^{(l)}_{j}}}{\sum_{k} e^{z^{(l)}_{k}}}"
    derivative = "{dz} = {a} * ({da} - ({da} * {a}).sum(axis=1, keepdims=True))"
    derivative_formula = (
        r"\frac{\partial C}{\partial z^{(l)}_{k}} = \sum_{j} "
        r"\frac{\partial C}{\partial a^{(l)}_{j}} a^{(l)}_{j} (\delta_{jk} - a^{(l)}_{k})"
    )


ACTIVATIONS: dict[str, type[Activation]] = {
    kind.name: kind for kind in (Linear, ReLU, LeakyReLU, Sigmoid, Tanh, Softmax)
}


def activation(name: str) -> Activation:
    """The activation of that `name`; raises `InputError` with the nearest known name."""
    if name not in ACTIVATIONS:
        raise unknown_name("activation", name, ACTIVATIONS)
    return ACTIVATIONS[name]()
