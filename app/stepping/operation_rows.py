"""The rows of the listing, as Qt's item views ask for them."""

from typing import Any, NamedTuple

from PyQt6.QtCore import QAbstractListModel, QModelIndex, Qt

from app.stepping.operation_text import GO, tooltip
from app.stepping.standing import Standing
from engine.program import Operation


class Detail(NamedTuple):
    """A name of the present operation with its shape and its values, and whether it is written."""

    name: str
    size: str
    extent: str
    is_written: bool


class OperationRows(QAbstractListModel):
    """One row for each operation of a step; tells of no more changes than there are."""

    def __init__(self) -> None:
        super().__init__()
        self.standing = Standing((), 0, None)
        self.details: tuple[Detail, ...] = ()

    def operation(self, index: QModelIndex) -> Operation:
        """The operation of a row."""
        return self.standing.operations[index.row()]

    def details_of(self, operation: Operation) -> tuple[Detail, ...]:
        """What the present operation has written and read; nothing for the others."""
        return self.details if self.is_present(operation) else ()

    def is_done(self, operation: Operation) -> bool:
        """Whether an operation is done in the present step."""
        return operation.number <= self.standing.done

    def is_present(self, operation: Operation) -> bool:
        """Whether an operation is the one that was done last, or that is under way."""
        present = self.standing.present
        return present is not None and operation.number == present.number

    def show_standing(self, standing: Standing) -> None:
        """Take over where the step stands."""
        before = self.standing
        if _texts(standing) != _texts(before):
            self.beginResetModel()
            self.standing = standing
            self.endResetModel()
            return
        self.standing = standing
        if standing.operations is before.operations:
            self._report_changes(before)
        else:  # the shapes differ, as in a smaller last batch
            self._report_rows(0, len(standing.operations))

    def show_details(self, details: tuple[Detail, ...]) -> None:
        """Take over what the present operation has written and read."""
        present = self.standing.present
        if details != self.details:
            self.details = details
            if present is not None:
                self._report_rows(present.number - 1, present.number)

    def _report_changes(self, before: Standing) -> None:
        """Tell of the rows that were done or undone, and of those that are or were present."""
        standing = self.standing
        self._report_rows(*sorted((before.done, standing.done)))
        for present in (before.present, standing.present):
            if present is not None:
                self._report_rows(present.number - 1, present.number)

    def _report_rows(self, start: int, end: int) -> None:
        if start < end:
            self.dataChanged.emit(self.index(start), self.index(end - 1))

    def rowCount(self, parent: QModelIndex | None = None) -> int:
        """The number of operations."""
        return 0 if parent is not None and parent.isValid() else len(self.standing.operations)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """The statement, what is told of it, and what a screen reader says."""
        if role == Qt.ItemDataRole.DisplayRole:
            return self.operation(index).text
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{tooltip(self.operation(index), len(self.standing.operations))}{GO}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(self.operation(index))
        return None

    def _spoken(self, operation: Operation) -> str:
        state = "done" if self.is_done(operation) else "not done yet"
        if self.is_present(operation):
            state = "under way" if self.standing.is_within else "done last"
        return f"{operation.number} {operation.pass_}: {operation.text}, {state}"


def _texts(standing: Standing) -> list[str]:
    return [operation.text for operation in standing.operations]
