"""The training process obeys what it hears; here it is a thread, with the window's end in hand."""

from collections.abc import Iterator
from contextlib import suppress
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from threading import Thread

import pytest

from app.session.channel import Channel
from app.session.messages import (
    Change,
    Command,
    Look,
    Open,
    Opened,
    Pace,
    Pause,
    Paused,
    Place,
    Report,
    Run,
)
from app.session.training_process import TrainingProcess
from app.targets import Measure, Target
from engine.datasets.csv_file import CsvFile
from engine.datasets.dataset import Dataset
from engine.datasets.embedded import Iris
from engine.experiment import Experiment
from engine.reading import EdgeQuantity, Focus
from engine.training import Trainer
from tests.app.session.trainings import DATASET, ROOM, channel_for, course, headless, iris, network
from tests.engine.cases import bits, steps
from tests.processes import run_python

PATIENCE_S = 20.0


class Window:
    """The window's end: says commands and hears reports."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.channels: list[Channel] = []

    def open(self, experiment: Experiment) -> None:
        self.channels.append(channel_for(experiment))
        self.say(Open(experiment, self.channels[-1].name, ROOM))
        assert self.hear() == Opened(self.channels[-1].name)

    def say(self, command: Command) -> None:
        self._connection.send(command)

    def hear(self) -> Report:
        assert self._connection.poll(PATIENCE_S)
        report: Report = self._connection.recv()
        return report

    def hear_paused(self) -> Paused:
        while not isinstance(report := self.hear(), Paused):
            pass
        return report


@pytest.fixture
def window() -> Iterator[Window]:
    ours, theirs = Pipe()

    def serve() -> None:
        with suppress(EOFError):
            TrainingProcess(theirs).serve()

    thread = Thread(target=serve, daemon=True)
    thread.start()
    window = Window(ours)
    yield window
    ours.close()
    thread.join(PATIENCE_S)
    assert not thread.is_alive()
    for channel in window.channels:
        channel.close()


def beginning(experiment: Experiment) -> Place:
    return course(Trainer(experiment, DATASET)).place()


def resumed(paused: Paused) -> Trainer:
    trainer = headless(0)
    course(trainer).resume(paused.place)
    return trainer


def test_it_runs_and_pauses(window: Window) -> None:
    window.open(iris())
    window.say(Run(beginning(iris()), None))
    while not window.channels[-1].published:
        pass
    window.say(Pause())
    paused = window.hear_paused()
    trainer = resumed(paused)
    assert (paused.problem, paused.target_reached) == ("", False)
    expected = headless(paused.place.checkpoint.position.step)
    for _ in range(paused.place.cursor):
        expected.advance()
    assert bits(trainer) == bits(expected)


def test_it_goes_on_after_a_target(window: Window) -> None:
    window.open(iris())
    window.say(Run(beginning(iris()), Target(Measure.STEPS, 10)))
    trainer = resumed(window.hear_paused())
    window.say(Run(course(trainer).place(), Target(Measure.STEPS, 10)))
    assert bits(resumed(window.hear_paused())) == bits(headless(20))


def test_what_crosses_with_the_end_of_a_run_is_ignored(window: Window) -> None:
    window.open(iris())
    window.say(Pause())
    window.say(Run(beginning(iris()), Target(Measure.STEPS, 3)))
    first = window.hear_paused()
    window.say(Pause())
    window.say(Change(1, iris(learning_rate=1.0), ""))
    window.say(Run(first.place, Target(Measure.STEPS, 1)))
    second = window.hear_paused()
    assert second.target_reached
    assert [edit.number for edit in second.place.branch.edits] == [0]


def test_a_change_holds_while_it_runs(window: Window) -> None:
    window.open(iris())
    slower = Change(1, iris(learning_rate=0.001), "slower")
    window.say(Run(beginning(iris()), None))
    window.say(slower)
    window.say(Pause(finish_step=True))
    place = window.hear_paused().place
    assert place.branch.edits[-1].experiment == slower.experiment


def test_what_is_looked_at_and_the_pace_may_be_said_before(window: Window) -> None:
    focus = Focus(5, EdgeQuantity.UPDATE)
    window.say(Look(focus, distributions=False))
    window.say(Pace(2.0))
    window.open(iris())
    window.say(Run(beginning(iris()), None))
    while not window.channels[-1].published:
        pass
    moment, _ = window.channels[-1].newest()
    assert (moment.focus, moment.cursor) == (focus, 1)
    window.say(Pace(None))
    while window.channels[-1].newest()[0].position.step < 2:
        pass
    window.say(Pause())
    window.hear_paused()


def test_in_slow_motion_it_hears_at_once(window: Window) -> None:
    """The next operation is due in half an hour."""
    window.open(iris())
    window.say(Pace(0.0005))
    window.say(Run(beginning(iris()), None))
    while not window.channels[-1].published:
        pass
    window.say(Look(Focus(9), distributions=False))
    while window.channels[-1].newest()[0].focus != Focus(9):
        pass
    window.say(Pause())
    assert window.hear_paused().place.cursor == 1


def test_data_that_are_there_are_not_loaded_again(
    window: Window, monkeypatch: pytest.MonkeyPatch
) -> None:
    seeds: list[int] = []

    def load(_: Iris, seed: int) -> Dataset:
        seeds.append(seed)
        return DATASET

    monkeypatch.setattr(Iris, "load", load)
    for experiment in (iris(), iris(network=network(5)), iris(seed=8), iris()):
        window.open(experiment)
    window.say(Run(beginning(iris()), Target(Measure.STEPS, 1)))
    window.hear_paused()
    assert seeds == [7, 8, 7]


def test_another_network_takes_the_place_of_the_old_one(window: Window) -> None:
    other = iris(network=network(5, 6))
    window.open(iris())
    window.open(other)
    window.channels.pop(0).close()
    window.say(Run(beginning(other), Target(Measure.STEPS, 4)))
    trainer = Trainer(other, DATASET)
    course(trainer).resume(window.hear_paused().place)
    assert bits(trainer) == bits(steps(Trainer(other, DATASET), 4))
    assert len(window.channels[-1].take_rows()) == 4


def test_data_that_cannot_be_loaded_end_each_run_with_the_reason(window: Window) -> None:
    place = beginning(iris())
    window.open(iris(source=CsvFile("/no/such/file.csv")))
    for _ in range(2):
        window.say(Run(place, None))
        paused = window.hear_paused()
        assert "/no/such/file.csv" in paused.problem
        assert paused.place.checkpoint.position == place.checkpoint.position
    window.open(iris())
    window.say(Run(place, Target(Measure.STEPS, 2)))
    assert window.hear_paused().problem == ""


def test_it_knows_no_qt() -> None:
    code = "import app.session.training_process, sys; print([m for m in sys.modules if 'Qt' in m])"
    assert run_python(code).stdout == "[]\n"
