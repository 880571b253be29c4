"""A section of the evaluation: a heading, and what a report says about one matter."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.look.look import Look
from app.widgets.section import Section
from engine.report import Report


class ReportSection(QWidget):
    """Each kind has its own way to show a report."""

    #: The user wants to see these examples, by their numbers, under this title.
    examples_chosen = pyqtSignal(object, str)

    def __init__(self, title: str, *parts: QWidget) -> None:
        super().__init__()
        self._report: Report | None = None
        self._section = Section(title, *parts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._section)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._section.show_look(look)

    def show_report(self, report: Report) -> None:
        """Show what this report says; the kinds extend it."""
        self._report = report

    @property
    def report(self) -> Report:
        """The report that is shown."""
        assert self._report is not None
        return self._report
