"""The calibration curve with what it means in words."""

from math import isnan

from app.evaluation.calibration_plot import CalibrationPlot
from app.evaluation.report_section import ReportSection
from app.evaluation.told_line import ToldLine
from app.look import numbers
from app.look.look import Look
from app.widgets.section import paragraph
from engine.calibration import Calibration
from engine.report import Report

WELL = 0.01
"""Up to this mean difference a network counts as being as sure as it is right."""
HINT = "Dashed: as sure as right. Bars: how many answers are so sure. Click one to see them."
ERROR_TIP = (
    "<p>Expected calibration error: in each bin, by how much how sure it was and the share that is "
    "right differ, as a mean over all answers.</p>"
)


class CalibrationSection(ReportSection):
    """Shows whether a network is right as often as it is sure."""

    def __init__(self) -> None:
        self._verdict = paragraph("")
        self._verdict.setToolTip(ERROR_TIP)
        self._plot = CalibrationPlot()
        self._told = ToldLine(HINT)
        title = "Calibration: as right as it is sure?"
        super().__init__(title, self._verdict, self._plot, self._told)
        self._plot.told.connect(self._told.tell)
        self._plot.bin_chosen.connect(self._choose)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        super().show_look(look)
        self._plot.show_look(look)
        self._told.show_look(look)
        self._verdict.setFont(look.font())

    def show_report(self, report: Report) -> None:
        """Show the calibration of this report."""
        super().show_report(report)
        assert report.calibration is not None
        self._plot.show_calibration(report.calibration)
        self._verdict.setText(verdict(report.calibration))

    def _choose(self, number: int) -> None:
        calibration = self.report.calibration
        assert calibration is not None
        low, high = (100 * edge for edge in calibration.edges[number : number + 2])
        self.examples_chosen.emit(self.report.in_bin(number), f"{low:.0f}% to {high:.0f}% sure")


def verdict(calibration: Calibration) -> str:
    """The expected calibration error, and to which side the network errs, in words."""
    if isnan(calibration.error):
        return "There is no answer at all: every example has an output that is not finite."
    used = calibration.counts > 0
    counts = calibration.counts[used]
    gaps = (calibration.confidence - calibration.right)[used]
    lean = float(gaps @ counts) / int(counts.sum())
    points = f"{100 * abs(lean):.1f} percentage points"
    if abs(lean) <= WELL:
        side = "On average it is as sure as it is right."
    else:
        side = f"On average it is {points} {'too sure' if lean > 0 else 'less sure than right'}."
    return f"{side} Expected calibration error: {numbers.percent(calibration.error)}."
