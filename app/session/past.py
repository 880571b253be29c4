"""The past: a run with all its branches, as it was at one moment."""

from dataclasses import dataclass

from app.history import History
from app.session.messages import Place
from engine.addresses import BiasId, EdgeId
from engine.checkpoint import Checkpoint
from engine.network import Network
from engine.places import parameter_of
from engine.timeline import Branch, Timeline


@dataclass(frozen=True, eq=False)
class Past:
    """A run with all its branches, and the place where it stands."""

    timeline: Timeline
    branches: tuple[Branch, ...]
    histories: dict[int, History]
    place: Place


def with_parameter(
    network: Network, start: Checkpoint, address: EdgeId | BiasId, value: float
) -> Checkpoint:
    """The same checkpoint with another value of a weight or bias."""
    state = start.state.copy()
    views = network.views(state.params)
    name, index = parameter_of(address)
    views[name][index] = value
    return Checkpoint(start.position, state)
