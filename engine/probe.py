"""A probe: inputs that are only fed forward, such as the points of a map or a drawn digit."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import require
from engine.step import Recipe, State, compile_forward


class Probe:
    """Feeds so many `examples` at a time forward, without dropout, through any parameters.

    It has buffers of its own, allocated once, and changes nothing else. Raises `InputError` if
    there is no example.
    """

    def __init__(self, recipe: Recipe, examples: int) -> None:
        require(examples >= 1, f"A probe needs at least 1 example, not {examples}.")
        network = recipe.network
        self._params = np.zeros(network.parameter_count(), network.precision)
        self._program = compile_forward(recipe, State(self._params, {}), examples)
        self._program.run()  # once, so that every value is known
        values = self._program.values
        self._results = MappingProxyType(
            {operation.writes: values[operation.writes] for operation in self._program.operations}
        )

    def feed(self, params: NDArray[Any], x: NDArray[Any]) -> Mapping[str, NDArray[Any]]:
        """What each layer makes of the inputs `x`, shape (examples, inputs): z1, a1, z2, …

        `params` is the flat vector. The results, read-only and of shape (examples, neurons), hold
        until the next call: copy what is to be kept. Raises `InputError` if a shape does not fit.
        """
        inputs = self._program.namespace["x"]
        require(
            params.shape == self._params.shape,
            f"The probe's network has parameters of shape {self._params.shape}, "
            f"not {params.shape}.",
        )
        require(
            x.shape == inputs.shape,
            f"The probe takes inputs of shape {inputs.shape}, (examples, inputs), not {x.shape}.",
        )
        with np.errstate(over="ignore"):
            np.copyto(self._params, params)
            np.copyto(inputs, x)
        self._program.restart()
        self._program.run()
        return self._results
