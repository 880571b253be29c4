from dataclasses import replace

import numpy as np
import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel, QPushButton, QSpinBox
from pytestqt.qtbot import QtBot

from app.answers.answer_panel import AnswerPanel
from app.answers.thumbnails import Thumbnails
from engine.datasets.dataset import Examples
from tests.app.answers.subjects import FLOWERS, VALUES, drawing, panel, probed

LEFT = Qt.MouseButton.LeftButton
KEY = Qt.Key
LABELS = [7, 7, 1, 0, 7, 3, 3, 2]


def button(widget: AnswerPanel, text: str) -> QPushButton:
    return next(found for found in widget.findChildren(QPushButton) if found.text() == text)


def collection() -> Examples:
    return Examples(np.array([drawing()] * len(LABELS)), np.array(LABELS))


def collected(qtbot: QtBot) -> tuple[AnswerPanel, Thumbnails]:
    widget = panel(qtbot)
    widget.show_collection(collection())
    thumbnails = widget.findChild(Thumbnails)
    assert thumbnails is not None
    qtbot.waitUntil(lambda: thumbnails.height() >= thumbnails.heightForWidth(thumbnails.width()))
    qtbot.waitUntil(lambda: button(widget, "Train on all").height() > 0)
    return widget, thumbnails


def texts(widget: AnswerPanel) -> str:
    return "\n".join(label.text() for label in widget.findChildren(QLabel))


def test_a_drawing_is_collected_with_its_label(qtbot: QtBot) -> None:
    widget = panel(qtbot)
    widget.show_probed(probed())
    assert not button(widget, "Collect with this label").isEnabled()
    qtbot.mouseClick(button(widget, "7"), LEFT)
    with qtbot.waitSignal(widget.collect_requested) as asked:
        qtbot.mouseClick(button(widget, "Collect with this label"), LEFT)
    assert asked.args == [7]


def test_it_counts_what_there_is_of_each_class(qtbot: QtBot) -> None:
    widget, _ = collected(qtbot)
    assert "8 drawings: 0 ×1 · 1 ×1 · 2 ×1 · 3 ×2 · 7 ×3" in texts(widget)
    widget.show_collection(None)
    assert "None yet" in texts(widget)
    assert not button(widget, "Train on all").isVisible()


def test_a_click_puts_an_example_on_the_pad_again(qtbot: QtBot) -> None:
    widget, thumbnails = collected(qtbot)
    with qtbot.waitSignal(widget.collected_clicked) as clicked:
        qtbot.mouseClick(thumbnails, LEFT, pos=thumbnails.square(6).center())
    assert clicked.args == [6]
    assert thumbnails.selection == 6
    assert "number 7, 3, is selected" in thumbnails.accessibleDescription()


def test_an_example_comes_back_with_its_label(qtbot: QtBot) -> None:
    widget, thumbnails = collected(qtbot)
    widget.show_probed(probed())
    qtbot.mouseClick(button(widget, "1"), LEFT)
    qtbot.mouseClick(thumbnails, LEFT, pos=thumbnails.square(6).center())
    assert button(widget, "3").isChecked()
    with qtbot.waitSignal(widget.collect_requested) as asked:
        qtbot.mouseClick(button(widget, "Collect with this label"), LEFT)
    assert asked.args == [3]


def test_target_values_come_back_with_an_example(qtbot: QtBot) -> None:
    widget = panel(qtbot, VALUES)
    widget.show_collection(Examples(np.array([[0.5]]), np.array([[0.25]])))
    widget.show_probed(replace(probed(np.array([2.0])), x=np.array([0.5])))
    thumbnails = widget.findChild(Thumbnails)
    assert thumbnails is not None
    qtbot.waitUntil(lambda: thumbnails.height() > 0)
    qtbot.mouseClick(thumbnails, LEFT, pos=thumbnails.square(0).center())
    with qtbot.waitSignal(widget.training_requested) as asked:
        qtbot.mouseClick(button(widget, "Train on it"), LEFT)
    assert asked.args[0].tolist() == [0.25]


def test_how_many_are_collected_is_said_beside_the_button(qtbot: QtBot) -> None:
    widget = panel(qtbot)
    widget.show_probed(probed())
    qtbot.mouseClick(button(widget, "7"), LEFT)
    widget.show_collection(collection())
    assert "Collected so far: 8 drawings." in texts(widget)


def test_keys_select_use_and_remove(qtbot: QtBot) -> None:
    widget, thumbnails = collected(qtbot)
    thumbnails.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(lambda: thumbnails.selection == 0)
    for key in (KEY.Key_Right, KEY.Key_Right, KEY.Key_Left, KEY.Key_End, KEY.Key_Up, KEY.Key_Home):
        qtbot.keyClick(thumbnails, key)
    qtbot.keyClick(thumbnails, KEY.Key_Right)
    assert thumbnails.selection == 1
    with qtbot.waitSignal(widget.collected_clicked, check_params_cb=lambda n: n == 1):
        qtbot.keyClick(thumbnails, KEY.Key_Return)
    with qtbot.waitSignal(widget.example_removed) as removed:
        qtbot.keyClick(thumbnails, KEY.Key_Delete)
    assert removed.args == [1]
    with qtbot.waitSignal(widget.example_removed, check_params_cb=lambda n: n == 1):
        qtbot.mouseClick(button(widget, "Remove"), LEFT)


def test_the_selection_stays_within_what_is_left(qtbot: QtBot) -> None:
    widget, thumbnails = collected(qtbot)
    qtbot.mouseClick(thumbnails, LEFT, pos=thumbnails.square(7).center())
    examples = collection()
    widget.show_collection(replace(examples, x=examples.x[:7], y=examples.y[:7]))
    assert thumbnails.selection == 6
    widget.show_collection(None)
    assert thumbnails.selection is None
    assert not button(widget, "Remove").isEnabled()


@pytest.mark.parametrize(
    ("text", "signal"),
    [
        ("Use as test", "collection_test_requested"),
        ("Save…", "collection_saved"),
        ("Open…", "collection_opened"),
        ("Clear", "collection_cleared"),
    ],
)
def test_each_button_tells_what_is_wanted(qtbot: QtBot, text: str, signal: str) -> None:
    widget, _ = collected(qtbot)
    with qtbot.waitSignal(getattr(widget, signal)):
        qtbot.mouseClick(button(widget, text), LEFT)


def test_the_network_is_trained_on_all_of_them_so_many_times(qtbot: QtBot) -> None:
    widget, _ = collected(qtbot)
    times = next(b for b in widget.findChildren(QSpinBox) if "all own" in b.accessibleName())
    times.selectAll()
    qtbot.keyClicks(times, "12")
    with qtbot.waitSignal(widget.collection_training_requested) as asked:
        qtbot.mouseClick(button(widget, "Train on all"), LEFT)
    assert asked.args == [12]


def test_examples_that_are_no_pictures_are_lines_of_numbers(qtbot: QtBot) -> None:
    widget = panel(qtbot, FLOWERS)
    x = np.array([[1, 0.5, -2], [0, 0, 1]])
    widget.show_collection(Examples(x, np.array([1, 0])))
    thumbnails = widget.findChild(Thumbnails)
    assert thumbnails is not None
    first, second = thumbnails.square(0), thumbnails.square(1)
    assert first.left() == second.left()
    qtbot.mouseClick(thumbnails, LEFT, pos=first.center())
    assert "versicolor: 1.00, 0.50, −2.00" in thumbnails.accessibleDescription()


def test_examples_of_a_regression_have_targets(qtbot: QtBot) -> None:
    widget = panel(qtbot, VALUES)
    widget.show_collection(Examples(np.array([[1.0]]), np.array([[0.5]])))
    assert "1 example" in texts(widget)
    assert not button(widget, "Collect with this target").isEnabled()
