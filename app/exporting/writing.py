"""Writing: one file written in the background, with a dialog where that takes long."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from threading import Event, Thread
from time import monotonic

from PyQt6.QtCore import QObject, Qt, pyqtSignal
from PyQt6.QtWidgets import QProgressDialog, QWidget

from app.exporting.job import Job
from engine.errors import NablascopeError
from engine.files import replacing

PATIENCE_MS = 200
"""What takes longer shows how far it is and can be cancelled."""
SECONDS_BETWEEN_REPORTS = 0.05
LONGEST_FAREWELL_S = 3.0
"""Until a thread has noticed that its file is not wanted any more."""
UNITS = 1000
"""Steps of the bar."""


class Writing(QObject):
    """Writes a file to `path` by a job; the window can be used meanwhile."""

    #: The file is there.
    saved = pyqtSignal()
    #: The user did not want to wait; nothing has changed.
    cancelled = pyqtSignal()
    #: Why the file could not be written, in one sentence; nothing has changed.
    failed = pyqtSignal(str)
    #: It is over, one way or another.
    ended = pyqtSignal()
    #: From the thread: what is done, and what there is in all.
    _advanced = pyqtSignal(object, object)
    #: From the thread: a part is over; whether it was finished, and what went wrong.
    _over = pyqtSignal(bool, str)

    def __init__(self, window: QWidget, job: Job, path: Path) -> None:
        super().__init__(window)
        self._job = job
        self._path = path
        self._is_cancelled = Event()
        self._thread: Thread | None = None
        self._next: Callable[[], None] | None = None
        self._reported = 0.0
        self._dialog = QProgressDialog(f"Writing {path.name} …", "Cancel", 0, 0, window)
        self._dialog.setWindowTitle("Export")
        self._dialog.setAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
        self._dialog.setMinimumDuration(PATIENCE_MS)
        self._dialog.setAutoReset(False)
        self._dialog.canceled.connect(self._is_cancelled.set)
        self._advanced.connect(self._show_progress)
        self._over.connect(self._go_on)

    def start(self) -> None:
        """Begin."""
        self._dialog.setValue(0)  # from now on it waits to appear
        self._run(lambda: self._job.prepare(self._progress), self._paint)

    def give_up(self) -> None:
        """Cancel, and wait until the thread has cleared away."""
        self._is_cancelled.set()
        if self._thread is not None:
            self._thread.join(LONGEST_FAREWELL_S)

    def _paint(self) -> None:
        self._job.paint()
        self._run(self._write, None)

    def _write(self) -> bool:
        with replacing(self._path) as part:
            if not self._job.write(part, self._progress) or self._is_cancelled.is_set():
                raise _Cancelled
        return True

    def _run(self, part: Callable[[], bool], then: Callable[[], None] | None) -> None:
        """Do a part of the job in the background, and then go on, or end."""
        self._next = then
        self._thread = Thread(target=self._do, args=(part,), daemon=True)
        self._thread.start()

    def _do(self, part: Callable[[], bool]) -> None:
        """Runs in the thread."""
        problem = f"{self._path.name} was not written: Nablascope has made a mistake."
        is_finished = False
        try:
            is_finished = part()
            problem = ""
        except _Cancelled:
            problem = ""
        except NablascopeError as error:
            problem = str(error)
        except MemoryError:
            problem = f"There is not enough memory to write {self._path.name}."
        except OSError as error:
            reason = error.strerror or error
            problem = f"{self._path} cannot be written: {reason}. Choose another place."
        finally:
            with suppress(RuntimeError):  # the window may be gone
                self._over.emit(is_finished, problem)

    def _progress(self, done: int, total: int) -> bool:
        """Runs in the thread."""
        now = monotonic()
        if now - self._reported > SECONDS_BETWEEN_REPORTS:
            self._reported = now
            self._advanced.emit(done, total)
        return not self._is_cancelled.is_set()

    def _show_progress(self, done: int, total: int) -> None:
        if total:
            self._dialog.setMaximum(UNITS)
            self._dialog.setValue(done * UNITS // total)

    def _go_on(self, is_finished: bool, problem: str) -> None:
        if self._next is not None and is_finished and not self._is_cancelled.is_set():
            self._next()
            return
        if problem:
            self.failed.emit(problem)
        elif is_finished and self._next is None:
            self.saved.emit()
        else:
            self.cancelled.emit()
        self.ended.emit()
        self._dialog.deleteLater()
        self.deleteLater()


class _Cancelled(Exception):
    """The file is not wanted any more."""
