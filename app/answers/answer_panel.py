"""What the network answers to the user's own input, why, and what can be done about it."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QShowEvent
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.answers.answer_section import AnswerSection
from app.answers.collection_section import CollectionSection
from app.answers.goal_section import GoalSection
from app.answers.saliency_section import SaliencySection
from app.answers.subject import Subject
from app.answers.truth_section import TruthSection
from app.look.look import Look
from app.probed import Probed
from app.widgets.scrolling import ScrollingColumn
from engine.counterfactual import Counterfactual
from engine.datasets.dataset import Dataset, Examples
from engine.experiment import Experiment


class AnswerPanel(QWidget):
    """Shows answers as they come; asks the user for labels, and tells what the user wants."""

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
        self._scrolling: ScrollingColumn
        self._probed: Probed | None = None
        self._output: int | None = None
        self._is_output_told = False
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.setWindowTitle("What the network answers")
        self.setMinimumWidth(260)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._look = look
        self.setFont(look.font())
        if self._subject is not None:
            for part in (self._scrolling, *self._sections):
                part.show_look(look)

    def show_experiment(self, experiment: Experiment, dataset: Dataset) -> None:
        """Get ready for answers of this experiment; those of another one disappear."""
        subject = Subject.of(experiment, dataset)
        self._probed = None
        self._is_output_told = False
        if subject != self._subject:
            self._build(subject)
        self._goal.show_seeking(False)
        self._goal.show_found(None)
        self._show()

    def show_probed(self, probed: Probed | None) -> None:
        """Show an answer, or that there is no input."""
        self._probed = probed
        if probed is None:  # the next input will be another thing
            self._truth.clear()
        if self.isVisible():
            self._show()

    def show_running(self, is_running: bool) -> None:
        """Say that what is asked for pauses the run, if there is one."""
        self._truth.show_running(is_running)

    def show_collection(self, examples: Examples | None) -> None:
        """Show the own examples."""
        self._collection.show_examples(examples)

    def show_seeking(self, is_seeking: bool) -> None:
        """Show whether there is a search for what would make it another class."""
        self._goal.show_seeking(is_seeking)

    def show_counterfactual(self, found: Counterfactual | None) -> None:
        """Show what that search has found, or nothing."""
        self._goal.show_found(found)

    def _build(self, subject: Subject) -> None:
        """Make the sections that suit the data."""
        if self._subject is not None:
            self._scrolling.area.hide()
            self._scrolling.area.deleteLater()
        self._subject = subject
        self._answer = AnswerSection(subject)
        self._truth = TruthSection(subject)
        self._saliency = SaliencySection(subject)
        self._goal = GoalSection(subject)
        self._collection = CollectionSection(subject)
        self._sections = (
            self._answer,
            self._truth,
            self._saliency,
            self._goal,
            self._collection,
        )
        self._scrolling = ScrollingColumn(self._sections)
        self._column.addWidget(self._scrolling.area)
        self._goal.setVisible(bool(subject.class_names))
        self._connect()
        self.show_look(self._look)

    def _connect(self) -> None:
        self._truth.chosen.connect(self._show)
        self._truth.example_requested.connect(self.example_requested)
        self._truth.training_requested.connect(self.training_requested)
        self._saliency.chosen.connect(self._show)
        self._goal.requested.connect(self.goal_requested)
        self._goal.cancelled.connect(self.goal_cancelled)
        own = self._collection
        own.collect_requested.connect(lambda: self.collect_requested.emit(self._truth.value))
        own.clicked.connect(self.collected_clicked)
        own.removed.connect(self.example_removed)
        own.training_requested.connect(self.collection_training_requested)
        own.test_requested.connect(self.collection_test_requested)
        own.saved.connect(self.collection_saved)
        own.opened.connect(self.collection_opened)
        own.cleared.connect(self.collection_cleared)

    def _show(self) -> None:
        """Show what is probed, everywhere."""
        probed = self._probed
        self._answer.show_probed(probed, self._truth.value)
        self._saliency.show_probed(probed)
        self._goal.show_probed(probed)
        obstacle = self._obstacle
        self._truth.show_obstacle(obstacle)
        self._collection.show_obstacle(obstacle)
        self._tell_output()

    @property
    def _obstacle(self) -> str:
        """Why the input cannot be an example, or ""."""
        assert self._subject is not None
        if self._probed is None:
            return f"There is no {self._subject.noun} yet."
        if self._truth.value is None:
            verb = "choose" if self._subject.class_names else "enter"
            return f"First {verb} {self._subject.truth}."
        return ""

    def _tell_output(self) -> None:
        """Tell which output's derivative is to be known, each time that it is another."""
        assert self._subject is not None
        if self._probed is None:
            return
        output = self._saliency.output(self._subject.output_said(self._probed.outputs))
        if not self._is_output_told or output != self._output:
            self._output, self._is_output_told = output, True
            self.output_chosen.emit(output)

    def showEvent(self, event: QShowEvent | None) -> None:
        """Catch up with what came while it was hidden."""
        super().showEvent(event)
        if self._subject is not None:
            self._show()
