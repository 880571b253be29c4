"""The loader: what takes time before a training can begin, done in a thread."""

from collections.abc import Callable
from threading import Event, Thread

from PyQt6.QtCore import QObject, pyqtSignal

from app.session.bench import Bench
from engine.errors import NablascopeError
from engine.progress import Progress

Job = Callable[[Progress], Bench]
"""Makes a bench, and may tell how far it is with a download; raises `NablascopeError`."""


class Loader(QObject):
    """Does one job at a time; a new one takes the place of the old one."""

    #: The `Bench` that a job has made.
    ready = pyqtSignal(object)
    #: Why a job has failed.
    failed = pyqtSignal(str)
    #: Bytes done, and bytes in all.
    progressed = pyqtSignal(object, object)

    def __init__(self) -> None:
        super().__init__()
        self._cancelled = Event()

    def start(self, job: Job) -> None:
        """Do a job in the background."""
        self.cancel()
        self._cancelled = Event()
        Thread(target=self._do, args=(job, self._cancelled), daemon=True).start()

    def cancel(self) -> None:
        """Give up the job under way, without another word of it."""
        self._cancelled.set()

    def _do(self, job: Job, cancelled: Event) -> None:
        def progress(done: int, total: int) -> bool:
            if not cancelled.is_set():
                self.progressed.emit(done, total)
            return not cancelled.is_set()

        try:
            bench = job(progress)
        except NablascopeError as error:
            problem = str(error)
        except MemoryError:
            problem = "There is not enough memory for this. Make layers or batches smaller."
        except OSError as error:
            problem = f"{error.filename or 'A file'} cannot be read: {error.strerror or error}."
        else:
            if not cancelled.is_set():
                self.ready.emit(bench)
            return
        if not cancelled.is_set():
            self.failed.emit(problem)
