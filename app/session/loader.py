"""The loader: what takes time before a training can begin, done in a thread."""

from collections.abc import Callable
from dataclasses import dataclass, field
from threading import Event, Thread
from typing import Any, Generic, TypeVar

from PyQt6.QtCore import QObject, pyqtSignal

from engine.errors import NablascopeError
from engine.progress import Progress

Made = TypeVar("Made")


@dataclass(frozen=True, eq=False)
class Task(Generic[Made]):
    """A job, and what to do with what it makes, or with the sentence that says why it could not.

    The job may tell how far it is, and raises `NablascopeError`.
    """

    job: Callable[[Progress], Made]
    then: Callable[[Made], None]
    otherwise: Callable[[str], None]
    is_cancelled: Event = field(default_factory=Event)


class Loader(QObject):
    """Does one task at a time; a new one takes the place of the old one.

    Nothing is heard of a task that was given up, even if it was done already. What is made may be
    used later than at once: until then, its task can still be cancelled.
    """

    #: Bytes done, and bytes in all.
    progressed = pyqtSignal(object, object)
    #: From a task's thread: how far it is.
    _advanced = pyqtSignal(object, object, object)
    #: From a task's thread: what it has made.
    _succeeded = pyqtSignal(object, object)
    #: From a task's thread: why it has failed.
    _failed = pyqtSignal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._task: Task[Any] | None = None
        self._advanced.connect(self._on_advanced)
        self._succeeded.connect(self._on_succeeded)
        self._failed.connect(self._on_failed)

    def start(self, task: Task[Any]) -> None:
        """Do a task in the background."""
        self.cancel()
        self._task = task
        Thread(target=self._do, args=(task,), daemon=True).start()

    def cancel(self) -> None:
        """Give up the task under way."""
        if self._task is not None:
            self._task.is_cancelled.set()
            self._task = None

    def _on_advanced(self, task: Task[Any], done: int, total: int) -> None:
        if task is self._task:
            self.progressed.emit(done, total)

    def _on_succeeded(self, task: Task[Any], made: object) -> None:
        if task is self._task:
            task.then(made)

    def _on_failed(self, task: Task[Any], problem: str) -> None:
        if task is self._task:
            self._task = None
            task.otherwise(problem)

    def _do(self, task: Task[Any]) -> None:
        """Runs in a thread of its own; the window may be gone when a cancelled task ends."""

        def progress(done: int, total: int) -> bool:
            if not task.is_cancelled.is_set():
                self._advanced.emit(task, done, total)
            return not task.is_cancelled.is_set()

        try:
            made = task.job(progress)
        except NablascopeError as error:
            problem = str(error)
        except MemoryError:
            problem = "There is not enough memory for this. Make layers or batches smaller."
        except OSError as error:
            problem = f"{error.filename or 'A file'} cannot be read: {error.strerror or error}."
        else:
            if not task.is_cancelled.is_set():
                self._succeeded.emit(task, made)
            return
        if not task.is_cancelled.is_set():
            self._failed.emit(task, problem)
