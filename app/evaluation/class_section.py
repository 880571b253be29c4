"""The figures of each class, and their means."""

from app.evaluation.class_table import ClassTable
from app.evaluation.report_section import ReportSection
from app.evaluation.wording import share_or_dash
from app.look.look import Look
from app.widgets.section import paragraph
from engine.report import Report


class ClassSection(ReportSection):
    """A table of precision, recall and F1, with the mean of each below it."""

    def __init__(self) -> None:
        self._table = ClassTable()
        self._means = paragraph()
        super().__init__("Each class", self._table, self._means)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        super().show_look(look)
        self._table.show_look(look)
        self._means.setFont(look.font(0.95))

    def show_report(self, report: Report) -> None:
        """Show the classes of this report."""
        super().show_report(report)
        assert report.confusion is not None
        self._table.show_confusion(report.confusion, report.names)
        precision, recall, f1 = map(share_or_dash, report.confusion.means)
        self._means.setText(
            f"Means, each class counting alike: precision {precision}, recall {recall}, F1 {f1}."
        )
