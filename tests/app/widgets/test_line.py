from PyQt6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.widgets.line import line


def test_parts_stand_side_by_side_and_none_gives_way(qtbot: QtBot) -> None:
    first, second, third = (QPushButton(text) for text in "abc")
    for button in (first, second, third):
        button.setFixedSize(50, 20)
    widget = line(first, second, None, third, spacing=3)
    qtbot.addWidget(widget)
    widget.resize(400, 20)
    widget.show()
    assert [first.x(), second.x(), third.x()] == [0, 53, 350]
