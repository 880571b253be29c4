"""All that a report says, in sections that scroll."""

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.evaluation.calibration_section import CalibrationSection
from app.evaluation.class_section import ClassSection
from app.evaluation.confusion_section import ConfusionSection
from app.evaluation.headline import Headline
from app.evaluation.pair_section import PairSection
from app.evaluation.plane_section import PlaneSection
from app.evaluation.regression_sections import predicted_section, residual_section
from app.evaluation.report_section import ReportSection
from app.evaluation.veil import Veil
from app.look.look import Look
from app.widgets.scrolling import ScrollingColumn
from engine.activations import Activation
from engine.datasets.dataset import Dataset
from engine.report import Report


class ReportPage(QWidget):
    """Shows the reports on one experiment, which all have the same sections."""

    #: The user wants to see these examples, by their numbers, under this title.
    examples_chosen = pyqtSignal(object, str)

    def __init__(self, first: Report, dataset: Dataset, output: Activation) -> None:
        super().__init__()
        self._sections = _sections(first, dataset, output)
        for section in self._sections:
            section.examples_chosen.connect(self.examples_chosen)
        self._headline = Headline()
        self._headline.examples_chosen.connect(self.examples_chosen)
        self._scrolling = ScrollingColumn((self._headline, *self._sections))
        # Heights go by the width, which a scroll bar that comes and goes would change for ever.
        self._scrolling.area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self._veil = Veil(self._scrolling.area)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scrolling.area)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._scrolling.show_look(look)
        self._veil.show_look(look)
        self._headline.show_look(look)
        for section in self._sections:
            section.show_look(look)

    def show_report(self, report: Report) -> None:
        """Show what this report says."""
        self._headline.show_report(report)
        for section in self._sections:
            section.show_report(report)

    def show_old(self, *, is_old: bool) -> None:
        """Fade what is not true of the present network."""
        self._veil.show_old(is_old=is_old)


def _sections(report: Report, dataset: Dataset, output: Activation) -> list[ReportSection]:
    """Those that reports of this kind fill."""
    sections: list[ReportSection] = []
    if report.confusion is not None:
        sections += [ConfusionSection(), PairSection(), ClassSection()]
    if report.residuals is not None:
        sections += [predicted_section(), residual_section()]
    if report.plane is not None:
        sections.insert(0, PlaneSection(dataset, output))
    if report.calibration is not None:
        sections.append(CalibrationSection())
    return sections
