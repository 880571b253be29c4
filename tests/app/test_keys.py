"""Which keys go to what is focused, and which to the window."""

import pytest
from PyQt6.QtCore import Qt, QTimer
from PyQt6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLineEdit,
    QListView,
    QSlider,
    QWidget,
)

from engine.reading import EdgeQuantity
from tests.app.shell import KEY, NONE, SHIFT, Shell


def focus_by_tab(shell: Shell, name: str) -> None:
    """Press Tab until it is there."""
    for _ in range(100):
        shell.press(KEY.Key_Tab)
        focused = QApplication.focusWidget()
        if isinstance(focused, QAbstractButton | QComboBox | QSlider | QLineEdit):
            text = "" if isinstance(focused, QSlider | QLineEdit | QComboBox) else focused.text()
            if name in (focused.accessibleName(), text):
                return
    pytest.fail(f"Tab does not lead to {name}")


def test_space_presses_the_button_that_tab_leads_to(shell: Shell) -> None:
    focus_by_tab(shell, "Step")
    cursor = shell.training.bench.trainer.program.cursor
    shell.press(KEY.Key_Space)
    assert shell.training.bench.trainer.program.cursor == cursor + 1
    assert not shell.training.is_running


def test_no_button_choice_or_slider_takes_the_focus_by_a_click(shell: Shell) -> None:
    for kind in (QAbstractButton, QComboBox, QSlider):
        for widget in shell.window.findChildren(kind):
            if widget.isVisible():
                assert not widget.focusPolicy() & Qt.FocusPolicy.ClickFocus, widget.toolTip()


def test_space_runs_after_a_click_on_any_button(shell: Shell) -> None:
    for name in ("edges: gradient ∂C/∂w", "whole batch", "Hidden 1: more settings"):
        shell.click(name)
        shell.press(KEY.Key_Space)
        assert shell.training.is_running
        shell.press(KEY.Key_Space)
        shell.wait(lambda: not shell.training.is_running)


def test_after_a_choice_with_the_mouse_space_runs(shell: Shell) -> None:
    shell.choose("Run", "for … epochs")
    shell.press(KEY.Key_Space)
    assert shell.training.is_running


def test_arrows_move_the_slider_that_tab_leads_to_but_step_after_a_click_on_it(
    shell: Shell,
) -> None:
    slider: QSlider = shell.find(QSlider, "Speed, flat out")
    cursor = shell.training.bench.trainer.program.cursor
    shell.bot.mouseClick(slider, Qt.MouseButton.LeftButton)
    value = slider.value()
    shell.press(KEY.Key_Right)
    assert shell.training.bench.trainer.program.cursor == cursor + 1
    assert slider.value() == value
    focus_by_tab(shell, slider.accessibleName())
    shell.press(KEY.Key_Home)
    shell.press(KEY.Key_Right)
    assert slider.value() == 1
    assert shell.training.bench.trainer.program.cursor == cursor + 1


def test_arrows_go_from_one_choice_to_the_next_where_tab_leads(shell: Shell) -> None:
    focus_by_tab(shell, "edges: weight w")
    shell.press(KEY.Key_Right)
    assert shell.button("edges: signal a·w").isChecked()
    assert shell.snapshots[-1].reading.focus.edges is EdgeQuantity.SIGNAL


def test_the_right_arrow_steps_also_in_the_listing(shell: Shell) -> None:
    shell.press(KEY.Key_G)
    view = shell.window.listing.findChild(QListView)
    assert view is not None
    view.setFocus()
    cursor = shell.training.bench.trainer.program.cursor
    shell.press(KEY.Key_Right)
    assert shell.training.bench.trainer.program.cursor == cursor + 1
    view.setCurrentIndex(view.indexAt(view.rect().topLeft()))
    row = view.currentIndex().row()
    shell.press(KEY.Key_Down)
    assert view.currentIndex().row() == row + 1


def test_what_is_typed_into_a_field_is_no_command(shell: Shell) -> None:
    line: QLineEdit = shell.find(QLineEdit, "Learning rate η")
    line.setFocus()
    line.selectAll()
    cursor = shell.training.bench.trainer.program.cursor
    for key in (KEY.Key_1, KEY.Key_3, KEY.Key_Space, KEY.Key_G, KEY.Key_F, KEY.Key_Minus):
        shell.press(key)
    shell.press(KEY.Key_Right)
    shell.press(KEY.Key_Home)
    assert line.text() == "13 gf-"
    assert not shell.training.is_running
    assert shell.training.bench.trainer.program.cursor == cursor
    assert shell.snapshots[-1].reading.focus.edges is EdgeQuantity.WEIGHT
    assert shell.button("Watch").isChecked()
    shell.press(KEY.Key_Escape)
    assert line.text() == "0.05"
    assert shell.message  # Escape has not dismissed it


def test_escape_dismisses_the_message(shell: Shell) -> None:
    assert shell.message
    shell.press(KEY.Key_Escape)
    assert shell.message == ""


def test_f10_opens_the_menu(shell: Shell) -> None:
    menu = shell.window.menu.widget
    menu.aboutToShow.connect(lambda: QTimer.singleShot(0, menu.close))
    with shell.bot.waitSignal(menu.aboutToHide):
        shell.press(KEY.Key_F10)


def test_a_held_space_is_one_space(shell: Shell) -> None:
    commands = shell.window.commands
    assert [name for name, action in commands.items() if action.autoRepeat()] == [
        *("step", "back", "pass", "back_pass", "batch", "back_batch"),
        *("zoom_in", "zoom_out", "larger", "smaller"),
    ]


@pytest.mark.parametrize("modifier", [NONE, SHIFT])
def test_tab_goes_round_through_the_whole_window(
    shell: Shell, modifier: Qt.KeyboardModifier
) -> None:
    start = QApplication.focusWidget()
    key = KEY.Key_Backtab if modifier == SHIFT else KEY.Key_Tab
    passed: list[QWidget | None] = []
    while len(passed) < 200:
        shell.press(key, modifier)
        passed.append(QApplication.focusWidget())
        if passed[-1] is start:
            break
    assert passed[-1] is start
    parts = (shell.window.top, shell.window.example, shell.window.setup, shell.window.plots)
    for part in (*parts, shell.window.network, shell.window.transport):
        assert any(part.isAncestorOf(widget) for widget in passed if widget is not None), part
