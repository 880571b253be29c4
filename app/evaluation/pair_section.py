"""The most frequent confusions, each with its examples a click away."""

from functools import partial

from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.evaluation.report_section import ReportSection
from app.evaluation.wording import cell_sentence, cell_title
from app.look import numbers
from app.look.look import Look
from app.widgets.section import paragraph
from engine.confusion import Confusion, Pair
from engine.report import Report

MOST = 5
PADDING = 4
"""Beside the text of a button, in logical pixels at the usual text size."""


class PairSection(ReportSection):
    """Buttons: which class is taken for which, and how often."""

    def __init__(self) -> None:
        self._words = paragraph()
        self._list = QWidget()
        super().__init__("Most frequent confusions", self._list, self._words)
        self._look = Look()
        self._pairs: list[tuple[QPushButton, Pair]] = []
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)

    def show_look(self, look: Look) -> None:
        """Take over the size of text."""
        super().show_look(look)
        self._look = look
        self._words.setFont(look.font(0.95))
        for button, _ in self._pairs:
            self._dress(button)
        self._fit()

    def show_report(self, report: Report) -> None:
        """Show the confusions of this report, and no others."""
        super().show_report(report)
        assert report.confusion is not None
        for button, _ in self._pairs:
            self._column.removeWidget(button)
            button.deleteLater()
        self._pairs = [(self._button(pair), pair) for pair in report.confusion.pairs(MOST)]
        for button, _ in self._pairs:
            self._column.addWidget(button)
        self._words.setText(near_misses(report.confusion))
        self._words.setVisible(bool(self._words.text()))
        self._fit()

    def _button(self, pair: Pair) -> QPushButton:
        report = self.report
        assert report.confusion is not None
        button = QPushButton()
        button.setProperty("role", "quiet")
        sentence = cell_sentence(report.confusion, pair.true, pair.predicted, report.names)
        button.setToolTip(f"<p>{sentence} Click to see them.</p>")
        button.setAccessibleName(sentence)
        button.clicked.connect(partial(self._choose, pair))
        self._dress(button)
        return button

    def _dress(self, button: QPushButton) -> None:
        button.setFont(self._look.font())
        padding = round(PADDING * self._look.unit)
        button.setStyleSheet(f"QPushButton {{ text-align: left; padding: 2px {padding}px; }}")

    def _fit(self) -> None:
        """Write each confusion in one line, or in two where that is too wide."""
        for button, pair in self._pairs:
            title, times = self._texts(pair)
            text = f"{title}: {times}"
            room = self.width() - 2 * PADDING * self._look.unit - 6
            is_wide = button.fontMetrics().horizontalAdvance(text) > room
            button.setText(f"{title}:\n{times}" if is_wide else text)

    def _texts(self, pair: Pair) -> tuple[str, str]:
        """Which class is taken for which; how often, and how often it was a near miss."""
        confusion = self.report.confusion
        assert confusion is not None
        title = cell_title(pair.true, pair.predicted, self.report.names)
        support = int(confusion.support[pair.true])
        times = f"{numbers.count(pair.times)} of {numbers.count(support)}"
        return title, f"{times}, {numbers.percent(pair.times / support)}"

    def _choose(self, pair: Pair) -> None:
        title = cell_title(pair.true, pair.predicted, self.report.names)
        self.examples_chosen.emit(self.report.cell(pair.true, pair.predicted), title)

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Fit the texts into the new width."""
        super().resizeEvent(event)
        self._fit()


def near_misses(confusion: Confusion) -> str:
    """In how many of the mistakes the true class came second."""
    wrong = confusion.total - confusion.right
    if not wrong:
        return "✓ There is none: every answer is right."
    if confusion.near_misses is None:
        return ""
    near = int(confusion.near_misses.sum())
    mistakes = numbers.counted(wrong, "mistake")
    return f"The true class came second in {numbers.count(near)} of {mistakes}."
