"""The figures of each class, as rows of a table that can be sorted."""

from dataclasses import dataclass
from math import isnan
from typing import Any

import numpy as np
from PyQt6.QtCore import QAbstractTableModel, QModelIndex, Qt

from app.evaluation.wording import share_or_dash
from app.look import numbers
from engine.confusion import Confusion

TITLES = ("class", "precision", "recall", "F1", "count", "taken for")
TIPS = (
    "The true class.",
    "Precision: of the examples that are given this class, the share that is of it.",
    "Recall: of the examples of this class, the share that is given it.",
    "F1: the harmonic mean of precision and recall, 2 · P · R / (P + R).",
    "How many examples there are of this class.",
    "The class that it is most often taken for by mistake, and how often.",
)
NAMES = (0, 5)
"""The columns with names of classes."""
NOWHERE = QModelIndex()
UNDEFINED = {
    1: "Nothing was said to be of this class.",
    2: "There is no example of this class.",
    3: "The class neither occurs nor is said.",
    5: "Never taken for another class.",
}
"""What a dash means, by column."""


@dataclass(frozen=True)
class ClassRow:
    """The texts of a row, and what each column is sorted by."""

    texts: tuple[str, ...]
    keys: tuple[float, ...]


def class_rows(confusion: Confusion, names: tuple[str, ...]) -> list[ClassRow]:
    """A row for each class."""
    figures = np.column_stack([confusion.precision, confusion.recall, confusion.f1])
    rows = []
    for label, name in enumerate(names):
        shares, support = figures[label].tolist(), int(confusion.support[label])
        worst = confusion.taken_for(label)
        taken = f"{names[worst.predicted]} ({numbers.count(worst.times)}×)" if worst else "–"
        texts = (name, *map(share_or_dash, shares), numbers.count(support), taken)
        rows.append(ClassRow(texts, (label, *shares, support, worst.times if worst else 0)))
    return rows


class ClassRows(QAbstractTableModel):
    """The rows in an order that the user can choose."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: list[ClassRow] = []
        self._sorted_by = (0, Qt.SortOrder.AscendingOrder)

    def show_rows(self, rows: list[ClassRow]) -> None:
        """Show these, in the order that was chosen last."""
        self.beginResetModel()
        self._rows = _in_order(rows, *self._sorted_by)
        self.endResetModel()

    def rowCount(self, parent: QModelIndex = NOWHERE) -> int:
        """One for each class."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: QModelIndex = NOWHERE) -> int:
        """One for each figure."""
        return 0 if parent.isValid() else len(TITLES)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The text of a figure, where it stands, and what it is."""
        column = index.column()
        text = self._rows[index.row()].texts[column]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return UNDEFINED[column] if text == "–" else f"{text} · {TIPS[column]}"
        return None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """The titles of the columns."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._title(section)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"<p>{TIPS[section]} Click to sort by it, or press Enter in its column.</p>"
        return _side(section) if role == Qt.ItemDataRole.TextAlignmentRole else None

    def _title(self, column: int) -> str:
        """The title of a column, with the direction if it is sorted by it."""
        by, order = self._sorted_by
        arrow = "▴" if order is Qt.SortOrder.AscendingOrder else "▾"
        return f"{TITLES[column]} {arrow}" if column == by else TITLES[column]

    def sort_or_turn(self, column: int) -> None:
        """Order by a column, the lowest first, but the most frequent; then the other way round."""
        by, order = self._sorted_by
        up, down = Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder
        if column == by:
            self.sort(column, down if order is up else up)
        else:
            self.sort(column, down if column == len(TITLES) - 1 else up)

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Order by a column; what is not defined comes last."""
        self._sorted_by = column, order
        self.layoutAboutToBeChanged.emit()
        self._rows = _in_order(self._rows, column, order)
        self.layoutChanged.emit()
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(TITLES) - 1)


def _in_order(rows: list[ClassRow], column: int, order: Qt.SortOrder) -> list[ClassRow]:
    sign = 1 if order is Qt.SortOrder.AscendingOrder else -1
    unknown = [row for row in rows if isnan(row.keys[column])]
    known = [row for row in rows if not isnan(row.keys[column])]
    return sorted(known, key=lambda row: (sign * row.keys[column], row.keys[0])) + unknown


def _side(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
