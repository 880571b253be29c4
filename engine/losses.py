"""Losses: each with its derivative, its formula and its NumPy text, side by side.

In a template `{z}`, `{a}`, `{da}` and `{dz}` stand for the output layer's names, such as z3, a3,
da3 and dz3. L has one value for each example, shape (m,); the cost C is their mean, so ∂C/∂ has
the factor 1/m inside (y.size is m times the number of outputs).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.activations import Activation, Linear, Sigmoid, Softmax
from engine.errors import InputError, unknown_name

Array = NDArray[Any]


def softmax_cross_entropy(z: Array, y: Array) -> Array:
    """−Σₖ yₖ log softmax(z)ₖ for each row, from z by log-sum-exp, shape (m,).

    A confident wrong answer costs a large, finite number. For y that sums to 1 the derivative by z
    is softmax(z) − y.
    """
    columns = z.T.copy()  # NumPy reduces few long rows much faster than many short ones
    greatest = np.maximum.reduce(columns, axis=0)
    columns -= greatest
    log_sum = np.log(np.add.reduce(np.exp(columns, out=columns), axis=0))
    loss: Array = log_sum + (greatest - np.vecdot(y, z))
    return loss


def sigmoid_cross_entropy(z: Array, y: Array) -> Array:
    """−mean over k of yₖ log σ(zₖ) + (1 − yₖ) log(1 − σ(zₖ)), from z by softplus, shape (m,).

    The derivative by z is (σ(z) − y) / n for n outputs.
    """
    softplus = np.maximum(z, 0) + np.log1p(np.exp(-np.abs(z)))
    loss: Array = (softplus - y * z).mean(axis=1)
    return loss


def cross_entropy_of_sigmoids(z: Array, y: Array) -> Array:
    """−Σₖ yₖ log σ(zₖ) for each row, from z by softplus, shape (m,).

    The derivative by z is y (σ(z) − 1). Unlike the binary kind it never says that an output is too
    large, so it learns little: softmax or binary cross-entropy is what one wants.
    """
    log_sigmoid = np.minimum(z, 0) - np.log1p(np.exp(-np.abs(z)))
    loss: Array = -np.vecdot(y, log_sigmoid)
    return loss


@dataclass(frozen=True)
class Differentiated:
    """A loss and its derivative by the outputs a, or by z where both are fused with f."""

    loss: str
    gradient: str
    gradient_formula: str
    unfused: str = ""
    """∂C/∂a alone, where the gradient is by z: the step has no need of it, its explanation has."""
    caution: str = ""
    """What a user should know before using it, if there is something."""


@dataclass(frozen=True)
class Loss:
    """How wrong an output is: statements for L and for ∂C/∂a, by default, and by output layer."""

    name: str
    title: str
    formula: str
    general: Differentiated | None = None
    """For any output activation; None if the loss needs one that is listed."""
    special: Mapping[type[Activation], Differentiated] = field(default_factory=dict, hash=False)
    for_classes_only: bool = False

    def after(self, output: Activation) -> Differentiated:
        """The statements behind that `output`; raises `InputError` where they make no sense."""
        found = self.special.get(type(output), self.general)
        if found is None:
            raise InputError(
                f"The loss '{self.title}' does not fit {output.title} outputs: choose "
                f"{self.usual_output().title} for the last layer, or another loss."
            )
        return found

    def usual_output(self) -> Activation:
        """The output activation that it needs or, if it needs none, linear."""
        return next(iter(self.special), Linear)()


_DA = r"\frac{\partial C}{\partial a^{(l)}}"
_DZ = r"\frac{\partial C}{\partial z^{(l)}}"

CROSS_ENTROPY = Loss(
    name="cross-entropy",
    title="cross-entropy",
    formula=r"L = -\sum_{k} y_{k} \log a^{(l)}_{k}",
    special={
        Softmax: Differentiated(
            loss="L = softmax_cross_entropy({z}, y)",
            gradient="{dz} = ({a} - y) / m",
            gradient_formula=rf"{_DZ} = \frac{{a^{{(l)}} - y}}{{m}}",
            unfused="-y / ({a} * m)",
        ),
        Sigmoid: Differentiated(
            loss="L = cross_entropy_of_sigmoids({z}, y)",
            gradient="{dz} = y * ({a} - 1) / m",
            gradient_formula=rf"{_DZ} = \frac{{y \odot (a^{{(l)}} - 1)}}{{m}}",
            unfused="-y / ({a} * m)",
            caution=(
                "Cross-entropy never tells a sigmoid that it is too large, so all outputs tend to "
                "1 and tell nothing apart: use softmax, or binary cross-entropy."
            ),
        ),
    },
    for_classes_only=True,
)

BINARY_CROSS_ENTROPY = Loss(
    name="binary-cross-entropy",
    title="binary cross-entropy",
    formula=(
        r"L = -\frac{1}{n} \sum_{k} (y_{k} \log a^{(l)}_{k} + (1 - y_{k}) \log(1 - a^{(l)}_{k}))"
    ),
    special={
        Sigmoid: Differentiated(
            loss="L = sigmoid_cross_entropy({z}, y)",
            gradient="{dz} = ({a} - y) / y.size",
            gradient_formula=rf"{_DZ} = \frac{{a^{{(l)}} - y}}{{m\,n}}",
            unfused="((1 - y) / (1 - {a}) - y / {a}) / y.size",
        ),
    },
    for_classes_only=True,
)

MEAN_SQUARED_ERROR = Loss(
    name="mean-squared-error",
    title="mean squared error",
    formula=r"L = \frac{1}{n} \sum_{k} (a^{(l)}_{k} - y_{k})^2",
    general=Differentiated(
        loss="L = np.square({a} - y).mean(axis=1)",
        gradient="{da} = 2 * ({a} - y) / y.size",
        gradient_formula=rf"{_DA} = \frac{{2\,(a^{{(l)}} - y)}}{{m\,n}}",
    ),
)

SUM_OF_SQUARES = Loss(
    name="sum-of-squares",
    title="sum of squares",
    formula=r"L = \sum_{k} (a^{(l)}_{k} - y_{k})^2",
    general=Differentiated(
        loss="L = np.square({a} - y).sum(axis=1)",
        gradient="{da} = 2 * ({a} - y) / m",
        gradient_formula=rf"{_DA} = \frac{{2\,(a^{{(l)}} - y)}}{{m}}",
    ),
)

HALF_SUM_OF_SQUARES = Loss(
    name="half-sum-of-squares",
    title="half the sum of squares",
    formula=r"L = \frac{1}{2} \sum_{k} (a^{(l)}_{k} - y_{k})^2",
    general=Differentiated(
        loss="L = 0.5 * np.square({a} - y).sum(axis=1)",
        gradient="{da} = ({a} - y) / m",
        gradient_formula=rf"{_DA} = \frac{{a^{{(l)}} - y}}{{m}}",
    ),
)

MEAN_ABSOLUTE_ERROR = Loss(
    name="mean-absolute-error",
    title="mean absolute error",
    formula=r"L = \frac{1}{n} \sum_{k} |a^{(l)}_{k} - y_{k}|",
    general=Differentiated(
        loss="L = np.abs({a} - y).mean(axis=1)",
        gradient="{da} = np.sign({a} - y) / y.size",
        gradient_formula=rf"{_DA} = \frac{{\operatorname{{sign}}(a^{{(l)}} - y)}}{{m\,n}}",
    ),
)

LOSSES: dict[str, Loss] = {
    loss.name: loss
    for loss in (
        CROSS_ENTROPY,
        BINARY_CROSS_ENTROPY,
        MEAN_SQUARED_ERROR,
        SUM_OF_SQUARES,
        HALF_SUM_OF_SQUARES,
        MEAN_ABSOLUTE_ERROR,
    )
}


def loss(name: str) -> Loss:
    """The loss of that `name`; raises `InputError` with the nearest known name."""
    if name not in LOSSES:
        raise unknown_name("loss", name, LOSSES)
    return LOSSES[name]
