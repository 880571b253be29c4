"""A section of a tab: a heading, and what belongs to it below."""

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.look.look import Look

SPACE = 6
"""Between a section's parts, in logical pixels at the usual text size."""


class Section(QWidget):
    """A heading with widgets in a column under it."""

    def __init__(self, title: str, *parts: QWidget) -> None:
        super().__init__()
        self._heading = QLabel(title)
        self._heading.setProperty("role", "heading")
        self._heading.setWordWrap(True)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._heading)
        for part in parts:
            self._column.addWidget(part)

    def show_look(self, look: Look) -> None:
        """Keep the proportions of the text's size."""
        self._column.setSpacing(round(SPACE * look.unit))

    def show_title(self, title: str) -> None:
        """Change the heading."""
        self._heading.setText(title)


def paragraph(role: str = "muted") -> QLabel:
    """A text in lines, whose words can be selected and copied by mouse and keyboard."""
    label = QLabel()
    label.setProperty("role", role)
    label.setWordWrap(True)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    return label
