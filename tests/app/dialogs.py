"""Answers the dialogs of the window: types what is asked for, and presses Return."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QApplication, QFileDialog, QInputDialog, QLineEdit

from tests.app.shell import KEY, Shell

LOOK_MS = 20
"""How often it is looked whether a dialog has come."""


@contextmanager
def answering(shell: Shell, *answers: Path | int) -> Iterator[list[str]]:
    """Answer the dialogs that come one after the other; gives their titles.

    A `Path` answers the question for a file, a number that for a number.
    """
    left = [str(answer) for answer in answers]
    titles: list[str] = []
    timer = QTimer()

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if not left or not isinstance(dialog, QFileDialog | QInputDialog):
            return
        field = dialog.findChild(QLineEdit)
        assert field is not None
        if not _says(dialog, field, left[0]):
            field.clear()
            field.setText(left[0])  # typed letter by letter, names would be proposed
            return  # when it has read the folder, it may choose another name
        left.pop(0)
        titles.append(dialog.windowTitle())
        shell.bot.keyClick(field, KEY.Key_Return)

    timer.timeout.connect(answer)
    timer.start(LOOK_MS)
    yield titles
    shell.wait(lambda: not left and QApplication.activeModalWidget() is None)
    timer.stop()
    _come_back(shell)


def export(shell: Shell, title: str, file: Path, *answers: int) -> list[str]:
    """Choose a kind of file in the menu, name the file, and wait until it is there.

    Gives the titles of the dialogs; `answers` are for those that come first.
    """
    with answering(shell, *answers, file) as titles:
        shell.menu("File", "Export", title)
    shell.wait(lambda: f" was saved as {file}." in shell.message)
    _come_back(shell)  # also from that which says how far it is
    return titles


def _come_back(shell: Shell) -> None:
    """To the window, as a window manager does by itself."""
    shell.window.activateWindow()
    shell.wait(shell.window.isActiveWindow)


def _says(dialog: QFileDialog | QInputDialog, field: QLineEdit, answer: str) -> bool:
    """Whether this is the answer that Return would give."""
    if isinstance(dialog, QInputDialog):
        return field.text() == answer
    return any(file.startswith(answer) for file in dialog.selectedFiles())
