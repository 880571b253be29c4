"""The worker: the training process as the window sees it."""

from contextlib import suppress
from multiprocessing import get_context
from queue import SimpleQueue
from threading import Lock, Thread

from app.session.messages import Command, Report
from app.session.training_process import main

_PATIENCE_S = 1.0
"""For a process that was killed to be gone, which takes some milliseconds."""


class Worker:
    """Starts the training process and speaks with it.

    Two threads do the waiting, one for the process to listen and one for it to speak: networks
    are larger than what a pipe holds, and the process may be busy.
    """

    def __init__(self) -> None:
        context = get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=main, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()  # so that its end is seen here
        self._commands: SimpleQueue[Command | None] = SimpleQueue()
        self._reports: dict[type[Report], Report] = {}
        self._lock = Lock()
        self._writer = Thread(target=self._write, daemon=True)
        self._reader = Thread(target=self._read, daemon=True)
        self._writer.start()
        self._reader.start()

    @property
    def process_id(self) -> int:
        """The number of the process."""
        assert self._process.pid is not None
        return self._process.pid

    @property
    def has_ended(self) -> bool:
        """Whether the process has ended, and all that it said can be read."""
        return not self._reader.is_alive()

    def send(self, command: Command) -> None:
        """Send a command; to a process that has ended it does nothing."""
        self._commands.put(command)

    def reports(self) -> list[Report]:
        """The newest report of each kind since the last time, in order; older ones are void."""
        with self._lock:
            reports = list(self._reports.values())
            self._reports.clear()
        return reports

    def close(self) -> int | None:
        """End the process at once, as it has nothing to save, and give its exit code."""
        self._process.kill()
        self._process.join(_PATIENCE_S)
        self._commands.put(None)
        self._writer.join(_PATIENCE_S)
        self._reader.join(_PATIENCE_S)
        self._connection.close()
        return self._process.exitcode

    def _write(self) -> None:
        with suppress(OSError):  # it has ended
            while (command := self._commands.get()) is not None:
                self._connection.send(command)

    def _read(self) -> None:
        with suppress(EOFError, OSError):  # it has ended
            while True:
                report = self._connection.recv()
                with self._lock:
                    self._reports.pop(type(report), None)  # so that it comes last
                    self._reports[type(report)] = report
