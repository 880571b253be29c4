"""Autosave: the run is kept every minute, so that little is lost if the program is ended."""

import os
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import platformdirs
from PyQt6.QtCore import QLockFile, QObject, QTimer, pyqtSignal

from app.look import numbers
from app.session.bench import Bench
from app.session.keeping import Extent, Keeping
from app.session.loader import Loader, Task
from app.session.session import Session
from app.session.writer import attempted
from engine import model_file
from engine.datasets.csv_file import CsvFile
from engine.errors import NewerFileError
from engine.model_file import ENDING
from engine.progress import Progress
from engine.saved_run import SavedRun

EVERY_MS = 60_000
PAUSE_MS = 600
"""Between an answer and the next offer: a double click must not answer both."""
LAST = f"last{ENDING}"
"""The run that was there when a window was closed as usual."""
ASIDE = ".damaged"
"""The ending of a kept run that cannot be read."""


def usual_folder() -> Path:
    """Where runs are kept on this system."""
    return platformdirs.user_state_path("nablascope", appauthor=False) / "runs"


@dataclass(frozen=True, eq=False)
class _Remains:
    """A run that was kept by a process that is gone; with the lock, no other window offers it."""

    path: Path
    lock: QLockFile


class Autosave(QObject):
    """Keeps the run of a session in a file of this process, as long as it is not saved.

    When the window is closed as usual the file goes, and the run is found as `last_time`. Files of
    processes that have ended otherwise are offered, one after the other.
    """

    #: A run was left behind; a sentence that says which. `open_offered` or `forget_offered` answer.
    offered = pyqtSignal(str)
    #: A sentence for the user.
    said = pyqtSignal(str)
    #: Why the run cannot be kept, once; or why one that was kept cannot be read.
    failed = pyqtSignal(str)

    def __init__(self, session: Session, keeping: Keeping, folder: Path) -> None:
        super().__init__()
        self._session = session
        self._keeping = keeping
        self._folder = folder
        self._file = folder / f"{os.getpid()}-{uuid4().hex[:8]}{ENDING}"
        self._lock = _lock_of(self._file)
        self._kept: Extent | None = None
        self._last: Extent | None = None
        self._has_failed = False
        self._found: list[_Remains] = []
        self._unreadable: list[str] = []
        self._loader = Loader()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)
        self._pause.timeout.connect(self._offer_next)
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.keep)

    @property
    def last_time(self) -> Path | None:
        """The run of the last time, if there is one."""
        path = self._folder / LAST
        with suppress(OSError):  # where nobody may look
            return path if path.is_file() else None
        return None

    def start(self) -> None:
        """Keep the run from now on, and offer what others have left behind."""
        self._claim()
        self._timer.start()
        _clear_locks(self._folder)
        self._found = _remains(self._folder, self._file)
        self._offer_next()

    def keep(self) -> None:
        """Write the run in the background, if it has come further since the last time."""
        extent = self._keeping.extent
        if not self._keeping.is_modified:
            self._forget()
        elif extent != self._kept and (kept := self._keeping.picture()) is not None:
            self._claim()
            self._kept = extent
            self._keeping.write(kept, self._file, self._on_written)

    def keep_now(self) -> None:
        """Write the run before anything else happens: something has gone wrong."""
        with suppress(Exception):  # whatever is broken: this must not break more
            if self._keeping.is_modified:
                self._claim()
                model_file.save(self._keeping.picture_in_need().run(), self._file)

    def open_offered(self) -> None:
        """Go on with the run that was offered."""
        remains = self._found.pop(0)

        def put(bench: Bench) -> None:
            self._put(bench)
            self._kept = self._keeping.extent
            self._keeping.write(self._keeping.picture_in_need(), self._file, written)
            self._pause.start()

        def written(problem: str) -> None:
            if not problem:  # it is this process now that keeps it
                with suppress(OSError):
                    remains.path.unlink()
            remains.lock.unlock()
            self._on_written(problem)

        def leave(_: str) -> None:
            remains.lock.unlock()
            self._offer_next()

        self._keeping.take_up(remains.path, put, leave)

    def forget_offered(self) -> None:
        """Remove the run that was offered."""
        remains = self._found.pop(0)
        with suppress(OSError):
            remains.path.unlink()
        remains.lock.unlock()
        self._pause.start()

    def open_last(self) -> None:
        """Go on with the run of the last time."""
        self._keeping.take_up(self._folder / LAST, self._put)

    def keep_last(self) -> str:
        """Keep the run as that of the last time, if a step is done or an example is collected.

        Gives "" or a sentence on why it could not be kept.
        """
        extent, problem = self._keeping.extent, ""
        if self._is_worth_keeping(extent) and extent != self._last:
            run = self._keeping.picture_in_need().run
            self._claim()
            problem = attempted(lambda: model_file.save(run(), self._folder / LAST))
            self._last = None if problem else extent
        return problem

    def _is_worth_keeping(self, extent: Extent) -> bool:
        _, lengths, own = extent
        return any(lengths) or own is not None

    def close(self) -> str:
        """Keep the run as that of the last time, and nothing else; gives what `keep_last` gives."""
        self._timer.stop()
        self._pause.stop()
        self._loader.cancel()
        self._keeping.close()
        problem = self.keep_last()
        if not problem:
            self._forget()
        for lock in (self._lock, *(remains.lock for remains in self._found)):
            lock.unlock()
        return problem

    def _claim(self) -> None:
        """See to it that there is a folder, and that the file in it is known to be in use."""
        with suppress(OSError):  # it will be said when there is something to keep
            self._folder.mkdir(parents=True, exist_ok=True)
        if not self._lock.isLocked():
            self._lock.tryLock(0)

    def _put(self, bench: Bench) -> None:
        self._session.take_up(bench, "kept run")
        steps = numbers.counted(bench.steps, "step")
        self.said.emit(f"This is the run that was kept: {steps}. Ctrl+S saves it as a file.")

    def _forget(self) -> None:
        self._kept = None
        with suppress(OSError):
            self._file.unlink(missing_ok=True)

    def _on_written(self, problem: str) -> None:
        if problem:
            self._kept = None
            if not self._has_failed:
                self.failed.emit(
                    f"The run is not kept for the case of a crash, but goes on: {problem}"
                )
        self._has_failed = bool(problem)

    def _offer_next(self) -> None:
        """Read the newest of what was found, and offer it; what cannot be read is told first."""
        if not self._found:
            self._tell_unreadable()
            return
        path = self._found[0].path

        def job(_: Progress) -> SavedRun | NewerFileError:
            try:
                return model_file.load(path)
            except NewerFileError as error:
                return error

        def offer(run: SavedRun | NewerFileError) -> None:
            if isinstance(run, NewerFileError):
                self._pass_over(f"A run that was kept stays where it is: {run}")
                return
            self._tell_unreadable()
            source = run.experiment.source
            title = run.dataset_name if isinstance(source, CsvFile) else source.title.split(",")[0]
            self.offered.emit(
                f"Nablascope ended unexpectedly: the run of {title} at step "
                f"{numbers.count(run.steps)} was kept."
            )

        def set_aside(problem: str) -> None:
            aside = path.with_suffix(ASIDE)
            with suppress(OSError):
                path.replace(aside)
            self._pass_over(
                f"A run that was kept cannot be read: {problem} It lies there as {aside.name} now."
            )

        self._loader.start(Task(job, offer, set_aside))

    def _pass_over(self, why: str) -> None:
        self._unreadable.append(why)
        self._found.pop(0).lock.unlock()
        self._offer_next()

    def _tell_unreadable(self) -> None:
        """Tell of all that could not be read, at once."""
        if self._unreadable:
            self.failed.emit(" ".join(self._unreadable))
            self._unreadable = []


def _clear_locks(folder: Path) -> None:
    """Remove the locks of processes that are gone and have left nothing else."""
    with suppress(OSError):
        for file in [lock.with_suffix(ENDING) for lock in folder.glob("*.lock")]:
            lock = _lock_of(file)
            if not file.exists() and lock.tryLock(0):
                lock.unlock()


def _remains(folder: Path, own: Path) -> list[_Remains]:
    """The runs in a folder whose processes are gone, the newest first."""
    found = []
    with suppress(OSError):
        files = [file for file in folder.glob(f"*{ENDING}") if file.name not in (own.name, LAST)]
        for file in sorted(files, key=lambda file: file.stat().st_mtime, reverse=True):
            lock = _lock_of(file)
            if lock.tryLock(0) and file.exists():  # or its process has ended as usual meanwhile
                found.append(_Remains(file, lock))
    return found


def _lock_of(file: Path) -> QLockFile:
    """Who has it, has the file; one of a process that is gone can be had."""
    lock = QLockFile(f"{file.with_suffix('.lock')}")
    lock.setStaleLockTime(0)
    return lock
