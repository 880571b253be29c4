"""A picture of the window: waits until all is drawn, saves it and quits."""

from pathlib import Path

from PyQt6.QtCore import QObject, Qt, QTimer
from PyQt6.QtWidgets import QApplication

from app.main_window import MainWindow

SETTLE_MS = 300
"""Until layouts and curves have come to rest."""


class Screenshot(QObject):
    """Saves a picture of a `window` that is shown as a file, and ends the application.

    Afterwards `problem` says why there is no picture, or "".
    """

    def __init__(self, window: MainWindow, file: Path) -> None:
        super().__init__(window)
        self._window = window
        self._file = file
        self.problem = "The window was closed before its picture was taken."
        QTimer.singleShot(SETTLE_MS, self._take_when_complete)

    def _take_when_complete(self) -> None:
        network = self._window.network
        if network.has_complete_picture:
            self._take()
        else:
            network.completed.connect(self._take, Qt.ConnectionType.SingleShotConnection)

    def _take(self) -> None:
        is_saved = self._window.grab().save(str(self._file))
        self.problem = (
            ""
            if is_saved
            else f"The picture cannot be saved as {self._file}: is there such a folder, and does "
            "the name end in .png?"
        )
        QApplication.quit()
