"""Asking for a file: the dialogs in which the user says from where or to where."""

from pathlib import Path

from PyQt6.QtWidgets import QFileDialog, QWidget


def ask_to_save(window: QWidget, title: str, name: str, kind: str, suffix: str) -> Path | None:
    """Let the user choose a file to write, called `name` at first; None if the user does not want.

    `kind` is what files of this sort are called, with their ending `suffix`, without a dot.
    """
    dialog = QFileDialog(window, title, name, f"{kind} (*.{suffix})")
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setDefaultSuffix(suffix)
    return _answer(dialog)


def ask_to_open(window: QWidget, title: str, kind: str, *suffixes: str) -> Path | None:
    """Let the user choose a file that is there; None if the user does not want to."""
    endings = " ".join(f"*.{suffix}" for suffix in suffixes)
    dialog = QFileDialog(window, title, "", f"{kind} ({endings});;All files (*)")
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    return _answer(dialog)


def _answer(dialog: QFileDialog) -> Path | None:
    path = Path(dialog.selectedFiles()[0]) if dialog.exec() else None
    dialog.deleteLater()
    return path
