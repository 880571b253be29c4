"""Answers the dialogs of the window: types what is asked for, and presses Return."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PyQt6.QtCore import QTimer
from PyQt6.QtWidgets import QApplication, QDialog, QFileDialog, QLineEdit, QSpinBox

from tests.app.shell import KEY, Shell

LOOK_MS = 5
"""How often it is looked whether a dialog has come."""


@contextmanager
def answering(shell: Shell, *answers: Path | int) -> Iterator[list[str]]:
    """Answer the dialogs that come one after the other; gives their titles.

    A `Path` answers the question for a file, a number that for a number.
    """
    left, titles = list(answers), []
    timer = QTimer()

    def answer() -> None:
        dialog = QApplication.activeModalWidget()
        if left and isinstance(dialog, QDialog) and dialog.isVisible():
            titles.append(dialog.windowTitle())
            kind = QLineEdit if isinstance(dialog, QFileDialog) else QSpinBox
            field = dialog.findChild(kind)
            assert field is not None
            field.selectAll()
            given = str(left.pop(0))
            if isinstance(field, QLineEdit):
                field.setText(given)  # typed letter by letter, names would be proposed
            else:
                shell.bot.keyClicks(field, given)
            shell.bot.keyClick(field, KEY.Key_Return)

    timer.timeout.connect(answer)
    timer.start(LOOK_MS)
    yield titles
    shell.wait(lambda: not left and QApplication.activeModalWidget() is None)
    timer.stop()
