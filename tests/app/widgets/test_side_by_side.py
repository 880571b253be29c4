import pytest
from PyQt6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.widgets.side_by_side import SideBySide


def pair(qtbot: QtBot) -> tuple[QPushButton, QPushButton, SideBySide]:
    first, second = QPushButton("first of two"), QPushButton("second of two")
    widget = SideBySide(first, second, spacing=4)
    qtbot.addWidget(widget)
    widget.show()
    return first, second, widget


def test_two_that_fit_stand_side_by_side(qtbot: QtBot) -> None:
    first, second, widget = pair(qtbot)
    widget.resize(600, 100)
    qtbot.waitUntil(lambda: second.x() > first.x())
    assert second.y() == first.y()


def test_two_that_do_not_fit_stand_one_below_the_other(qtbot: QtBot) -> None:
    first, second, widget = pair(qtbot)
    widget.resize(widget.minimumSizeHint().width(), 100)
    qtbot.waitUntil(lambda: second.y() > first.y())
    assert second.x() == first.x()
    assert widget.minimumSizeHint().width() < first.sizeHint().width() + second.sizeHint().width()


def test_a_widget_that_grows_changes_the_arrangement(qtbot: QtBot) -> None:
    first, second, widget = pair(qtbot)
    widget.resize(300, 100)
    qtbot.waitUntil(lambda: second.x() > first.x())
    first.setText("the first of two, which has become much longer")
    qtbot.waitUntil(lambda: second.y() > first.y())


def test_one_below_the_other_it_still_asks_for_room_for_both(qtbot: QtBot) -> None:
    first, second, widget = pair(qtbot)
    wide = first.sizeHint().width() + second.sizeHint().width() + 4
    widget.resize(widget.minimumSizeHint().width(), 100)
    qtbot.waitUntil(lambda: second.y() > first.y())
    assert widget.sizeHint().width() == wide


@pytest.mark.parametrize("even", [False, True])
def test_room_that_is_left_goes_to_the_left_one_or_to_both(qtbot: QtBot, even: bool) -> None:
    first, second = QPushButton("first"), QPushButton("second")
    widget = SideBySide(first, second, even=even)
    qtbot.addWidget(widget)
    widget.resize(600, 40)
    widget.show()
    assert (abs(first.width() - second.width()) <= 1) is even
