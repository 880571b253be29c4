"""What can be taken back: changes of the experiment, with where it stood, and of own examples."""

from dataclasses import dataclass, field

from app.session.bench import Bench
from app.session.past import Past
from app.session.strides import Spot
from engine.datasets.dataset import Dataset
from engine.experiment import Experiment
from engine.timeline import Branch
from engine.training import Trainer

MOST = 20
"""Changes of the training that can be taken back; older ones go, because each holds a network."""


@dataclass(frozen=True, eq=False)
class Remembered:
    """How it was before a change, and what the change was called.

    A change of settings is taken back where the training stands: they are set as they were. Only
    where nothing was done since, which `after` tells, everything is as it was; a change in mid-run
    has no `past` at all.
    """

    title: str
    experiment: Experiment
    dataset: Dataset
    past: Past | None = None
    after: tuple[Branch, Spot] | None = None

    def bench(self) -> Bench:
        """The training as it was; only with a `past`."""
        assert self.past is not None
        return Bench(Trainer(self.experiment, self.dataset), self.past)


@dataclass(frozen=True, eq=False)
class Collected:
    """A change of the user's own examples, whose collection knows how it was before."""

    title: str


@dataclass(frozen=True, eq=False)
class Drawn:
    """A change on the pad, which knows how it was before."""

    title: str


Entry = Remembered | Collected | Drawn


@dataclass
class UndoStack:
    """The changes that can be taken back, and those that were and can be done again."""

    undone: list[Entry] = field(default_factory=list)
    done: list[Entry] = field(default_factory=list)

    @property
    def titles(self) -> tuple[str, str]:
        """What would be taken back next, and what done again; "" for nothing."""
        done, undone = ((stack[-1].title if stack else "") for stack in (self.done, self.undone))
        return done, undone

    def remember(self, before: Entry) -> None:
        """Note how it was before a new change; what was taken back is gone then."""
        self.done.append(before)
        held = [place for place, entry in enumerate(self.done) if isinstance(entry, Remembered)]
        if len(held) > MOST:
            del self.done[: held[-MOST]]
        self.undone.clear()

    def forget_drawn(self) -> None:
        """There is another pad: what was changed on the one before cannot be taken back."""
        for stack in (self.done, self.undone):
            stack[:] = [entry for entry in stack if not isinstance(entry, Drawn)]
