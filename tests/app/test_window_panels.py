"""Panels and perspectives: hidden, shown, moved, and found again as they were left."""

from functools import partial
from pathlib import Path

import pytest
from PyQt6.QtCore import QEvent, QObject, QPoint, QSize, Qt
from PyQt6.QtWidgets import QApplication, QDockWidget, QLabel, QWidget
from pytestqt.qtbot import QtBot

from app import preferences as kept
from app.main_window import USUAL_SIZE, MainWindow
from app.perspectives import PERSPECTIVES
from app.preferences import Preferences
from tests.app.shell import KEY, Shell

RIGHT = Qt.DockWidgetArea.RightDockWidgetArea


def dock(window: MainWindow, name: str) -> QDockWidget:
    found = window.findChild(QDockWidget, name)
    assert found is not None
    return found


def shown(window: MainWindow) -> set[str]:
    """The panels that can be seen."""
    return {d.objectName() for d in window.findChildren(QDockWidget) if d.isVisible()}


def again(shell: Shell, qapp: QApplication, tmp_path: Path) -> Shell:
    """Close the window, and open another with the preferences that were kept."""
    file = tmp_path / "preferences.json"
    shell.window.close()
    preferences, note = kept.load(file)
    assert note == ""
    return Shell(shell.bot, qapp, file, preferences=preferences)


def test_g_goes_from_one_perspective_to_the_next(shell: Shell) -> None:
    for name in ("step", "draw", "evaluate", "watch"):
        shell.press(KEY.Key_G)
        assert shown(shell.window) == set(PERSPECTIVES[name].panels)
        assert shell.button(PERSPECTIVES[name].title, shell.window.top).isChecked()


def test_a_click_chooses_a_perspective(shell: Shell) -> None:
    shell.click("Step & inspect", shell.window.top)
    assert shown(shell.window) == set(PERSPECTIVES["step"].panels)


def test_each_perspective_is_found_again_as_it_was_left(shell: Shell) -> None:
    shell.click("Hide the panel “Curves”")
    assert shown(shell.window) == {"example", "setup"}
    shell.click("Draw", shell.window.top)
    assert shown(shell.window) == set(PERSPECTIVES["draw"].panels)
    shell.click("Watch", shell.window.top)
    assert shown(shell.window) == {"example", "setup"}
    shell.menu("Usual layout")
    assert shown(shell.window) == {"example", "setup", "plots"}


def test_the_menu_names_panels_as_ever_and_brings_them_back(shell: Shell) -> None:
    shell.press(KEY.Key_Right)
    assert "Example 1 of batch 1" in shell.texts(shell.window)
    shell.menu("Panels", "Example")
    assert "example" not in shown(shell.window)
    shell.menu("Panels", "Example")
    assert "example" in shown(shell.window)


@pytest.mark.parametrize("perspective", PERSPECTIVES)
def test_a_pill_leads_to_its_settings(shell: Shell, perspective: str) -> None:
    shell.window.resize(1280, 800)
    shell.window.show_perspective(perspective)
    for pill, heading in (("SGD · η 0.05", "Training"), ("2 – 4 – 2", "Network")):
        shell.click(pill)
        shell.wait(partial(is_in_sight, shell, heading))


def is_in_sight(shell: Shell, heading: str) -> bool:
    """Whether a heading of the set-up is not scrolled out of it, with some room below."""
    setup = shell.window.setup
    label = next(label for label in setup.findChildren(QLabel) if label.text() == heading)
    place = label.mapTo(setup, label.rect().bottomLeft())
    return setup.isVisible() and setup.rect().contains(place + QPoint(0, 100))


def test_all_is_found_again_at_the_next_start(
    shell: Shell, qapp: QApplication, tmp_path: Path
) -> None:
    window = shell.window
    window.resize(760, 700)
    window.addDockWidget(RIGHT, dock(window, "example"))
    shell.click("Hide the panel “Set-up”")
    shell.menu("Theme", "Light")
    second = again(shell, qapp, tmp_path)
    assert second.window.size() == QSize(760, 700)
    assert second.window.dockWidgetArea(dock(second.window, "example")) == RIGHT
    assert shown(second.window) == {"example", "plots"}
    assert second.desktop.appearance.look.theme.name == "light"


def test_a_first_window_and_one_from_a_larger_screen_fit_the_screen(
    shell: Shell, qapp: QApplication, tmp_path: Path
) -> None:
    screen = qapp.primaryScreen()
    assert screen is not None
    available = screen.availableSize()
    assert USUAL_SIZE.width() > available.width()  # as offscreen it is
    assert shell.window.width() <= available.width()
    assert shell.window.height() <= available.height()
    shell.window.resize(1900, 1000)
    second = again(shell, qapp, tmp_path)
    assert second.window.width() <= available.width()
    assert second.window.height() <= available.height()


def test_a_layout_that_qt_does_not_know_gives_way_to_the_usual_one(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    preferences = Preferences(geometry="!!", layouts={"watch": "AAAA"}, plots={"shown": 3})
    shell = Shell(qtbot, qapp, tmp_path / "preferences.json", preferences=preferences)
    assert shown(shell.window) == set(PERSPECTIVES["watch"].panels)


def test_f11_fills_the_screen_and_both_f11_and_escape_leave_it(shell: Shell) -> None:
    full_screen = shell.window.commands["full_screen"]
    for leave in (KEY.Key_F11, KEY.Key_Escape):
        shell.press(KEY.Key_F11)
        assert shell.window.isFullScreen()
        assert full_screen.isChecked()
        shell.press(leave)
        assert not shell.window.isFullScreen()
        assert not full_screen.isChecked()


def test_after_the_full_screen_a_maximised_window_is_maximised(shell: Shell) -> None:
    shell.window.showMaximized()
    shell.press(KEY.Key_F11)
    shell.press(KEY.Key_F11)
    assert shell.window.isMaximized()


class Shown(QObject):
    """Notes every window that is shown, even if only for a moment."""

    def __init__(self) -> None:
        super().__init__()
        self.windows: list[QObject] = []

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        is_shown = event is not None and event.type() == QEvent.Type.Show
        if is_shown and isinstance(watched, QWidget) and watched.isWindow():
            self.windows.append(watched)
        return False


def test_no_part_of_a_perspective_flashes_as_a_window_of_its_own(
    shell: Shell, qapp: QApplication
) -> None:
    shown = Shown()
    qapp.installEventFilter(shown)
    for name in ("step", "draw", "evaluate"):
        shell.click(PERSPECTIVES[name].title, shell.window.top)
        QApplication.processEvents()
    shell.click("Evaluate", shell.window.evaluation)
    shell.wait(lambda: shell.session.evaluating.report is not None)
    QApplication.processEvents()
    qapp.removeEventFilter(shown)
    assert shown.windows == []
