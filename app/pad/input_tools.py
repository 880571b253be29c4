"""The tools of an input: a real example, the mean, back and again; and where it comes from."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.look.look import Look
from app.pad.chosen_input import ChosenInput
from app.pad.undo_buttons import UndoButtons
from app.widgets.flow_row import FlowRow
from app.widgets.line import line

STANDARDISED = "Standardised: 0 is an input’s mean, ±1 one deviation from it."


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
        self._undo = UndoButtons("change of the input")
        self._origin = QLabel()
        self._origin.setProperty("role", "muted")
        self._origin.setWordWrap(True)
        self._standardised = QLabel(STANDARDISED)
        self._standardised.setProperty("role", "muted")
        self._standardised.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(FlowRow(self._example, line(self._mean, self._undo, spacing=6)))
        column.addWidget(self._origin)
        column.addWidget(self._standardised)
        self._example.clicked.connect(chosen.put_next_example)
        self._mean.clicked.connect(chosen.put_mean)
        self._undo.undo_wanted.connect(self.undo_wanted)
        self._undo.redo_wanted.connect(self.redo_wanted)
        chosen.changed.connect(self._show)

    def show_look(self, look: Look) -> None:
        """Take over the colours of icons."""
        self._undo.show_look(look)

    def show_standardised(self, is_so: bool) -> None:
        """Say, or not, that the training data are standardised."""
        self._standardised.setVisible(is_so)

    def _show(self) -> None:
        self._undo.show_possible(undo=self._chosen.can_undo, redo=self._chosen.can_redo)
        self._origin.setText(self._chosen.origin)
