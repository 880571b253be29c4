"""What an input truly is, and training on it."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.answers.label_chooser import label_chooser
from app.answers.subject import Subject
from app.answers.times_field import TimesField
from app.look.look import Look
from app.widgets.flow_row import FlowRow
from app.widgets.line import line
from app.widgets.section import Section
from app.widgets.tip import wrapped

EXTRA = (
    "This is an extra step: after it the training goes on where it was in its epoch. "
    "Ctrl+Z takes it back."
)


class TruthSection(QWidget):
    """Asks for the true label, and offers to step through this example or to train on it."""

    #: The user says what it is: a class, or target values, or None.
    chosen = pyqtSignal(object)
    #: The user wants to step through it, with this label or these target values.
    example_requested = pyqtSignal(object)
    #: The user wants the network trained on it, with this label, so many times.
    training_requested = pyqtSignal(object, int)

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self._noun = subject.noun
        self._obstacle = ""
        self._is_running = False
        self._chooser = label_chooser(subject)
        self._step = QPushButton("Step through it")
        self._train = QPushButton("Train on it")
        self._times = TimesField(f"How many times to train on the {self._noun}")
        self._section = Section(
            f"Wrong? Tell it what it {'is' if subject.class_names else 'should be'}",
            self._chooser,
            FlowRow(self._step, line(self._train, self._times)),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._section)
        self._chooser.chosen.connect(self.chosen)
        self._show_buttons()
        self._step.clicked.connect(lambda: self.example_requested.emit(self.value))
        self._train.clicked.connect(self._ask_to_train)

    @property
    def value(self) -> object:
        """What the user says it is, or None."""
        return self._chooser.value

    def clear(self) -> None:
        """Forget what the last input was."""
        self._chooser.clear()

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        for part in (self._section, self._chooser, self._times):
            part.show_look(look)

    def show_obstacle(self, obstacle: str) -> None:
        """Say why nothing can be done with the input, or "" if it can."""
        if obstacle != self._obstacle:
            self._obstacle = obstacle
            self._show_buttons()

    def show_running(self, is_running: bool) -> None:
        """Say that stepping pauses the run, if there is one."""
        self._is_running = is_running
        self._show_buttons()

    def _show_buttons(self) -> None:
        step = f"Make the {self._noun} the example, and go through its passes with the inspector."
        if self._is_running:
            step += " The run pauses for it."
        train = f"Do a step on the {self._noun} alone, as many times as you say."
        for button, tip in ((self._step, step), (self._train, train)):
            button.setEnabled(not self._obstacle)
            button.setToolTip(wrapped(self._obstacle or f"{tip} {EXTRA}"))

    def _ask_to_train(self) -> None:
        self.training_requested.emit(self.value, self._times.value)
