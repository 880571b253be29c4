"""A field for a file or a folder: typed, or found by looking around."""

from PyQt6.QtWidgets import QFileDialog, QToolButton

from app.controls.line_field import LineField
from app.controls.texts import Name
from app.look.icons import icon
from app.look.look import Look

WIDTH = 150
"""Of the line, in units of the look."""
FILTER = "Tables (*.csv *.tsv *.txt *.data);;All files (*)"


class FileField(LineField):
    """A line with a button beside it. The dialog enters what is chosen, even once more the same."""

    def __init__(self, text: Name, *, is_folder: bool) -> None:
        self._button = QToolButton()
        super().__init__(text, self._button, width=WIDTH)
        self._is_folder = is_folder
        self._button.clicked.connect(self._look_around)

    def show_words(self, name: str, tip: str) -> None:
        """And say what the button does."""
        super().show_words(name, tip)
        what = "folder" if self._is_folder else "file"
        self._button.setAccessibleName(f"Choose a {what}")
        self._button.setToolTip(f"Choose a {what}…")

    def show_look(self, look: Look) -> None:
        """And colour the button."""
        super().show_look(look)
        self._button.setIcon(icon("folder", look.theme.muted))

    def _look_around(self) -> None:
        if self._is_folder:
            name = QFileDialog.getExistingDirectory(self, "Folder of the data set")
        else:
            name, _ = QFileDialog.getOpenFileName(self, "Table of examples", "", FILTER)
        if name:
            self.entered.emit(name)
