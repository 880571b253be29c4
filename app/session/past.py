"""The past: a run with all its branches, as it was at one moment."""

from dataclasses import dataclass

from app.history import History
from app.session.messages import Place
from engine.addresses import BiasId, EdgeId
from engine.checkpoint import Checkpoint
from engine.network import Network
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
    if isinstance(address, EdgeId):
        views[f"W{address.layer}"][address.source, address.target] = value
    else:
        views[f"b{address.layer}"][address.index] = value
    return Checkpoint(start.position, state)
