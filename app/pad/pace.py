"""The pace: how often something that takes a while is done again."""

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

PAUSE = 12
"""Milliseconds between two times at least, for what may wait: more cannot be seen."""


class Pace(QObject):
    """Lets it be done at once, or soon after the last time; what was asked for last is done."""

    #: It is to be done now.
    due = pyqtSignal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._is_behind = False
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._catch_up)

    def ask(self, *, may_wait: bool) -> None:
        """Ask for it."""
        if may_wait and self._pause.isActive():
            self._is_behind = True
        else:
            self.due.emit()

    def note_done(self) -> None:
        """It is being done."""
        self._is_behind = False
        self._pause.start()

    def _catch_up(self) -> None:
        if self._is_behind:
            self.due.emit()
