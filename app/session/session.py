"""The session: what is trained, on what data, and how all of that can be changed and undone."""

from collections.abc import Callable
from dataclasses import replace
from secrets import randbelow
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QObject, pyqtSignal

from app.fitting import fitted, require_watchable
from app.session.bench import Bench
from app.session.collection import Collection
from app.session.evaluating import Evaluating
from app.session.inspection import Inspection
from app.session.probing import Probing
from app.session.stepping import Stepping
from app.session.teaching import Teaching
from app.session.training import Training
from app.session.undo import Drawn
from app.session.undoing import Undoing
from app.session.wording import beginning
from app.session.workshop import Workshop
from engine.addresses import BiasId, EdgeId
from engine.datasets.dataset import Dataset, Examples
from engine.datasets.idx_images import IdxImages
from engine.datasets.source import Source
from engine.errors import InputError
from engine.experiment import Experiment
from engine.extra import Extra
from engine.progress import Progress

MOST_SEED = 10_000
"""New seeds are drawn below it, so that they can be read out to a class."""


class Session(QObject):
    """Owns the `training`, and changes what is trained.

    With `Training`, it is the only one that writes; it speaks by signals with frozen values.
    """

    #: Another network or other data: an `Experiment` and its `Dataset`.
    opened = pyqtSignal(object, object)
    #: The settings that hold, will hold from the next step, or with which it is being started
    #: over: an `Experiment`.
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
    #: The last change on the pad is to be taken back.
    drawing_taken_back = pyqtSignal()
    #: It is to be done again.
    drawing_done_again = pyqtSignal()
    #: What can be taken back, and what can be done again: their titles, or "".
    undo_changed = pyqtSignal(str, str)

    def __init__(self, bench: Bench) -> None:
        super().__init__()
        self.training = Training(bench)
        self.stepping = Stepping(self.training)
        self.inspection = Inspection(self.training)
        self.probing = Probing(self.training)
        self.collection = Collection()
        self.evaluating = Evaluating(self.training, self.collection)
        self.teaching = Teaching(
            self.training, self.take_examples, self.probing, self.collection, self.evaluating
        )
        self.training.settings_met.connect(self.settings_changed)
        self.collection.changed.connect(self._note_own)
        self._starting_over: Experiment | None = None
        self._workshop = Workshop(self.training)
        self._data_workshop = Workshop(self.training)
        self._data_workshop.progressed.connect(self.downloaded)
        self._undoing = Undoing(self.training, self.collection, self._workshop)
        self._undoing.begun.connect(self._make_way)
        self._undoing.settings_changed.connect(self.settings_changed)
        self._undoing.brought_back.connect(self._put)
        self._undoing.failed.connect(self._refuse)
        self._undoing.changed.connect(self.undo_changed)
        self._undoing.drawing_taken_back.connect(self.drawing_taken_back)
        self._undoing.drawing_done_again.connect(self.drawing_done_again)

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
        self.inspection.keep_selection(self.experiment.network)
        self.probing.forget()
        self.opened.emit(self.experiment, self.dataset)
        self.collection.show_dataset(self.dataset)
        self.training.tell()
        self._undoing.tell()

    def close(self) -> None:
        """End everything; what runs in other threads and processes too."""
        self._workshop.cancel()
        self._data_workshop.cancel()
        self.stepping.cancel()
        for looking in (self.inspection, self.probing, self.evaluating):
            looking.close()
        self.training.close()

    def edit(self, experiment: Experiment) -> None:
        """Go on under other settings or, where that cannot be, start over with them.

        An edit while it is being started over takes the place of that; a reset stays one.
        """
        if experiment == self._wanted:
            return
        self.stepping.cancel()
        before, other = self.experiment, self._starting_over
        is_reset = other is not None and other.continues(before)
        try:
            require_watchable(experiment)
            if is_reset or not experiment.continues(before):
                self._start_over(experiment, beginning(before, experiment))
            else:
                self._go_on(experiment)
        except InputError as error:
            self._refuse(str(error))

    def reset(self) -> None:
        """Start over from the same initial weights."""
        self._start_over(self._wanted, "reset")

    def new_seed(self) -> None:
        """Start over from other initial weights, and another order of the examples."""
        experiment = replace(self._wanted, seed=randbelow(MOST_SEED))
        self._start_over(experiment, "new seed")
        self.settings_changed.emit(experiment)

    def open_source(self, source: Source, *, download: bool = False) -> None:
        """Start over with other data, which are fetched first if `download`.

        Until they are there, all goes on as before; what is changed meanwhile holds for them too.
        """
        seed = self._wanted.seed

        def load(progress: Progress) -> Dataset:
            if download and isinstance(source, IdxImages):
                source.download(progress)
            return source.load(seed)

        def use(dataset: Dataset) -> None:
            experiment = self._wanted
            if source.uses_seed and experiment.seed != seed:  # a new one has come meanwhile
                self.open_source(source)
                return

            def job(_: Progress) -> Bench:
                suited = fitted(experiment, source, dataset)
                require_watchable(suited)
                return Bench.fresh(suited, dataset)

            def put(bench: Bench) -> None:
                if experiment != self._wanted:  # changed meanwhile
                    use(dataset)
                    return
                self.cancel_loading()
                self._replace(bench, "other data")

            self._data_workshop.make(job, put, self.data_problem.emit)

        self.loading.emit(source.title)
        self._data_workshop.load(load, use, self.data_problem.emit)

    def cancel_loading(self) -> None:
        """Load nothing any more; the data in use stay."""
        self._data_workshop.cancel()
        self.data_problem.emit("")

    def set_parameter(self, address: EdgeId | BiasId, value: float) -> None:
        """Give a weight or bias another value from the start of the step shown on."""
        precision = self.experiment.network.precision
        if not abs(value) <= float(np.finfo(precision).max):
            self.failed.emit(
                f"{address} cannot be {value:g}: give it a finite number within the range of "
                f"{precision}. Nothing was changed."
            )
            return
        self._change_run(f"{address}", lambda bench: bench.set_parameter(address, value))

    def set_parameters(self, params: NDArray[Any], title: str) -> None:
        """Go on with other weights and biases, flat, in the place of all."""
        self._change_run(title, lambda bench: bench.set_parameters(params, title))

    def take_examples(self, extra: Extra, title: str, then: Callable[[], None]) -> None:
        """Let the step that comes now be an extra step, and go on from there with `then`."""
        self._change_run(title, lambda bench: bench.take_examples(extra, title), then)

    def drop_branch(self, number: int) -> None:
        """Forget a branch that is not followed."""
        self._change_run("dropped branch", lambda bench: bench.archive.drop(number))

    def take_up(self, bench: Bench, title: str) -> None:
        """Go on with another run, in the place of this one, which can be brought back."""
        self.stepping.cancel()
        self._undoing.remember(self._undoing.as_it_is(title))
        self._put(bench)

    def note_drawn(self, title: str) -> None:
        """Something was changed on the pad, which can take it back."""
        self._undoing.remember(Drawn(title))

    def undo_drawing(self) -> None:
        """Take the last change on the pad back, whatever else was done since."""
        self._undoing.undo_drawing()

    def redo_drawing(self) -> None:
        """Do again what was taken back last on the pad."""
        self._undoing.redo_drawing()

    def undo(self) -> None:
        """Take the last change back, of the training, of own examples or on the pad."""
        self._undoing.undo()

    def redo(self) -> None:
        """Do again what was taken back last."""
        self._undoing.redo()

    @property
    def _wanted(self) -> Experiment:
        """The settings that hold, or those with which it is being started over."""
        return self._starting_over or self.experiment

    def _go_on(self, experiment: Experiment) -> None:
        if experiment != self.experiment:
            undoing, title = self._undoing, "change of settings"
            is_running = self.training.is_running
            before = undoing.as_set(title) if is_running else undoing.as_it_is(title)
            self.training.change(experiment)
            undoing.remember(before if is_running else replace(before, after=undoing.here))
        self._give_up_starting_over()
        self.settings_changed.emit(experiment)

    def _start_over(self, experiment: Experiment, title: str) -> None:
        dataset = self.dataset
        is_same_data = experiment.has_data_of(self.experiment)

        def job(_: Progress) -> Bench:
            return Bench.fresh(experiment, dataset if is_same_data else experiment.load())

        def put(bench: Bench) -> None:
            self._replace(bench, title)

        def refuse(problem: str) -> None:
            self._give_up_starting_over()
            self._refuse(problem)

        self._starting_over = experiment
        self._workshop.make(job, put, refuse)

    def _give_up_starting_over(self) -> None:
        self._workshop.cancel()
        self._starting_over = None

    def _make_way(self, experiment: Experiment) -> None:
        """It will be as it was under these settings: what is under way is void."""
        self._give_up_starting_over()
        if experiment.source != self.experiment.source:
            self.cancel_loading()
        self.stepping.cancel()

    def _change_run(
        self, title: str, change: Callable[[Bench], None], then: Callable[[], None] | None = None
    ) -> None:
        """Change the run as soon as it is paused, in a way that can be taken back."""

        def when_paused() -> None:
            before = self._undoing.as_it_is(title)
            try:
                self.training.do(change)
            except InputError as error:
                self._refuse(str(error))
                return
            self._undoing.remember(before)
            if then is not None:
                then()

        self.stepping.cancel()
        self.training.when_paused(when_paused)

    def _replace(self, bench: Bench, title: str) -> None:
        self.take_up(bench, title)
        self.said.emit(f"Started over: {title}. Ctrl+Z brings back what was before.")

    def _put(self, bench: Bench) -> None:
        self._give_up_starting_over()
        if bench.trainer.dataset is not self.dataset:
            self._undoing.forget_drawn()
        own = bench.own
        self.training.put(bench)
        self.tell()
        if own is not None:
            self.collection.take(own)

    def _note_own(self, examples: Examples | None) -> None:
        """Own examples belong to the run: they are saved with it."""
        self.training.bench.own = examples

    def _refuse(self, problem: str) -> None:
        """A change could not be made: all is as before."""
        self.failed.emit(problem)
        self.settings_changed.emit(self._wanted)
