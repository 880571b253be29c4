"""How the window begins and ends: preferences, signals, mistakes, processes."""

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app import application, command_line, desktop
from app import preferences as kept
from app.preferences import ASIDE, Preferences
from engine import model_file, settings
from engine.saved_run import SavedRun
from engine.training import Trainer
from tests.app.shell import CTRL, KEY, MOONS, Shell
from tests.engine.cases import bits, steps
from tests.processes import ROOT

MOONS_OPTIONS = ["--dataset", "two-moons", "--layers", "2,4,2"]


def is_alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    return True


def test_closing_while_it_runs_leaves_no_process_behind(shell: Shell) -> None:
    shell.press(KEY.Key_Space)
    shell.wait(lambda: len(shell.history.steps) > 10)
    process = shell.training.process_id
    assert process is not None
    assert is_alive(process)
    shell.press(KEY.Key_Q, CTRL)
    assert not shell.window.isVisible()
    assert not is_alive(process)


def test_nothing_but_the_window_is_shown(shell: Shell) -> None:
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == [shell.window]


def test_how_it_was_left_is_written_once_at_the_end(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    written: list[Path] = []

    def save(preferences: Preferences, file: Path) -> str:
        written.append(file)
        return ""

    monkeypatch.setattr(kept, "save", save)
    shell.press(KEY.Key_Plus, CTRL)
    shell.enter("Learning rate η", "0.07")
    assert written == []
    shell.window.close()
    assert written == [tmp_path / "preferences.json"]
    assert shell.preferences.text_size == 11
    assert settings.from_plain(shell.preferences.set_up) == replace(MOONS, learning_rate=0.07)


def test_preferences_that_cannot_be_kept_are_told_in_the_terminal(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").write_text("")
    shell = Shell(qtbot, qapp, tmp_path / "file" / "preferences.json")
    shell.window.close()
    assert "nablascope: The preferences cannot be kept in" in capsys.readouterr().err


def test_a_mistake_of_the_program_is_told_and_does_not_end_it(
    shell: Shell, capsys: pytest.CaptureFixture[str]
) -> None:
    error = ZeroDivisionError("division by zero")
    shell.desktop.report(type(error), error, None)
    assert shell.message.startswith("Nablascope has made a mistake (ZeroDivisionError: division")
    assert "ZeroDivisionError" in capsys.readouterr().err
    shell.run_some()


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qapp: QApplication) -> Path:
    """Where preferences are kept during the test; runs are kept beside them."""
    file = tmp_path / "preferences.json"
    monkeypatch.setattr(kept, "usual_file", lambda: file)
    monkeypatch.setattr(desktop, "usual_folder", lambda: tmp_path / "runs")
    monkeypatch.setattr(desktop, "QApplication", lambda _: qapp)
    qapp.setStyleSheet("")  # widgets are made faster without one
    return file


def opened(bot: QtBot, monkeypatch: pytest.MonkeyPatch, *options: str) -> desktop.Desktop:
    """The desktop that a start with these options opens."""
    found: list[desktop.Desktop] = []

    def run(self: desktop.Desktop) -> int:
        bot.addWidget(self.window)
        found.append(self)
        return 0

    monkeypatch.setattr(desktop.Desktop, "run", run)
    given = command_line.parser().parse_args(options)
    assert desktop.show(given, command_line.given(options)) == 0
    return found[0]


def test_the_last_set_up_is_trained_again(
    file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = replace(MOONS, learning_rate=0.07)
    kept.save(Preferences(set_up=settings.to_plain(last), theme="light"), file)
    first = opened(qtbot, monkeypatch, "--perspective", "step")
    assert first.session.experiment == last
    assert first.appearance.look.theme.name == "light"
    assert first.window.messages.text == desktop.HINT
    first.window.close()
    second = opened(qtbot, monkeypatch, *MOONS_OPTIONS)
    assert second.session.experiment != last
    assert second.session.experiment.network.sizes == (2, 4, 2)


@pytest.mark.parametrize("change", [{"source": "nowhere"}, {"batch_size": 100_000}])
def test_a_last_set_up_that_cannot_be_used_is_told(
    file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, change: dict[str, object]
) -> None:
    kept.save(Preferences(set_up=settings.to_plain(MOONS) | change), file)
    window = opened(qtbot, monkeypatch).window
    assert window.messages.text.startswith("The last set-up could not be used: ")
    assert window.messages.text.endswith(" The usual one is shown.")
    assert window.windowTitle().startswith("MNIST · 4,000 images")


def test_a_network_too_large_to_be_watched_is_told_in_the_terminal(
    file: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DISPLAY", ":0")  # there is a screen
    assert application.main(["--dataset", "two-moons", "--layers", "2,10000,3000,2"]) == 2
    told = capsys.readouterr().err
    assert told.startswith("nablascope: A network of 30,039,002 parameters is too large")


def test_a_saved_run_is_gone_on_with_and_a_test_example_lies_on_the_pad(
    file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    trainer = steps(Trainer(MOONS, MOONS.load()), 7)
    path = tmp_path / "moons.nabla"
    model_file.save(SavedRun.of(trainer), path)
    started = opened(qtbot, monkeypatch, f"{path}", "--pad", "3")
    assert bits(started.session.training.bench.trainer) == bits(trainer)
    assert started.window.windowTitle().startswith("moons.nabla")
    x = trainer.dataset.test.x[2].astype(np.float32)
    np.testing.assert_array_equal(started.window.pad.input, x)


def test_broken_preferences_are_told_and_set_aside(
    file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text("{broken")
    started = opened(qtbot, monkeypatch, *MOONS_OPTIONS)
    assert f"the file was kept as {file.name}{ASIDE}" in started.window.messages.text
    assert started.appearance.look == Preferences().look
    assert file.with_name(file.name + ASIDE).read_text() == "{broken"
    started.window.close()
    assert json.loads(file.read_text())["theme"] == "dark"


def test_options_say_how_the_window_is_and_how_far_it_trains(
    file: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = ["--theme", "high-contrast", "--size", "700x750", "--epochs", "2", "--steps", "4"]
    started = opened(qtbot, monkeypatch, *MOONS_OPTIONS, *options)
    assert started.appearance.look.theme.name == "high-contrast"
    assert (started.window.width(), started.window.height()) == (700, 750)
    training = started.session.training
    assert training.bench.steps == 4
    training.run()
    qtbot.waitUntil(lambda: not training.is_running)
    assert training.bench.trainer.position.epoch == 2


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="signals are another matter there")
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_closes_the_window_and_keeps_the_preferences(
    tmp_path: Path, number: signal.Signals
) -> None:
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "XDG_CONFIG_HOME": str(tmp_path),
        "XDG_STATE_HOME": str(tmp_path),
        "HOME": str(tmp_path),
    }
    code = (
        "import os, sys\n"
        "from PyQt6.QtCore import QTimer\n"
        "from app import application, desktop\n"
        "run = desktop.Desktop.run\n"
        "def signalled(self):\n"
        f"    QTimer.singleShot(0, lambda: os.kill(os.getpid(), {int(number)}))\n"
        "    return run(self)\n"
        "desktop.Desktop.run = signalled\n"
        f"sys.exit(application.main({MOONS_OPTIONS}))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert result.returncode == 0, result.stderr
    assert "Traceback" not in result.stderr
    assert list(tmp_path.rglob("preferences.json"))
