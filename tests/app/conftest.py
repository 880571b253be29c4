"""The window on a small training, for each test that asks for it."""

from pathlib import Path

import pytest
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.main_window import USUAL_SIZE
from tests.app.by_hand import TWO_TWO_TWO, WEIGHTS
from tests.app.shell import KEY, Shell


@pytest.fixture
def shell(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Shell:
    """A window on two moons, with the preferences of a first start."""
    return Shell(qtbot, qapp, tmp_path / "preferences.json")


@pytest.fixture
def by_hand(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Shell:
    """A window for stepping and inspecting, at the start of the example that is worked by hand."""
    shell = Shell(qtbot, qapp, tmp_path / "preferences.json", TWO_TWO_TWO, weights=WEIGHTS)
    shell.window.show_size(USUAL_SIZE)
    shell.press(KEY.Key_G)
    shell.press(KEY.Key_Home)
    QApplication.processEvents()
    return shell
