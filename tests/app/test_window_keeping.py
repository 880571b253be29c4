"""Runs are saved, opened, dropped and found again; whatever happens meanwhile, none is lost."""

import os
import subprocess
import sys
from pathlib import Path
from shutil import rmtree

import pytest
from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.session.autosave import EVERY_MS
from engine import model_file
from engine.experiment import Experiment
from engine.training import Trainer
from tests.app.dialogs import answering
from tests.app.dropping import drop
from tests.app.full_disk import full_disk
from tests.app.shell import CTRL, KEY, MOONS, SHIFT, Shell
from tests.engine.cases import bits, steps
from tests.processes import ROOT

CRASHED_AT = 7
"""Steps."""


def trained(experiment: Experiment, count: int) -> Trainer:
    """The same run without a window, and without a break."""
    return steps(Trainer(experiment, experiment.load()), count)


def steps_in(file: Path) -> int:
    """How far the run in a file has come."""
    return model_file.load(file).steps


def pass_a_minute(shell: Shell) -> None:
    """Let the timer that keeps the run be due."""
    (timer,) = (t for t in shell.desktop.autosave.findChildren(QTimer) if t.interval() == EVERY_MS)
    timer.timeout.emit()


def kept_runs(shell: Shell, folder: Path) -> list[Path]:
    """What is kept for the case of a crash."""
    return [file for file in (folder / "runs").glob("*.nabla") if file.stem != "last"]


def wait_for(shell: Shell, words: str) -> None:
    """Wait until the message bar says this."""
    shell.wait(lambda: words in shell.message)


def wait_for_steps(shell: Shell, count: int = 1) -> None:
    """Wait until so many more steps are done, while it runs."""
    begun = len(shell.history.steps)
    shell.wait(lambda: len(shell.history.steps) >= begun + count)


def test_a_run_is_saved_named_in_the_title_and_saved_again_while_it_runs(
    shell: Shell, tmp_path: Path
) -> None:
    window, file = shell.window, tmp_path / "mine.nabla"
    shell.run_some()
    with answering(shell, tmp_path / "mine") as titles:
        shell.press(KEY.Key_S, CTRL)
    wait_for(shell, f"Saved mine.nabla after {shell.training.bench.steps} steps.")
    assert titles == ["Save the run"]
    assert window.windowTitle().startswith("mine.nabla[*] – ")
    assert not window.isWindowModified()
    shell.press(KEY.Key_Right, CTRL)
    assert window.isWindowModified()
    shell.press(KEY.Key_S, CTRL)  # asks nothing now
    shell.wait(lambda: not window.isWindowModified())
    assert steps_in(file) == shell.training.bench.steps
    shell.press(KEY.Key_Space)
    begun = len(shell.history.steps)
    wait_for_steps(shell, 100)
    shell.press(KEY.Key_S, CTRL)
    wait_for(shell, "it goes on")
    assert shell.training.is_running
    assert steps_in(file) > begun
    wait_for_steps(shell)
    assert window.isWindowModified()
    with answering(shell, tmp_path / "copy.nabla"):
        shell.press(KEY.Key_S, CTRL | SHIFT)
    wait_for(shell, "Saved copy.nabla")
    assert window.windowTitle().startswith("copy.nabla[*] – ")
    assert bits(steps(model_file.load(file).trainer(), 0)) == bits(trained(MOONS, steps_in(file)))


def test_a_run_dropped_on_other_data_goes_on_to_the_same_bits_and_can_be_taken_back(
    shell: Shell, tmp_path: Path
) -> None:
    file, training = tmp_path / "mine.nabla", shell.training
    shell.run_some()
    shell.press(KEY.Key_Right)  # and in the midst of a step
    saved = training.bench.steps
    with answering(shell, file):
        shell.press(KEY.Key_S, CTRL)
    wait_for(shell, "Saved")
    with shell.bot.waitSignal(shell.session.opened):
        shell.choose("Data set", "XOR")
    shell.press(KEY.Key_Right, CTRL)
    other, learnt = shell.session.experiment, bits(training.bench.trainer)

    def ask() -> None:
        with answering(shell, file):
            shell.press(KEY.Key_O, CTRL)

    for opening in (
        lambda: drop(shell.window.network, file),
        ask,
        lambda: shell.menu("File", "Open recent", "mine.nabla"),
    ):
        opening()
        wait_for(shell, f"Opened mine.nabla after {saved} steps.")
        assert shell.session.experiment == MOONS
        assert training.bench.is_open
        assert "two moons" in shell.window.windowTitle().lower()
        shell.run_some()
        assert bits(training.bench.trainer) == bits(trained(MOONS, training.bench.steps))
        assert len(shell.history.steps) == training.bench.steps > saved
        shell.press(KEY.Key_Z, CTRL)
        shell.wait(lambda: shell.session.experiment == other)
        assert bits(training.bench.trainer) == learnt


def test_files_that_cannot_be_opened_change_nothing_and_the_run_goes_on(
    shell: Shell, tmp_path: Path
) -> None:
    whole, file = tmp_path / "whole.nabla", tmp_path / "damaged.nabla"
    shell.run_some()
    with answering(shell, whole):
        shell.press(KEY.Key_S, CTRL)
    wait_for(shell, "Saved")
    content = whole.read_bytes()
    shell.press(KEY.Key_Space)
    for damage, words in (
        (content[:-9], "is not whole: "),
        (content[:-9] + bytes(9), "is damaged: "),
        (b"\x80\x04\x95cos\nsystem\n", "is not a file of Nablascope"),
    ):
        file.write_bytes(damage)
        assert drop(shell.window.plots, file)
        wait_for(shell, words)
        wait_for_steps(shell)
    assert shell.training.is_running
    assert shell.window.windowTitle().startswith("whole.nabla")
    assert shell.window.commands["undo"].text() == "Undo"


def test_where_nothing_can_be_written_that_is_said_and_the_run_goes_on(
    shell: Shell, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file, folder = tmp_path / "mine.nabla", tmp_path / "runs"
    unkept = "The run is not kept for the case of a crash, but goes on: "
    shell.run_some()
    with answering(shell, file):
        shell.press(KEY.Key_S, CTRL)
    wait_for(shell, "Saved")
    saved = file.read_bytes()
    shell.press(KEY.Key_Space)
    wait_for_steps(shell)
    rmtree(folder)
    folder.write_text("A file where the folder was.")
    pass_a_minute(shell)
    wait_for(shell, unkept)
    wait_for_steps(shell)
    folder.unlink()
    pass_a_minute(shell)
    shell.wait(lambda: len(kept_runs(shell, tmp_path)) == 1)
    with full_disk():
        shell.press(KEY.Key_S, CTRL)
        wait_for(shell, "The run cannot be saved as")
        pass_a_minute(shell)
        wait_for(shell, unkept)
        with answering(shell, tmp_path / "weights.npz"):
            shell.menu("File", "Export", "Weights…")
        wait_for(shell, "weights.npz cannot be written: File too large. Choose another place.")
        wait_for_steps(shell)
        shell.press(KEY.Key_Space)
        shell.wait(lambda: not shell.training.is_running)
        shell.window.close()
        assert shell.window.isVisible()
        assert shell.message.endswith("If the window closes now, it is lost.")
        shell.click("Close anyway")
        assert not shell.window.isVisible()
    told = capsys.readouterr().err
    assert "The preferences cannot be kept in" in told
    assert "last.nabla" in told
    assert file.read_bytes() == saved
    assert not (tmp_path / "weights.npz").exists()


def test_a_mistake_of_the_program_keeps_the_run_which_goes_on(
    shell: Shell,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "excepthook", shell.desktop.report)
    shell.run_some()
    pass_a_minute(shell)
    shell.wait(lambda: len(kept_runs(shell, tmp_path)) == 1)
    (kept,) = kept_runs(shell, tmp_path)
    assert steps_in(kept) == shell.training.bench.steps
    shell.press(KEY.Key_Space)
    begun = len(shell.history.steps)
    wait_for_steps(shell, 100)
    QTimer.singleShot(0, lambda: 1 // 0)
    wait_for(shell, "Nablascope has made a mistake (ZeroDivisionError: ")
    assert "ZeroDivisionError" in capsys.readouterr().err
    assert steps_in(kept) > begun
    wait_for_steps(shell)
    shell.press(KEY.Key_Q, CTRL)
    assert kept_runs(shell, tmp_path) == []
    assert steps_in(tmp_path / "runs" / "last.nabla") > begun


def crash(state: Path) -> None:
    """Start the program, let it keep its run, and kill it."""
    code = (
        "import os, signal, sys\n"
        "from PyQt6.QtCore import QTimer\n"
        "from app import application, desktop\n"
        "from app.session import autosave\n"
        "autosave.EVERY_MS = 20\n"
        "run = desktop.Desktop.run\n"
        "def killed(self):\n"
        "    def look():\n"
        "        if list(autosave.usual_folder().glob('*.nabla')):\n"
        "            os.kill(os.getpid(), signal.SIGKILL)\n"
        "    self.timer = QTimer()\n"
        "    self.timer.timeout.connect(look)\n"
        "    self.timer.start(20)\n"
        "    return run(self)\n"
        "desktop.Desktop.run = killed\n"
        "options = ['--dataset', 'two-moons', '--layers', '2,4,2', '--steps', '"
        f"{CRASHED_AT}']\n"
        "sys.exit(application.main(options))"
    )
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_CONFIG_HOME": f"{state}",
        "XDG_STATE_HOME": f"{state}",
        "HOME": f"{state}",
    }
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == -9, result.stderr


@pytest.mark.skipif(sys.platform != "linux", reason="variables tell there where runs are kept")
def test_after_a_crash_the_run_is_offered_and_opened_by_a_click(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    crash(tmp_path)
    (left,) = (tmp_path / "nablascope" / "runs").glob("*.nabla")
    run = model_file.load(left)
    shell = Shell(qtbot, qapp, tmp_path / "nablascope" / "preferences.json")
    wait_for(shell, "ended unexpectedly: the run of Two moons at step 7 was kept.")
    shell.click("Open it", shell.window.messages)
    shell.wait(lambda: shell.training.bench.steps == CRASHED_AT)
    assert shell.session.experiment == run.experiment
    shell.press(KEY.Key_Right, CTRL)
    expected = trained(run.experiment, CRASHED_AT + 1)
    assert bits(shell.training.bench.trainer) == bits(expected)
    shell.wait(lambda: not left.exists())
    assert len(kept_runs(shell, tmp_path / "nablascope")) == 1  # it is this window's now
    shell.window.close()
    assert kept_runs(shell, tmp_path / "nablascope") == []
