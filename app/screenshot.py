"""A picture of the window, taken when all is drawn."""

from pathlib import Path

from PyQt6.QtCore import QObject, QTimer, pyqtSignal

from app.main_window import MainWindow

SETTLE_MS = 300
"""Until layouts and curves have come to rest."""


class Screenshot(QObject):
    """Saves a picture of a `window` that is shown as a file.

    Until then `problem` says that there is none; afterwards why not, or "".
    """

    #: The picture is saved, or cannot be.
    finished = pyqtSignal()

    def __init__(self, window: MainWindow, file: Path) -> None:
        super().__init__(window)
        self._window = window
        self._file = file
        self.problem = "The window was closed before its picture was taken."
        self._at_rest = QTimer(self)
        self._at_rest.setSingleShot(True)
        self._at_rest.setInterval(SETTLE_MS)
        self._at_rest.timeout.connect(self._take_if_complete)
        window.network.completed.connect(self._at_rest.start)
        self._at_rest.start()

    def _take_if_complete(self) -> None:
        if not self._window.network.has_complete_picture:
            return  # it will be told
        is_saved = self._window.grab().save(str(self._file))
        self.problem = (
            ""
            if is_saved
            else f"The picture cannot be saved as {self._file}: may one write there, and does "
            "the name end in .png?"
        )
        self.finished.emit()
