"""A picture of the window: trains a little, waits until all is drawn, saves and quits."""

from pathlib import Path

from PyQt6.QtCore import QObject, QTimer
from PyQt6.QtWidgets import QApplication

from app.main_window import MainWindow
from app.session.session import Session
from app.targets import Measure, Target

SETTLE_MS = 300
"""Until layouts, fades and curves have come to rest."""


class Screenshot(QObject):
    """Takes one picture of a `window` after so many `steps`, and ends the application.

    The exit code is 0, or 2 if the training failed or the file could not be written; the reason
    is in `problem` then.
    """

    def __init__(self, window: MainWindow, session: Session, file: Path, steps: int) -> None:
        super().__init__(window)
        self._window = window
        self._session = session
        self._file = file
        self.problem = ""
        training = session.training
        training.failed.connect(self._fail)
        if steps:
            training.running_changed.connect(self._on_running)
            training.aim_at(Target(Measure.STEPS, steps))
            QTimer.singleShot(0, training.run)
        else:
            self._settle()

    def _on_running(self, is_running: bool) -> None:
        if not is_running:
            self._settle()

    def _settle(self) -> None:
        QTimer.singleShot(SETTLE_MS, self._take_when_complete)

    def _take_when_complete(self) -> None:
        network = self._window.network
        if network.has_complete_picture:
            self._take()
        else:
            network.completed.connect(self._take)

    def _take(self) -> None:
        if not self._window.grab().save(str(self._file)):
            self._fail(
                f"The picture cannot be saved as {self._file}: is there such a folder, and "
                "does the name end in .png?"
            )
        else:
            QApplication.exit(0)

    def _fail(self, problem: str) -> None:
        self.problem = problem
        QApplication.exit(2)
