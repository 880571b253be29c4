import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QPushButton, QSlider
from pytestqt.qtbot import QtBot

from app.look.look import Look
from app.pad.drawing_tools import DrawingTools
from app.pad.pen_width import USUAL, WIDEST
from tests.app.pad.strokes import LEFT, part


@pytest.fixture
def tools(qtbot: QtBot) -> DrawingTools:
    widget = DrawingTools()
    qtbot.addWidget(widget)
    widget.show_look(Look())
    widget.show_scale(1.0, 1.2)
    widget.resize(260, 90)
    widget.show()
    return widget


def button(tools: DrawingTools, text: str) -> QPushButton:
    buttons = tools.findChildren(QPushButton)
    return next(b for b in buttons if text in (b.text(), b.accessibleName()))


def test_it_begins_with_the_usual_pen(tools: DrawingTools) -> None:
    assert tools.pen == (USUAL, False)


def test_the_eraser_is_chosen_and_the_pen_again(qtbot: QtBot, tools: DrawingTools) -> None:
    for text, erases in (("Eraser", True), ("Pen", False)):
        with qtbot.waitSignal(tools.pen_chosen) as chosen:
            qtbot.mouseClick(button(tools, text), LEFT)
        assert chosen.args == [USUAL, erases]


def test_keys_on_the_slider_change_the_width(qtbot: QtBot, tools: DrawingTools) -> None:
    slider = part(tools, QSlider)
    with qtbot.waitSignal(tools.pen_chosen) as chosen:
        qtbot.keyClick(slider, Qt.Key.Key_Right)
    assert chosen.args == [USUAL + 1, False]
    qtbot.keyClick(slider, Qt.Key.Key_End)
    assert tools.pen == (WIDEST, False)
    assert f"{WIDEST} of the 280 pixels" in slider.toolTip()


def test_the_dot_beside_the_slider_is_as_wide_as_the_pen(qtbot: QtBot, tools: DrawingTools) -> None:
    slider = part(tools, QSlider)

    def width() -> int:
        image = tools.grab().toImage()
        row = slider.mapTo(tools, slider.rect().center()).y()
        right = range(slider.mapTo(tools, slider.rect().topRight()).x() + 3, tools.width())
        return sum(image.pixelColor(x, row) == Look().theme.text for x in right)

    assert width() == pytest.approx(USUAL, abs=2)
    qtbot.keyClick(slider, Qt.Key.Key_End)
    assert width() == pytest.approx(WIDEST, abs=2)


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("Take the last stroke back", "undo_wanted"),
        ("Put the stroke back", "redo_wanted"),
        ("Clear", "clear_wanted"),
    ],
)
def test_buttons_say_what_the_user_wants(
    qtbot: QtBot, tools: DrawingTools, text: str, signal: str
) -> None:
    tools.show_possible(undo=True, redo=True, clear=True)
    with qtbot.waitSignal(getattr(tools, signal)):
        qtbot.mouseClick(button(tools, text), LEFT)


def test_what_cannot_be_done_now_is_pale(tools: DrawingTools) -> None:
    tools.show_possible(undo=False, redo=True, clear=False)
    assert not button(tools, "Take the last stroke back").isEnabled()
    assert button(tools, "Put the stroke back").isEnabled()
    assert not button(tools, "Clear").isEnabled()
