"""Files are written one after the other, and it is told how each went."""

from collections.abc import Callable, Iterator
from functools import partial

import pytest
from pytestqt.qtbot import QtBot

from app.session.writer import Writer
from engine.errors import InputError


@pytest.fixture
def writer(qapp: object) -> Iterator[Writer]:
    writer = Writer()
    yield writer
    writer.close()


def failing(error: BaseException) -> Callable[[], None]:
    def job() -> None:
        raise error

    return job


def test_jobs_are_done_in_their_order(writer: Writer, qtbot: QtBot) -> None:
    done: list[int] = []
    told: list[str] = []
    for number in range(20):
        writer.write(partial(done.append, number), told.append)
    qtbot.waitUntil(lambda: len(told) == 20)
    assert done == list(range(20))
    assert set(told) == {""}


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (InputError("It does not fit."), "It does not fit."),
        (OSError(28, "No space left on device", "/a"), "/a cannot be written: No space left on"),
        (MemoryError(), "There is not enough memory to save the run."),
    ],
)
def test_what_fails_is_told_and_the_next_is_done(
    writer: Writer, qtbot: QtBot, error: BaseException, said: str
) -> None:
    told: list[str] = []
    writer.write(failing(error), told.append)
    writer.write(lambda: None, told.append)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told[0].startswith(said)
    assert told[1] == ""


def test_in_the_end_all_is_written(writer: Writer) -> None:
    done: list[int] = []
    for number in range(20):
        writer.write(partial(done.append, number), lambda _: None)
    writer.close()
    assert len(done) == 20


def test_a_mistake_is_told_and_the_next_job_is_done(writer: Writer, qtbot: QtBot) -> None:
    told: list[str] = []
    writer.write(failing(AssertionError("a mistake")), told.append)
    writer.write(lambda: None, told.append)
    qtbot.waitUntil(lambda: len(told) == 2)
    assert told == ["The file was not written: Nablascope has made a mistake.", ""]
