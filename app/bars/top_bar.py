"""The top bar: what is trained, the perspectives, and the menu."""

from collections.abc import Iterable

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QMenu,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from app.look import numbers
from app.look.icons import icon
from app.look.look import Look
from app.perspectives import Perspective
from engine.datasets.dataset import Dataset
from engine.experiment import Experiment


class TopBar(QWidget):
    """The name, three pills that sum up the experiment, perspectives, undo and redo, the menu."""

    #: A pill was pressed: the section of the set-up that it sums up, "data", …
    section_wanted = pyqtSignal(str)
    #: A perspective was chosen, by name.
    perspective_chosen = pyqtSignal(str)

    def __init__(
        self, perspectives: Iterable[Perspective], actions: Iterable[QAction], menu: QMenu
    ) -> None:
        super().__init__()
        self._name = QLabel("Nablascope")
        self._name.setProperty("role", "title")
        self._sign = QLabel("∇")
        self._sign.setProperty("role", "title")
        self._pills = {
            section: self._pill(section, tip)
            for section, tip in (
                ("data", "The data set: press to choose another"),
                ("network", "The layers: press to change them"),
                ("training", "Optimizer and learning rate η: press to change them"),
            )
        }
        self._perspectives = QButtonGroup(self)
        segments = self._segments(perspectives)
        self._menu_button = QToolButton()
        self._menu_button.setMenu(menu)
        self._menu_button.setText("Menu")
        self._menu_button.setToolTip("Panels, colours, text size, and all commands")
        self._menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 5, 10, 5)
        row.setSpacing(8)
        row.addWidget(self._sign)
        row.addWidget(self._name)
        row.addSpacing(8)
        for pill in self._pills.values():
            row.addWidget(pill)
        row.addStretch(1)
        row.addWidget(segments)
        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setProperty("role", "quiet")
            row.addWidget(button)
        row.addWidget(self._menu_button)

    def show_experiment(self, experiment: Experiment, dataset: Dataset) -> None:
        """Sum up the settings."""
        examples = numbers.count(len(dataset.train))
        noun = "images" if len(dataset.input_shape) == 2 else "examples"
        title = experiment.source.title.split(",")[0]
        self._pills["data"].setText(f"{title} · {examples} {noun}")
        self._pills["network"].setText(_chain(experiment.network.sizes))
        rate = f"η {experiment.learning_rate:g}"
        self._pills["training"].setText(f"{experiment.optimizer.title} · {rate}")

    def show_perspective(self, name: str) -> None:
        """Show which perspective is in force."""
        for button in self._perspectives.buttons():
            button.setChecked(button.objectName() == name)

    def show_look(self, look: Look) -> None:
        """Take over colours and the size of text."""
        self._sign.setStyleSheet(f"color: {look.theme.accent.name()}")
        self._menu_button.setIcon(icon("settings", look.theme.text))

    def _pill(self, section: str, tip: str) -> QToolButton:
        pill = QToolButton()
        pill.setProperty("role", "pill")
        pill.setObjectName(section)
        pill.setToolTip(tip)
        pill.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        pill.clicked.connect(lambda: self.section_wanted.emit(section))
        return pill

    def _segments(self, perspectives: Iterable[Perspective]) -> QFrame:
        frame = QFrame()
        frame.setProperty("role", "segments")
        row = QHBoxLayout(frame)
        row.setContentsMargins(2, 2, 2, 2)
        row.setSpacing(0)
        for perspective in perspectives:
            button = QToolButton()
            button.setText(perspective.title)
            button.setObjectName(perspective.name)
            button.setToolTip(f"{perspective.tip} (G: the next one)")
            button.setProperty("role", "segment")
            button.setCheckable(True)
            self._perspectives.addButton(button)
            row.addWidget(button)
        self._perspectives.buttonClicked.connect(
            lambda button: self.perspective_chosen.emit(button.objectName())
        )
        return frame


def _chain(sizes: tuple[int, ...]) -> str:
    """784 – 16 – 16 – 10, or only the ends of a deep network."""
    shown = [str(size) for size in sizes]
    if len(shown) > 6:
        shown[3:-2] = ["…"]
    return " – ".join(shown)
