from PyQt6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.widgets.arranging import Arranging


class Remembering(Arranging):
    """Remembers the widths in which it was arranged."""

    def __init__(self) -> None:
        super().__init__()
        self.widths: list[int] = []
        self.button = QPushButton("a", self)

    def arrange(self) -> None:
        self.widths.append(self.width())


def test_it_arranges_in_every_new_width(qtbot: QtBot) -> None:
    widget = Remembering()
    qtbot.addWidget(widget)
    widget.resize(300, 50)
    widget.show()
    widget.resize(200, 50)
    assert widget.widths[-2:] == [300, 200]


def test_it_arranges_when_a_part_needs_another_room(qtbot: QtBot) -> None:
    widget = Remembering()
    qtbot.addWidget(widget)
    widget.show()
    qtbot.waitExposed(widget)
    widget.widths.clear()
    widget.button.setText("much longer")
    qtbot.waitUntil(lambda: bool(widget.widths))
