"""A real window on a real training, and what a user does with it: keys, clicks, waiting."""

import gc
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QMenu,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.desktop import Desktop
from app.history import History
from app.preferences import Preferences
from app.session.bench import Bench
from app.snapshot import Snapshot
from engine.activations import Softmax
from engine.addresses import BiasId, EdgeId
from engine.datasets.synthetic import TwoMoons
from engine.experiment import Experiment
from engine.layers import Dense
from engine.losses import CROSS_ENTROPY
from engine.network import Network
from engine.optimizers import SGD

KEY = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
NONE = Qt.KeyboardModifier.NoModifier
WAIT_MS = 30_000

MOONS = Experiment(
    TwoMoons(examples=200),
    Network(2, (Dense(4), Dense(2, Softmax()))),
    CROSS_ENTROPY,
    SGD(),
    learning_rate=0.05,
    batch_size=16,
    seed=3,
)
"""2-4-2 on 160 examples in 10 batches: a step takes some microseconds."""


class Shell:
    """The window of a desktop, its training, and all snapshots that were taken of it."""

    def __init__(
        self,
        bot: QtBot,
        app: QApplication,
        file: Path,
        experiment: Experiment = MOONS,
        preferences: Preferences | None = None,
        problem: str = "",
        weights: Mapping[EdgeId | BiasId, float] | None = None,
    ) -> None:
        self.bot: Any = bot  # its methods have no types
        self.preferences = preferences or Preferences()
        app.setStyleSheet("")  # widgets are made faster without one, and without
        gc.collect()  # those of the windows before
        bench = Bench.fresh(experiment, experiment.load())
        for address, value in (weights or {}).items():
            bench.set_parameter(address, value)
        self.desktop = Desktop(app, bench, self.preferences, file.parent / "runs")
        self.window, self.session = self.desktop.window, self.desktop.session
        self.training = self.session.training
        self.snapshots: list[Snapshot] = []
        self.training.snapshot_ready.connect(self.snapshots.append)
        bot.addWidget(self.window)
        with bot.waitExposed(self.window):
            self.desktop.open(self.preferences, file, problem)
        self._come_back()

    @property
    def history(self) -> History:
        """The curves."""
        return self.training.bench.archive.history

    @property
    def message(self) -> str:
        """What the message bar says."""
        return self.window.messages.text

    def press(self, key: Qt.Key, modifier: Qt.KeyboardModifier = NONE) -> None:
        """Press a key, which whatever has the focus gets."""
        self.bot.keyClick(QApplication.focusWidget() or self.window, key, modifier)

    def wait(self, condition: Callable[[], bool]) -> None:
        """Wait until something is so."""
        self.bot.waitUntil(condition, timeout=WAIT_MS)

    def run_until(self, condition: Callable[[], bool]) -> None:
        """Run until something is so, then stop at the end of the step."""
        self.press(KEY.Key_Space)
        self.wait(condition)
        self.press(KEY.Key_Space, SHIFT)
        self.wait(lambda: not self.training.is_running)

    def run_some(self) -> None:
        """Run for some steps, then stop at the end of one."""
        begun = len(self.history.steps)
        self.run_until(lambda: len(self.history.steps) > begun + 20)

    def find(self, kind: Any, name: str, inside: QWidget | None = None) -> Any:
        """What can be seen of this kind, with this text or accessible name."""
        found = [
            widget
            for widget in (inside or self.window).findChildren(kind)
            if widget.isVisible() and name in (widget.accessibleName(), _text(widget))
        ]
        assert len(found) == 1, (name, len(found))
        return found[0]

    def button(self, name: str, inside: QWidget | None = None) -> QAbstractButton:
        """The button of this name."""
        button: QAbstractButton = self.find(QAbstractButton, name, inside)
        return button

    def click(self, name: str, inside: QWidget | None = None) -> None:
        """Click a button."""
        self.bot.mouseClick(self.button(name, inside), Qt.MouseButton.LeftButton)

    def enter(self, name: str, text: str) -> QLineEdit:
        """Type into the field of this name, and press Return."""
        line: QLineEdit = self.find(QLineEdit, name)
        line.setFocus()
        line.selectAll()
        self.bot.keyClicks(line, text)
        self.bot.keyClick(line, KEY.Key_Return)
        return line

    def choose(self, name: str, title: str) -> None:
        """Open the list of this name, go to the title, and press Return."""
        box: QComboBox = self.find(QComboBox, name)
        box.showPopup()
        view, model = box.view(), box.model()
        assert view is not None
        assert model is not None
        view.setCurrentIndex(model.index(box.findText(title), 0))
        self.bot.keyClick(view, KEY.Key_Return)
        self.wait(lambda: not view.isVisible())
        self._come_back()

    def menu(self, *titles: str) -> None:
        """Open the menu, go through submenus to an entry, and press Return."""
        menu = self.window.menu.widget
        menu.popup(self.window.mapToGlobal(self.window.rect().center()))
        for title in titles[:-1]:
            action = entry(menu, title)
            menu.setActiveAction(action)
            self.bot.keyClick(menu, KEY.Key_Right)
            submenu = action.menu()
            assert isinstance(submenu, QMenu)
            menu = submenu
        menu.setActiveAction(entry(menu, titles[-1]))
        self.bot.keyClick(menu, KEY.Key_Return)
        self._come_back()

    def texts(self, inside: QWidget) -> list[str]:
        """All texts of labels that can be seen there."""
        return [label.text() for label in inside.findChildren(QLabel) if label.isVisible()]

    def _come_back(self) -> None:
        """From a list to the window, as a window manager does by itself."""
        self.window.activateWindow()
        self.wait(self.window.isActiveWindow)


def entry(menu: QMenu, title: str) -> QAction:
    """The entry of a menu with this title."""
    return next(action for action in menu.actions() if action.text() == title)


def _text(widget: QWidget) -> str:
    text = getattr(widget, "text", None)
    return str(text()) if callable(text) else ""
