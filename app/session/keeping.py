"""Keeping: runs are saved to files, and opened again."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from weakref import WeakKeyDictionary

from PyQt6.QtCore import QObject, pyqtSignal

from app.history import History
from app.look import numbers
from app.session.bench import Bench
from app.session.saved import Picture, bench_of, picture
from app.session.session import Session
from app.session.workshop import Workshop
from app.session.writer import Done, Writer
from engine import model_file
from engine.datasets.dataset import Dataset, Examples
from engine.errors import InputError
from engine.progress import Progress
from engine.saved_run import SavedRun
from engine.timeline import Branch, Timeline
from engine.training import CHECKPOINT_EVERY

MOST_RECENT = 10

Extent = tuple[tuple[Branch, ...], tuple[int, ...], Examples | None]
"""How far a run has come: its branches, how many steps of each are known, and own examples."""


@dataclass(frozen=True)
class _Saved:
    """The file of a run, and how far the run had come when it was written."""

    path: Path
    extent: Extent


class Keeping(QObject):
    """Saves and opens the run of a `session`.

    A file belongs to one run: whatever is started over has none until it is saved, and what is
    brought back has the one it had. So no run is written over another unless the user says so.
    """

    #: A sentence for the user.
    said = pyqtSignal(str)
    #: Why something could not be saved or opened.
    failed = pyqtSignal(str)
    #: The file of the run, a `Path` or None, and whether it has steps or edits that are not saved.
    changed = pyqtSignal(object, bool)
    #: The files last saved or opened, the newest first: a tuple of `Path`.
    recent_changed = pyqtSignal(object)
    #: The name of a file that is being opened; "" when it is open or could not be.
    opening = pyqtSignal(str)

    def __init__(self, session: Session, recent: Iterable[Path] = ()) -> None:
        super().__init__()
        self.recent = tuple(recent)[:MOST_RECENT]
        self._session = session
        self._training = session.training
        self._workshop = Workshop(session.training)
        self._writer = Writer()
        self._files: WeakKeyDictionary[Timeline, _Saved] = WeakKeyDictionary()
        self._told: tuple[Path | None, bool] | None = None
        self._training.chronicle_changed.connect(self._tell_changes)

    @property
    def path(self) -> Path | None:
        """The file of the run; None if it has none yet."""
        saved = self._files.get(self._bench.archive.timeline)
        return None if saved is None else saved.path

    @property
    def is_modified(self) -> bool:
        """Whether the run has steps or edits that are not in its file."""
        saved, extent = self._files.get(self._bench.archive.timeline), self.extent
        if saved is not None:
            return saved.extent != extent
        branches, lengths, own = extent
        is_begun = any(lengths) or any(len(branch.edits) > 1 for branch in branches)
        return is_begun or own is not None

    @property
    def extent(self) -> Extent:
        """How far the run has come."""
        archive = self._bench.archive
        return _extent(archive.timeline.branches, archive.histories, self._bench.own)

    def tell(self) -> None:
        """Tell the file of the run, and the files last used."""
        self._told = None
        self._tell_changes()
        self.recent_changed.emit(self.recent)

    def save(self, path: Path) -> None:
        """Save the run to a file, as it is now; if it runs, as it was a moment ago.

        Only where nothing of the last moment is kept, as of a very large network, is it paused.
        """
        kept = self.picture()
        if kept is None or self._training.steps_seen - kept.steps > CHECKPOINT_EVERY:
            pausing = "; it was paused for that"
            self._training.when_paused(lambda: self._save(picture(self._bench), path, pausing))
        else:
            self._save(kept, path, "; it goes on" * self._training.is_running)

    def open(self, path: Path) -> None:
        """Go on with the run in a file; until it is there, all goes on as before."""
        self.take_up(path, lambda bench: self._put(bench, path))

    def note_opened(self, path: Path) -> None:
        """The run that is there now came from this file."""
        self._files[self._bench.archive.timeline] = _Saved(path, self.extent)
        self._note_recent(path)
        self._tell_changes()

    def take_up(
        self,
        path: Path,
        then: Callable[[Bench], None],
        otherwise: Callable[[str], None] | None = None,
    ) -> None:
        """Read a run in the background and, once nothing runs, do something with its bench."""
        dataset = self._bench.trainer.dataset

        def job(_: Progress) -> Bench:
            run = model_file.load(path)
            return bench_of(run, _data_of(run, dataset))

        def use(bench: Bench) -> None:
            self.opening.emit("")
            then(bench)

        def refuse(problem: str) -> None:
            self.opening.emit("")
            self._forget_recent(path)
            self.failed.emit(problem)
            if otherwise is not None:
                otherwise(problem)

        self.opening.emit(path.name)
        self._workshop.make(job, use, refuse)

    def cancel_opening(self) -> None:
        """Open nothing any more."""
        self._workshop.cancel()
        self.opening.emit("")

    def picture(self) -> Picture | None:
        """The run as it is now or, if it runs, at the last place that is kept; None without one."""
        bench = self._bench
        if not self._training.is_running:
            return picture(bench)
        steps = self._training.steps_seen
        place = bench.archive.last_place(steps)
        return None if place is None else picture(bench, place, steps)

    def picture_in_need(self) -> Picture:
        """The same or, if nothing is kept of the run, where it began."""
        return self.picture() or picture(self._bench)

    def write(self, kept: Picture, path: Path, then: Done) -> None:
        """Write a picture in the background; say how it went."""
        self._writer.write(lambda: model_file.save(kept.run(), path), then)

    def close(self) -> None:
        """Wait until everything is written."""
        self._workshop.cancel()
        self._writer.close()

    @property
    def _bench(self) -> Bench:
        return self._training.bench

    def _save(self, kept: Picture, path: Path, remark: str) -> None:
        past, steps = kept.past, numbers.counted(kept.steps, "step")
        saved = _Saved(path, _extent(past.branches, past.histories, kept.own))

        def then(problem: str) -> None:
            if problem:
                self.failed.emit(problem)
                return
            self._files[past.timeline] = saved
            self._note_recent(path)
            self._tell_changes()
            self.said.emit(f"Saved {path.name} after {steps}{remark}.")

        self.write(kept, path, then)

    def _put(self, bench: Bench, path: Path) -> None:
        self._session.cancel_loading()
        self._session.take_up(bench, f"opened {path.name}")
        self.note_opened(path)
        steps = numbers.counted(bench.steps, "step")
        self.said.emit(f"Opened {path.name} after {steps}. Ctrl+Z brings back what was before.")

    def _note_recent(self, path: Path) -> None:
        path = path.absolute()
        others = (other for other in self.recent if other != path)
        self.recent = (path, *others)[:MOST_RECENT]
        self.recent_changed.emit(self.recent)

    def _forget_recent(self, path: Path) -> None:
        with suppress(OSError):  # where nobody may look
            if not path.exists() and path.absolute() in self.recent:
                self.recent = tuple(other for other in self.recent if other != path.absolute())
                self.recent_changed.emit(self.recent)

    def _tell_changes(self) -> None:
        now = self.path, self.is_modified
        if now != self._told:
            self._told = now
            self.changed.emit(*now)


def _extent(
    branches: tuple[Branch, ...], histories: Mapping[int, History], own: Examples | None
) -> Extent:
    return branches, tuple(histories[branch.number].length for branch in branches), own


def _data_of(run: SavedRun, dataset: Dataset) -> Dataset:
    """The data of a run: those at hand, if they are the same."""
    try:
        run.require_data(dataset)
    except InputError:
        return run.load_dataset()
    return dataset
