"""The session: what is trained, on what data, and how all of that can be changed and undone."""

from collections.abc import Callable
from dataclasses import replace
from secrets import randbelow

from PyQt6.QtCore import QObject, pyqtSignal

from app.fitting import fitted
from app.session.bench import Bench
from app.session.loader import Loader, Task
from app.session.training import Training
from app.session.undo import Remembered, UndoStack
from engine.datasets.dataset import Dataset
from engine.datasets.idx_images import IdxImages
from engine.datasets.source import Source
from engine.errors import InputError, require
from engine.experiment import Experiment
from engine.progress import Progress

MOST_PARAMETERS = 20_000_000
"""Larger networks would be too slow to be watched."""
MOST_SEED = 10_000
"""New seeds are drawn below it, so that they can be read out to a class."""


class Session(QObject):
    """Owns the `training`, and changes what is trained.

    With `Training`, it is the only one that writes; it speaks by signals with frozen values.
    """

    #: Another network or other data: an `Experiment` and its `Dataset`.
    opened = pyqtSignal(object, object)
    #: The settings that hold, or will hold from the next step: an `Experiment`.
    settings_changed = pyqtSignal(object)
    #: A sentence for the user.
    said = pyqtSignal(str)
    #: Why a change could not be made.
    failed = pyqtSignal(str)
    #: The title of data that are being loaded.
    loading = pyqtSignal(str)
    #: Bytes of a download that are done, and in all.
    downloaded = pyqtSignal(object, object)
    #: Why data could not be loaded; "" when all is well.
    data_problem = pyqtSignal(str)
    #: What can be taken back, and what can be done again: their titles, or "".
    undo_changed = pyqtSignal(str, str)

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.training = Training(bench)
        self._undo = UndoStack()
        self._loader = Loader()
        self._data_loader = Loader()
        self._data_loader.progressed.connect(self.downloaded)

    @property
    def experiment(self) -> Experiment:
        """The settings that hold, or will hold from the next step."""
        return self.training.experiment

    @property
    def dataset(self) -> Dataset:
        """The data."""
        return self.training.bench.trainer.dataset

    def tell(self) -> None:
        """Tell everything there is to see."""
        self.opened.emit(self.experiment, self.dataset)
        self.training.tell()
        self._tell_undo()

    def close(self) -> None:
        """End everything; what runs in other threads and processes too."""
        self._loader.cancel()
        self._data_loader.cancel()
        self.training.close()

    def edit(self, experiment: Experiment) -> None:
        """Go on under other settings or, where that cannot be, start over with them."""
        before = self.experiment
        if experiment == before:
            return
        goes_on = experiment.continues(before)
        try:
            _require_watchable(experiment)
            if goes_on:
                self.training.change(experiment)
        except InputError as error:
            self._refuse(str(error))
            return
        if not goes_on:
            self._start_over(experiment, _title(before, experiment))
            return
        self._undo.remember(Remembered("change of settings", before, self.dataset))
        self.settings_changed.emit(experiment)
        self._tell_undo()

    def reset(self) -> None:
        """Start over from the same initial weights."""
        self._start_over(self.experiment, "reset")

    def new_seed(self) -> None:
        """Start over from other initial weights, and another order of the examples."""
        self._start_over(replace(self.experiment, seed=randbelow(MOST_SEED)), "new seed")

    def open_source(self, source: Source, *, download: bool = False) -> None:
        """Start over with other data, which are fetched first if `download`.

        Until they are there, all goes on as before.
        """
        seed = self.experiment.seed

        def load(progress: Progress) -> Dataset:
            if download and isinstance(source, IdxImages):
                source.download(progress)
            return source.load(seed)

        def use(dataset: Dataset) -> None:
            experiment = self.experiment
            if experiment.seed != seed:  # a new one has come meanwhile
                self.open_source(source)
                return
            self._do_in_background(
                lambda _: Bench.fresh(fitted(experiment, source, dataset), dataset),
                put,
                self.data_problem.emit,
            )

        def put(bench: Bench) -> None:
            self.data_problem.emit("")
            self._replace(bench, "other data")

        self.loading.emit(source.title)
        self._data_loader.start(Task(load, use, self.data_problem.emit))

    def cancel_loading(self) -> None:
        """Give up what is being loaded; the data in use stay."""
        self._data_loader.cancel()
        self.data_problem.emit("")

    def undo(self) -> None:
        """Take the last change back."""
        self._take_back(self._undo.done, self._undo.undone)

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._take_back(self._undo.undone, self._undo.done)

    def _start_over(self, experiment: Experiment, title: str) -> None:
        before, dataset = self.experiment, self.dataset
        is_same_data = (experiment.source, experiment.seed) == (before.source, before.seed)

        def job(_: Progress) -> Bench:
            return Bench.fresh(experiment, dataset if is_same_data else experiment.load())

        self._do_in_background(job, lambda bench: self._replace(bench, title), self._refuse)

    def _take_back(self, stack: list[Remembered], other: list[Remembered]) -> None:
        if not stack:
            return
        before = stack[-1]
        if before.place is None:
            stack.pop()
            other.append(Remembered(before.title, self.experiment, self.dataset))
            self.training.change(before.experiment)
            self.settings_changed.emit(before.experiment)
            self._tell_undo()
            return

        def put_back(bench: Bench) -> None:
            if stack and stack[-1] is before:
                stack.pop()
                other.append(self._as_it_is(before.title))
                self._put(bench)

        self._do_in_background(lambda _: before.bench(), put_back, self._refuse)

    def _as_it_is(self, title: str) -> Remembered:
        bench = self.training.bench
        place = bench.shown_place()
        return Remembered(title, self.experiment, self.dataset, place, bench.history)

    def _replace(self, bench: Bench, title: str) -> None:
        self._undo.remember(self._as_it_is(title))
        self._put(bench)
        self.said.emit(f"Started over: {title}. Ctrl+Z brings back what was before.")

    def _put(self, bench: Bench) -> None:
        self.training.put(bench)
        self.tell()

    def _refuse(self, problem: str) -> None:
        """A change could not be made: all is as before."""
        self.failed.emit(problem)
        self.settings_changed.emit(self.experiment)

    def _do_in_background(
        self,
        job: Callable[[Progress], Bench],
        then: Callable[[Bench], None],
        otherwise: Callable[[str], None],
    ) -> None:
        """Let a bench be made, and do something with it as soon as nothing runs."""

        def when_made(bench: Bench) -> None:
            self.training.when_paused(lambda: then(bench))

        self._loader.start(Task(job, when_made, otherwise))

    def _tell_undo(self) -> None:
        done, undone = self._undo.done, self._undo.undone
        self.undo_changed.emit(done[-1].title if done else "", undone[-1].title if undone else "")


def _require_watchable(experiment: Experiment) -> None:
    count = experiment.network.parameter_count()
    require(
        count <= MOST_PARAMETERS,
        f"A network of {count:,} parameters is too large to be watched: there can be up to "
        f"{MOST_PARAMETERS:,}. The old one is kept; make the layers smaller.",
    )


def _title(before: Experiment, after: Experiment) -> str:
    """What was changed, in short."""
    if before.seed != after.seed:
        return f"seed {after.seed}"
    if before.network != after.network:
        return " – ".join(map(str, after.network.sizes))
    if before.loss != after.loss:
        return after.loss.title
    if before.optimizer != after.optimizer:
        return after.optimizer.title
    return "other settings"
