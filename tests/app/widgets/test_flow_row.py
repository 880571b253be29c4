from PyQt6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.widgets.flow_row import FlowRow


def row(qtbot: QtBot, width: int) -> tuple[FlowRow, list[QPushButton]]:
    buttons = [QPushButton(text) for text in ("Put it back", "Use this value")]
    widget = FlowRow(*buttons)
    qtbot.addWidget(widget)
    widget.resize(width, widget.heightForWidth(width))
    widget.show()
    return widget, buttons


def test_what_fits_is_side_by_side(qtbot: QtBot) -> None:
    _, (first, second) = row(qtbot, 500)
    assert first.y() == second.y()
    assert second.x() > first.geometry().right()


def test_what_does_not_fit_goes_below(qtbot: QtBot) -> None:
    widget, (first, second) = row(qtbot, 120)
    assert second.y() > first.geometry().bottom()
    assert second.x() == 0
    assert widget.rect().contains(second.geometry())


def test_the_hidden_take_no_room(qtbot: QtBot) -> None:
    widget, (first, second) = row(qtbot, 120)
    first.hide()
    qtbot.waitUntil(lambda: second.y() == 0)
    assert widget.heightForWidth(120) == second.sizeHint().height()
