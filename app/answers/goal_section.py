"""What would make it another class: the question, the search, and what it found."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from app.answers.counterfactual_view import CounterfactualView
from app.answers.subject import Subject
from app.look.look import Look
from app.probed import Probed
from app.widgets.choice_box import choice_box
from app.widgets.line import line
from app.widgets.section import Section
from app.widgets.tip import wrapped
from engine.counterfactual import Counterfactual

TIP = (
    "Change the {noun} in small steps along ∂(output)/∂x until the network answers so, then leave "
    "off what is not needed. Neither the {noun} nor the network changes by that."
)


class GoalSection(QWidget):
    """Asks for a class. Unless the user chose one, it is that which came second."""

    #: The user wants to know what would make the network answer this class.
    requested = pyqtSignal(int)
    #: The user has had enough of the search.
    cancelled = pyqtSignal()

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self._subject = subject
        self._is_chosen = False
        self._obstacle: str | None = None
        self._probed: Probed | None = None
        self._asked: Probed | None = None
        self._choice = choice_box()
        self._choice.addItems(list(subject.class_names))
        self._choice.setAccessibleName("What would make it …")
        self._choice.setToolTip("The class that the network should answer.")
        self._choice.activated.connect(self._choose)
        self._find = QPushButton("Find a change")
        self._find.clicked.connect(self._ask)
        self._seeking = QLabel("Searching…")
        self._seeking.setProperty("role", "muted")
        self._cancel = QPushButton("Cancel")
        self._cancel.setToolTip("Stop the search.")
        self._cancel.clicked.connect(self.cancelled)
        self._view = CounterfactualView(subject)
        self._section = Section(
            "What would make it …",
            line(self._choice, self._find, self._seeking, self._cancel, None),
            self._view,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._section)
        self.show_seeking(False)
        self.show_probed(None)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._section.show_look(look)
        self._choice.setMinimumWidth(round(64 * look.unit))
        self._view.show_look(look)

    def show_probed(self, probed: Probed | None) -> None:
        """Be ready to ask about this input; what was found for another is old."""
        self._probed = probed
        if probed is not None and not self._is_chosen:
            second = self._subject.class_behind(probed.outputs)
            if second != self._choice.currentIndex():
                self._choice.setCurrentIndex(second)
        self._view.show_now(probed)
        self._show_obstacle()

    def show_seeking(self, is_seeking: bool) -> None:
        """Show whether a search is on its way."""
        self._find.setHidden(is_seeking)
        self._seeking.setVisible(is_seeking)
        self._cancel.setVisible(is_seeking)

    def show_found(self, found: Counterfactual | None) -> None:
        """Show what was found, or nothing."""
        asked = self._asked or self._probed
        if found is None or asked is None:
            self._view.clear()
        else:
            self._view.show_found(found, asked)
            self._view.show_now(self._probed)

    def _choose(self) -> None:
        self._is_chosen = True
        self._show_obstacle()

    def _show_obstacle(self) -> None:
        """Say why it cannot be asked, if so."""
        subject, probed = self._subject, self._probed
        obstacle = ""
        if probed is None:
            obstacle = f"There is no {subject.noun} yet. {subject.invitation}"
        elif subject.class_said(probed.outputs) == self._choice.currentIndex():
            obstacle = "That is what the network answers already: choose another class."
        if obstacle == self._obstacle:
            return
        self._obstacle = obstacle
        self._find.setEnabled(not obstacle)
        self._find.setToolTip(wrapped(obstacle or TIP.format(noun=subject.noun)))

    def _ask(self) -> None:
        self._asked = self._probed
        self._view.clear()
        self.requested.emit(self._choice.currentIndex())
