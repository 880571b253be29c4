"""The plane of two inputs, with what is under the pointer in words."""

import numpy as np

from app.evaluation.plane_plot import PlanePlot
from app.evaluation.report_section import ReportSection
from app.evaluation.told_line import ToldLine
from app.look.look import Look
from engine.activations import Activation
from engine.datasets.dataset import Dataset
from engine.report import Report

HINT = "Click an example to see it in the gallery."


class PlaneSection(ReportSection):
    """Shows what the network answers everywhere, and the examples there."""

    def __init__(self, dataset: Dataset, output: Activation) -> None:
        self._plot = PlanePlot(dataset, output)
        self._told = ToldLine()
        is_class = dataset.is_classification
        title = "Boundary and mistakes" if is_class else "The plane of inputs"
        self._hint = f"Rings are mistakes. {HINT}" if is_class else HINT
        super().__init__(title, self._plot, self._told)
        self._plot.told.connect(self._told.tell)
        self._plot.example_chosen.connect(self._choose)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        super().show_look(look)
        self._plot.show_look(look)
        self._told.show_look(look)

    def show_report(self, report: Report) -> None:
        """Show the plane of this report."""
        super().show_report(report)
        self._plot.show_report(report)
        self._told.show_hint(f"{self._hint} {self._plot.note}".strip())

    def _choose(self, number: int) -> None:
        self.examples_chosen.emit(np.array([number]), f"Example {number + 1:,}")
