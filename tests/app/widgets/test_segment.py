from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.widgets.segment import segment


def test_a_segment_stays_down_once_it_is_pressed(qtbot: QtBot) -> None:
    button = segment("one", "Only one of them")
    qtbot.addWidget(button)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert button.isChecked()
    assert button.toolTip() == "Only one of them"
    assert button.property("role") == "segment"
