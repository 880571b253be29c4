"""The training process: trains, publishes what it does, and obeys the window. It knows no Qt."""

import signal
from contextlib import suppress
from multiprocessing.connection import Connection

from app.session.channel import Channel
from app.session.messages import Change, Command, Failed, Look, Open, Opened, Pace, Pause, Run
from app.session.run import LiveRun
from engine.errors import NablascopeError
from engine.reading import Focus
from engine.training import Trainer


def main(connection: Connection) -> None:
    """Serve the window at the other end of the `connection` until it closes it or dies."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is for the window
    with suppress(EOFError, BrokenPipeError, ConnectionResetError):
        TrainingProcess(connection).serve()


class TrainingProcess:
    """Trains as the commands from `connection` say."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._trainer: Trainer | None = None
        self._channel: Channel | None = None
        self._run: LiveRun | None = None
        self._look = Look(Focus(), distributions=False)
        self._pace = Pace(None)

    def serve(self) -> None:
        """Obey until the other end is closed, which raises `EOFError`."""
        while True:
            if self._run is None:
                self._obey(self._connection.recv())
                continue
            wait = self._run.train()
            if self._run.is_over:
                self._run = None
            elif self._connection.poll(wait):
                self._obey(self._connection.recv())

    def _obey(self, command: Command) -> None:
        match command:
            case Open():
                self._open(command)
            case Run():
                self._start(command)
            case Look():
                self._look = command
                if self._run is not None:
                    self._run.look = command
            case Pace():
                self._pace = command
                if self._run is not None:
                    self._run.pace = command
            case Change() if self._run is not None:
                self._run.change(command.settings)
            case Pause() if self._run is not None:
                self._run.pause(command.finish_step)
                self._run = None
            case _:  # it crossed with the end of the run
                pass

    def _open(self, command: Open) -> None:
        if self._channel is not None:
            self._channel.close()
        self._trainer = None
        self._channel = Channel(command.experiment.network, command.channel)
        try:
            self._trainer = Trainer(command.experiment, command.experiment.load())
        except (NablascopeError, MemoryError, OSError) as error:
            self._connection.send(Failed(str(error)))
        else:
            self._connection.send(Opened())

    def _start(self, command: Run) -> None:
        if self._trainer is None or self._channel is None:
            return  # it has been said why
        command.place.resume(self._trainer)
        self._run = LiveRun(self._connection, self._trainer, self._channel, command)
        self._run.look, self._run.pace = self._look, self._pace
