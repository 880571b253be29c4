"""The title of a panel changes; its name in menus does not."""

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QDockWidget, QLabel, QMainWindow, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.bars.dock_title import DockTitle
from app.look.look import Look


def test_it_shows_what_the_panel_is_about_and_hides_it(qtbot: QtBot) -> None:
    window = QMainWindow()
    qtbot.addWidget(window)
    dock = QDockWidget("Example", window)
    title = DockTitle(dock)
    dock.setTitleBarWidget(title)
    window.addDockWidget(Qt.DockWidgetArea.LeftDockWidgetArea, dock)
    title.show_look(Look())
    window.setCentralWidget(QWidget())
    window.resize(800, 200)
    window.show()
    window.resizeDocks([dock], [400], Qt.Orientation.Horizontal)
    title.show_title("Example 2 of batch 3")
    label, button = title.findChild(QLabel), title.findChild(QToolButton)
    toggle = dock.toggleViewAction()
    assert label is not None
    assert button is not None
    assert toggle is not None
    qtbot.waitUntil(lambda: label.text() == "Example 2 of batch 3")
    assert toggle.text() == "Example"
    assert button.accessibleName() == "Hide the panel “Example”"
    title.show_title("Example 2 of batch 3, " * 10)
    assert label.text().startswith("Example 2 of batch 3, ")
    assert label.text().endswith("…")
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert dock.isHidden()
    assert not toggle.isChecked()
