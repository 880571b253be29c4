"""Dropping: files that are dragged to a window."""

from pathlib import Path

from PyQt6.QtCore import QEvent, QMimeData, QObject, pyqtSignal
from PyQt6.QtGui import QDragEnterEvent, QDropEvent
from PyQt6.QtWidgets import QWidget


class Dropping(QObject):
    """Takes a file with one of these endings, without a dot, that is dropped on a window."""

    #: The file: a `Path`.
    dropped = pyqtSignal(object)

    def __init__(self, window: QWidget, *suffixes: str) -> None:
        super().__init__(window)
        self._suffixes = suffixes
        window.setAcceptDrops(True)
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Take the one file that is dragged; all else is left to the window, and to others."""
        if not isinstance(event, QDragEnterEvent | QDropEvent):
            return False
        path = _one_file(event.mimeData())
        if path is None or path.suffix.lower().removeprefix(".") not in self._suffixes:
            return False
        event.acceptProposedAction()
        if event.type() == QEvent.Type.Drop:
            self.dropped.emit(path)
        return True


def _one_file(data: QMimeData | None) -> Path | None:
    urls = [] if data is None else data.urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
