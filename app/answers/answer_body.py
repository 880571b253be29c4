"""What the answer panel is made of: sections that suit the data, in a column that scrolls."""

from PyQt6.QtCore import QTimer, pyqtSignal
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
from engine.datasets.dataset import Examples

BETWEEN = 11
"""The sections, in logical pixels at the usual text size."""
SETTLING = 150
"""Milliseconds that sections may take to find their places when one of them has grown."""


class AnswerBody(QWidget):
    """Shows a `Probed` in every section. What the user wants is told by the sections."""

    #: ∂(the output of this number)/∂x is to be known, or none (None).
    output_chosen = pyqtSignal(object)

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self._subject = subject
        self._probed: Probed | None = None
        self._told: tuple[int | None, ...] = ()
        self._answer = AnswerSection(subject)
        self.truth = TruthSection(subject)
        self._saliency = SaliencySection(subject)
        self.goal = GoalSection(subject)
        self.collection = CollectionSection(subject)
        self._sections = (
            self._answer,
            self.truth,
            self._saliency,
            self.goal,
            self.collection,
        )
        self._scrolling = ScrollingColumn(self._sections, between=BETWEEN)
        self._news: QWidget = self.goal
        self._settling = QTimer(self)
        self._settling.setSingleShot(True)
        self._settling.setInterval(SETTLING)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scrolling.area)
        if not subject.class_names:
            self.goal.hide()
        self.truth.chosen.connect(self._show)
        self._saliency.chosen.connect(self._show)
        bar = self._scrolling.area.verticalScrollBar()
        assert bar is not None
        bar.rangeChanged.connect(self._follow_news)
        self._settling.timeout.connect(self._show_news)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self.setFont(look.font())
        for part in (self._scrolling, *self._sections):
            part.show_look(look)

    def show_probed(self, probed: Probed | None) -> None:
        """Show an answer, or that there is no input."""
        self._probed = probed
        self._show()

    def begin_anew(self) -> None:
        """The next input will be another thing than the last."""
        self.truth.clear()
        self._scroll_to(self._answer)

    def show_own(self, examples: Examples | None) -> None:
        """Show the own examples."""
        self.collection.show_examples(examples)
        self.truth.show_collected(0 if examples is None else len(examples))

    def show_found(self, found: Counterfactual | None) -> None:
        """Show what the search for another answer has found, or nothing."""
        self.goal.show_found(found)
        if found is not None:
            self._scroll_to(self.goal)

    def _scroll_to(self, section: QWidget) -> None:
        """Bring a section into view, also when it grows for what it is about to show."""
        self._news = section
        self._settling.start()

    def _follow_news(self) -> None:
        if self._settling.isActive():
            self._show_news()

    def _show_news(self) -> None:
        self._scrolling.area.ensureWidgetVisible(self._news)

    def _show(self) -> None:
        probed = self._probed
        self._answer.show_probed(probed, self.truth.value)
        self._saliency.show_probed(probed)
        self.goal.show_probed(probed)
        self.truth.show_obstacle(self._obstacle)
        if probed is not None:
            self._tell_output(probed)

    @property
    def _obstacle(self) -> str:
        """Why the input cannot be an example, or ""."""
        if self._probed is None:
            return f"There is no {self._subject.noun} yet."
        if self.truth.value is None:
            verb = "choose" if self._subject.class_names else "enter"
            return f"First {verb} {self._subject.truth}."
        return ""

    def _tell_output(self, probed: Probed) -> None:
        """Tell which output's derivative is to be known, each time that it is another."""
        output = self._saliency.output(self._subject.output_said(probed.outputs))
        if self._told != (output,):
            self._told = (output,)
            self.output_chosen.emit(output)
