"""The tools of an input: a real example, the mean, back and again; and where it comes from."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.look.icons import icon
from app.look.look import Look
from app.pad.chosen_input import ChosenInput
from app.widgets.flow_row import FlowRow
from app.widgets.line import line

STANDARDISED = "Standardised: 0 is an input’s mean, ±1 one deviation from it."
SIDE = 24
"""Of a button with an icon, in logical pixels at the usual text size."""


class InputTools(QWidget):
    """Buttons that change a chosen input as a whole."""

    #: The user wants the last change taken back.
    undo_wanted = pyqtSignal()
    #: The user wants it done again.
    redo_wanted = pyqtSignal()

    def __init__(self, chosen: ChosenInput) -> None:
        super().__init__()
        self._chosen = chosen
        self._example = QPushButton("Next example")
        self._example.setToolTip(
            "Take the values of the next training example, to start from real data."
        )
        self._mean = QPushButton("Mean")
        self._mean.setToolTip(
            "Give every input the mean that it has in the training data, to three digits or so."
        )
        self._undo = _icon_button("Take the last change of the input back.")
        self._redo = _icon_button("Do again what was taken back.")
        self._origin = QLabel()
        self._origin.setProperty("role", "muted")
        self._origin.setWordWrap(True)
        self._standardised = QLabel(STANDARDISED)
        self._standardised.setProperty("role", "muted")
        self._standardised.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(
            FlowRow(self._example, line(self._mean, self._undo, self._redo, spacing=6))
        )
        column.addWidget(self._origin)
        column.addWidget(self._standardised)
        self._example.clicked.connect(chosen.put_next_example)
        self._mean.clicked.connect(chosen.put_mean)
        self._undo.clicked.connect(self.undo_wanted)
        self._redo.clicked.connect(self.redo_wanted)
        chosen.changed.connect(self._show)

    def show_look(self, look: Look) -> None:
        """Take over the colours of icons."""
        for button, name in ((self._undo, "undo"), (self._redo, "redo")):
            button.setIcon(icon(name, look.theme.text))
            button.setFixedSize(round(SIDE * look.unit), round(SIDE * look.unit))

    def show_standardised(self, is_so: bool) -> None:
        """Say, or not, that the training data are standardised."""
        self._standardised.setVisible(is_so)

    def _show(self) -> None:
        self._undo.setEnabled(self._chosen.can_undo)
        self._redo.setEnabled(self._chosen.can_redo)
        self._origin.setText(self._chosen.origin)


def _icon_button(tip: str) -> QPushButton:
    button = QPushButton()
    button.setProperty("role", "quiet")
    button.setToolTip(tip)
    button.setAccessibleName(tip.rstrip("."))
    button.setStyleSheet("padding: 0;")
    return button
