"""The evaluation: how good the network is on a whole set of examples, and where it is wrong."""

from dataclasses import replace
from typing import TYPE_CHECKING

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QShowEvent
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.evaluation.standing import Standing
from app.look.look import Look
from app.scopes import Scope
from engine.datasets.dataset import Dataset
from engine.experiment import Experiment
from engine.report import Report

if TYPE_CHECKING:
    from app.evaluation.body import Body


class Evaluation(QWidget):
    """Asks for evaluations and shows their reports. It is built when it is first seen."""

    #: The user wants the network evaluated on this `Scope`.
    evaluation_requested = pyqtSignal(Scope)
    #: The user wants the evaluation stopped.
    evaluation_cancelled = pyqtSignal()
    #: The user wants to see these examples of the report, by their numbers, under this title.
    examples_chosen = pyqtSignal(object, str)

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self._standing = Standing()
        self._body: Body | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._look = look
        if self._body is not None:
            self._body.show_look(look)

    def show_experiment(self, experiment: Experiment, dataset: Dataset) -> None:
        """Get ready for reports on this experiment; what is known of other data is forgotten."""
        standing = replace(self._standing, experiment=experiment, dataset=dataset)
        is_other = dataset is not self._standing.dataset
        self._show(standing.without_report() if is_other else standing)

    def show_own(self, count: int) -> None:
        """Offer the user's own examples, if there are any."""
        self._show(replace(self._standing, own=count))

    def show_evaluating(self, scope: Scope) -> None:
        """Show that the network is being evaluated on this `Scope`, whoever asked for it."""
        standing = replace(self._standing, scope=scope, is_running=True, progress=None, problem="")
        self._show(standing)

    def show_report(self, report: Report) -> None:
        """Show this report, which is about the present network."""
        self._show(self._standing.with_report(report))

    def show_no_report(self) -> None:
        """Forget the report."""
        self._show(self._standing.without_report())

    def show_progress(self, done: int, total: int) -> None:
        """Show how many examples are fed forward of all."""
        if self._standing.is_running:
            self._show(replace(self._standing, progress=(done, total)))

    def show_ended(self, problem: str) -> None:
        """The evaluation ended without a report: why, "" if it was given up."""
        self._show(replace(self._standing, is_running=False, progress=None, problem=problem))

    def show_age(self, steps: int) -> None:
        """Show how many steps were done since the report; 0: none, below: another network."""
        self._show(replace(self._standing, age=steps))

    def evaluate(self) -> None:
        """Ask for an evaluation on the chosen set, as a click on the button does."""
        if not self._standing.is_running:
            self._evaluate(self._standing.scope if self._body is None else self._body.chosen)

    def _show(self, standing: Standing) -> None:
        self._standing = standing
        if self._body is not None and self.isVisible():
            self._body.show_standing(standing)

    def _evaluate(self, scope: Scope) -> None:
        self.show_evaluating(scope)
        self.evaluation_requested.emit(scope)

    def _build(self) -> "Body":
        from app.evaluation.body import Body  # late: most starts do not come here

        body = Body()
        body.evaluation_requested.connect(self._evaluate)
        body.evaluation_cancelled.connect(self.evaluation_cancelled)
        body.examples_chosen.connect(self.examples_chosen)
        self._column.addWidget(body)
        body.show_look(self._look)
        return body

    def showEvent(self, event: QShowEvent | None) -> None:
        """Build it when it is first seen, and catch up with what came while it was hidden."""
        super().showEvent(event)
        if self._body is None:
            self._body = self._build()
        self._body.show_standing(self._standing)
