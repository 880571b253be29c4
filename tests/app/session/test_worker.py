"""The training process as the window sees it: nothing makes the window wait."""

import os
import signal
import sys
from collections.abc import Iterator
from dataclasses import replace
from threading import active_count

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.session.messages import Open, Opened, Paused, Run
from app.session.worker import Worker
from app.targets import Measure, Target
from engine.checkpoint import Checkpoint
from engine.step import State
from engine.training import Trainer
from tests.app.session.trainings import DATASET, ROOM, channel_for, course, iris
from tests.processes import run_python

PATIENCE_MS = 20_000


@pytest.fixture
def worker() -> Iterator[Worker]:
    worker = Worker()
    yield worker
    worker.close()


def test_it_hears_and_speaks(qtbot: QtBot, worker: Worker) -> None:
    channel = channel_for(iris())
    place = course(Trainer(iris(), DATASET)).place()
    worker.send(Open(iris(), channel.name, ROOM))
    worker.send(Run(place, Target(Measure.STEPS, 20)))
    heard = []

    def hear() -> bool:
        heard.extend(worker.reports())
        return len(heard) == 2

    qtbot.waitUntil(hear, timeout=PATIENCE_MS)
    assert heard[0] == Opened(channel.name)
    assert isinstance(heard[1], Paused)
    assert len(channel.take_rows()) == 20
    worker.close()
    channel.close()


def test_of_each_kind_only_the_newest_report_waits_to_be_read(qtbot: QtBot, worker: Worker) -> None:
    channels = [channel_for(iris()) for _ in range(4)]
    place = course(Trainer(iris(), DATASET)).place()
    for channel in channels[:3]:
        worker.send(Open(iris(), channel.name, ROOM))
    worker.send(Run(place, Target(Measure.STEPS, 1)))
    qtbot.waitUntil(lambda: bool(channels[2].take_rows().size), timeout=PATIENCE_MS)
    worker.send(Open(iris(), channels[3].name, ROOM))
    heard = []
    qtbot.waitUntil(lambda: Opened(channels[3].name) in worker._reports.values())
    heard = worker.reports()
    assert [type(report) for report in heard] == [Paused, Opened]
    assert heard[1] == Opened(channels[3].name)
    assert worker.reports() == []
    worker.close()
    for channel in channels:
        channel.close()


@pytest.mark.skipif(sys.platform == "win32", reason="processes cannot be stopped there")
def test_a_process_that_does_not_listen_is_not_waited_for(worker: Worker) -> None:
    """The command is larger than what any pipe holds."""
    os.kill(worker.process_id, signal.SIGSTOP)
    place = course(Trainer(iris(), DATASET)).place()
    state = State(np.zeros(2_000_000), {})
    worker.send(Run(replace(place, checkpoint=Checkpoint(place.checkpoint.position, state)), None))
    assert worker.reports() == []
    assert not worker.has_ended
    worker.close()


def test_that_it_was_killed_is_seen(qtbot: QtBot, worker: Worker) -> None:
    assert not worker.has_ended
    os.kill(worker.process_id, signal.SIGTERM)
    qtbot.waitUntil(lambda: worker.has_ended, timeout=PATIENCE_MS)
    channel = channel_for(iris())
    worker.send(Open(iris(), channel.name, ROOM))
    assert worker.close() == -signal.SIGTERM
    channel.close()


def test_closing_ends_the_process_and_the_threads() -> None:
    threads = active_count()
    worker = Worker()
    worker.close()
    assert active_count() == threads
    with pytest.raises(ProcessLookupError):
        os.kill(worker.process_id, 0)


def test_it_ends_with_the_window() -> None:
    """The call returns when nobody has its output open any more, that is with the last process."""
    result = run_python(
        "import os\n"
        "from app.session.messages import Open, Opened, Run\n"
        "from app.session.worker import Worker\n"
        "from tests.app.session.trainings import ROOM, bench, channel_for, iris\n"
        "worker, channel = Worker(), channel_for(iris())\n"
        "worker.send(Open(iris(), channel.name, ROOM))\n"
        "worker.send(Run(bench().place(), None))\n"
        "while not channel.published: pass\n"
        "print('runs', flush=True)\n"
        "os._exit(3)\n"
    )
    assert (result.stdout, result.returncode) == ("runs\n", 3)
    assert "Traceback" not in result.stderr
