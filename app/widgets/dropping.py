"""Dropping: which file it is that is dragged over a window."""

from pathlib import Path

from PyQt6.QtCore import QMimeData


def dropped_file(data: QMimeData | None, *suffixes: str) -> Path | None:
    """The one file that is dragged, if it is one and has one of these endings, without a dot."""
    urls = [] if data is None else data.urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.suffix.lower().removeprefix(".") in suffixes else None
