"""What the evaluation is made of: the choice of a set, the button, and the report."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.evaluation.old_mark import OldMark
from app.evaluation.progress_row import ProgressRow
from app.evaluation.report_page import ReportPage
from app.evaluation.scope_choice import ScopeChoice
from app.evaluation.standing import Standing
from app.evaluation.wording import promise
from app.look.look import Look
from app.look.style import set_property
from app.scopes import Scope
from app.widgets.notice import Notice
from app.widgets.side_by_side import SideBySide
from engine.experiment import Experiment
from engine.report import Report

EVALUATE_TIP = "Feed the whole set forward, without dropout, and judge the answers."


class Body(QWidget):
    """Shows a `Standing`: it changes what differs from the one before."""

    #: The user wants the network evaluated on this `Scope`.
    evaluation_requested = pyqtSignal(Scope)
    #: The user wants the evaluation stopped.
    evaluation_cancelled = pyqtSignal()
    #: The user wants to see these examples of the report, by their numbers, under this title.
    examples_chosen = pyqtSignal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self._shown = Standing()
        self._page: ReportPage | None = None
        self._page_is_for: Experiment | None = None
        self._scopes = ScopeChoice()
        self._evaluate = QPushButton("Evaluate")
        self._evaluate.setToolTip(f"<p>{EVALUATE_TIP}</p>")
        self._evaluate.clicked.connect(self._ask)
        self._progress = ProgressRow()
        self._progress.cancelled.connect(self.evaluation_cancelled)
        self._problem = QLabel()
        self._problem.setProperty("role", "bad")
        self._problem.setWordWrap(True)
        self._old = OldMark()
        self._promise = Notice()
        self._top = QVBoxLayout()
        first = SideBySide(self._scopes, self._evaluate)
        parts = (first, self._progress, self._problem, self._old)
        for part in parts:
            self._top.addWidget(part)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addLayout(self._top)
        self._column.addWidget(self._promise, 1)

    @property
    def chosen(self) -> Scope:
        """The set that is chosen."""
        return self._scopes.chosen

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._look = look
        margin = round(10 * look.unit)
        self._top.setContentsMargins(margin, margin, margin, 0)
        self._top.setSpacing(round(8 * look.unit))
        self._evaluate.setFont(look.font(bold=True))
        self._problem.setFont(look.font())
        for part in (self._scopes, self._progress, self._old, self._promise):
            part.show_look(look)
        if self._page is not None:
            self._page.show_look(look)

    def show_standing(self, standing: Standing) -> None:
        """Show how the evaluation stands."""
        was, self._shown = self._shown, standing
        if standing.dataset is not was.dataset or standing.own != was.own:
            self._show_sets(standing)
        if standing.report is not was.report:
            self._show_report(standing.report)
        is_old = standing.report is not None and standing.age != 0
        self._old.show_age(standing.age if is_old else 0)
        if self._page is not None:
            self._page.show_old(is_old=is_old)
        self._show_running(was, standing)
        self._evaluate.setText("Evaluate again" if is_old else "Evaluate")
        is_due = standing.report is None or is_old
        set_property(self._evaluate, "role", "primary" if is_due else "")
        self._evaluate.setVisible(not standing.is_running)
        self._problem.setText(f"⚠ {standing.problem}")
        self._problem.setVisible(bool(standing.problem))
        self._promise.setVisible(standing.report is None)

    def _show_sets(self, standing: Standing) -> None:
        self._scopes.show_count(Scope.OWN, standing.own)
        if standing.dataset is not None:
            self._scopes.show_count(Scope.TEST, len(standing.dataset.test))
            self._scopes.show_count(Scope.TRAIN, len(standing.dataset.train))
            self._promise.show_text(*promise(standing.dataset))

    def _show_running(self, was: Standing, standing: Standing) -> None:
        if standing.is_running and not was.is_running:
            self._scopes.choose(standing.scope)
        if not standing.is_running:
            self._progress.end()
        elif not was.is_running:
            self._progress.begin()
        elif standing.progress is not None:
            self._progress.show_progress(*standing.progress)

    def _show_report(self, report: Report | None) -> None:
        """Show a report on a page that is made for its experiment; none, on no page."""
        is_other = self._page_is_for is not self._shown.experiment
        if self._page is not None and (report is None or is_other):
            self._column.removeWidget(self._page)
            self._page.hide()
            self._page.deleteLater()
            self._page = None
        if report is None:
            return
        if self._page is None:
            self._page = self._make_page(report)
        self._page.show_report(report)

    def _make_page(self, report: Report) -> ReportPage:
        experiment, dataset = self._shown.experiment, self._shown.dataset
        assert experiment is not None
        assert dataset is not None
        self._page_is_for = experiment
        page = ReportPage(report, dataset, experiment.network.output.activation)
        page.examples_chosen.connect(self.examples_chosen)
        self._column.addWidget(page, 1)
        page.show_look(self._look)  # only now: a new parent takes the fonts back
        return page

    def _ask(self) -> None:
        self.evaluation_requested.emit(self._scopes.chosen)
