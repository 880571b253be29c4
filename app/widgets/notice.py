"""A notice: what is said, calmly, in place of what cannot be shown now."""

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.look.look import Look


class Notice(QWidget):
    """A heading and a few sentences, in the upper part of the room that there is."""

    def __init__(self) -> None:
        super().__init__()
        self._title = QLabel()
        self._text = QLabel()
        self._text.setProperty("role", "muted")
        self._column = QVBoxLayout(self)
        for label in (self._title, self._text):
            label.setWordWrap(True)
            label.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
            self._column.addWidget(label)
        self._column.addStretch(1)

    def show_look(self, look: Look) -> None:
        """Take over the size of text."""
        margin = round(12 * look.unit)
        self._column.setContentsMargins(margin, margin, margin, margin)
        self._column.setSpacing(round(6 * look.unit))
        self._title.setFont(look.font(1.1, bold=True))
        self._text.setFont(look.font())

    def show_text(self, title: str, text: str) -> None:
        """Say this."""
        self._title.setText(title)
        self._text.setText(text)
        self._title.setVisible(bool(title))
        self.setAccessibleName(f"{title}. {text}" if title else text)
