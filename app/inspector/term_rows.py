"""The rows of a sum's table: its terms, the largest first, and what the rest of them makes."""

from math import fsum
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QAbstractListModel, QModelIndex, Qt

from app.inspector.names import Names
from app.look import numbers
from engine.addresses import Address, EdgeId, NodeId
from engine.explanation import Over, Sum
from engine.places import address_of
from engine.trace import Trace

FIRST = 7
"""How many terms are shown before the rest is asked for."""


class TermRows(QAbstractListModel):
    """The terms of a sum, sorted by size; behind the first ones a row that stands for the rest.

    `order` has the numbers of all terms in the sum, the largest term first.
    """

    def __init__(self) -> None:
        super().__init__()
        self.sum: Sum | None = None
        self.order = np.zeros(0, np.intp)
        self.is_open = False
        self.rest = 0.0
        self._first = 0
        self._names: Names | None = None
        self._trace: Trace | None = None

    def show_sum(self, sum_: Sum, trace: Trace, names: Names, *, is_open: bool) -> None:
        """Show the terms of a sum of this step, all of them or only the first."""
        self.beginResetModel()
        self.sum, self._trace, self._names = sum_, trace, names
        self.order = np.argsort(-np.abs(sum_.terms), kind="stable")
        self._first = _first(len(sum_.terms), int(np.count_nonzero(sum_.terms)))
        self.rest = fsum(sum_.terms[self.order[self.first :]])
        self.is_open = is_open
        self.endResetModel()

    def toggle(self) -> None:
        """Show all terms, or the first ones only."""
        self.beginResetModel()
        self.is_open = not self.is_open
        self.endResetModel()

    @property
    def first(self) -> int:
        """How many terms are shown in any case: of those that are 0 only a first one."""
        return self._first

    @property
    def hidden(self) -> int:
        """How many terms the row for the rest stands for."""
        return len(self.order) - self.first

    @property
    def shown(self) -> int:
        """How many terms have a row now."""
        return len(self.order) if self.is_open else self.first

    @property
    def largest(self) -> float:
        """The size of the largest term."""
        if self.sum is None or not len(self.order):
            return 0.0
        return abs(float(self.sum.terms[self.order[0]]))

    def term(self, row: int) -> int | None:
        """The number in the sum of the term in a row; None of the row for the rest."""
        return int(self.order[row]) if row < self.shown else None

    @property
    def columns(self) -> tuple[NDArray[Any], ...]:
        """The factors that have a column of their own: none where a term has only one."""
        assert self.sum is not None
        return self.sum.columns if len(self.sum.columns) > 1 else ()

    def name(self, term: int) -> str:
        """What a term is called: "k = 4", or the number of an example; and its own name."""
        assert self.sum is not None
        more = self.own_name(term)
        if self.sum.over is Over.EXAMPLES:
            return f"{term + 1}" + (f" · {more}" if more else "")
        return f"{self.sum.letter} = {term}" + (f" · {more}" if more else "")

    def own_name(self, term: int) -> str:
        """What the data set calls the neuron or the example of a term, "" without such a name."""
        assert self.sum is not None and self._names is not None and self._trace is not None
        if self.sum.over is Over.EXAMPLES:
            return self._names.label(self._trace.values["y"][term])
        layer = self.layer
        return "" if layer is None else self._names.own_name(layer, term)

    @property
    def layer(self) -> int | None:
        """The layer whose neurons the terms belong to; None for examples."""
        assert self.sum is not None
        if self.sum.over is Over.NEURONS:
            for column in range(len(self.sum.columns)):
                address = self._of_column(column, 0)
                if isinstance(address, NodeId):
                    return address.layer
        return None

    @property
    def heading(self) -> str:
        """What stands over the names."""
        assert self.sum is not None and self._names is not None
        if self.sum.over is Over.EXAMPLES:
            return "example · label" if self._names.dataset.is_classification else "example"
        return "" if self.layer is None else self._names.layer(self.layer)

    def address(self, term: int, column: int | None = None) -> Address | None:
        """What lights up in the network for a term: an edge, or else a neuron.

        Of a `column`, what its number belongs to.
        """
        assert self.sum is not None
        if self.sum.over is Over.EXAMPLES and column is None:
            return None
        columns = range(len(self.sum.columns)) if column is None else (column,)
        found = [self._of_column(column, term) for column in columns]
        edges = [address for address in found if isinstance(address, EdgeId)]
        return next((address for address in edges + found if address is not None), None)

    def _of_column(self, column: int, term: int) -> Address | None:
        assert self.sum is not None and self._trace is not None
        element = self.sum.element_of(column, term)
        return None if element is None else address_of(element, self._trace.network)

    def rest_text(self) -> str:
        """What the row for the rest says."""
        if self.is_open:
            return "only the largest ▴"
        assert self.sum is not None
        count, s = numbers.count(self.hidden), "s" if self.hidden > 1 else ""
        if not self.sum.terms[self.order[self.first :]].any():
            return f"{count} term{s} of 0 ▾"
        return f"{count} smaller term{s} ▾"

    def spoken(self, row: int) -> str:
        """A row in words and numbers."""
        assert self.sum is not None
        term = self.term(row)
        if term is None:
            return f"{self.rest_text()[:-2]} = {numbers.signed(self.rest)}"
        factors = " × ".join(numbers.signed(column[term]) for column in self.columns)
        factors += " = " if factors else ""
        return f"{self.name(term)}: {factors}{numbers.signed(self.sum.terms[term])}"

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        """The terms that are shown, and one row for the rest if there is more."""
        if parent is not None and parent.isValid():
            return 0
        return self.shown + bool(self.hidden)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row as text."""
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.spoken(index.row())
        return None


def _first(count: int, nonzero: int) -> int:
    """How many of so many terms to show first: a rest of one would take its own row to say so."""
    wanted = max(min(FIRST, nonzero), 1)
    return wanted if count > wanted + 1 else count
