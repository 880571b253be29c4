"""The headline: how good the network is, in one large number and a few words."""

from math import isfinite

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QGridLayout, QLabel, QPushButton, QWidget

from app.evaluation.wording import mistakes, worst_title
from app.look import numbers
from app.look.look import Look
from engine.report import Report

CLASS_TIP = (
    "<p>95% interval: with so few examples the accuracy is known only so well; on many more such "
    "examples it lies in there, with 95% confidence (Wilson’s interval).</p>"
    "<p>Top-2: the share of examples whose true class is the first or the second choice.</p>"
)
LARGE = 2.4
"""The size of the number, as a share of usual text."""


class Headline(QWidget):
    """What is right of a report's examples, how sure that is, and the way to the mistakes."""

    #: The user wants to see these examples, by their numbers, under this title.
    examples_chosen = pyqtSignal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._report: Report | None = None
        self._figure = QLabel()
        self._what = QLabel()
        self._more = QLabel()
        self._more.setProperty("role", "muted")
        self._problem = QLabel()
        self._problem.setProperty("role", "bad")
        for label in (self._what, self._more, self._problem):
            label.setWordWrap(True)
        self._worst = QPushButton()
        self._worst.clicked.connect(self._choose_worst)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.addWidget(self._figure, 0, 0)
        self._grid.addWidget(self._what, 0, 1, Qt.AlignmentFlag.AlignVCenter)
        self._grid.addWidget(self._more, 1, 0, 1, 2)
        self._grid.addWidget(self._problem, 2, 0, 1, 2)
        self._grid.addWidget(self._worst, 3, 0, 1, 2, Qt.AlignmentFlag.AlignLeft)
        self._grid.setColumnStretch(1, 1)

    def show_look(self, look: Look) -> None:
        """Take over the size of text."""
        self._figure.setFont(look.font(LARGE, bold=True))
        self._what.setFont(look.font(1.1, bold=True))
        for part in (self._more, self._problem, self._worst):
            part.setFont(look.font())
        self._grid.setHorizontalSpacing(round(12 * look.unit))
        self._grid.setVerticalSpacing(round(4 * look.unit))

    def show_report(self, report: Report) -> None:
        """Show the whole of this report in brief."""
        self._report = report
        figure, what, more = _class_words(report) if report.confusion else _fit_words(report)
        self._figure.setText(figure)
        self._what.setText(what)
        first, *others = (
            part.replace(" ", "\N{NO-BREAK SPACE}") for part in (*more, _when(report))
        )
        self._more.setText(f"{first}\n{' · '.join(others)}")
        self._more.setToolTip(CLASS_TIP if report.confusion else "")
        self.setAccessibleName(f"{figure} {what}, {first}, {', '.join(others)}")
        unanswered = report.answers.unanswered
        self._problem.setText(
            f"⚠ {numbers.counted(unanswered, 'example')} without an answer: an output is NaN or "
            "infinite. They count as wrong."
            if report.confusion
            else f"⚠ {numbers.counted(unanswered, 'example')} without an answer left out: an "
            "output is NaN or infinite."
        )
        self._problem.setVisible(unanswered > 0)
        count = mistakes(report)
        total = "" if report.confusion is None else f" ({numbers.count(count)})"
        self._worst.setText(f"{worst_title(report)}{total}")
        self._worst.setToolTip(
            "<p>Show the examples with the greatest loss in the gallery, the worst first.</p>"
        )
        self._worst.setVisible(count > 0)

    def _choose_worst(self) -> None:
        report = self._report
        assert report is not None
        self.examples_chosen.emit(report.worst(mistakes(report)), worst_title(report))


def _when(report: Report) -> str:
    """At which moment of the training the network was as the report says."""
    return f"after step {numbers.count(report.steps)}" if report.steps else "before the first step"


def _class_words(report: Report) -> tuple[str, str, list[str]]:
    """The accuracy, of what, and how far it can be trusted."""
    confusion = report.confusion
    assert confusion is not None
    low, high = confusion.interval
    of = f"right of {numbers.count(confusion.total)} {report.scope_title.lower()}"
    parts = [f"95% interval {100 * low:.1f}–{numbers.percent(high)}"]
    if confusion.top2 is not None:
        parts.append(f"top-2 {numbers.percent(confusion.top2)}")
    return numbers.percent(confusion.accuracy), of, parts


def _fit_words(report: Report) -> tuple[str, str, list[str]]:
    """R², of what, and the size of the errors."""
    residuals = report.residuals
    assert residuals is not None
    r2 = residuals.whole_r2
    figure = "–" if r2 is None or not isfinite(r2) else numbers.plain(round(r2, 4))
    of = f"R² on {numbers.count(len(report.answers))} {report.scope_title.lower()}"
    more = [f"mean loss {numbers.plain(report.answers.mean_loss)}"]
    if residuals.outputs == 1:
        more.insert(0, f"RMS error {numbers.plain(float(residuals.rms[0]))}")
    return figure, of, more
