"""What is under the pointer, in words, or else a hint what to do."""

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel

from app.look.look import Look
from app.look.style import set_property

LINES = 2
"""So much room it keeps, so that nothing jumps."""


class ToldLine(QLabel):
    """Says a hint, muted, until it is told something."""

    def __init__(self, hint: str = "") -> None:
        super().__init__(hint)
        self._hint = hint
        self.setWordWrap(True)
        self.setProperty("role", "muted")
        self.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)

    def show_look(self, look: Look) -> None:
        """Take over the size of text."""
        self.setFont(look.font())
        self.setMinimumHeight(LINES * self.fontMetrics().lineSpacing() + 2)

    def show_hint(self, hint: str) -> None:
        """Say this until something is told."""
        self._hint = hint
        self.tell("")

    def tell(self, sentence: str) -> None:
        """Say this; "" brings back the hint."""
        self.setText(sentence or self._hint)
        set_property(self, "role", "" if sentence else "muted")
