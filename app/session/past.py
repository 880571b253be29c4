"""The past: a run with all its branches, as it was at one moment."""

from dataclasses import dataclass

from app.history import History
from app.session.messages import Place
from engine.timeline import Branch, Timeline


@dataclass(frozen=True, eq=False)
class Past:
    """A run with all its branches, and the place where it stands."""

    timeline: Timeline
    branches: tuple[Branch, ...]
    histories: dict[int, History]
    place: Place
