"""A dense layer and its dropout: the statements that they contribute to a step."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.activations import Activation, ReLU
from engine.errors import require
from engine.initializers import HeNormal, Initializer
from engine.randomness import Purpose, generator
from engine.regularizers import Regularizer
from engine.statements import Pass, Statement, at_layer

MOST_NEURONS = 1_000_000


def dropout_mask(
    a: NDArray[Any],
    rate: float,
    seed: int,
    step: int,
    layer: int,
    out: NDArray[Any] | None = None,
) -> NDArray[Any]:
    """Zeros with probability `rate`, 1 / (1 − rate) elsewhere, in the shape and type of `a`.

    A pure function of (seed, step, layer), so that a step can be run again. This is inverted
    dropout: a kept activation is enlarged, so that evaluation needs no correction. Source:
    Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", 2014.
    """
    chance = generator(seed, Purpose.DROPOUT, step, layer).random(a.shape, dtype=np.float32)
    mask: NDArray[Any] = np.multiply(chance >= rate, a.dtype.type(1 / (1 - rate)), out=out)
    return mask


@dataclass(frozen=True)
class Dense:
    """The settings of one layer: z = a_before W + b, a = f(z), and dropout of a in training."""

    size: int
    activation: Activation = ReLU()
    weights: Initializer = HeNormal()
    bias: float = 0.0
    regularizer: Regularizer = Regularizer()
    dropout: float = 0.0

    def __post_init__(self) -> None:
        require(self.size >= 1, f"A layer needs at least 1 neuron, not {self.size}.")
        require(
            self.size <= MOST_NEURONS,
            f"A layer has at most {MOST_NEURONS:,} neurons, not {self.size:,}.",
        )
        require(isfinite(self.bias), f"An initial bias is a finite number, not {self.bias}.")
        require(
            0 <= self.dropout < 1,
            f"A dropout rate is at least 0 and below 1, not {self.dropout}.",
        )

    def scalars(self, layer: int) -> dict[str, float]:
        """The numbers that the statements of this layer name, as number `layer`."""
        rate = {f"dropout{layer}": self.dropout} if self.dropout else {}
        return rate | self.activation.scalars(layer) | self.regularizer.factors(layer)

    def output(self, layer: int, *, training: bool = True) -> str:
        """The name of what the next layer reads: a1, or a1_kept behind dropout."""
        return f"a{layer}_kept" if training and self.dropout else f"a{layer}"

    def forward(self, layer: int, before: str, *, training: bool = True) -> Iterator[Statement]:
        """The statements from this layer's input, called `before`, to its output."""

        def line(text: str, formula: str) -> Statement:
            return Statement(text, at_layer(formula, layer), Pass.FORWARD, layer)

        yield line(
            f"z{layer} = {before} @ W{layer} + b{layer}",
            rf"z^{{(l)}} = {symbol(before)} W^{{(l)}} + b^{{(l)}}",
        )
        yield line(self.activation.statement.format(**names(layer)), self.activation.formula)
        if training and self.dropout:
            yield line(
                f"mask{layer} = dropout_mask(a{layer}, dropout{layer}, seed, step, {layer})",
                r"r^{(l)} \sim \frac{\operatorname{Bernoulli}(1 - p^{(l)})}{1 - p^{(l)}}",
            )
            yield line(
                f"a{layer}_kept = a{layer} * mask{layer}",
                r"\tilde{a}^{(l)} = a^{(l)} \odot r^{(l)}",
            )

    def backward(self, layer: int, before: str) -> Iterator[Statement]:
        """The statements from ∂C/∂z of this layer to the gradients of its weights and biases."""
        for parameter, text, formula in (
            ("W", f"{before}.T @ dz{layer}", rf"{{{symbol(before)}}}^{{\top}} {_d('z^{(l)}')}"),
            ("b", f"dz{layer}.sum(axis=0)", rf"\sum_{{s}} {_d('z^{(l)}_{s}')}"),
        ):
            penalty = self.regularizer.gradient(f"{parameter}{layer}", layer)
            symbolic = f"{parameter}^{{(l)}}"
            if penalty:
                formula += rf" + \frac{{\partial R}}{{\partial {symbolic}}}"
            yield Statement(
                f"d{parameter}{layer} = {text}{penalty}",
                at_layer(f"{_d(symbolic)} = {formula}", layer),
                Pass.BACKWARD,
                layer,
            )

    def backward_through(self, layer: int) -> Iterator[Statement]:
        """The statements from ∂C/∂z of the next layer to ∂C/∂z of this one."""

        def line(text: str, formula: str) -> Statement:
            return Statement(text, at_layer(formula, layer), Pass.BACKWARD, layer)

        output = self.output(layer)
        yield line(
            f"d{output} = dz{layer + 1} @ W{layer + 1}.T",
            rf"{_d(symbol(output))} = {_d('z^{(l+1)}')} {{W^{{(l+1)}}}}^{{\top}}",
        )
        if self.dropout:
            yield line(
                f"da{layer} = d{output} * mask{layer}",
                rf"{_d('a^{(l)}')} = {_d(symbol(output))} \odot r^{{(l)}}",
            )
        yield self.backward_activation(layer)

    def backward_activation(self, layer: int) -> Statement:
        """The statement from ∂C/∂a of this layer to its ∂C/∂z."""
        return Statement(
            self.activation.derivative.format(**names(layer)),
            at_layer(self.activation.derivative_formula, layer),
            Pass.BACKWARD,
            layer,
        )


def names(layer: int) -> dict[str, str]:
    """What the placeholders of a template stand for, at the layer of this number."""
    return {
        "l": str(layer),
        "z": f"z{layer}",
        "a": f"a{layer}",
        "da": f"da{layer}",
        "dz": f"dz{layer}",
    }


def symbol(name: str) -> str:
    """The symbol of a layer's input or output: x, a1 → a⁽¹⁾, a1_kept → ã⁽¹⁾."""
    if name == "x":
        return name
    layer = name.removeprefix("a").removesuffix("_kept")
    return rf"\tilde{{a}}^{{({layer})}}" if name.endswith("_kept") else f"a^{{({layer})}}"


def _d(symbol: str) -> str:
    """∂C/∂symbol."""
    return rf"\frac{{\partial C}}{{\partial {symbol}}}"
