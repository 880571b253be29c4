"""Two buttons that take the last change of the input back, and make it again."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.look.icons import icon
from app.look.look import Look
from app.widgets.tip import wrapped

UNDO_KEY = "Ctrl+Z takes back what was done last, be it this or a training step."
REDO_KEY = "Ctrl+Shift+Z does again what was taken back last."


class UndoButtons(QWidget):
    """They are about the pad alone, whatever else was done since."""

    #: The user wants the last change taken back.
    undo_wanted = pyqtSignal()
    #: The user wants it done again.
    redo_wanted = pyqtSignal()

    def __init__(self, change: str) -> None:
        super().__init__()
        self._undo = _button(f"Take the last {change} back", UNDO_KEY)
        self._redo = _button(f"Put the {change} back", REDO_KEY)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self._undo)
        row.addWidget(self._redo)
        self._undo.clicked.connect(self.undo_wanted)
        self._redo.clicked.connect(self.redo_wanted)

    def show_look(self, look: Look) -> None:
        """Take over the colours of icons."""
        for button, name in ((self._undo, "undo"), (self._redo, "redo")):
            button.setIcon(icon(name, look.theme.text))

    def show_possible(self, *, undo: bool, redo: bool) -> None:
        """Show what can be done now."""
        self._undo.setEnabled(undo)
        self._redo.setEnabled(redo)


def _button(name: str, key: str) -> QPushButton:
    button = QPushButton()
    button.setProperty("role", "quiet")
    button.setToolTip(wrapped(f"{name}. {key}"))
    button.setAccessibleName(name)
    button.setStyleSheet("padding: 3px;")
    return button
