"""The writer: writes files in a thread, one after the other, so that the window never waits."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from PyQt6.QtCore import QObject, pyqtSignal

from engine.errors import NablascopeError

Done = Callable[[str], None]
"""What to do when it is written: with "", or with a sentence on why it could not be."""


class Writer(QObject):
    """Does jobs in the order in which they come; none is given up."""

    #: From the thread: what to do now, and why the job failed or "".
    _ended = pyqtSignal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._pool = ThreadPoolExecutor(max_workers=1)
        self._ended.connect(self._on_ended)

    def write(self, job: Callable[[], None], then: Done) -> None:
        """Do a job, and then, in this thread, say how it went."""

        def do() -> None:
            problem = "The file was not written: Nablascope has made a mistake."
            try:
                problem = attempted(job)
            finally:
                self._ended.emit(then, problem)

        self._pool.submit(do)

    def close(self) -> None:
        """Wait until all is written."""
        self._pool.shutdown()

    def _on_ended(self, then: Done, problem: str) -> None:
        then(problem)


def attempted(job: Callable[[], None]) -> str:
    """Do a job here and now; give "" or a sentence on why it failed."""
    try:
        job()
    except NablascopeError as error:
        return str(error)
    except MemoryError:
        return "There is not enough memory to save the run."
    except OSError as error:
        return f"{error.filename or 'A file'} cannot be written: {error.strerror or error}."
    return ""
