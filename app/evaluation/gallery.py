"""The gallery: examples of a report as cards, each of which can be stepped through."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QShowEvent
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.evaluation.hung import Hung
from app.evaluation.wording import mistakes, worst_title
from app.look.look import Look
from engine.datasets.dataset import Dataset
from engine.experiment import Experiment
from engine.report import Report

if TYPE_CHECKING:
    from app.evaluation.card_wall import CardWall


class Gallery(QWidget):
    """Shows examples that were chosen. It is built when it is first seen."""

    #: The user wants to step through the example with this number in `report.answers.examples`.
    example_clicked = pyqtSignal(int)

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self._dataset: Dataset | None = None
        self._hung: Hung | None = None
        self._age = 0
        self._wall: CardWall | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._look = look
        if self._wall is not None:
            self._wall.show_look(look)

    def show_experiment(self, experiment: Experiment, dataset: Dataset) -> None:
        """Get ready for this experiment; examples of other data are taken away."""
        if dataset is not self._dataset:
            self._dataset, self._hung, self._age = dataset, None, 0
            self._show()

    def show_report(self, report: Report) -> None:
        """Show the worst mistakes of a new report."""
        self._age = 0
        self.show_examples(report, report.worst(mistakes(report)), worst_title(report))

    def show_examples(self, report: Report, indices: NDArray[np.intp], title: str) -> None:
        """Show examples of a report, by their numbers, under a title."""
        assert self._dataset is not None
        self._hung = Hung(report, self._dataset, indices, title)
        self._show()

    def show_no_report(self) -> None:
        """Take all examples away."""
        self._hung, self._age = None, 0
        self._show()

    def show_age(self, steps: int) -> None:
        """Show how many steps were done since the report; 0: none, below: another network."""
        self._age = steps
        self._show()

    def _show(self) -> None:
        if self._wall is not None and self.isVisible():
            self._wall.show_hung(self._hung, self._age)

    def showEvent(self, event: QShowEvent | None) -> None:
        """Build it when it is first seen, and catch up with what came while it was hidden."""
        super().showEvent(event)
        if self._wall is None:
            from app.evaluation.card_wall import CardWall  # late: most starts do not come here

            self._wall = CardWall()
            self._wall.example_clicked.connect(self.example_clicked)
            self._column.addWidget(self._wall)
            self._wall.show_look(self._look)
        self._show()
