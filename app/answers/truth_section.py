"""What an input truly is, and what to do with it then: step through, train on or collect it."""

from typing import Any

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from app.answers.label_chooser import label_chooser
from app.answers.subject import Subject
from app.answers.times_field import TimesField
from app.look import numbers
from app.look.look import Look
from app.widgets.flow_row import FlowRow
from app.widgets.line import line
from app.widgets.section import Section, paragraph
from app.widgets.side_by_side import SideBySide
from app.widgets.tip import wrapped

EXTRA = (
    "This is an extra step: after it the training goes on where it was in its epoch. "
    "Ctrl+Z takes it back."
)
READY = "Extra steps: Ctrl+Z takes them back."


class TruthSection(QWidget):
    """Asks for the true label, and offers what can be done with this example."""

    #: The user says what it is: a class, or target values, or None.
    chosen = pyqtSignal(object)
    #: The user wants to step through it, with this label or these target values.
    example_requested = pyqtSignal(object)
    #: The user wants the network trained on it, with this label, so many times.
    training_requested = pyqtSignal(object, int)
    #: The user wants it in the own set, with this label or these target values.
    collect_requested = pyqtSignal(object)

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self._noun, self._own = subject.noun, subject.own
        self._collected = 0
        self._obstacle = ""
        self._is_running = False
        self._chooser = label_chooser(subject)
        self._step = QPushButton("Step through it")
        self._train = QPushButton("Train on it")
        self._collect = QPushButton(f"Collect with this {subject.label}")
        self._collect.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self._times = TimesField(f"How many times to train on the {self._noun}")
        self._hint = paragraph()
        self._section = Section(
            f"Wrong? Say what it {'truly is' if subject.class_names else 'should be'}",
            self._chooser,
            FlowRow(self._step, line(self._train, self._times)),
            SideBySide(self._collect, self._hint),
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._section)
        self._chooser.chosen.connect(self.chosen)
        self._show_buttons()
        self._step.clicked.connect(lambda: self.example_requested.emit(self.value))
        self._train.clicked.connect(self._ask_to_train)
        self._collect.clicked.connect(lambda: self.collect_requested.emit(self.value))

    @property
    def value(self) -> object:
        """What the user says it is, or None."""
        return self._chooser.value

    def choose(self, truth: Any) -> None:
        """Take this for what it is: a class number, or target values, shape (outputs,)."""
        self._chooser.choose(truth)

    def clear(self) -> None:
        """Forget what the last input was."""
        self._chooser.clear()

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        for part in (self._section, self._chooser, self._times):
            part.show_look(look)
        self._hint.setFont(look.font(0.9))

    def show_obstacle(self, obstacle: str) -> None:
        """Say why nothing can be done with the input, or "" if it can."""
        if obstacle != self._obstacle:
            self._obstacle = obstacle
            self._show_buttons()

    def show_running(self, is_running: bool) -> None:
        """Say that stepping pauses the run, if there is one."""
        self._is_running = is_running
        self._show_buttons()

    def show_collected(self, count: int) -> None:
        """Say how many own examples there are by now."""
        self._collected = count
        self._show_buttons()

    def _show_buttons(self) -> None:
        pause = " The run pauses for it." if self._is_running else ""
        step = f"Make the {self._noun} the example, and go through its passes in Step & inspect."
        train = f"Do a step on the {self._noun} alone, as many times as you say."
        tips = (
            (self._step, f"{step}{pause} {EXTRA}"),
            (self._train, f"{train} {EXTRA}"),
            (self._collect, f"Keep the {self._noun} in a set of your own, which is below."),
        )
        for button, tip in tips:
            button.setEnabled(not self._obstacle)
            button.setToolTip(wrapped(self._obstacle or tip))
        self._hint.setText(self._obstacle or self._ready)

    @property
    def _ready(self) -> str:
        """What there is to know when all can be done."""
        if self._collected:
            return f"Collected so far: {numbers.counted(self._collected, self._own)}."
        return READY

    def _ask_to_train(self) -> None:
        self.training_requested.emit(self.value, self._times.value)
