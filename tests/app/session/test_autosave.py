"""What is not saved is kept for the case of a crash, and offered at the next start."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.bars.message_bar import MessageBar
from app.session.autosave import LAST, PAUSE_MS, Autosave
from app.session.bench import Bench
from app.session.keeping import Keeping
from app.session.saved import picture
from app.session.session import Session
from engine import model_file
from engine.datasets.csv_file import CsvFile
from engine.training import CHECKPOINT_EVERY
from tests.app.session.trainings import bench, headless
from tests.engine.cases import bits, steps
from tests.processes import ROOT

PATIENCE_MS = 20_000


class Kept:
    """A session whose run is kept in a folder, with what is told of it."""

    def __init__(self, qtbot: QtBot, session: Session, folder: Path) -> None:
        self.qtbot = qtbot
        self.session = session
        self.folder = folder
        session.take_up(bench(), "anew")
        self.keeping = Keeping(session)
        self.autosave = Autosave(session, self.keeping, folder)
        self.autosave._pause.setInterval(20)
        self.offers: list[str] = []
        self.said: list[str] = []
        self.problems: list[str] = []
        self.autosave.offered.connect(self.offers.append)
        self.autosave.said.connect(self.said.append)
        self.autosave.failed.connect(self.problems.append)

    @property
    def lying(self) -> Bench:
        return self.session.training.bench

    @property
    def files(self) -> list[Path]:
        return sorted(self.folder.glob("*.nabla"))

    def step(self, count: int) -> None:
        for _ in range(count):
            self.session.stepping.finish_step()

    def keep(self) -> None:
        """Let a minute pass, and wait until it is written."""
        self.autosave.keep()
        written: list[str] = []
        self.keeping._writer.write(lambda: None, written.append)
        self.qtbot.waitUntil(lambda: bool(written), timeout=PATIENCE_MS)

    def wait_for_offers(self, count: int) -> None:
        self.qtbot.waitUntil(lambda: len(self.offers) == count, timeout=PATIENCE_MS)


@pytest.fixture(scope="module")
def session(qapp: object) -> Iterator[Session]:
    """One process for all tests here."""
    session = Session(bench())
    yield session
    session.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "state" / "runs"


@pytest.fixture
def kept(qtbot: QtBot, session: Session, folder: Path) -> Iterator[Kept]:
    kept = Kept(qtbot, session, folder)
    yield kept
    session.training.pause()
    qtbot.waitUntil(lambda: not session.training.is_running, timeout=PATIENCE_MS)
    kept.autosave.close()
    kept.keeping.deleteLater()
    kept.autosave.deleteLater()


def left_behind(folder: Path, name: str, count: int, age: int = 0) -> Path:
    """A run of so many steps of a process that is gone."""
    lying = bench()
    for _ in range(count):
        lying.finish_step()
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / f"{name}.nabla"
    model_file.save(picture(lying).run(), file)
    os.utime(file, (10_000 - age, 10_000 - age))
    return file


def test_it_is_kept_as_long_as_it_is_not_saved(kept: Kept, tmp_path: Path) -> None:
    kept.autosave.start()
    kept.keep()
    assert kept.files == []  # nothing is done yet
    kept.step(3)
    kept.keep()
    (file,) = kept.files
    assert file.name.startswith(f"{os.getpid()}-")
    assert model_file.load(file).steps == 3
    with kept.qtbot.waitSignal(kept.keeping.said, timeout=PATIENCE_MS):
        kept.keeping.save(tmp_path / "run.nabla")
    kept.keep()
    assert kept.files == []


def test_it_is_written_only_where_something_has_changed(kept: Kept) -> None:
    kept.autosave.start()
    kept.step(2)
    kept.keep()
    (file,) = kept.files
    file.unlink()
    kept.keep()
    kept.session.stepping.back()
    kept.keep()
    assert kept.files == []
    kept.step(2)
    kept.keep()
    assert model_file.load(file).steps == kept.lying.steps


def test_a_run_is_kept_while_it_goes_on(kept: Kept) -> None:
    kept.autosave.start()
    kept.session.training.run()
    history = kept.lying.archive.history
    kept.qtbot.waitUntil(lambda: history.length > 200, timeout=PATIENCE_MS)
    kept.keep()
    assert kept.session.training.is_running
    (file,) = kept.files
    assert model_file.load(file).steps > 0


def test_after_a_mistake_it_is_kept_at_once(kept: Kept, monkeypatch: pytest.MonkeyPatch) -> None:
    kept.autosave.start()
    kept.step(4)
    kept.autosave.keep_now()
    (file,) = kept.files
    assert model_file.load(file).steps == 4
    monkeypatch.setattr(Keeping, "picture", None)  # whatever is broken
    kept.autosave.keep_now()


def test_a_usual_end_leaves_the_run_as_the_last_one_only(kept: Kept, folder: Path) -> None:
    kept.autosave.start()
    kept.step(5)
    kept.keep()
    assert kept.autosave.last_time is None
    assert kept.autosave.close() == ""
    assert [file.name for file in folder.iterdir()] == [LAST]
    next_time = Kept(kept.qtbot, kept.session, folder)
    next_time.autosave.start()
    assert next_time.autosave.last_time == folder / LAST
    with next_time.qtbot.waitSignal(next_time.autosave.said, timeout=PATIENCE_MS):
        next_time.autosave.open_last()
    assert next_time.said == ["This is the run that was kept: 5 steps. Ctrl+S saves it as a file."]
    assert bits(next_time.lying.trainer) == bits(headless(5))
    assert next_time.keeping.path is None
    assert next_time.keeping.is_modified
    next_time.autosave.close()
    assert next_time.offers == []


def test_of_a_run_that_is_ended_in_its_course_nearly_all_is_kept(kept: Kept, folder: Path) -> None:
    kept.autosave.start()
    kept.session.training.run()
    history = kept.lying.archive.history
    kept.qtbot.waitUntil(lambda: history.length > 200, timeout=PATIENCE_MS)
    seen = history.length
    kept.autosave.close()
    run = model_file.load(folder / LAST)
    assert seen - run.steps <= CHECKPOINT_EVERY
    assert bits(run.trainer()) == bits(headless(run.steps))


def test_where_nothing_is_kept_of_it_there_is_where_it_began(
    kept: Kept, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.session.archive.Archive.last_place", lambda *_: None)
    kept.step(3)
    kept.session.training.run()
    history = kept.lying.archive.history
    kept.qtbot.waitUntil(lambda: history.length > 10, timeout=PATIENCE_MS)
    kept.autosave.close()
    assert model_file.load(folder / LAST).steps == 3


def test_an_end_without_a_step_leaves_the_last_run_alone(kept: Kept, folder: Path) -> None:
    left_behind(folder, "last", 7)
    kept.autosave.start()
    kept.autosave.close()
    assert model_file.load(folder / LAST).steps == 7


def test_what_was_left_behind_is_opened_by_a_click(kept: Kept, folder: Path) -> None:
    file = left_behind(folder, "1-00", 6)
    panel = QWidget()
    kept.qtbot.addWidget(panel)
    bar = MessageBar(panel)
    kept.autosave.offered.connect(
        lambda sentence: bar.ask(
            sentence,
            {"Open it": kept.autosave.open_offered, "Forget it": kept.autosave.forget_offered},
        )
    )
    panel.show()
    kept.autosave.start()
    kept.wait_for_offers(1)
    assert bar.text == "Nablascope ended unexpectedly: the run of Iris at step 6 was kept."
    button = next(b for b in bar.findChildren(QPushButton) if b.text() == "Open it")
    with kept.qtbot.waitSignal(kept.autosave.said, timeout=PATIENCE_MS):
        kept.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert bits(kept.lying.trainer) == bits(headless(6))
    kept.qtbot.waitUntil(lambda: not file.exists(), timeout=PATIENCE_MS)
    (own,) = kept.files  # from now on this process keeps it
    assert own.name.startswith(f"{os.getpid()}-")
    kept.session.stepping.finish_step()
    assert bits(kept.lying.trainer) == bits(headless(7))


def test_several_are_offered_from_the_newest_on_until_each_is_answered(
    kept: Kept, folder: Path
) -> None:
    files = [left_behind(folder, f"{n}-00", n, age=n) for n in (1, 2, 3)]
    kept.autosave.start()
    kept.wait_for_offers(1)
    kept.autosave.forget_offered()
    kept.wait_for_offers(2)
    kept.autosave.forget_offered()
    kept.wait_for_offers(3)
    assert [offer[-16:] for offer in kept.offers] == [f"step {n} was kept." for n in (1, 2, 3)]
    assert [file.exists() for file in files] == [False, False, True]


def test_what_is_not_answered_is_offered_at_the_next_start(kept: Kept, folder: Path) -> None:
    left_behind(folder, "1-00", 1)
    kept.autosave.start()
    kept.wait_for_offers(1)
    other = Kept(kept.qtbot, kept.session, folder)
    other.autosave.start()  # a second window does not offer the same
    kept.autosave.close()
    other.autosave.close()
    assert other.offers == []
    third = Kept(kept.qtbot, kept.session, folder)
    third.autosave.start()
    third.wait_for_offers(1)
    third.autosave.close()


def test_two_windows_do_not_mix(kept: Kept, folder: Path) -> None:
    kept.autosave.start()
    kept.step(2)
    kept.keep()
    other = Kept(kept.qtbot, kept.session, folder)
    other.autosave.start()
    other.step(1)
    other.keep()
    assert len(kept.files) == 2
    other.autosave.close()
    assert other.offers == []


KILLED = """
import os, sys, signal
from pathlib import Path
from PyQt6.QtCore import QCoreApplication
from app.session.autosave import _lock_of
app = QCoreApplication([])
lock = _lock_of(Path(sys.argv[1]))
assert lock.tryLock(0)
print("locked", flush=True)
signal.pause()
"""


def test_the_run_of_a_process_is_offered_once_it_was_killed(kept: Kept, folder: Path) -> None:
    file = left_behind(folder, "1-00", 1)
    process = subprocess.Popen(
        [sys.executable, "-c", KILLED, str(file)], cwd=ROOT, stdout=subprocess.PIPE
    )
    assert process.stdout is not None
    with process:
        assert process.stdout.readline() == b"locked\n"
        kept.autosave.start()
        assert kept.autosave._found == []
        process.send_signal(signal.SIGKILL)
    kept.autosave.start()
    kept.wait_for_offers(1)


def test_one_that_cannot_be_read_is_told_and_set_aside(kept: Kept, folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "1-00.nabla").write_bytes(b"torn")
    kept.autosave.start()
    kept.qtbot.waitUntil(lambda: bool(kept.problems), timeout=PATIENCE_MS)
    assert kept.problems[0].startswith("A run that was kept cannot be read: ")
    assert kept.problems[0].endswith("It lies there as 1-00.damaged now.")
    assert (folder / "1-00.damaged").read_bytes() == b"torn"


def test_all_that_cannot_be_read_is_told_at_once_and_before_the_next_offer(
    kept: Kept, folder: Path
) -> None:
    left_behind(folder, "3-00", 3, age=100)
    for name in ("1-00", "2-00"):
        (folder / f"{name}.nabla").write_bytes(b"torn")
    kept.autosave.failed.connect(kept.offers.append)
    kept.autosave.start()
    kept.wait_for_offers(2)
    assert len(kept.problems) == 1
    assert kept.offers[0] == kept.problems[0]
    assert kept.problems[0].count("A run that was kept cannot be read") == 2


def test_one_of_a_newer_version_is_told_and_stays(
    kept: Kept, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as newer:
        newer.setattr(model_file, "VERSION", model_file.VERSION + 1)
        file = left_behind(folder, "1-00", 1)
    kept.autosave.start()
    kept.qtbot.waitUntil(lambda: bool(kept.problems), timeout=PATIENCE_MS)
    assert kept.problems[0].startswith("A run that was kept stays where it is: ")
    assert "update Nablascope" in kept.problems[0]
    assert file.exists()


def test_the_second_click_of_a_double_click_answers_no_other_offer(
    kept: Kept, folder: Path
) -> None:
    files = [left_behind(folder, f"{n}-00", n, age=n) for n in (1, 2)]
    kept.autosave._pause.setInterval(PAUSE_MS)
    kept.autosave.start()
    kept.wait_for_offers(1)
    kept.autosave.forget_offered()
    kept.qtbot.wait(QApplication.doubleClickInterval() // 2)
    assert len(kept.offers) == 1
    assert QApplication.doubleClickInterval() < PAUSE_MS
    assert [file.exists() for file in files] == [False, True]


def test_locks_that_processes_have_left_behind_are_removed(kept: Kept, folder: Path) -> None:
    folder.mkdir(parents=True)
    code = "import os; from app.session.autosave import _lock_of; from pathlib import Path; "
    code += f"lock = _lock_of(Path({str(folder / '1-00.nabla')!r})); lock.tryLock(0); os._exit(0)"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
    assert [file.name for file in folder.iterdir()] == ["1-00.lock"]
    kept.autosave.start()
    assert [file.name for file in folder.iterdir()] == [f"{kept.autosave._file.stem}.lock"]


def test_one_whose_data_are_gone_is_told_and_stays(kept: Kept, folder: Path) -> None:
    folder.mkdir(parents=True)
    table = folder / "table.csv"
    table.write_text("\n".join(f"{n % 5},{n % 3},{n},{n % 7},{'abc'[n % 3]}" for n in range(30)))
    settings = {"source": CsvFile(str(table), standardise=False)}
    lying = bench(CsvFile(str(table), standardise=False).load(7), **settings)
    lying.finish_step()
    model_file.save(picture(lying).run(), folder / "1-00.nabla")
    table.unlink()
    kept.autosave.start()
    kept.wait_for_offers(1)
    assert kept.offers[0].endswith("the run of table.csv at step 1 was kept.")
    with kept.qtbot.waitSignal(kept.keeping.failed, timeout=PATIENCE_MS) as told:
        kept.autosave.open_offered()
    assert "'table.csv', which cannot be loaded" in told.args[0]
    assert (folder / "1-00.nabla").exists()
    assert kept.autosave._found == []


def test_where_it_cannot_be_kept_that_is_said_once(kept: Kept, folder: Path) -> None:
    folder.parent.mkdir(parents=True)
    folder.write_text("a file in its place")
    kept.autosave.start()
    for _ in range(3):
        kept.step(1)
        kept.keep()
    assert len(kept.problems) == 1
    assert kept.problems[0].startswith("The run is not kept for the case of a crash, but goes on: ")
    kept.step(1)
    assert kept.lying.steps == 4
    folder.unlink()
    folder.mkdir()
    kept.step(1)
    kept.keep()
    assert model_file.load(kept.files[0]).steps == 5
    assert "cannot be" not in kept.autosave.close()


def test_a_last_time_that_cannot_be_kept_is_told(kept: Kept, folder: Path) -> None:
    folder.parent.mkdir(parents=True)
    folder.write_text("a file in its place")
    kept.step(1)
    assert "cannot be saved" in kept.autosave.close()
    assert bits(steps(kept.lying.trainer, 1)) == bits(headless(2))
