"""The training process: trains, publishes what it does, and obeys the window. It knows no Qt."""

import signal
from contextlib import suppress
from multiprocessing.connection import Connection

from app.session.channel import Channel
from app.session.course import Course
from app.session.messages import (
    Change,
    Command,
    Look,
    Open,
    Opened,
    Orders,
    Pace,
    Pause,
    Paused,
    Run,
)
from app.session.run import LiveRun
from engine.datasets.dataset import Dataset
from engine.errors import NablascopeError
from engine.experiment import Experiment
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
        self._problem = "There is nothing to train yet."
        self._run: LiveRun | None = None
        self._look = Look(Focus(), distributions=False)
        self._pace = Pace(None)
        self._orders = Orders()

    def serve(self) -> None:
        """Obey until the other end is closed, which raises `EOFError`."""
        while True:
            if self._run is None:
                self._obey(self._connection.recv())
                continue
            wait = self._run.train()
            while not self._run.is_over and self._connection.poll(wait):
                self._obey(self._connection.recv())
                wait = 0.0
            if self._run.is_over:
                self._run = None

    def _obey(self, command: Command) -> None:
        run = self._run
        match command:
            case Open():
                self._open(command)
            case Run():
                self._start(command)
            case Look():
                self._look = command
                if run is not None:
                    run.look_at(command)
            case Pace():
                self._pace = command
                if run is not None:
                    run.pace = command
            case Orders():
                self._orders = command
                if run is not None:
                    run.obey(command)
            case Change() if run is not None:
                run.change(command)
            case Pause() if run is not None:
                run.pause(command.finish_step)
            case _:  # it crossed with the end of the run
                pass

    def _open(self, command: Open) -> None:
        if self._channel is not None:
            self._channel.close()
        self._channel = Channel(command.experiment, command.checkpoint_bytes, command.channel)
        self._connection.send(Opened(command.channel))
        try:
            dataset = self._data_for(command.experiment)
            self._trainer = Trainer(command.experiment, dataset)
            self._channel.checkpoints.reserve()
        except (NablascopeError, MemoryError, OSError) as error:
            self._trainer = None
            self._problem = str(error) or "There is not enough memory to train this."

    def _data_for(self, experiment: Experiment) -> Dataset:
        """The data set, loaded unless it is that of the last experiment."""
        if self._trainer is not None and experiment.has_data_of(self._trainer.experiment):
            return self._trainer.dataset
        return experiment.load()

    def _start(self, command: Run) -> None:
        if self._trainer is None or self._channel is None:
            self._connection.send(Paused(command.place, problem=self._problem))
            return
        self._trainer.restore(command.place.checkpoint)  # the branch is known from there on
        course = Course(self._trainer, command.place.branch)
        course.resume(command.place)
        self._run = LiveRun(self._connection, course, self._channel, command.target, command.length)
        self._run.obey(self._orders, command.memory)
        self._run.look_at(self._look)
        self._run.pace = self._pace
