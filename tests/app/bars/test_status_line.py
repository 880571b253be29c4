"""The status line says where the training stands, and counts what the data are."""

from dataclasses import replace

import pytest
from PyQt6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.bars import status_line
from app.bars.status_line import StatusLine
from app.look.look import Look
from app.session.bench import Bench
from app.snapshot import Snapshot
from engine.reading import Focus
from tests.app.shell import MOONS
from tests.app.stepping.moments import after, within

DATASET = MOONS.load()


@pytest.fixture
def line(qtbot: QtBot) -> StatusLine:
    line = StatusLine()
    qtbot.addWidget(line)
    line.show_look(Look())
    line.show_experiment(MOONS, DATASET)
    return line


@pytest.fixture
def bench() -> Bench:
    return Bench.fresh(MOONS, DATASET)


def texts(line: StatusLine) -> list[str]:
    return [label.text() for label in line.findChildren(QLabel) if label.text()]


def running(bench: Bench, pace: float | None = None) -> Snapshot:
    return replace(bench.snapshot(Focus()), is_running=True, pace=pace)


def test_paused_it_names_the_next_operation(line: StatusLine, bench: Bench) -> None:
    line.show_snapshot(bench.snapshot(Focus()))
    following = bench.trainer.program.next
    assert following is not None
    assert texts(line) == [
        f"❚❚ paused before operation {following.number}: {following.text}",
        "step 0 · epoch 1",
        "seed 3",
    ]
    bench.finish_step()
    line.show_snapshot(bench.snapshot(Focus()))
    assert texts(line)[:2] == ["❚❚ paused at the end of the step", "step 1 · epoch 1"]


def test_within_an_operation_it_says_so(line: StatusLine) -> None:
    line.show_snapshot(within(after(0), "z1", neurons=1))
    assert texts(line)[0] == "❚❚ paused within operation 1: z1 = x @ W1 + b1"


def test_in_slow_motion_it_names_each_operation(line: StatusLine, bench: Bench) -> None:
    line.show_snapshot(running(bench, pace=0.1))
    assert texts(line)[0].startswith("▶ running before operation ")


def test_flat_out_it_changes_at_once_and_then_as_fast_as_one_reads(
    line: StatusLine, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 100.0
    monkeypatch.setattr(status_line, "monotonic", lambda: now)
    line.show_snapshot(bench.snapshot(Focus()))
    line.show_snapshot(running(bench))
    assert texts(line)[:2] == ["▶ running", "step 0 · epoch 1"]
    bench.finish_step()
    line.show_snapshot(running(bench))
    assert texts(line)[1] == "step 0 · epoch 1"
    now += 0.3
    line.show_snapshot(running(bench))
    assert texts(line)[1] == "step 1 · epoch 1"


def test_the_speed_is_that_of_the_run_under_way(line: StatusLine, bench: Bench) -> None:
    line.show_snapshot(running(bench))
    line.show_rate(1000)
    assert "16,000 examples/s" in texts(line)  # 10 batches of 160 examples
    line.show_experiment(replace(MOONS, batch_size=100), DATASET)
    line.show_rate(1000)
    assert "80,000 examples/s" in texts(line)  # 100 and 60 examples in turn
    line.show_snapshot(bench.snapshot(Focus()))
    assert not any("/s" in text for text in texts(line))


def test_it_shows_what_is_under_the_mouse(line: StatusLine) -> None:
    line.show_hovered("w = +0.1")
    assert "w = +0.1" in texts(line)
