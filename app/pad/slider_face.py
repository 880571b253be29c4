"""The pad for data that are neither pictures nor a plane: a slider for each input."""

from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.look import numbers
from app.look.look import Look
from app.pad.chosen_face import ChosenFace
from app.pad.columns import column
from app.pad.slider_row import SliderRow
from app.widgets.line import line
from engine.datasets.dataset import Dataset
from engine.experiment import Experiment

PAGE = 24
"""Inputs that are shown at once; the others are on further pages."""


class SliderFace(ChosenFace):
    """Lets the user set every input; it begins with the mean of the training data."""

    def __init__(self) -> None:
        super().__init__()
        self._dataset: Dataset | None = None
        self._first = 0
        self._rows: list[SliderRow] = []
        self._previous = _turner("‹", "The inputs before these.")
        self._next = _turner("›", "The inputs after these.")
        self._page = QLabel()
        self._page.setProperty("role", "muted")
        self._page.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._pager = line(self._previous, None, self._page, None, self._next)
        self._list = QWidget()
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._put(self._tools, self._problem, self._pager, self._list)
        self._previous.clicked.connect(lambda: self._turn_to(self._first - PAGE))
        self._next.clicked.connect(lambda: self._turn_to(self._first + PAGE))

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        super().show_look(look)
        for row in self._rows:
            row.show_look(look)
        self._column.setSpacing(round(6 * look.unit))

    def show_experiment(self, experiment: Experiment, dataset: Dataset) -> None:
        """Show other data; the input stays as it is if they are of the same kind."""
        if dataset is not self._dataset:
            self._dataset = dataset
            self._make_rows(self._first if self._first < dataset.inputs else 0)
        self._chosen.show_dataset(dataset, experiment.network.precision)

    def _turn_to(self, first: int) -> None:
        self._make_rows(first)
        self._show_values()

    def _make_rows(self, first: int) -> None:
        """Make the rows of the page that begins with this input."""
        assert self._dataset is not None
        for row in self._rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        inputs = self._dataset.inputs
        last = min(first + PAGE, inputs)
        columns = [column(self._dataset, index) for index in range(first, last)]
        self._first, self._rows = first, []
        for index, shown in enumerate(columns, first):
            row = SliderRow(shown)
            row.show_look(self._look)
            row.moved.connect(lambda value, is_new, i=index: self._move(i, value, is_new))
            row.refused.connect(self._refuse)
            self._column.addWidget(row)
            row.show()
            self._rows.append(row)
        self._tools.show_standardised(all(shown.is_standardised for shown in columns))
        self._pager.setVisible(inputs > PAGE)
        self._previous.setEnabled(first > 0)
        self._next.setEnabled(last < inputs)
        self._page.setText(f"{first + 1} to {last} of {numbers.count(inputs)}")

    def _move(self, index: int, value: float, is_new: bool) -> None:
        self._chosen.put({index: value}, is_new=is_new)

    def _show_values(self) -> None:
        shown = self._chosen.x[self._first : self._first + PAGE]
        for row, value in zip(self._rows, shown, strict=True):
            row.show_value(value)


def _turner(text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(tip)
    button.setAccessibleName(tip.rstrip("."))
    return button
