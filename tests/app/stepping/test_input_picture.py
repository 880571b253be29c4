import numpy as np
import pytest
from PyQt6.QtCore import QPoint
from PyQt6.QtGui import QHelpEvent
from PyQt6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from app.stepping.input_picture import InputPicture


def picture(qtbot: QtBot, values: list[list[float]], width: int = 220) -> InputPicture:
    array = np.array(values)
    widget = InputPicture(array.shape)
    qtbot.addWidget(widget)
    widget.show_values(array.ravel())
    widget.resize(width, widget.heightForWidth(width))
    widget.show()
    return widget


def grey(widget: InputPicture, row: int, column: int) -> int:
    return widget.grab().toImage().pixelColor(middle(widget, row, column)).red()


def middle(widget: InputPicture, row: int, column: int) -> QPoint:
    place = widget.place
    square = place.width() / 2
    return place.topLeft() + QPoint(int((column + 0.5) * square), int((row + 0.5) * square))


def test_0_is_black_and_1_is_white(qtbot: QtBot) -> None:
    widget = picture(qtbot, [[0, 1], [0.5, 0]])
    assert [grey(widget, 0, 0), grey(widget, 0, 1), grey(widget, 1, 0)] == [0, 255, 127]


def test_other_values_are_shown_from_the_least_to_the_greatest(qtbot: QtBot) -> None:
    widget = picture(qtbot, [[-1, 3], [1, 0]])
    assert [grey(widget, 0, 0), grey(widget, 0, 1), grey(widget, 1, 0)] == [0, 255, 127]


@pytest.mark.parametrize("width", [60, 133, 220, 300])
def test_squares_are_whole_pixels_and_nothing_is_cut_off(qtbot: QtBot, width: int) -> None:
    widget = picture(qtbot, np.eye(28).tolist(), width)
    place = widget.place
    assert place.width() == place.height()
    assert place.width() % 28 == 0
    assert widget.rect().contains(place.adjusted(-1, -1, 0, 0))


def test_the_tooltip_gives_the_number_under_the_pointer(qtbot: QtBot) -> None:
    widget = picture(qtbot, [[0, 0.25], [0.5, 0]])
    pos = middle(widget, 1, 0)
    QApplication.sendEvent(
        widget, QHelpEvent(QHelpEvent.Type.ToolTip, pos, widget.mapToGlobal(pos))
    )
    assert QToolTip.text() == "row 1, column 0: 0.5000"
