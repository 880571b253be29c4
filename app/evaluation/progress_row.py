"""How far an evaluation is, if it takes longer than a moment, and the way to stop it."""

from PyQt6.QtCore import QTimer, pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QWidget

from app.look import numbers
from app.look.look import Look

PATIENCE_MS = 200


class ProgressRow(QWidget):
    """A bar and a button."""

    #: The user wants the evaluation stopped.
    cancelled = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self._bar = QProgressBar()
        self._bar.setAccessibleName("Progress of the evaluation")
        self._cancel = QPushButton("Cancel")
        self._cancel.setToolTip("Stop evaluating; what is shown stays.")
        self._cancel.setAccessibleName("Cancel the evaluation")
        self._cancel.clicked.connect(self.cancelled)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.timeout.connect(self.show)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._bar, 1)
        row.addWidget(self._cancel)
        self.hide()

    def show_look(self, look: Look) -> None:
        """Take over the size of text."""
        for part in (self._bar, self._cancel):
            part.setFont(look.font(0.95))

    def begin(self) -> None:
        """Nothing is done yet."""
        self._bar.setRange(0, 0)
        self._bar.setTextVisible(False)
        if self.isHidden():
            self._patience.start(PATIENCE_MS)

    def show_progress(self, done: int, total: int) -> None:
        """So many examples are done of all."""
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        self._bar.setTextVisible(True)
        self._bar.setFormat(f"{numbers.percent(done / max(total, 1))}")

    def end(self) -> None:
        """All is done, or it was stopped."""
        self._patience.stop()
        self.hide()
