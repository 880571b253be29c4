"""The choice of what an input truly is: a class, or target values."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.answers.label_buttons import LabelButtons
from app.answers.subject import Subject
from app.look.look import Look
from app.widgets.choice_box import choice_box
from app.widgets.flow_row import FlowRow
from app.widgets.number_field import NumberField
from app.widgets.section import paragraph

MOST_BUTTONS = 12
"""More classes are in a list."""


class LabelList(QWidget):
    """A list of many classes."""

    #: The user says that it is this class.
    chosen = pyqtSignal(object)

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._box = choice_box()
        self._box.addItems(list(names))
        self._box.setPlaceholderText("choose what it is…")
        self._box.setToolTip("What it truly is: this is what the network should say.")
        self._box.setAccessibleName("What it truly is")
        self._box.activated.connect(lambda number: self.chosen.emit(number))
        self.clear()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._box)

    @property
    def value(self) -> int | None:
        """The class that is chosen."""
        number = self._box.currentIndex()
        return None if number < 0 else number

    def choose(self, number: int) -> None:
        """Choose a class as the user does, without telling of it."""
        self._box.setCurrentIndex(int(number))

    def clear(self) -> None:
        """Choose none."""
        self._box.setCurrentIndex(-1)

    def show_look(self, look: Look) -> None:
        """Take over the size of text."""
        self._box.setFont(look.font())


class TargetFields(QWidget):
    """A field for each value that the outputs of a regression should have."""

    #: The user says that these are the target values, shape (outputs,), or None: not all of them.
    chosen = pyqtSignal(object)

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._values: list[float | None] = [None] * len(names)
        self._fields = [self._field(number, name) for number, name in enumerate(names)]
        self._problem = paragraph("bad")
        self._problem.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(FlowRow(*self._fields))
        column.addWidget(self._problem)

    def _field(self, number: int, name: str) -> NumberField:
        tip = "The value that the network should give here. Key: Enter."
        field = NumberField(name, f"Target of {name}", tip)
        field.entered.connect(lambda value: self._take(number, value))
        field.refused.connect(lambda reason: self._refuse(number, reason))
        return field

    @property
    def value(self) -> NDArray[Any] | None:
        """All target values, shape (outputs,), if they are there."""
        known = [value for value in self._values if value is not None]
        return np.array(known) if len(known) == len(self._values) else None

    def choose(self, values: NDArray[Any]) -> None:
        """Take these values as the user types them, without telling of it."""
        self._values = values.tolist()
        for field, value in zip(self._fields, values, strict=True):
            field.show_value(value)
        self._problem.hide()

    def clear(self) -> None:
        """Keep what is typed: it is easily seen, and long to type."""

    def show_look(self, look: Look) -> None:
        """Take over the size of text."""
        for field in self._fields:
            field.show_look(look)

    def _take(self, number: int, value: float) -> None:
        self._values[number] = value
        self.chosen.emit(self.value)

    def _refuse(self, number: int, reason: str) -> None:
        if reason:
            self._values[number] = None
            self.chosen.emit(self.value)
        self._problem.setText(f"⚠ {reason}")
        self._problem.setVisible(bool(reason))


def label_chooser(subject: Subject) -> LabelButtons | LabelList | TargetFields:
    """What suits the data: few classes, many, or values."""
    if not subject.class_names:
        return TargetFields(subject.output_names)
    kind = LabelButtons if len(subject.class_names) <= MOST_BUTTONS else LabelList
    return kind(subject.class_names)
