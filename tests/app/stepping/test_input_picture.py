import numpy as np
import pytest
from PyQt6.QtCore import QPoint
from PyQt6.QtGui import QHelpEvent
from PyQt6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from app.look.look import Look
from app.look.theme import THEMES, Theme
from app.stepping.input_picture import InputPicture


def picture(qtbot: QtBot, values: list[list[float]], width: int = 220) -> InputPicture:
    array = np.array(values)
    widget = InputPicture(array.shape)
    qtbot.addWidget(widget)
    widget.show_values(array.ravel())
    widget.resize(width, widget.heightForWidth(width))
    widget.show()
    return widget


def share(widget: InputPicture, theme: Theme, row: int, column: int) -> float:
    """How far a square's colour is on the way from the theme's ground to its ink."""
    seen = widget.grab().toImage().pixelColor(middle(widget, row, column)).red()
    ground, ink = theme.background.red(), theme.text.red()
    return (seen - ground) / (ink - ground)


def middle(widget: InputPicture, row: int, column: int) -> QPoint:
    place = widget.place
    square = place.width() / 2
    return place.topLeft() + QPoint(int((column + 0.5) * square), int((row + 0.5) * square))


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
@pytest.mark.parametrize("values", [[[0, 1], [0.5, 0]], [[-1, 3], [1, 0]]], ids=["0…1", "others"])
def test_the_least_has_the_colour_of_the_ground_and_the_greatest_of_ink(
    qtbot: QtBot, theme: Theme, values: list[list[float]]
) -> None:
    widget = picture(qtbot, values)
    widget.show_look(Look(theme))
    shares = [share(widget, theme, row, column) for row, column in ((0, 0), (0, 1), (1, 0))]
    assert shares == pytest.approx([0, 1, 0.5], abs=0.01)


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
    assert QToolTip.text() == "row 1, column 0: 0.5"
