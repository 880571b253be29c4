"""A network: its settings, and its parameters in one vector with a named view for each part."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import prod
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from engine.errors import require, unknown_name
from engine.layers import Dense
from engine.randomness import Purpose, generator
from engine.statements import Statement

Precision = Literal["float32", "float64"]


@dataclass(frozen=True)
class Network:
    """The settings of a network: the number of inputs, and its dense layers from first to last."""

    inputs: int
    layers: tuple[Dense, ...]
    precision: Precision = "float32"

    def __post_init__(self) -> None:
        require(self.inputs >= 1, f"A network needs at least 1 input, not {self.inputs}.")
        require(len(self.layers) >= 1, "A network needs at least one layer behind its inputs.")
        if self.precision not in ("float32", "float64"):
            raise unknown_name("precision", self.precision, ("float32", "float64"))
        require(
            not self.layers[-1].dropout,
            "The output layer has no dropout: its answers could not be learnt. "
            "Give dropout to hidden layers only.",
        )

    @property
    def sizes(self) -> tuple[int, ...]:
        """The number of inputs and of each layer's neurons, such as (784, 16, 16, 10)."""
        return (self.inputs, *(layer.size for layer in self.layers))

    @property
    def depth(self) -> int:
        """The number of layers, and the number of the last one."""
        return len(self.layers)

    @property
    def output(self) -> Dense:
        """The last layer."""
        return self.layers[-1]

    def output_name(self, layer: int) -> str:
        """What the layer of that number gives on in training: x, a1, or a1_kept behind dropout."""
        return self.layers[layer - 1].output(layer) if layer else "x"

    def numbered(self) -> Iterator[tuple[int, Dense]]:
        """Each layer with its number, from 1."""
        return enumerate(self.layers, start=1)

    def shapes(self) -> dict[str, tuple[int, ...]]:
        """The shape of each parameter, in the order of the vector: W1, b1, W2, b2, …"""
        shapes: dict[str, tuple[int, ...]] = {}
        for (number, layer), before in zip(self.numbered(), self.sizes, strict=False):
            shapes[f"W{number}"] = (before, layer.size)
            shapes[f"b{number}"] = (layer.size,)
        return shapes

    def parameter_count(self) -> int:
        """The number of all weights and biases."""
        return sum(prod(shape) for shape in self.shapes().values())

    def views(self, vector: NDArray[Any], pattern: str = "{}") -> dict[str, NDArray[Any]]:
        """Views of a flat vector of `parameter_count` numbers, shaped and named as the parameters.

        `pattern` makes the name: "d{}" gives dW1, db1, … for the gradients.
        """
        views = {}
        start = 0
        for name, shape in self.shapes().items():
            end = start + prod(shape)
            views[pattern.format(name)] = vector[start:end].reshape(shape)
            start = end
        return views

    def initial_parameters(self, seed: int) -> NDArray[Any]:
        """The flat vector before the first step, a pure function of the settings and the seed.

        Raises `InputError` if a number in it is too large for the precision.
        """
        vector = np.empty(self.parameter_count(), self.precision)
        views = self.views(vector)
        with np.errstate(over="ignore"):
            for number, layer in self.numbered():
                weights = views[f"W{number}"]
                rng = generator(seed, Purpose.WEIGHTS, number)
                weights[:] = layer.weights.draw(rng, *weights.shape)
                views[f"b{number}"][:] = layer.bias
        require(
            bool(np.isfinite(vector).all()),
            f"The initial weights or biases are too large for {self.precision}.",
        )
        return vector

    def scalars(self) -> dict[str, float]:
        """The numbers that the layers' statements name, such as dropout1 and l2_W1."""
        scalars: dict[str, float] = {}
        for number, layer in self.numbered():
            scalars |= layer.scalars(number)
        return scalars

    def forward(self, *, training: bool = True) -> Iterator[Statement]:
        """The statements from x to the last layer's activation."""
        before = "x"
        for number, layer in self.numbered():
            yield from layer.forward(number, before, training=training)
            before = layer.output(number, training=training)

    def backward(self) -> Iterator[Statement]:
        """The statements from ∂C/∂z of the last layer to the gradient of every parameter."""
        for number in range(self.depth, 0, -1):
            yield from self.layers[number - 1].backward(number, self.output_name(number - 1))
            if number > 1:
                yield from self.layers[number - 2].backward_through(number - 1)
