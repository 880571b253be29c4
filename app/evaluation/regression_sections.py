"""The report on a regression: predicted against true, and the residuals."""

from collections.abc import Callable
from math import isfinite

import numpy as np
from PyQt6.QtWidgets import QComboBox

from app.evaluation.point_plot import PointPlot, Points
from app.evaluation.report_section import ReportSection
from app.evaluation.residual_plots import PredictedPlot, ResidualPlot, around
from app.evaluation.told_line import ToldLine
from app.evaluation.wording import example_sentence
from app.look import numbers
from app.look.look import Look
from app.widgets.choice_box import choice_box
from app.widgets.section import paragraph
from engine.report import Report
from engine.residuals import Residuals

HINT = "Click a point to see its example in the gallery."


class RegressionSection(ReportSection):
    """One of the plots, with the figures of one output above it, which is chosen if it has more."""

    def __init__(
        self,
        title: str,
        plot: PointPlot,
        points: Callable[[Report, int], Points],
        figures: Callable[[Residuals, int], str],
        hint: str,
    ) -> None:
        self._plot, self._points, self._figures = plot, points, figures
        self._words = paragraph("")
        self._told = ToldLine(hint)
        self._outputs: QComboBox = choice_box()
        super().__init__(title, self._outputs, self._words, plot, self._told)
        self._outputs.setAccessibleName("Output")
        self._outputs.setToolTip("The output that is shown.")
        self._outputs.activated.connect(self._show_output)
        plot.told.connect(self._told.tell)
        plot.example_chosen.connect(self._choose)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        super().show_look(look)
        self._plot.show_look(look)
        self._told.show_look(look)
        self._words.setFont(look.font())

    def show_report(self, report: Report) -> None:
        """Show the residuals of this report, of the output that was chosen last."""
        super().show_report(report)
        assert report.residuals is not None
        count = report.residuals.outputs
        if self._outputs.count() != count:
            self._outputs.clear()
            self._outputs.addItems([f"output ŷ[{number}]" for number in range(count)])
        self._outputs.setVisible(count > 1)
        self._show_output()

    def _show_output(self) -> None:
        output = self._outputs.currentIndex()
        assert self.report.residuals is not None
        self._words.setText(self._figures(self.report.residuals, output))
        self._plot.show_points(self._points(self.report, output))

    def _choose(self, number: int) -> None:
        self.examples_chosen.emit(np.array([number]), f"Example {number + 1:,}")


def predicted_section() -> RegressionSection:
    """Predicted against true."""
    hint = f"Dashed: predicted as it is. {HINT}"
    plot = PredictedPlot()
    return RegressionSection("Predicted against true", plot, _predicted, _fit, hint)


def residual_section() -> RegressionSection:
    """Residuals against predicted."""
    hint = f"Dashed: no error. Bars: how many residuals there are at each height. {HINT}"
    return RegressionSection("Residuals", ResidualPlot(), _residuals, _errors, hint)


def _predicted(report: Report, output: int) -> Points:
    residuals = report.residuals
    assert residuals is not None
    true, predicted = residuals.true[:, output], residuals.predicted[:, output]
    order = np.argsort(true, kind="stable")
    both = around(true, predicted)
    found = residuals.numbers[order]
    return Points(
        true[order], predicted[order], found, both, both, lambda n: example_sentence(report, n)
    )


def _residuals(report: Report, output: int) -> Points:
    residuals = report.residuals
    assert residuals is not None
    predicted, errors = residuals.predicted[:, output], residuals.residuals[:, output]
    is_finite = np.isfinite(errors)
    predicted, errors = predicted[is_finite], errors[is_finite]
    found = residuals.numbers[is_finite]
    order = np.argsort(predicted, kind="stable")
    low, high = around(errors)
    reach = max(abs(low), abs(high))
    return Points(
        predicted[order],
        errors[order],
        found[order],
        around(predicted),
        (-reach, reach),
        lambda n: example_sentence(report, n),
    )


def _fit(residuals: Residuals, output: int) -> str:
    r2 = residuals.r2[output]
    if r2 is None or not isfinite(r2):
        return "R² is not defined, for all targets are the same."
    if r2 < 0:
        return f"R² = {numbers.plain(r2)}: worse than always saying the mean."
    return f"R² = {numbers.plain(r2)}: it explains {numbers.percent(r2)} of how the targets vary."


def _errors(residuals: Residuals, output: int) -> str:
    rms, mean_absolute = residuals.rms[output], residuals.mean_absolute[output]
    lean = float(residuals.mean[output])
    return (
        f"RMS {numbers.plain(float(rms))} · mean |error| {numbers.plain(float(mean_absolute))} · "
        f"mean error {numbers.signed(lean)}"
    )
