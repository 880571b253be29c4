import numpy as np
import pytest
from numpy.typing import NDArray
from PyQt6.QtCore import QEvent, QPoint
from PyQt6.QtGui import QHelpEvent
from PyQt6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from app.look.look import Look
from app.pad.marks import PAD
from app.pad.stage import Stage, plain_stages, prepared_stages
from app.pad.stage_picture import StagePicture
from app.pad.stages import Stages
from engine.preprocessing import prepare

EMPTY = np.zeros((PAD, PAD), np.uint8)


def share(ink: NDArray[np.uint8]) -> NDArray[np.float32]:
    return np.divide(ink, 255, dtype=np.float32)


def stages_of(qtbot: QtBot, width: int, look: Look | None = None) -> Stages:
    widget = Stages()
    qtbot.addWidget(widget)
    widget.show_look(look or Look())
    widget.resize(width, widget.heightForWidth(width))
    widget.show_stages(prepared_stages(EMPTY, None))
    widget.show()
    return widget


def seen(widget: Stages) -> list[StagePicture]:
    return [part for part in widget.findChildren(StagePicture) if part.isVisible()]


@pytest.mark.parametrize("width", [250, 364])
def test_four_pictures_stand_in_a_row_and_their_pixels_are_even(qtbot: QtBot, width: int) -> None:
    widget = stages_of(qtbot, width)
    pictures = seen(widget)
    assert len({picture.y() for picture in pictures}) == 1
    assert all(picture.place.width() % 28 == 0 for picture in pictures)
    assert pictures[-1].geometry().right() <= width


def test_where_large_text_needs_room_they_stand_two_and_two(qtbot: QtBot) -> None:
    widget = stages_of(qtbot, 250, Look().with_text_size(16))
    assert len({picture.y() for picture in seen(widget)}) == 2
    assert all(widget.rect().contains(picture.geometry()) for picture in seen(widget))


def test_they_are_larger_where_there_is_room(qtbot: QtBot) -> None:
    widget = stages_of(qtbot, 300)
    small, added = widget.heightForWidth(300), widget.height_added(300)
    widget.show_large(True)
    assert widget.heightForWidth(300) == small + added
    assert len({picture.y() for picture in seen(widget)}) == 2
    assert {picture.place.width() for picture in seen(widget)} == {5 * 28}
    assert seen(widget)[1].geometry().right() < 300


def test_nothing_moves_while_one_draws(qtbot: QtBot) -> None:
    widget = stages_of(qtbot, 250)
    before = widget.heightForWidth(250), [picture.geometry() for picture in seen(widget)]
    ink = EMPTY.copy()
    ink[:, 100:260] = 255
    widget.show_stages(prepared_stages(ink, prepare(share(ink))))
    assert before == (widget.heightForWidth(250), [part.geometry() for part in seen(widget)])


def test_without_preparation_there_are_two(qtbot: QtBot) -> None:
    widget = stages_of(qtbot, 250)
    widget.show_stages(plain_stages(EMPTY, None))
    assert len(seen(widget)) == 2
    assert widget.accessibleDescription().startswith("The whole pad")


@pytest.fixture
def picture(qtbot: QtBot) -> StagePicture:
    ink = np.zeros((28, 28), np.uint8)
    ink[3, 14] = 253
    widget = StagePicture()
    qtbot.addWidget(widget)
    widget.show_look(Look())
    widget.resize(58, 58)
    widget.show_stage(Stage("Seen", "numbers", ink=ink))
    widget.show()
    return widget


def told(picture: StagePicture, pos: QPoint) -> str:
    event = QHelpEvent(QEvent.Type.ToolTip, pos, picture.mapToGlobal(pos))
    QApplication.sendEvent(picture, event)
    return QToolTip.text()


def test_the_number_under_the_mouse_is_told(picture: StagePicture) -> None:
    assert told(picture, QPoint(1 + 14 * 2, 1 + 3 * 2)) == "row 3, column 14: 253 of 255"
    assert told(picture, QPoint(56, 56)) == "row 27, column 27: 0 of 255"


def test_other_stages_are_explained(picture: StagePicture) -> None:
    picture.show_stage(prepared_stages(EMPTY, None)[1])
    assert "longer side is 20 pixels" in told(picture, QPoint(20, 20))


def test_ink_is_seen_in_the_colour_of_text(picture: StagePicture) -> None:
    picture.show_stage(Stage("Seen", "", ink=np.full((28, 28), 255, np.uint8)))
    image = picture.grab().toImage()
    assert image.pixelColor(10, 50) == Look().theme.text


def test_the_cross_lies_on_the_centre_of_mass(picture: StagePicture) -> None:
    ink = EMPTY.copy()
    ink[40:240, 100:160] = 255
    picture.show_stage(prepared_stages(ink, prepare(share(ink)))[2])
    assert picture.grab().toImage().pixelColor(1 + 28, 1 + 28) == Look().theme.accent
