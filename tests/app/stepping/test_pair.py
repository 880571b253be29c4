from PyQt6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.stepping.pair import Pair


def pair(qtbot: QtBot) -> tuple[QPushButton, QPushButton, Pair]:
    first, second = QPushButton("first of two"), QPushButton("second of two")
    widget = Pair(first, second, spacing=4)
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
