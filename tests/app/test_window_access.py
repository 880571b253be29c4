"""Everything says what it is, and can be reached with the keyboard alone."""

from collections.abc import Iterator

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSlider,
    QApplication,
    QComboBox,
    QLineEdit,
    QMenu,
    QScrollBar,
    QWidget,
)

from app.perspectives import PERSPECTIVES
from tests.app.shell import KEY, Shell

KINDS = (QAbstractButton, QComboBox, QLineEdit, QAbstractSlider, QAbstractItemView)


def controls(shell: Shell) -> Iterator[QWidget]:
    """All that can be used in the window as it is, or that the keyboard stops at."""
    for widget in shell.window.findChildren(QWidget):
        is_part = isinstance(widget.parentWidget(), QComboBox | QAbstractScrollArea)
        is_for_another = is_part or widget.focusProxy() or isinstance(widget, QScrollBar)
        is_control = isinstance(widget, KINDS) or widget.focusPolicy() & Qt.FocusPolicy.TabFocus
        if is_control and widget.isVisible() and not is_for_another:
            yield widget


def name(widget: QWidget) -> str:
    text = widget.text() if isinstance(widget, QAbstractButton) else ""
    return widget.accessibleName() or text


@pytest.mark.parametrize("perspective", PERSPECTIVES)
def test_every_control_has_a_name_and_an_explanation(shell: Shell, perspective: str) -> None:
    shell.window.show_perspective(perspective)
    found = list(controls(shell))
    assert len(found) > 40
    for widget in found:
        assert name(widget), widget
        explanation = widget.toolTip() or widget.whatsThis()
        assert explanation or isinstance(widget, QAbstractItemView), name(widget)


@pytest.mark.parametrize("perspective", PERSPECTIVES)
def test_every_control_is_reached_by_tab_or_has_a_key(shell: Shell, perspective: str) -> None:
    shell.window.show_perspective(perspective)
    reached: set[QWidget | None] = set()
    for _ in range(150):
        shell.press(KEY.Key_Tab)
        reached.add(QApplication.focusWidget())
    for widget in controls(shell):
        if widget.isEnabled() and widget not in reached:
            assert isinstance(widget, QAbstractButton), name(widget)
            group = widget.group()
            assert group is not None or not widget.shortcut().isEmpty(), name(widget)
            # within a group, of which Tab reaches one, arrows go on
            assert group is None or reached.intersection(group.buttons()), name(widget)


def test_every_command_is_in_the_menu_with_its_key(shell: Shell) -> None:
    entries = [action for menu in menus(shell) for action in menu.actions()]
    for command in shell.window.commands.values():
        if command.objectName() != "leave":
            assert command in entries, command.text()
            assert command.isShortcutVisibleInContextMenu()
    for action in entries:
        if not action.isSeparator():
            assert action.text()


def menus(shell: Shell) -> list[QMenu]:
    menu = shell.window.menu.widget
    return [menu, *menu.findChildren(QMenu)]


def test_no_key_has_two_meanings(shell: Shell) -> None:
    keys = [key.toString() for a in shell.window.commands.values() for key in a.shortcuts()]
    assert len(keys) == len(set(keys))
