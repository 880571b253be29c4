"""What can be taken back: changes of the experiment, each with where the training stood."""

from dataclasses import dataclass, field

from app.history import History
from app.session.bench import Bench
from app.session.messages import Place
from engine.datasets.dataset import Dataset
from engine.experiment import Experiment
from engine.training import Trainer

MOST = 20
"""Changes that can be taken back; older ones are forgotten, because each holds a network."""


@dataclass(frozen=True, eq=False)
class Remembered:
    """How it was before a change, and what the change was called.

    A change of settings in mid-run has no `place`: taking it back sets them as they were and goes
    on from where the training stands now.
    """

    title: str
    experiment: Experiment
    dataset: Dataset
    place: Place | None = None
    history: History | None = None

    def bench(self) -> Bench:
        """The training as it was; only with a `place`."""
        assert self.place is not None
        bench = Bench(Trainer(self.experiment, self.dataset), self.history)
        bench.resume(self.place)
        return bench


@dataclass
class UndoStack:
    """The changes that can be taken back, and those that were and can be done again."""

    undone: list[Remembered] = field(default_factory=list)
    done: list[Remembered] = field(default_factory=list)

    def remember(self, before: Remembered) -> None:
        """Note how it was before a new change; what was taken back is gone then."""
        self.done.append(before)
        del self.done[:-MOST]
        self.undone.clear()
