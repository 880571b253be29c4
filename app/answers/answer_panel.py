"""What the network answers to the user's own input, why, and what can be done about it."""

from typing import TYPE_CHECKING

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QShowEvent
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.answers.subject import Subject
from app.look.look import Look
from app.probed import Probed
from engine.counterfactual import Counterfactual
from engine.datasets.dataset import Dataset, Examples
from engine.experiment import Experiment

if TYPE_CHECKING:
    from app.answers.answer_body import AnswerBody


class AnswerPanel(QWidget):
    """Shows answers as they come; asks the user for labels, and tells what the user wants.

    It is built when it is first seen.
    """

    #: The user wants to step through the input, with this label or these target values.
    example_requested = pyqtSignal(object)
    #: The user wants the network trained on the input, with this label, so many times.
    training_requested = pyqtSignal(object, int)
    #: ∂(the output of this number)/∂x is to be known, or none (None).
    output_chosen = pyqtSignal(object)
    #: The user wants to know what would make the network answer this class.
    goal_requested = pyqtSignal(int)
    #: The user has had enough of that search.
    goal_cancelled = pyqtSignal()
    #: The user wants the input in the own set, with this label or these target values.
    collect_requested = pyqtSignal(object)
    #: The user wants the own example with this number removed.
    example_removed = pyqtSignal(int)
    #: The user wants all own examples removed.
    collection_cleared = pyqtSignal()
    #: The user wants the own examples saved to a file.
    collection_saved = pyqtSignal()
    #: The user wants own examples from a file.
    collection_opened = pyqtSignal()
    #: The user wants the network trained on all own examples, so many times.
    collection_training_requested = pyqtSignal(int)
    #: The user wants the network tested with the own examples.
    collection_test_requested = pyqtSignal()
    #: The user wants the own example with this number on the pad again.
    collected_clicked = pyqtSignal(int)

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self._subject: Subject | None = None
        self._probed: Probed | None = None
        self._own: Examples | None = None
        self._is_running = False
        self._body: AnswerBody | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.setWindowTitle("What the network answers")
        self.setMinimumWidth(260)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._look = look
        if self._body is not None:
            self._body.show_look(look)

    def show_experiment(self, experiment: Experiment, dataset: Dataset) -> None:
        """Get ready for answers of this experiment; those of another one disappear."""
        subject = Subject.of(experiment, dataset)
        if subject != self._subject:
            self._subject, self._own = subject, None
            self._put_away()
        self.show_seeking(False)
        self.show_counterfactual(None)
        self._probed = None
        if self.isVisible():
            self._catch_up()

    def show_probed(self, probed: Probed | None) -> None:
        """Show an answer, or that there is no input."""
        was, self._probed = self._probed, probed
        if self._body is None:
            return
        if probed is None and was is not None:
            self._body.begin_anew()
        if self.isVisible():
            self._body.show_probed(probed)

    def show_running(self, is_running: bool) -> None:
        """Say that what is asked for pauses the run, if there is one."""
        self._is_running = is_running
        if self._body is not None:
            self._body.truth.show_running(is_running)

    def show_collection(self, examples: Examples | None) -> None:
        """Show the own examples."""
        self._own = examples
        if self._body is not None:
            self._body.show_own(examples)

    def show_seeking(self, is_seeking: bool) -> None:
        """Show whether there is a search for what would make it another class."""
        if self._body is not None:
            self._body.goal.show_seeking(is_seeking)

    def show_counterfactual(self, found: Counterfactual | None) -> None:
        """Show what that search has found, or nothing."""
        if self._body is not None:
            self._body.show_found(found)

    def _put_away(self) -> None:
        """Have no sections any more."""
        if self._body is not None:
            self._body.hide()
            self._body.deleteLater()
            self._body = None

    def _catch_up(self) -> None:
        """Have the sections that suit the data, and show there what is known."""
        if self._body is None and self._subject is not None:
            self._body = self._build(self._subject)
        if self._body is not None:
            self._body.show_probed(self._probed)

    def _build(self, subject: Subject) -> "AnswerBody":
        from app.answers.answer_body import AnswerBody  # late: most starts do not come here

        body = AnswerBody(subject)
        self._connect(body)
        body.show_look(self._look)
        body.truth.show_running(self._is_running)
        body.show_own(self._own)
        self._column.addWidget(body)
        body.show()
        return body

    def _connect(self, body: "AnswerBody") -> None:
        truth, goal, own = body.truth, body.goal, body.collection
        body.output_chosen.connect(self.output_chosen)
        truth.example_requested.connect(self.example_requested)
        truth.training_requested.connect(self.training_requested)
        truth.collect_requested.connect(self.collect_requested)
        goal.requested.connect(self.goal_requested)
        goal.cancelled.connect(self.goal_cancelled)
        own.clicked.connect(self._show_own)
        own.removed.connect(self.example_removed)
        own.training_requested.connect(self.collection_training_requested)
        own.test_requested.connect(self.collection_test_requested)
        own.saved.connect(self.collection_saved)
        own.opened.connect(self.collection_opened)
        own.cleared.connect(self.collection_cleared)

    def _show_own(self, number: int) -> None:
        """Have an own example on the pad, with its label."""
        self.collected_clicked.emit(number)
        if self._body is not None and self._own is not None:
            self._body.truth.choose(self._own.y[number])
            self._body.show_probed(self._probed)

    def showEvent(self, event: QShowEvent | None) -> None:
        """Build it when it is first seen, and catch up with what came while it was hidden."""
        super().showEvent(event)
        self._catch_up()
