"""The rows of a sum's table: its terms, the largest first, and one for what the rest makes."""

from typing import Any

from PyQt6.QtCore import QAbstractListModel, QModelIndex, Qt

from app.inspector.sum_terms import SumTerms
from app.look import numbers


class TermRows(QAbstractListModel):
    """The largest terms, or all, and behind them a row that stands for the rest."""

    def __init__(self) -> None:
        super().__init__()
        self.terms: SumTerms | None = None
        self.is_open = False

    def show_terms(self, terms: SumTerms, *, is_open: bool) -> None:
        """Show the terms of a sum, all of them or only the largest."""
        self.beginResetModel()
        self.terms = terms
        self.is_open = is_open
        self.endResetModel()

    def toggle(self) -> None:
        """Show all terms, or the largest only."""
        self.beginResetModel()
        self.is_open = not self.is_open
        self.endResetModel()

    @property
    def shown(self) -> int:
        """How many terms have a row of their own now."""
        if self.terms is None:
            return 0
        return len(self.terms.order) if self.is_open else self.terms.first

    def term(self, row: int) -> int | None:
        """The number in the sum of the term in a row; None of the row for the rest."""
        if self.terms is None or row >= self.shown:
            return None
        return int(self.terms.order[row])

    def spoken(self, row: int) -> str:
        """A row in words and numbers."""
        assert self.terms is not None
        term = self.term(row)
        if term is not None:
            return self.terms.spoken(term)
        text = self.terms.rest_text(is_open=self.is_open)
        return text if self.is_open else f"{text[:-2]} = {numbers.signed(self.terms.rest)}"

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        """The terms that are shown, and one row for the rest if there is any."""
        if self.terms is None or (parent is not None and parent.isValid()):
            return 0
        return self.shown + bool(self.terms.hidden)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row as text."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.spoken(index.row())
        return None
