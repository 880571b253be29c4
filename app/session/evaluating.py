"""Evaluating: how good the network is on a whole set, and whether it still is that network."""

from dataclasses import dataclass
from time import monotonic
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QObject, pyqtSignal

from app.scopes import Scope
from app.session.loader import Loader, Task
from app.session.training import Training
from app.snapshot import Snapshot
from engine.datasets.dataset import Dataset, Examples
from engine.progress import Progress
from engine.report import Report, report
from engine.timeline import Branch, Timeline, first_difference

SECONDS_BETWEEN_LOOKS = 0.25
"""Between looks at how old a report is while the training runs."""
OTHER_NETWORK = -1
"""Stands for the age of a report on a network that does not lead to the present one."""


class OwnExamples(Protocol):
    """Whoever keeps the user's own examples."""

    @property
    def examples(self) -> Examples | None:
        """All of them, None if there are none."""


class Evaluating(QObject):
    """Makes reports on the network as it is when asked for, and tells when they are old.

    The training goes on meanwhile. The last `report` is forgotten as soon as there are other data.
    """

    #: How many examples are fed forward, and how many there are.
    progressed = pyqtSignal(object, object)
    #: What has come of it: a `Report`.
    evaluated = pyqtSignal(object)
    #: Why an evaluation ended without a report; "" if it was given up.
    ended = pyqtSignal(str)
    #: The steps that were done since the report; 0: the network is the same, −1: another one.
    aged = pyqtSignal(int)
    #: There is no report any more.
    cleared = pyqtSignal()

    def __init__(self, training: Training, own: OwnExamples) -> None:
        super().__init__()
        self._training = training
        self._own = own
        self._snapshot: Snapshot | None = None
        self._under_way: _Subject | None = None
        self._reported: _Subject | None = None
        self.report: Report | None = None
        self._age = 0
        self._is_wanted = False
        self._last_look = 0.0
        self._loader = Loader()
        self._loader.progressed.connect(self.progressed)
        training.snapshot_ready.connect(self._on_snapshot)

    def close(self) -> None:
        """Do nothing any more."""
        self._loader.cancel()
        self._is_wanted = False

    def want(self, wanted: bool) -> None:
        """Say whether anybody looks at the report."""
        self._is_wanted = wanted
        self._look()

    def evaluate(self, scope: Scope) -> None:
        """Make a report on these examples, in the background."""
        if self._snapshot is None:
            return
        subject = self._present(self._snapshot)
        examples = self._examples(scope, subject.dataset)
        if examples is None:
            self.cancel()
            self.ended.emit("There are no examples of your own yet: draw some and collect them.")
            return
        recipe = self._training.experiment.recipe

        def job(progress: Progress) -> Report | None:
            return report(
                recipe,
                subject.params,
                subject.dataset,
                examples,
                scope.title,
                subject.steps,
                progress,
            )

        def tell(made: Report) -> None:
            self._under_way, self._reported, self.report = None, subject, made
            self.evaluated.emit(made)
            self._age = 0
            self.aged.emit(0)
            self._look()

        def give_up(problem: str) -> None:
            self._under_way = None
            self.ended.emit(problem)

        self._under_way = subject
        self._loader.start(Task(job, tell, give_up))

    def cancel(self) -> None:
        """Give up the evaluation under way."""
        if self._under_way is not None:
            self._loader.cancel()
            self._under_way = None
            self.ended.emit("")

    def _examples(self, scope: Scope, dataset: Dataset) -> Examples | None:
        match scope:
            case Scope.TEST:
                return dataset.test
            case Scope.TRAIN:
                return dataset.train
            case Scope.OWN:
                return self._own.examples

    def _present(self, snapshot: Snapshot) -> "_Subject":
        """The network as a snapshot shows it."""
        bench = self._training.bench
        return _Subject(
            bench.trainer.dataset,
            bench.archive.timeline,
            bench.branch,
            snapshot.position.step + (snapshot.next is None),
            snapshot.reading.flat_parameters,
        )

    def _on_snapshot(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        dataset = self._training.bench.trainer.dataset
        if self._under_way is not None and self._under_way.dataset is not dataset:
            self.cancel()
        if self._reported is not None and self._reported.dataset is not dataset:
            self._reported = self.report = None
            self.cleared.emit()
        is_soon = monotonic() - self._last_look < SECONDS_BETWEEN_LOOKS
        if self._is_wanted and not (snapshot.is_running and is_soon):
            self._look()

    def _look(self) -> None:
        """Tell how old the report is, if it is another age."""
        if self._reported is None or self._snapshot is None or not self._is_wanted:
            return
        self._last_look = monotonic()
        age = self._reported.age(self._present(self._snapshot))
        if age != self._age:
            self._age = age
            self.aged.emit(age)


@dataclass(frozen=True, eq=False)
class _Subject:
    """A network to be evaluated: its parameters `params` after so many `steps` of a branch."""

    dataset: Dataset
    timeline: Timeline
    branch: Branch
    steps: int
    params: NDArray[Any]

    def age(self, now: "_Subject") -> int:
        """How many steps lead from here to `now`, without a change of parameters in between.

        0 if it is the same network to the bit, `OTHER_NETWORK` if no steps lead there.
        """
        if self._has_parameters_of(now):
            return 0
        return now.steps - self.steps if self._leads_to(now) else OTHER_NETWORK

    def _has_parameters_of(self, other: "_Subject") -> bool:
        one, two = self.params, other.params
        is_alike = one.shape == two.shape and one.dtype == two.dtype
        return is_alike and np.array_equal(one.view(np.uint8), two.view(np.uint8))

    def _leads_to(self, now: "_Subject") -> bool:
        if now.timeline is not self.timeline or now.steps <= self.steps:
            return False
        parted = first_difference(self.branch, now.branch)
        is_on_course = parted is None or parted >= self.steps
        return is_on_course and _changes(self.branch, self.steps) == _changes(now.branch, now.steps)


def _changes(branch: Branch, steps: int) -> list[int]:
    """Which changes of parameters have come into force by the time that so many steps are done."""
    return [
        id(edit.checkpoint)
        for edit in branch.edits
        if edit.checkpoint is not None and edit.step <= steps
    ]
