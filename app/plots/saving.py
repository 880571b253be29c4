"""Saving a plot: asks where, writes the file, and says how it went."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from PyQt6.QtCore import QObject, Qt, pyqtSignal
from PyQt6.QtWidgets import QProgressDialog, QWidget

from app.plots import pictures, tables
from app.plots.card import FileKind
from app.plots.distribution_plot import DistributionPlot
from app.plots.step_plot import StepPlot
from app.widgets.asking import ask_to_save
from engine.files import replacing

PATIENCE = 200
"""What takes longer, in milliseconds, shows how far it is and can be cancelled."""

DESCRIPTIONS = {
    FileKind.PNG: "Picture",
    FileKind.SVG: "Drawing",
    FileKind.CSV: "Table",
}


class Cancelled(Exception):
    """The user does not want the file any more."""


class Saving(QObject):
    """Writes the files of plots; `window` is where its dialogs belong."""

    #: One sentence about a file: saved, or why not.
    said = pyqtSignal(str)

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window

    def save(self, plot: StepPlot | DistributionPlot, kind: FileKind) -> None:
        """Ask for a place and write the plot there; a file that was there stays if that fails."""
        path = self.ask_path(f"{plot.name}.{kind}", kind)
        if path is None:
            return
        try:
            self._write(path, plot, kind)
        except Cancelled:
            self.said.emit(f"Nothing was saved: {path.name} was cancelled.")
        except OSError as error:
            reason = error.strerror or error
            self.said.emit(f"{path} cannot be written: {reason}. Choose another place.")
        else:
            self.said.emit(f"{plot.card.title} was saved as {path}.")

    def ask_path(self, name: str, kind: FileKind) -> Path | None:
        """Let the user choose a file; None if the user does not want to."""
        return ask_to_save(
            self._window, f"Export as {kind.upper()}", name, DESCRIPTIONS[kind], kind
        )

    def _write(self, path: Path, plot: StepPlot | DistributionPlot, kind: FileKind) -> None:
        with replacing(path) as part, part.open("wb") as file:
            for piece in self._content(plot, kind):
                file.write(piece)

    def _content(self, plot: StepPlot | DistributionPlot, kind: FileKind) -> Iterable[bytes]:
        if kind is FileKind.PNG:
            return [pictures.png(plot.card)]
        if kind is FileKind.SVG:
            return [pictures.svg(plot.card)]
        columns = plot.table()
        return self._with_progress(tables.csv(columns), tables.pieces(columns))

    def _with_progress(self, pieces: Iterable[bytes], count: int) -> Iterator[bytes]:
        """The same pieces; raises `Cancelled` when the user does not want to wait."""
        dialog = QProgressDialog("Writing all values …", "Cancel", 0, count, self._window)
        dialog.setWindowModality(Qt.WindowModality.WindowModal)
        dialog.setMinimumDuration(PATIENCE)
        try:
            for number, piece in enumerate(pieces):
                dialog.setValue(number)
                if dialog.wasCanceled():
                    raise Cancelled
                yield piece
        finally:
            dialog.deleteLater()
