"""The window's end of the training process."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.session.channel import Channel
from app.session.live import Live
from app.session.messages import Paused, Run
from app.targets import Measure, Target
from engine.training import Trainer
from tests.app.session.trainings import DATASET, course, iris, network

PATIENCE_MS = 20_000


@pytest.fixture
def live(qapp: object) -> Iterator[Live]:
    live = Live()
    yield live
    live.close()


def test_rows_come_before_the_report_that_the_run_is_over(qtbot: QtBot, live: Live) -> None:
    told: list[object] = []
    live.rows_taken.connect(lambda rows: told.extend(rows[:, 0].tolist()))
    live.reported.connect(told.append)
    live.open(iris())
    with qtbot.waitSignal(live.reported, timeout=PATIENCE_MS):
        live.run(Run(course(Trainer(iris(), DATASET)).place(), Target(Measure.STEPS, 500)))
    assert told[:-1] == list(range(500))
    assert isinstance(told[-1], Paused)


def test_memory_that_the_process_does_not_want_any_more_is_freed(
    qtbot: QtBot, live: Live, monkeypatch: pytest.MonkeyPatch
) -> None:
    freed: list[str] = []
    close = Channel.close

    def note(channel: Channel) -> None:
        freed.append(channel.name)
        close(channel)

    monkeypatch.setattr(Channel, "close", note)
    for hidden in (5, 6, 7):
        live.open(iris(network=network(hidden)))
    assert freed == []
    qtbot.waitUntil(lambda: len(freed) == 2, timeout=PATIENCE_MS)
    live.close()
    assert len(set(freed)) == 3
