"""A file that is dropped on a window."""

from pathlib import Path

import pytest
from PyQt6.QtCore import QMimeData, QPointF, Qt, QUrl
from PyQt6.QtGui import QDragEnterEvent, QDropEvent
from PyQt6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.widgets.dropping import Dropping


class Target:
    """A window that takes .npz and .safetensors, and what was dropped on it."""

    def __init__(self, qtbot: QtBot) -> None:
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.dropped: list[Path] = []
        Dropping(self.window, "npz", "safetensors").dropped.connect(self.dropped.append)

    def drop(self, *urls: QUrl) -> bool:
        """Drag these to the window, and drop them; tell whether it would take them."""
        data = QMimeData()
        data.setUrls(list(urls))
        given = (
            Qt.DropAction.CopyAction,
            data,
            Qt.MouseButton.LeftButton,
            Qt.KeyboardModifier.NoModifier,
        )
        entering = QDragEnterEvent(QPointF(5, 5).toPoint(), *given)
        entering.ignore()
        QApplication.sendEvent(self.window, entering)
        assert not self.dropped
        QApplication.sendEvent(self.window, QDropEvent(QPointF(5, 5), *given))
        return entering.isAccepted()


@pytest.mark.parametrize("name", ["weights.npz", "Weights.SafeTensors"])
def test_one_file_with_such_an_ending_is_taken(qtbot: QtBot, tmp_path: Path, name: str) -> None:
    target = Target(qtbot)
    assert target.drop(QUrl.fromLocalFile(f"{tmp_path / name}"))
    assert target.dropped == [tmp_path / name]


@pytest.mark.parametrize(
    "urls",
    [
        [],
        ["file:///run.nabla"],
        ["file:///npz"],
        ["https://example.org/weights.npz"],
        ["file:///a.npz", "file:///b.npz"],
    ],
)
def test_all_else_is_not(qtbot: QtBot, urls: list[str]) -> None:
    target = Target(qtbot)
    assert not target.drop(*map(QUrl, urls))
    assert target.dropped == []
