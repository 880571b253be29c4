"""What the window and its training process say to each other over their pipe."""

from dataclasses import dataclass

from app.targets import Target
from engine.breakpoints import Breakpoint, Hit
from engine.checkpoint import Checkpoint
from engine.distributions import Distributions
from engine.experiment import Experiment
from engine.guard import Memory
from engine.reading import Focus
from engine.timeline import Branch
from engine.watches import Watch


@dataclass(frozen=True)
class Place:
    """Where a training stands on a branch: `cursor` operations into the step of the checkpoint."""

    branch: Branch
    checkpoint: Checkpoint
    cursor: int


# From the window.


@dataclass(frozen=True)
class Open:
    """Load an experiment's data, and publish into the channel of this name from now on.

    It has room for so many bytes of checkpoints.
    """

    experiment: Experiment
    channel: str
    checkpoint_bytes: int


@dataclass(frozen=True)
class Orders:
    """What to stop at, and what to watch: a list with a number, by which its values are known."""

    number: int = 0
    breakpoints: tuple[Breakpoint, ...] = ()
    watches: tuple[Watch, ...] = ()


@dataclass(frozen=True)
class Run:
    """Go on from a place towards a target; `memory` is what the last guard saw there.

    `length` steps of the branch are known: a change of settings before their end makes a new one.
    """

    place: Place
    target: Target | None
    memory: Memory | None = None
    length: int = 0


@dataclass(frozen=True)
class Pause:
    """Stop at once, or, with `finish_step`, at the end of the step under way."""

    finish_step: bool = False


@dataclass(frozen=True)
class Change:
    """Go on under other settings from the next step, which makes an edit of this number."""

    number: int
    experiment: Experiment
    title: str


@dataclass(frozen=True)
class Look:
    """What is looked at, and whether distributions are."""

    focus: Focus
    distributions: bool


@dataclass(frozen=True)
class Pace:
    """Do so many operations a second; None: as many as can be."""

    operations_per_second: float | None


Command = Open | Run | Pause | Change | Look | Pace | Orders

# From the training process.


@dataclass(frozen=True)
class Opened:
    """The channel of this name is in use, and no earlier one is any more."""

    channel: str


@dataclass(frozen=True)
class Spread:
    """How weights, gradients and activations are spread."""

    distributions: Distributions


@dataclass(frozen=True)
class Paused:
    """The training stands here, on the part of the branch from here on.

    `target_reached`: at its target; `problem`: why it had to stop; `hit`: at a breakpoint;
    `memory`: what the guard saw last.
    """

    place: Place
    target_reached: bool = False
    problem: str = ""
    hit: Hit | None = None
    memory: Memory | None = None


Report = Opened | Spread | Paused
