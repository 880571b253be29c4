"""A set-up panel on a desk: what a user finds and does there, and what is heard of it."""

from pathlib import Path
from typing import Any

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QAbstractButton, QComboBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.controls.layer_row import LayerRow
from app.controls.setup_panel import SetupPanel
from app.look.look import Look
from engine.datasets.dataset import Dataset
from engine.datasets.source import Source
from engine.experiment import Experiment

KEY = Qt.Key


class Desk:
    """A panel that shows an experiment, and lists of all that it says."""

    def __init__(self, bot: QtBot, experiment: Experiment, dataset: Dataset) -> None:
        self.bot: Any = bot  # its methods have no types
        self.edited: list[Experiment] = []
        self.chosen: list[Source] = []
        self.requested: list[Source] = []
        self.cancelled: list[None] = []
        self.panel = SetupPanel()
        bot.addWidget(self.panel)
        self.panel.experiment_edited.connect(self.edited.append)
        self.panel.source_chosen.connect(self.chosen.append)
        self.panel.download_requested.connect(self.requested.append)
        self.panel.download_cancelled.connect(lambda: self.cancelled.append(None))
        self.panel.show_look(Look())
        self.panel.show_experiment(experiment, dataset)
        self.panel.resize(280, 900)
        with bot.waitExposed(self.panel):
            self.panel.show()
        self.panel.activateWindow()

    @property
    def said(self) -> int:
        """How often the panel spoke."""
        return len(self.edited) + len(self.chosen) + len(self.requested) + len(self.cancelled)

    def layer(self, name: str) -> QWidget:
        return next(
            row
            for row in self.panel.findChildren(LayerRow)
            if row.accessibleName() == name and row.isVisibleTo(self.panel)
        )

    def layers(self) -> list[str]:
        rows = [r for r in self.panel.findChildren(LayerRow) if r.isVisibleTo(self.panel)]
        return sorted(row.accessibleName() for row in rows)

    def line(self, name: str, inside: QWidget | None = None) -> QLineEdit:
        line: QLineEdit = self._find(QLineEdit, name, inside)
        return line

    def box(self, name: str, inside: QWidget | None = None) -> QComboBox:
        box: QComboBox = self._find(QComboBox, name, inside)
        return box

    def has(self, name: str) -> bool:
        return any(
            widget.accessibleName() == name and widget.isVisibleTo(self.panel)
            for kind in (QLineEdit, QComboBox)
            for widget in self.panel.findChildren(kind)
        )

    def type(self, line: QLineEdit, text: str, end: Qt.Key = KEY.Key_Return) -> None:
        line.setFocus()
        line.selectAll()
        self.bot.keyClick(line, KEY.Key_Delete)
        self.bot.keyClicks(line, text)
        self.bot.keyClick(line, end)

    def choose(self, box: QComboBox, title: str) -> None:
        """Open the list, go to the title, and press Enter."""
        number = box.findText(title)
        assert number >= 0, title
        box.setFocus()
        box.showPopup()
        view = box.view()
        model = box.model()
        assert view is not None
        assert model is not None
        view.setCurrentIndex(model.index(number, 0))
        self.bot.keyClick(view, KEY.Key_Return)

    def button(self, text: str) -> QAbstractButton:
        """The button with this text or name."""
        return next(
            button
            for button in self.panel.findChildren(QAbstractButton)
            if text in (button.text(), button.accessibleName()) and button.isVisibleTo(self.panel)
        )

    def press(self, text: str) -> None:
        self.bot.mouseClick(self.button(text), Qt.MouseButton.LeftButton)

    def texts(self) -> list[str]:
        """All that can be read, apart from fields and buttons."""
        labels = self.panel.findChildren(QLabel)
        return [label.text() for label in labels if label.isVisibleTo(self.panel)]

    def reads(self, text: str) -> bool:
        return any(text in found for found in self.texts())

    def _find(self, kind: Any, name: str, inside: QWidget | None) -> Any:
        found = [
            widget
            for widget in (inside or self.panel).findChildren(kind)
            if widget.accessibleName() == name and widget.isVisibleTo(self.panel)
        ]
        assert len(found) == 1, (name, len(found))
        return found[0]


def marked(box: QWidget) -> bool:
    """Whether the row of this field says that a change starts over."""
    row = box.parentWidget()
    while row is not None and not hasattr(row, "is_marked"):
        row = row.parentWidget()
    assert row is not None
    return bool(row.is_marked)


def tables(folder: Path) -> Path:
    """A little table with two inputs and three classes."""
    path = folder / "flowers.csv"
    path.write_text("width,length,kind\n1,2,a\n2,3,b\n3,4,c\n" * 5)
    return path
