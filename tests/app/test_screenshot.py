"""A picture of the window, from a start of the program to a file."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from PyQt6.QtCore import QTimer
from PyQt6.QtGui import QImage

from app import screenshot as module
from app.network_view.network_view import NetworkView
from app.screenshot import Screenshot
from tests.app.shell import Shell
from tests.processes import ROOT


def photographed(*options: str) -> subprocess.CompletedProcess[str]:
    """Start the program with these options in a process of its own."""
    return subprocess.run(
        [sys.executable, "main.py", *options],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_same_command_gives_the_same_picture(tmp_path: Path) -> None:
    files = [tmp_path / name for name in ("a.png", "b.png")]
    for file in files:
        command = ("--screenshot", str(file), "--size", "900x700", "--steps", "130")
        result = photographed(*command, "--perspective", "step", "--theme", "light")
        assert result.returncode == 0, result.stderr
    first, second = (QImage(str(file)) for file in files)
    assert (first.width(), first.height()) == (900, 700)
    assert first == second


def test_a_file_that_cannot_be_written_gets_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "nowhere" / "a.png"
    result = photographed("--screenshot", str(file), "--dataset", "xor")
    assert result.returncode == 2
    assert f"nablascope: The picture cannot be saved as {file}: name a file" in result.stderr
    assert "Traceback" not in result.stderr


def test_a_training_that_fails_gets_a_sentence(tmp_path: Path) -> None:
    file = tmp_path / "a.png"
    wild = ("--dataset", "xor", "--learning-rate", "1e30", "--steps", "50")
    result = photographed("--screenshot", str(file), *wild)
    assert result.returncode == 2
    assert "the first number that is not finite" in result.stderr
    assert not file.exists()


def test_a_window_that_is_closed_meanwhile_gets_no_picture(shell: Shell, tmp_path: Path) -> None:
    screenshot = Screenshot(shell.window, tmp_path / "a.png")
    shell.window.close()
    assert screenshot.problem == "The window was closed before its picture was taken."


def test_it_waits_for_a_complete_picture(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file, network = tmp_path / "a.png", shell.window.network
    monkeypatch.setattr(module, "SETTLE_MS", 1)
    monkeypatch.setattr(NetworkView, "has_complete_picture", False)
    screenshot = Screenshot(shell.window, file)
    shell.wait(lambda: not screenshot.findChildren(QTimer)[0].isActive())
    assert not file.exists()
    monkeypatch.setattr(NetworkView, "has_complete_picture", True)
    with shell.bot.waitSignal(screenshot.finished):
        network.zoom_in()  # which paints, and tells that it is complete
    assert screenshot.problem == ""
    assert QImage(str(file)).size() == shell.window.size()
