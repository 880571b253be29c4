"""Rows of a table: each a name, what it means, numbers, and perhaps a part of the network."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from PyQt6.QtCore import QAbstractListModel, QModelIndex, Qt

from app.look import numbers
from app.look.numbers import NOT_COMPUTED, UNKNOWN
from engine.addresses import Address


class Cell(NamedTuple):
    """A number as it is written, and as it is copied."""

    text: str
    exact: str

    @classmethod
    def of(cls, value: float | None) -> "Cell":
        """A number with its sign; None is one that is not computed yet."""
        if value is None:
            return cls(UNKNOWN, NOT_COMPUTED)
        return cls(numbers.signed(float(value)), numbers.exact(value))

    @classmethod
    def plain(cls, value: float | None) -> "Cell":
        """The same without a plus sign, for what is compared rather than added."""
        cell = cls.of(value)
        return cell._replace(text=cell.text.removeprefix("+"))


class Row(NamedTuple):
    """A name, its meaning, its numbers; `bar` is the share of a bar's length that is filled."""

    name: str
    cells: tuple[Cell, ...]
    meaning: str = ""
    bar: float | None = None
    address: Address | tuple[Address, ...] | None = None

    @property
    def spoken(self) -> str:
        """The row in words and numbers."""
        name = f"{self.name} ({self.meaning})" if self.meaning else self.name
        return f"{name}: {', '.join(cell.text for cell in self.cells)}"

    @property
    def tip(self) -> str:
        """All of it, with every digit."""
        exact = "\n".join(cell.exact for cell in self.cells)
        chosen = "\nClick, or Enter, to look at it." if self.address is not None else ""
        return f"{self.name}{' · ' if self.meaning else ''}{self.meaning}\n{exact}{chosen}"


class RowModel(QAbstractListModel):
    """The rows of a table; `titles` stand over the numbers, if there are any."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: tuple[Row, ...] = ()

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show these rows and no others."""
        self.beginResetModel()
        self.rows = tuple(rows)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        """How many rows there are."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The row as text."""
        row = self.rows[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return row.spoken
        return row.tip if role == Qt.ItemDataRole.ToolTipRole else None
