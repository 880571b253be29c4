"""What takes time is done in a thread, and what was given up is not heard of again."""

from collections.abc import Callable
from threading import Event
from threading import enumerate as enumerate_threads

import pytest
from pytestqt.qtbot import QtBot

from app.session.bench import Bench
from app.session.loader import Loader, Task
from engine.errors import InputError
from engine.progress import Progress
from tests.app.session.trainings import bench


class Outcome:
    """What has come of tasks."""

    def __init__(self) -> None:
        self.benches: list[Bench] = []
        self.problems: list[str] = []

    def task(self, job: Callable[[Progress], Bench]) -> Task[Bench]:
        return Task(job, self.benches.append, self.problems.append)


@pytest.fixture
def outcome() -> Outcome:
    return Outcome()


@pytest.fixture
def loader(qapp: object) -> Loader:
    return Loader()


def failing(error: Exception) -> Callable[[Progress], Bench]:
    def job(_: Progress) -> Bench:
        raise error

    return job


def test_a_task_gives_its_bench(qtbot: QtBot, loader: Loader, outcome: Outcome) -> None:
    made = bench()
    loader.start(outcome.task(lambda _: made))
    qtbot.waitUntil(lambda: outcome.benches == [made])
    assert outcome.problems == []


@pytest.mark.parametrize(
    ("error", "sentence"),
    [
        (InputError("No such thing."), "No such thing."),
        (MemoryError(), "not enough memory"),
        (FileNotFoundError(2, "No such file", "a.csv"), "a.csv cannot be read: No such file."),
        (OSError("broken"), "A file cannot be read: broken."),
    ],
)
def test_a_failure_is_a_sentence(
    qtbot: QtBot, loader: Loader, outcome: Outcome, error: Exception, sentence: str
) -> None:
    loader.start(outcome.task(failing(error)))
    qtbot.waitUntil(lambda: bool(outcome.problems))
    assert sentence in outcome.problems[0]
    assert outcome.benches == []


def test_progress_is_told_in_order(qtbot: QtBot, loader: Loader, outcome: Outcome) -> None:
    made, told = bench(), list[tuple[int, int]]()
    loader.progressed.connect(lambda done, total: told.append((done, total)))

    def job(progress: Progress) -> Bench:
        assert all(progress(done, 2**40) for done in range(5))
        return made

    loader.start(outcome.task(job))
    qtbot.waitUntil(lambda: outcome.benches == [made])
    assert told == [(done, 2**40) for done in range(5)]


def test_a_task_that_is_given_up_learns_it_from_its_progress(
    qtbot: QtBot, loader: Loader, outcome: Outcome
) -> None:
    cancelled, ended = Event(), Event()

    def job(progress: Progress) -> Bench:
        cancelled.wait(10)
        if not progress(1, 2):
            ended.set()
        raise InputError("given up")

    loader.start(outcome.task(job))
    loader.cancel()
    cancelled.set()
    assert ended.wait(10)
    loader.start(outcome.task(lambda _: bench()))
    qtbot.waitUntil(lambda: len(outcome.benches) == 1)
    assert outcome.problems == []


def test_a_bench_that_is_made_but_not_delivered_yet_can_still_be_given_up(
    qtbot: QtBot, loader: Loader, outcome: Outcome
) -> None:
    others, second = set(enumerate_threads()), bench()
    loader.start(outcome.task(lambda _: bench()))
    for thread in set(enumerate_threads()) - others:
        thread.join()
    loader.start(outcome.task(lambda _: second))
    qtbot.waitUntil(lambda: second in outcome.benches)
    assert outcome.benches == [second]
