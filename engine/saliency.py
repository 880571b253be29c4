"""Saliency: which inputs speak for an output of the network, and which against it."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import require
from engine.network import Network
from engine.program import Program
from engine.statements import Pass, Statement
from engine.step import Recipe, State, initial_namespace


class Saliency:
    """The derivative of an output by every input: for one example at a time, without dropout.

    It runs the statements of a step, forward and then backward, from ∂(output)/∂a = 1 on. They run
    in float64 whatever the precision of the network: the outputs of a network that is sure are so
    near to 0 and 1 that little would be left of their derivatives in float32. It has buffers of its
    own, allocated once, and changes nothing else.
    """

    def __init__(self, recipe: Recipe) -> None:
        layers = tuple(replace(layer, dropout=0.0) for layer in recipe.network.layers)
        network = replace(recipe.network, layers=layers, precision="float64")
        self._params = np.zeros(network.parameter_count())
        self._chosen = np.zeros((1, network.output.size))
        namespace = initial_namespace(
            replace(recipe, network=network), State(self._params, {}), examples=1
        )
        namespace[f"da{network.depth}"] = self._chosen
        self._program = Program(_statements(network), namespace, {})

    def input_gradient(
        self, params: NDArray[Any], x: NDArray[Any], output: int
    ) -> NDArray[np.float64]:
        """∂a/∂x for the output of that number, shape (inputs,).

        `params` is the flat vector, and `x` an input, shape (inputs,). At a kink of ReLU it is the
        derivative that training takes too. Raises `InputError` if a shape does not fit.
        """
        inputs = self._program.namespace["x"]
        outputs = self._chosen.shape[1]
        require(
            params.shape == self._params.shape,
            f"The network has parameters of shape {self._params.shape}, not {params.shape}.",
        )
        require(
            x.shape == inputs.shape[1:],
            f"An input has the shape {inputs.shape[1:]}, not {x.shape}.",
        )
        require(
            0 <= output < outputs,
            f"There is no output {output}: they go from 0 to {outputs - 1}.",
        )
        np.copyto(self._params, params)
        np.copyto(inputs[0], x)
        self._chosen[:] = 0
        self._chosen[0, output] = 1
        self._program.restart()
        self._program.run()
        gradient: NDArray[np.float64] = self._program.namespace["dx"][0].copy()
        return gradient


def _statements(network: Network) -> Iterator[Statement]:
    """From x to the outputs, and from ∂/∂a of the last layer back to ∂/∂x."""
    yield from network.forward()
    yield network.output.backward_activation(network.depth)
    for number in range(network.depth - 1, 0, -1):
        yield from network.layers[number - 1].backward_through(number)
    formula = (
        r"\frac{\partial C}{\partial x} = \frac{\partial C}{\partial z^{(1)}} {W^{(1)}}^{\top}"
    )
    yield Statement("dx = dz1 @ W1.T", formula, Pass.BACKWARD)
