"""The choice of what is looked at: one example of the batch, or the whole of it."""

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from app.look import numbers
from app.look.look import Look
from app.widgets.segment import segment
from app.widgets.side_by_side import SideBySide


class ExampleSelector(QWidget):
    """Buttons for one example or the whole batch, and for the examples before and behind.

    Behind the last example comes the first again.
    """

    #: The user chose an example by its row in the batch, or None for the whole batch.
    focus_chosen = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self._example = 0
        self._examples = 1
        self._one = segment("one example", "Look at the numbers of a single example of the batch")
        self._whole = segment(
            "whole batch", "Look at the means over all examples of the batch, and its cost C"
        )
        self._one.clicked.connect(lambda: self.focus_chosen.emit(self._example))
        self._whole.clicked.connect(lambda: self.focus_chosen.emit(None))
        group = QButtonGroup(self)
        group.addButton(self._one)
        group.addButton(self._whole)
        self._previous = self._stepper("‹", "Previous example of the batch", -1)
        self._next = self._stepper("›", "Next example of the batch", 1)
        self._number = QLabel()
        self._number.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._number.setProperty("role", "muted")
        steppers = QWidget()
        row = QHBoxLayout(steppers)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._previous)
        row.addWidget(self._number, 1)
        row.addWidget(self._next)
        segments = QFrame()
        segments.setProperty("role", "segments")
        frame = QVBoxLayout(segments)
        frame.setContentsMargins(0, 0, 0, 0)
        frame.addWidget(SideBySide(self._one, self._whole, 0, even=True))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(segments)
        column.addWidget(steppers)
        self._one.setChecked(True)

    def show_look(self, look: Look) -> None:
        """Take over the size of text."""
        self.setFont(look.font())
        for button in (self._one, self._whole):
            button.setFont(look.font(0.9))

    def show_focus(self, example: int | None, examples: int) -> None:
        """Show which example of so many is looked at, by its row, or None for all."""
        self._examples = examples
        (self._whole if example is None else self._one).setChecked(True)
        for stepper in (self._previous, self._next):
            stepper.setVisible(example is not None and examples > 1)
        count = numbers.count(examples)
        if example is None:
            self._number.setText(f"mean of {count} example{'s' if examples > 1 else ''}")
        else:
            self._example = example
            self._number.setText(f"{numbers.count(example + 1)} of {count}")

    def _stepper(self, text: str, tooltip: str, by: int) -> QToolButton:
        button = QToolButton()
        button.setText(text)
        button.setToolTip(tooltip)
        button.setAccessibleName(tooltip)
        button.setAutoRepeat(True)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        button.setSizePolicy(policy)
        button.clicked.connect(
            lambda: self.focus_chosen.emit((self._example + by) % self._examples)
        )
        return button
