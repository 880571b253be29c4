"""The cards of examples: which of a report's examples are shown, in which order."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QAbstractListModel, QModelIndex, Qt

from app.evaluation.hung import MOST
from app.evaluation.wording import example_sentence
from engine.report import Report

NOWHERE = QModelIndex()


class Cards(QAbstractListModel):
    """A row for each example."""

    def __init__(self) -> None:
        super().__init__()
        self.report: Report | None = None
        self.numbers: NDArray[np.intp] = np.zeros(0, np.intp)

    def show_examples(self, report: Report | None, numbers: NDArray[np.intp]) -> None:
        """Show the first of these examples of a report."""
        self.beginResetModel()
        self.report, self.numbers = report, numbers[:MOST]
        self.endResetModel()

    def values(self, row: int) -> NDArray[Any]:
        """The input of an example as the network sees it, shape (inputs,)."""
        assert self.report is not None
        examples = self.report.answers.examples
        return np.asarray(examples.x[self.numbers[row]] * examples.scale)

    def rowCount(self, parent: QModelIndex = NOWHERE) -> int:
        """One for each example that is shown."""
        return 0 if parent.isValid() else len(self.numbers)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What an example is, for whoever reads it out, and in the tooltip what a click does."""
        if self.report is None or not index.isValid():
            return None
        sentence = example_sentence(self.report, int(self.numbers[index.row()]))
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return sentence
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"<p>{sentence}</p><p>Make it the example: step through it.</p>"
        return None
