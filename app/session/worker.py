"""The worker: the training process as the window sees it."""

from collections.abc import Iterator
from contextlib import suppress
from multiprocessing import get_context

from app.session.messages import Command, Report
from app.session.training_process import main

_PATIENCE_S = 2.0


class WorkerLost(Exception):
    """The training process has ended by itself; the message says how."""


class Worker:
    """Starts the training process and speaks with it; never waits for it."""

    def __init__(self) -> None:
        context = get_context("spawn")
        self._connection, theirs = context.Pipe()
        self._process = context.Process(target=main, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()  # so that its end is seen here

    @property
    def process_id(self) -> int:
        """The number of the process."""
        assert self._process.pid is not None
        return self._process.pid

    def send(self, command: Command) -> None:
        """Send a command; a process that has ended will be noticed when its reports are read."""
        with suppress(BrokenPipeError, ConnectionResetError):
            self._connection.send(command)

    def reports(self) -> Iterator[Report]:
        """What it has said since the last time; raises `WorkerLost` if it has ended."""
        try:
            while self._connection.poll():
                yield self._connection.recv()
        except (EOFError, ConnectionResetError, BrokenPipeError) as error:
            self._process.join(_PATIENCE_S)
            raise WorkerLost(f"exit code {self._process.exitcode}") from error

    def close(self) -> None:
        """End the process, by force if it does not hear."""
        self._connection.close()
        self._process.join(_PATIENCE_S)
        if self._process.is_alive():
            self._process.kill()
            self._process.join()
