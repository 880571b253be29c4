"""What the window and its training process say to each other over their pipe."""

from dataclasses import dataclass

from app.targets import Target
from engine.checkpoint import Checkpoint
from engine.distributions import Distributions
from engine.experiment import Experiment
from engine.reading import Focus


@dataclass(frozen=True)
class Settings:
    """An experiment, and the number by which what was done under it can be told."""

    experiment: Experiment
    revision: int


@dataclass(frozen=True)
class Place:
    """Where a training stands: `cursor` operations into the step that began at the checkpoint.

    That step runs under `settings`; `next_settings`, if there are any, hold from the next one on.
    """

    settings: Settings
    next_settings: Settings | None
    checkpoint: Checkpoint
    cursor: int


# From the window.


@dataclass(frozen=True)
class Open:
    """Load an experiment's data, and publish into the channel of this name from now on."""

    experiment: Experiment
    channel: str


@dataclass(frozen=True)
class Run:
    """Go on from a place towards a target."""

    place: Place
    target: Target | None


@dataclass(frozen=True)
class Pause:
    """Stop at once, or, with `finish_step`, at the end of the step under way."""

    finish_step: bool = False


@dataclass(frozen=True)
class Change:
    """Go on under other settings from the next step."""

    settings: Settings


@dataclass(frozen=True)
class Look:
    """What is looked at, and whether distributions are."""

    focus: Focus
    distributions: bool


@dataclass(frozen=True)
class Pace:
    """Do so many operations a second; None: as many as can be."""

    operations_per_second: float | None


Command = Open | Run | Pause | Change | Look | Pace

# From the training process.


@dataclass(frozen=True)
class Opened:
    """The channel of this name is in use, and no earlier one is any more."""

    channel: str


@dataclass(frozen=True)
class Kept:
    """A place to go on from, should the training process die."""

    place: Place


@dataclass(frozen=True)
class Spread:
    """How weights, gradients and activations are spread."""

    distributions: Distributions


@dataclass(frozen=True)
class Paused:
    """The training stands here. `target_reached`: at its target; `problem`: why it had to stop."""

    place: Place
    target_reached: bool = False
    problem: str = ""


Report = Opened | Kept | Spread | Paused
