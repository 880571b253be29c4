"""The exporter: asks where, writes in the background, and says how it went."""

from pathlib import Path

from PyQt6.QtCore import QObject, pyqtSignal
from PyQt6.QtWidgets import QInputDialog, QWidget

from app.exporting.job import Job
from app.exporting.kinds import Kind
from app.exporting.writing import Writing
from app.widgets.asking import ask_to_save
from engine.errors import InputError

FRAMES, FEWEST_FRAMES, MOST_FRAMES = 60, 2, 600
"""Of a film: usual, least and most."""


class Exporter(QObject):
    """Exports files for a `window`, to which its dialogs belong."""

    #: One sentence about a file: saved, or given up.
    said = pyqtSignal(str)
    #: One sentence why a file could not be written.
    failed = pyqtSignal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._under_way: list[Writing] = []

    def export(self, kind: Kind, job: Job) -> None:
        """Ask for a place and write the file there; one that was there stays if that fails."""
        path = self.ask_path(kind) if self._can_write(kind) else None
        if path is not None:
            self.write(kind, job, path)

    def ask_path(self, kind: Kind) -> Path | None:
        """Let the user choose a file; None if the user does not want to."""
        title = f"Export: {kind.text.removesuffix('…')}"
        name = f"{kind.file}.{kind.suffix}"
        return ask_to_save(self._window, title, name, kind.description, kind.suffix)

    def ask_frames(self, kind: Kind) -> int | None:
        """Let the user choose how many frames a film has; None if the user does not want one."""
        if not self._can_write(kind):
            return None
        title = f"Export: {kind.text.removesuffix('…')}"
        label = "Frames, from the first step to the last:"
        count, is_wanted = QInputDialog.getInt(
            self._window, title, label, FRAMES, FEWEST_FRAMES, MOST_FRAMES
        )
        return count if is_wanted else None

    def write(self, kind: Kind, job: Job, path: Path) -> None:
        """Write the file there, in the background."""
        writing = Writing(self._window, job, path)
        self._under_way.append(writing)
        writing.saved.connect(
            lambda: self.said.emit(f"{kind.what} was saved as {path}. {job.remark}".rstrip())
        )
        writing.cancelled.connect(
            lambda: self.said.emit(f"Nothing was saved: {path.name} was cancelled.")
        )
        writing.failed.connect(self.failed)
        writing.ended.connect(lambda: self._under_way.remove(writing))
        writing.start()

    def _can_write(self, kind: Kind) -> bool:
        """Whether the package for it is there; says so if not."""
        try:
            if kind.package is not None:
                kind.package.require()
        except InputError as error:
            self.failed.emit(str(error))
            return False
        return True

    @property
    def is_busy(self) -> bool:
        """Whether a file is being written."""
        return bool(self._under_way)

    def close(self) -> None:
        """Give up what is being written, and wait until nothing of it is left."""
        for writing in self._under_way:
            writing.give_up()
