"""A line of facts: a few symbols with a number each, which can be copied."""

from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.inspector.copying import copy, copy_action
from app.look import numbers
from app.look.look import Look
from app.widgets.flow_row import FlowRow

NOT_COMPUTED = "not computed yet"


class Fact(NamedTuple):
    """A symbol, its value (None: not computed yet), and what it is in words."""

    symbol: str
    value: float | None
    meaning: str


class FactLine(QWidget):
    """Symbols and numbers in a row that goes on in further lines."""

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self._facts: list[Fact] = []
        self._flow = FlowRow(space=14)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._flow)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._look = look
        self._show()

    def show_facts(self, facts: Sequence[Fact]) -> None:
        """Show these facts and no others."""
        self.setVisible(bool(facts))
        if list(facts) != self._facts:
            self._facts = list(facts)
            self._show()

    def _show(self) -> None:
        self._flow.show_widgets(*map(self._label, self._facts))

    def _label(self, fact: Fact) -> QLabel:
        muted = self._look.theme.muted.name()
        value = NOT_COMPUTED if fact.value is None else numbers.signed(fact.value)
        colour = muted if fact.value is None else self._look.theme.text.name()
        label = QLabel(
            f"<span style='color:{muted}'>{fact.symbol}</span>&nbsp;"
            f"<span style='color:{colour}'>{value}</span>"
        )
        label.setFont(self._look.font())
        label.setTextFormat(Qt.TextFormat.RichText)
        label.setAccessibleName(f"{fact.symbol}: {value}")
        label.setToolTip(f"{fact.meaning}\n{NOT_COMPUTED} in this step")
        if fact.value is not None:
            exact = numbers.exact(fact.value)
            label.setToolTip(f"{fact.meaning}\n{exact}\nCtrl+C copies it")
            copy_action(label).triggered.connect(partial(copy, exact))
            label.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        return label
