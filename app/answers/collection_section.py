"""Own examples: collected, shown, trained on, tested with, saved and opened."""

import numpy as np
from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.answers.subject import Subject
from app.answers.thumbnails import Thumbnails
from app.answers.times_field import TimesField
from app.look import numbers
from app.look.look import Look
from app.widgets.flow_row import FlowRow
from app.widgets.line import line
from app.widgets.section import Section, paragraph
from app.widgets.tip import wrapped
from engine.datasets.dataset import Examples


class CollectionSection(QWidget):
    """Shows the collected examples, with a button for each thing that can be done with them."""

    #: The user wants the example with this number on the pad again.
    clicked = pyqtSignal(int)
    #: The user wants the example with this number removed.
    removed = pyqtSignal(int)
    #: The user wants the network trained on all of them, so many times.
    training_requested = pyqtSignal(int)
    #: The user wants the network tested with them.
    test_requested = pyqtSignal()
    #: The user wants them saved to a file.
    saved = pyqtSignal()
    #: The user wants others, from a file.
    opened = pyqtSignal()
    #: The user wants all of them removed.
    cleared = pyqtSignal()

    def __init__(self, subject: Subject) -> None:
        super().__init__()
        self._subject = subject
        own = subject.own
        self._count = 0
        self._counts = paragraph()
        self._thumbnails = Thumbnails(subject)
        self._train = _button("Train on all", f"Extra steps on all own {own}s, in batches.")
        self._times = TimesField(f"How many times to train on all own {own}s")
        self._test = _button("Use as test", f"Evaluate the network on your own {own}s.")
        self._remove = _button("Remove", f"Remove the {own} that is selected. Key: Delete.")
        self._save = _button("Save…", f"Keep your own {own}s in a file.")
        self._open = _button("Open…", f"Fetch own {own}s from a file.")
        self._clear = _button("Clear", f"Remove all own {own}s: save them first to keep them.")
        self._uses = FlowRow(line(self._train, self._times), self._test)
        self._keeping = FlowRow(self._open, self._save, self._remove, self._clear)
        self._section = Section(
            f"Own {own}s",
            self._counts,
            self._thumbnails,
            self._uses,
            self._keeping,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._section)
        self._connect()
        self.show_examples(None)

    def _connect(self) -> None:
        self._thumbnails.clicked.connect(self.clicked)
        self._thumbnails.removed.connect(self.removed)
        self._thumbnails.selected.connect(self._show_buttons)
        self._train.clicked.connect(lambda: self.training_requested.emit(self._times.value))
        self._test.clicked.connect(self.test_requested)
        self._remove.clicked.connect(self._ask_to_remove)
        self._save.clicked.connect(self.saved)
        self._open.clicked.connect(self.opened)
        self._clear.clicked.connect(self.cleared)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        for part in (self._section, self._thumbnails, self._times):
            part.show_look(look)
        self._counts.setFont(look.font(0.9))

    def show_examples(self, examples: Examples | None) -> None:
        """Show these, or none."""
        self._count = 0 if examples is None else len(examples)
        self._thumbnails.show_examples(examples)
        self._counts.setText(self._counted(examples))
        self._show_buttons()

    def _counted(self, examples: Examples | None) -> str:
        """How many there are, of each class."""
        own, names = self._subject.own, self._subject.class_names
        if examples is None or not len(examples):
            return f"None yet. Say above {self._subject.truth}, then collect it."
        text = numbers.counted(len(examples), own)
        if not names:
            return text
        counts = np.bincount(examples.y, minlength=len(names)).tolist()
        parts = [f"{names[i]} ×{numbers.count(n)}" for i, n in enumerate(counts) if n]
        return f"{text}: {' · '.join(parts)}"

    def _show_buttons(self) -> None:
        """Show what can be done."""
        for part in (self._thumbnails, self._uses, self._save, self._remove, self._clear):
            part.setVisible(self._count > 0)
        self._remove.setEnabled(self._thumbnails.selection is not None)
        self._keeping.arrange()

    def _ask_to_remove(self) -> None:
        number = self._thumbnails.selection
        if number is not None:
            self.removed.emit(number)


def _button(text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(wrapped(tip))
    return button
