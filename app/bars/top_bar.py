"""The top bar: what is trained, the perspectives, and the menu."""

from collections.abc import Iterable

from PyQt6.QtCore import QSize, pyqtSignal
from PyQt6.QtGui import QAction, QResizeEvent
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

from app.bars import summary
from app.look.icons import icon
from app.look.look import Look
from app.perspectives import Perspective
from engine.datasets.dataset import Dataset
from engine.experiment import Experiment

PILLS = {
    "data": "The data set: press to choose another",
    "network": "The layers: press to change them",
    "training": "Optimizer and learning rate η: press to change them",
}
"""The sections of the set-up that are summed up, and what they hold."""


class TopBar(QWidget):
    """The name, three pills that sum up the experiment, perspectives, undo and redo, the menu.

    Where there is no room for all of it, the name goes first, then the pills from the right.
    """

    #: A pill was pressed: the section of the set-up that it sums up, "data", …
    section_wanted = pyqtSignal(str)
    #: A perspective was chosen, by name.
    perspective_chosen = pyqtSignal(str)

    def __init__(
        self, perspectives: Iterable[Perspective], actions: Iterable[QAction], menu: QMenu
    ) -> None:
        super().__init__()
        self._sign = QLabel("∇")
        self._sign.setProperty("role", "title")
        self._name = QLabel("Nablascope")
        self._name.setProperty("role", "title")
        self._pills = {section: self._pill(section, tip) for section, tip in PILLS.items()}
        self._perspectives = QButtonGroup(self)
        self._menu_button = QToolButton()
        self._menu_button.setMenu(menu)
        self._menu_button.setText("Menu")
        self._menu_button.setShortcut("F10")
        self._menu_button.setToolTip("Panels, colours, text size, and all commands (F10)")
        self._menu_button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._row = QHBoxLayout(self)
        for widget in (self._sign, self._name, *self._pills.values()):
            self._row.addWidget(widget)
        self._row.addStretch(1)
        self._row.addWidget(self._segments(perspectives))
        for action in actions:
            button = QToolButton()
            button.setDefaultAction(action)
            button.setProperty("role", "quiet")
            self._row.addWidget(button)
        self._row.addWidget(self._menu_button)

    def show_experiment(self, experiment: Experiment, dataset: Dataset) -> None:
        """Sum up the settings."""
        self._pills["data"].setText(summary.data(experiment, dataset))
        self._pills["network"].setText(summary.network(experiment))
        self._pills["training"].setText(summary.training(experiment))
        self._fit()

    def show_perspective(self, name: str) -> None:
        """Show which perspective is in force."""
        for button in self._perspectives.buttons():
            button.setChecked(button.objectName() == name)

    def show_look(self, look: Look) -> None:
        """Take over colours and the size of text."""
        unit = look.unit
        self._row.setContentsMargins(*(round(side * unit) for side in (12, 5, 10, 5)))
        self._row.setSpacing(round(8 * unit))
        self._sign.setStyleSheet(f"color: {look.theme.accent.name()}")
        self._menu_button.setIcon(icon("settings", look.theme.text))
        self._fit()

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
            button.setText(perspective.title.replace("&", "&&"))
            button.setAccessibleName(perspective.title)
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

    def _fit(self) -> None:
        """Show as much as there is room for."""
        yielding = (self._name, *reversed(self._pills.values()))
        for widget in yielding:
            widget.show()
        for widget in yielding:
            if self._row.sizeHint().width() > self.width():
                widget.hide()

    def minimumSizeHint(self) -> QSize:
        """It can become narrow: then it shows less."""
        return QSize(self._row.minimumSize().width() // 3, self._row.minimumSize().height())

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Find room in the new width."""
        self._fit()
