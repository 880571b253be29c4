"""The confusion matrix with what its shades mean, and what is under the pointer in words."""

from PyQt6.QtCore import QRect, Qt
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QFrame, QScrollArea

from app.evaluation.confusion_grid import ConfusionGrid
from app.evaluation.report_section import ReportSection
from app.evaluation.shade_legend import ShadeLegend
from app.evaluation.shades import end_of_mistakes
from app.evaluation.told_line import ToldLine
from app.evaluation.wording import cell_title
from app.look.look import Look
from engine.report import Report

HINT = "Point at a cell to read it. Click it to see its examples."


class ConfusionSection(ReportSection):
    """Shows the confusion of a report; scrolls sideways only if there are many classes."""

    def __init__(self) -> None:
        self._grid = ConfusionGrid()
        self._legend = ShadeLegend()
        self._told = ToldLine(HINT)
        self._area = QScrollArea()
        super().__init__("Confusion: what is taken for what", self._area, self._legend, self._told)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._grid)
        self._grid.cell_chosen.connect(self._choose)
        self._grid.told.connect(self._told.tell)
        self._grid.walked_to.connect(self._follow)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        super().show_look(look)
        for part in (self._grid, self._legend, self._told):
            part.show_look(look)
        self._fit()

    def show_report(self, report: Report) -> None:
        """Show the confusion of this report."""
        super().show_report(report)
        assert report.confusion is not None
        self._grid.show_confusion(report.confusion, report.names)
        self._legend.show_end(end_of_mistakes(report.confusion))
        self._fit()

    def _choose(self, true: int, said: int) -> None:
        title = cell_title(true, said, self.report.names)
        self.examples_chosen.emit(self.report.cell(true, said), title)

    def _follow(self, place: QRect) -> None:
        middle = place.center()
        self._area.ensureVisible(middle.x(), middle.y(), place.width(), place.height())

    def _fit(self) -> None:
        """Be as high as the matrix, and a scroll bar below it where it is too wide."""
        self._grid.fit(self.width())
        bar = self._area.horizontalScrollBar()
        assert bar is not None
        below = bar.sizeHint().height() if self._grid.width() > self.width() else 0
        self._area.setFixedHeight(self._grid.height() + below)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Fit the matrix into the new width."""
        super().resizeEvent(event)
        self._fit()
