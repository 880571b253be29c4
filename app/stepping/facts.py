"""Facts: a few names with a value each."""

from collections.abc import Sequence
from typing import NamedTuple

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.look import numbers
from app.look.look import Look
from app.look.numbers import NOT_COMPUTED, UNKNOWN
from app.look.style import set_property
from app.widgets.line import line
from app.widgets.side_by_side import SideBySide

NEGATIVE = "−1.234e−5"
"""As long as a number may be that can be below 0."""


class Fact(NamedTuple):
    """A name, its value in words, more about the value, and its role: "good", "bad" or none."""

    name: str
    value: str
    more: str = ""
    role: str = ""

    @classmethod
    def of(cls, name: str, value: float | None, meaning: str = "") -> "Fact":
        """The fact that a number has this value, or None: that it is not computed yet."""
        if value is None:
            return cls(name, UNKNOWN, NOT_COMPUTED)
        return cls(name, numbers.plain(value), f"{numbers.exact(value)}{meaning and ', '}{meaning}")


class Facts(QWidget):
    """Rows of a name on the left and its value on the right, or below where that is too wide.

    Each value has the room that the `longest` needs, so that rows keep their place as it changes.
    """

    def __init__(self, longest: Sequence[str] = ()) -> None:
        super().__init__()
        self._longest = [*longest, "1.234e−5"]
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)
        self._rows: list[_Row] = []
        self._sheet = ""

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self.setFont(look.font())
        side, top = round(6 * look.unit), round(2 * look.unit)
        widest = max(map(self.fontMetrics().horizontalAdvance, self._longest))
        self._sheet = (
            f"QLabel {{ background: {look.theme.raised.name()}; padding: {top}px {side}px;"
            f" border-radius: {round(4 * look.unit)}px; min-width: {widest}px; }}"
        )
        for row in self._rows:
            row.value.setStyleSheet(self._sheet)

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show these facts and no others."""
        while len(self._rows) < len(facts):
            row = _Row()
            self._rows.append(row)
            self._column.addWidget(row.widget)
            row.value.setStyleSheet(self._sheet)
        for row, fact in zip(self._rows, facts, strict=False):
            row.show_fact(fact)
        for number, row in enumerate(self._rows):
            row.widget.setVisible(number < len(facts))


class _Row:
    """The labels of one fact."""

    def __init__(self) -> None:
        self._name = QLabel()
        self.value = QLabel()
        self.value.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        right = line(None, self.value)
        self.widget = SideBySide(self._name, right, spacing=4)

    def show_fact(self, fact: Fact) -> None:
        self._name.setText(fact.name)
        self.value.setText(fact.value)
        self.value.setToolTip(fact.more)
        self.value.setAccessibleName(f"{fact.name}: {fact.value}")
        set_property(self.value, "role", fact.role)
