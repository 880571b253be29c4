"""Runs are saved and opened while the window goes on; none is written over another by mistake."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pytestqt.qtbot import QtBot

from app.session import stepping
from app.session.bench import Bench
from app.session.keeping import MOST_RECENT, Keeping
from app.session.session import Session
from engine import model_file
from engine.experiment import Experiment
from engine.training import CHECKPOINT_EVERY
from tests.app.session.trainings import bench, headless, iris
from tests.engine.cases import bits

PATIENCE_MS = 20_000


class Kept:
    """A session whose runs are kept, with what is told of it."""

    def __init__(self, qtbot: QtBot, session: Session, folder: Path) -> None:
        self.qtbot = qtbot
        self.session = session
        self.keeping = Keeping(session)
        self.file = folder / "run.nabla"
        self.told: list[tuple[Path | None, bool]] = []
        self.said: list[str] = []
        self.problems: list[str] = []
        self.keeping.changed.connect(lambda path, modified: self.told.append((path, modified)))
        self.keeping.said.connect(self.said.append)
        self.keeping.failed.connect(self.problems.append)
        self.begin_anew()

    @property
    def lying(self) -> Bench:
        return self.session.training.bench

    def begin_anew(self, lying: Bench | None = None) -> None:
        self.session.take_up(lying or bench(), "anew")
        self.told.clear()

    def step(self, count: int) -> None:
        for _ in range(count):
            self.session.stepping.finish_step()

    def run(self, count: int) -> None:
        """Run until so many more steps are done, and go on."""
        self.session.training.run()
        history = self.lying.archive.history
        goal = history.length + count
        self.qtbot.waitUntil(lambda: history.length >= goal, timeout=PATIENCE_MS)

    def pause(self) -> None:
        self.session.training.pause()
        self.qtbot.waitUntil(lambda: not self.session.training.is_running, timeout=PATIENCE_MS)

    def save(self, path: Path | None = None) -> None:
        """Save, and wait until it is written."""
        with self.qtbot.waitSignal(self.keeping.said, timeout=PATIENCE_MS):
            self.keeping.save(path or self.file)

    def open(self, path: Path | None = None) -> None:
        """Open, and wait until it lies on the bench."""
        with self.qtbot.waitSignal(self.keeping.said, timeout=PATIENCE_MS):
            self.keeping.open(path or self.file)

    def fail(self, action: Any, *arguments: Any) -> str:
        """Do what cannot be, and give what is said of it."""
        with self.qtbot.waitSignal(self.keeping.failed, timeout=PATIENCE_MS):
            action(*arguments)
        return self.problems[-1]


@pytest.fixture(scope="module")
def session(qapp: object) -> Iterator[Session]:
    """One process for all tests here."""
    session = Session(bench())
    yield session
    session.close()


@pytest.fixture
def kept(qtbot: QtBot, session: Session, tmp_path: Path) -> Iterator[Kept]:
    kept = Kept(qtbot, session, tmp_path)
    yield kept
    kept.pause()
    kept.keeping.close()
    kept.keeping.deleteLater()


def test_a_run_is_saved_and_goes_on_from_there(kept: Kept) -> None:
    kept.step(9)
    kept.session.training.do(Bench.advance)
    shown = kept.lying.spot
    kept.save()
    assert kept.said == ["Saved run.nabla after 9 steps."]
    kept.begin_anew()
    kept.open()
    assert kept.said[-1] == "Opened run.nabla after 9 steps. Ctrl+Z brings back what was before."
    assert kept.lying.spot == shown
    kept.run(50)
    kept.pause()
    count = kept.lying.steps
    expected = headless(count)
    for _ in range(kept.lying.trainer.program.cursor if kept.lying.trainer.is_mid_step else 0):
        expected.advance()
    assert bits(kept.lying.trainer) == bits(expected)
    assert kept.lying.archive.history.steps["step"].tolist() == list(range(count))


def test_saving_does_not_stop_a_run(kept: Kept) -> None:
    kept.run(2 * CHECKPOINT_EVERY)
    kept.save()
    assert kept.session.training.is_running
    assert "; it goes on." in kept.said[-1]
    kept.pause()
    run = model_file.load(kept.file)
    assert 0 < run.steps <= kept.lying.steps
    assert f"after {run.steps:,} steps" in kept.said[-1]
    assert bits(run.trainer()) == bits(headless(run.steps))
    assert len(run.curves["0/steps/cost"]) == run.steps


def test_a_run_whose_process_has_just_died_is_saved(kept: Kept) -> None:
    kept.run(3 * CHECKPOINT_EVERY)
    process = kept.session.training.process_id
    assert process is not None
    os.kill(process, signal.SIGKILL)
    kept.save()
    run = model_file.load(kept.file)
    assert run.steps > CHECKPOINT_EVERY
    assert bits(run.trainer()) == bits(headless(run.steps))
    training = kept.session.training
    kept.qtbot.waitUntil(lambda: not training.is_running, timeout=PATIENCE_MS)
    kept.open()
    kept.run(10)  # in a new process


def test_where_nothing_of_the_run_is_kept_it_is_paused_to_be_saved(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.session.archive.Archive.last_place", lambda *_: None)
    kept.run(10)
    kept.save()
    assert kept.said[-1].endswith("steps; it was paused for that.")
    assert not kept.session.training.is_running
    assert model_file.load(kept.file).steps == kept.lying.steps


def test_what_is_not_saved_is_told(kept: Kept) -> None:
    assert not kept.keeping.is_modified
    kept.step(1)
    kept.save()
    kept.step(1)
    assert kept.told == [(None, True), (kept.file, False), (kept.file, True)]
    kept.save()
    kept.session.stepping.back()
    assert not kept.keeping.is_modified  # looking back changes nothing
    kept.session.edit(iris(learning_rate=0.5))
    assert kept.keeping.is_modified
    kept.session.undo()
    assert not kept.keeping.is_modified


def test_a_run_that_is_started_over_has_no_file_until_it_is_brought_back(kept: Kept) -> None:
    kept.step(3)
    kept.save()
    with kept.qtbot.waitSignal(kept.session.opened, timeout=PATIENCE_MS):
        kept.session.reset()
    assert (kept.keeping.path, kept.keeping.is_modified) == (None, False)
    with kept.qtbot.waitSignal(kept.session.opened, timeout=PATIENCE_MS):
        kept.session.undo()
    assert (kept.keeping.path, kept.keeping.is_modified) == (kept.file, False)


def test_opening_can_be_taken_back(kept: Kept) -> None:
    kept.save()
    kept.begin_anew()
    kept.step(5)
    before = bits(kept.lying.trainer)
    kept.open()
    assert kept.lying.steps == 0
    with kept.qtbot.waitSignal(kept.session.opened, timeout=PATIENCE_MS):
        kept.session.undo()
    assert bits(kept.lying.trainer) == before
    assert kept.keeping.path is None


def test_all_goes_on_until_a_file_is_open(kept: Kept) -> None:
    kept.save()
    kept.begin_anew()
    kept.run(10)
    kept.open()
    assert not kept.session.training.is_running
    assert kept.lying.steps == 0


def test_of_two_files_that_are_opened_at_once_the_last_one_is_there(kept: Kept) -> None:
    other = kept.file.with_name("other.nabla")
    for steps, file in ((3, kept.file), (5, other)):
        kept.begin_anew()
        kept.step(steps)
        kept.save(file)
    kept.begin_anew()
    kept.keeping.open(kept.file)
    kept.open(other)
    kept.qtbot.wait(50)
    assert kept.lying.steps == 5
    assert kept.keeping.path == other
    kept.session.undo()
    kept.qtbot.waitUntil(lambda: kept.lying.steps == 0, timeout=PATIENCE_MS)


def test_a_file_takes_the_place_of_a_run_that_is_on_its_way_back(
    kept: Kept, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.step(3)
    kept.save()
    kept.begin_anew()
    kept.step(200)
    monkeypatch.setattr(stepping, "AT_ONCE_S", -1.0)
    monkeypatch.setattr(stepping, "SLICE_S", -1.0)
    kept.session.stepping.go_to_step(60)
    kept.open()
    kept.qtbot.wait(50)
    assert kept.lying.spot.step == 2
    assert bits(kept.lying.trainer) == bits(headless(3))
    kept.session.undo()
    kept.qtbot.waitUntil(lambda: kept.lying.archive.length == 200, timeout=PATIENCE_MS)
    assert bits(kept.lying.trainer) == bits(headless(200))


def test_a_file_that_cannot_be_opened_changes_nothing(kept: Kept) -> None:
    kept.step(2)
    kept.file.write_bytes(b"no run")
    named: list[str] = []
    kept.keeping.opening.connect(named.append)
    said = kept.fail(kept.keeping.open, kept.file)
    assert said == f"{kept.file} is not a file of Nablascope."
    assert named == ["run.nabla", ""]
    assert kept.lying.steps == 2
    assert kept.keeping.path is None


def test_what_cannot_be_saved_is_told_and_stays_modified(kept: Kept) -> None:
    kept.step(1)
    said = kept.fail(kept.keeping.save, Path("/proc/run.nabla"))
    assert said.startswith("The run cannot be saved as /proc/run.nabla: ")
    assert (kept.keeping.path, kept.keeping.is_modified) == (None, True)
    kept.step(1)
    assert kept.lying.steps == 2


def test_opening_can_be_given_up(kept: Kept) -> None:
    kept.save()
    kept.step(1)
    kept.keeping.open(kept.file)
    kept.keeping.cancel_opening()
    kept.save()  # whatever was under way has come to its end
    assert kept.lying.steps == 1


def test_data_that_have_changed_are_told(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.save()
    kept.begin_anew(bench(iris(seed=8).load(), seed=8))
    monkeypatch.setattr(Experiment, "load", lambda _: iris(seed=8).source.load(8))
    assert "trained on other data" in kept.fail(kept.keeping.open, kept.file)


def test_the_files_last_used_are_remembered_once_each(kept: Kept, tmp_path: Path) -> None:
    files = [tmp_path / f"{number}.nabla" for number in range(MOST_RECENT + 2)]
    for file in files:
        kept.save(file)
    assert kept.keeping.recent == tuple(reversed(files))[:MOST_RECENT]
    kept.open(files[5])
    assert kept.keeping.recent[0] == files[5]
    assert len(set(kept.keeping.recent)) == MOST_RECENT
    files[5].unlink()
    kept.fail(kept.keeping.open, files[5])
    assert files[5] not in kept.keeping.recent


def test_saves_are_written_in_their_order_and_to_the_end(kept: Kept) -> None:
    for _ in range(5):
        kept.step(1)
        kept.keeping.save(kept.file)
    kept.keeping.close()
    assert model_file.load(kept.file).steps == 5


def test_own_examples_are_saved_with_the_run_and_come_back_once(
    qtbot: QtBot, tmp_path: Path
) -> None:
    session = Session(bench())
    session.tell()
    session.collection.add(np.array([0.5, -1.0, 2.0, 0.25], np.float32), 2)
    keeping = Keeping(session)
    assert keeping.is_modified
    path = tmp_path / "own.nabla"
    with qtbot.waitSignal(keeping.said, timeout=PATIENCE_MS):
        keeping.save(path)
    assert not keeping.is_modified
    for _ in range(2):
        with qtbot.waitSignal(keeping.said, timeout=PATIENCE_MS):
            keeping.open(path)
        assert session.collection.examples is not None
        assert session.collection.examples.y.tolist() == [2]
    session.collection.clear()
    assert keeping.is_modified
    other = Session(bench())
    other.tell()
    with qtbot.waitSignal((again := Keeping(other)).said, timeout=PATIENCE_MS):
        again.open(path)
    assert other.collection.examples is not None
    np.testing.assert_array_equal(other.collection.examples.x[0], [0.5, -1.0, 2.0, 0.25])
    for each in (session, other):
        each.close()
