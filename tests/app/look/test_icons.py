import gc
from xml.etree import ElementTree

import pytest
from PyQt6.QtCore import QRect, QSize
from PyQt6.QtGui import QColor, QIcon, QImage, QPainter, QPixmap
from pytestqt.qtbot import QtBot

from app.look.icons import DISABLED_OPACITY, FOLDER, application_icon, icon

NAMES = sorted(path.stem for path in FOLDER.glob("*.svg") if path.stem != "nablascope")

ORANGE = QColor("#ff9d3c")


def image(
    drawing: QIcon, size: int, ratio: float = 1.0, mode: QIcon.Mode = QIcon.Mode.Normal
) -> QImage:
    return drawing.pixmap(QSize(size, size), ratio, mode).toImage()


def most_opaque(drawn: QImage) -> int:
    return max(
        drawn.pixelColor(x, y).alpha() for x in range(drawn.width()) for y in range(drawn.height())
    )


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("size", [16, 20, 32])
def test_every_icon_is_drawn_in_the_colour_asked_for(qtbot: QtBot, name: str, size: int) -> None:
    drawn = image(icon(name, ORANGE), size)
    solid = [
        drawn.pixelColor(x, y)
        for x in range(size)
        for y in range(size)
        if drawn.pixelColor(x, y).alpha() == 255
    ]
    assert {colour.name() for colour in solid} <= {ORANGE.name()}
    assert most_opaque(drawn) > 150


@pytest.mark.parametrize("name", NAMES)
def test_every_icon_is_drawn_on_the_same_grid(name: str) -> None:
    drawing = ElementTree.parse(FOLDER / f"{name}.svg").getroot()
    assert drawing.get("viewBox") == "0 0 24 24"
    assert drawing.get("stroke") == "currentColor"


def test_an_unknown_name_is_an_error(qtbot: QtBot) -> None:
    with pytest.raises(KeyError, match="unicorn"):
        icon("unicorn", ORANGE)


def test_icons_are_drawn_afresh_for_dense_screens(qtbot: QtBot) -> None:
    drawn = image(icon("dice", ORANGE), 16, 2.0)
    assert drawn.size() == QSize(32, 32)
    assert drawn == image(icon("dice", ORANGE), 16, 2.0)
    smooth = image(icon("dice", ORANGE), 16).scaled(32, 32)
    assert drawn != smooth


def test_an_icon_that_cannot_be_used_is_paler(qtbot: QtBot) -> None:
    pale = image(icon("stop", ORANGE), 16, mode=QIcon.Mode.Disabled)
    assert most_opaque(pale) == round(DISABLED_OPACITY * 255)


def test_buttons_and_menus_show_the_same_drawing(qtbot: QtBot) -> None:
    painted = QImage(32, 32, QImage.Format.Format_ARGB32_Premultiplied)
    painted.fill(0)
    painted.setDevicePixelRatio(2.0)
    painter = QPainter(painted)
    icon("dice", ORANGE).paint(painter, QRect(0, 0, 16, 16))
    painter.end()
    assert painted == image(icon("dice", ORANGE), 16, 2.0)


def test_a_changed_copy_outlives_the_original(qtbot: QtBot) -> None:
    copy = QIcon(icon("run", ORANGE))
    copy.addPixmap(QPixmap(8, 8))
    gc.collect()
    assert most_opaque(image(copy, 16)) == 255


def test_the_program_has_an_icon(qtbot: QtBot) -> None:
    drawn = image(application_icon(), 64)
    assert drawn.pixelColor(32, 45) == ORANGE
    assert drawn.pixelColor(0, 0).alpha() == 0
