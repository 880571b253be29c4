from PyQt6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.stepping.rows import Rows


def rows(qtbot: QtBot) -> tuple[list[QPushButton], Rows]:
    """Three buttons, of 100 pixels each: in a row, or two over one."""
    buttons = [QPushButton(text) for text in "abc"]
    for button in buttons:
        button.setFixedSize(100, 20)
    first, second, third = buttons
    widget = Rows(((first, second, third),), ((first, third), (second,)))
    qtbot.addWidget(widget)
    widget.show()
    return buttons, widget


def test_the_widest_arrangement_that_fits_is_taken(qtbot: QtBot) -> None:
    (first, second, third), widget = rows(qtbot)
    widget.resize(500, 20)
    assert first.y() == second.y() == third.y()
    assert first.x() < second.x() < third.x()
    widget.resize(250, 60)
    assert first.y() == third.y() < second.y()


def test_the_last_of_a_row_stands_at_the_right_end(qtbot: QtBot) -> None:
    (_, second, third), widget = rows(qtbot)
    widget.resize(500, 20)
    assert third.geometry().right() == 499
    widget.resize(250, 60)
    assert third.geometry().right() == 249
    assert second.x() == 0


def test_it_needs_the_height_of_its_rows_and_the_width_of_the_longest(qtbot: QtBot) -> None:
    _, widget = rows(qtbot)
    widget.resize(500, 20)
    assert widget.sizeHint().height() == 20
    assert widget.sizeHint().width() > 300
    widget.resize(250, 60)
    assert widget.sizeHint().height() > 40
    assert 200 < widget.minimumSizeHint().width() < 250


def test_a_widget_that_grows_changes_the_arrangement(qtbot: QtBot) -> None:
    (first, second, _), widget = rows(qtbot)
    widget.resize(330, 60)
    assert second.y() == first.y()
    first.setFixedWidth(150)
    qtbot.waitUntil(lambda: second.y() > first.y())


def test_what_is_hidden_takes_no_room(qtbot: QtBot) -> None:
    (first, second, third), widget = rows(qtbot)
    second.hide()
    widget.resize(220, 60)
    assert first.y() == third.y()
    second.show()
    qtbot.waitUntil(lambda: second.y() > first.y())
