"""Benches are made in the background, and handed over once nothing runs."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.session.bench import Bench
from app.session.training import Training
from app.session.workshop import Workshop
from engine.errors import InputError
from engine.progress import Progress
from tests.app.session.trainings import bench

PATIENCE_MS = 20_000


@pytest.fixture
def training(qtbot: QtBot) -> Iterator[Training]:
    training = Training(bench())
    yield training
    training.close()


def make(_: Progress) -> Bench:
    return bench()


def test_what_is_made_is_handed_over_when_the_run_has_paused(
    qtbot: QtBot, training: Training
) -> None:
    training.run()
    handed: list[bool] = []
    workshop = Workshop(training)
    workshop.make(make, lambda _: handed.append(training.is_running), pytest.fail)
    qtbot.waitUntil(lambda: bool(handed), timeout=PATIENCE_MS)
    assert handed == [False]


def test_of_two_only_the_last_is_handed_over(qtbot: QtBot, training: Training) -> None:
    handed: list[str] = []
    workshop = Workshop(training)
    workshop.make(make, lambda _: handed.append("first"), pytest.fail)
    workshop.make(make, lambda _: handed.append("second"), pytest.fail)
    qtbot.waitUntil(lambda: bool(handed), timeout=PATIENCE_MS)
    assert handed == ["second"]


def test_why_it_cannot_be_made_is_told(qtbot: QtBot, training: Training) -> None:
    def refuse(_: Progress) -> Bench:
        raise InputError("There is no such thing.")

    told: list[str] = []
    workshop = Workshop(training)
    workshop.make(refuse, lambda _: pytest.fail("it was made"), told.append)
    qtbot.waitUntil(lambda: told == ["There is no such thing."], timeout=PATIENCE_MS)
