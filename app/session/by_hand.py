"""By hand: the start of a step with the weights and biases that the user wants."""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.addresses import BiasId, EdgeId
from engine.checkpoint import Checkpoint
from engine.network import Network
from engine.places import parameter_of


def with_parameter(
    network: Network, start: Checkpoint, address: EdgeId | BiasId, value: float
) -> Checkpoint:
    """The same checkpoint with another value of a weight or bias."""
    state = start.state.copy()
    views = network.views(state.params)
    name, index = parameter_of(address)
    views[name][index] = value
    return Checkpoint(start.position, state)


def with_parameters(start: Checkpoint, params: NDArray[Any]) -> Checkpoint:
    """The same checkpoint with other weights and biases, flat.

    The optimizer's vectors, which came from the old ones, begin at 0 again.
    """
    state = start.state.copy()
    np.copyto(state.params, params)
    for vector in state.vectors.values():
        vector.fill(0)
    return Checkpoint(start.position, state)
