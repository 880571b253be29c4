"""The mark of what is not true of the present network any more."""

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QLabel

from app.evaluation.wording import age_sentence
from app.look.look import Look


class OldMark(QFrame):
    """A framed sentence with a sign, which is there only if something is old."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "message")
        self._sign = QLabel("⚠")
        self._sign.setProperty("role", "warning")
        self._sentence = QLabel()
        self._sentence.setWordWrap(True)
        row = QHBoxLayout(self)
        row.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignTop)
        row.addWidget(self._sentence, 1)
        self._row = row
        self.hide()

    def show_look(self, look: Look) -> None:
        """Take over the size of text."""
        self._sign.setFont(look.font(1.1, bold=True))
        self._sentence.setFont(look.font(bold=True))
        side, top = round(8 * look.unit), round(5 * look.unit)
        self._row.setContentsMargins(side, top, side, top)
        self._row.setSpacing(side)

    def show_age(self, age: int) -> None:
        """Say how many steps old it is; 0: nothing is old."""
        self._sentence.setText(f"{age_sentence(age)} Evaluate again." if age else "")
        self.setAccessibleName(self._sentence.text())
        self.setVisible(bool(age))
