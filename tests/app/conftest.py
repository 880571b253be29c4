"""The window on a small training, for each test that asks for it."""

from pathlib import Path

import pytest
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.app.shell import Shell


@pytest.fixture
def shell(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Shell:
    """A window on two moons, with the preferences of a first start."""
    return Shell(qtbot, qapp, tmp_path / "preferences.json")
