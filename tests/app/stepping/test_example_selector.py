import pytest
from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.stepping.example_selector import ExampleSelector
from tests.app.stepping.moments import button, texts

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def selector(qtbot: QtBot) -> ExampleSelector:
    widget = ExampleSelector()
    qtbot.addWidget(widget)
    widget.show()
    widget.show_focus(6, 32)
    return widget


def test_it_says_which_example_is_looked_at(selector: ExampleSelector) -> None:
    assert "7 of 32" in texts(selector)


@pytest.mark.parametrize(
    ("name", "example", "chosen"),
    [
        ("Next example of the batch", 6, 7),
        ("Previous example of the batch", 6, 5),
        ("Next example of the batch", 31, 0),
        ("Previous example of the batch", 0, 31),
    ],
)
def test_the_arrows_choose_the_next_example(
    qtbot: QtBot, selector: ExampleSelector, name: str, example: int, chosen: int
) -> None:
    selector.show_focus(example, 32)
    with qtbot.waitSignal(selector.focus_chosen) as signal:
        qtbot.mouseClick(button(selector, name), LEFT)
    assert signal.args == [chosen]


def test_keys_do_the_same(qtbot: QtBot, selector: ExampleSelector) -> None:
    with qtbot.waitSignal(selector.focus_chosen) as signal:
        qtbot.keyClick(button(selector, "Next example of the batch"), Qt.Key.Key_Space)
    assert signal.args == [7]
    with qtbot.waitSignal(selector.focus_chosen) as signal:
        qtbot.keyClick(button(selector, "one example"), Qt.Key.Key_Right)
    assert signal.args == [None]


def test_the_whole_batch_and_back_to_the_same_example(
    qtbot: QtBot, selector: ExampleSelector
) -> None:
    with qtbot.waitSignal(selector.focus_chosen) as signal:
        qtbot.mouseClick(button(selector, "whole batch"), LEFT)
    assert signal.args == [None]
    selector.show_focus(None, 32)
    assert not button(selector, "Next example of the batch").isVisible()
    with qtbot.waitSignal(selector.focus_chosen) as signal:
        qtbot.mouseClick(button(selector, "one example"), LEFT)
    assert signal.args == [6]


def test_showing_a_focus_is_no_choice(qtbot: QtBot, selector: ExampleSelector) -> None:
    with qtbot.assertNotEmitted(selector.focus_chosen):
        selector.show_focus(None, 32)
        selector.show_focus(3, 32)
    assert button(selector, "one example").isChecked()


def test_a_batch_of_one_has_no_next_example(selector: ExampleSelector) -> None:
    selector.show_focus(0, 1)
    assert not button(selector, "Next example of the batch").isVisible()
