"""The switch between one example's share of a derivative and the whole batch's."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QWidget

from app.look import numbers
from app.look.look import Look
from app.widgets.segment import segment


class ScopeSwitch(QWidget):
    """Two segments: the example that was looked at last, and the batch."""

    #: The user chose an example by its row in the batch, or None for the whole batch.
    example_chosen = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self._example = 0
        self._one = segment(
            "", "One example: its share of the derivative, by the chain rule in full"
        )
        self._batch = segment(
            "", "The batch: the derivative that the update uses, as a sum over all examples"
        )
        self._one.clicked.connect(self._choose_one)
        self._batch.clicked.connect(self._choose_batch)
        group = QButtonGroup(self)
        frame = QFrame()
        frame.setProperty("role", "segments")
        row = QHBoxLayout(frame)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        for button in (self._one, self._batch):
            group.addButton(button)
            row.addWidget(button)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(frame)

    def show_look(self, look: Look) -> None:
        """Take over the size of text."""
        for button in (self._one, self._batch):
            button.setFont(look.font(0.9))

    def show_scope(self, example: int | None, examples: int) -> None:
        """Show which example of so many is looked at, by its row, or None for all."""
        if example is not None:
            self._example = example
        self._example = min(self._example, examples - 1)
        self._one.setText(f"example {numbers.count(self._example + 1)}")
        self._batch.setText(f"batch of {numbers.count(examples)}")
        (self._batch if example is None else self._one).setChecked(True)

    def _choose_one(self) -> None:
        self.example_chosen.emit(self._example)

    def _choose_batch(self) -> None:
        self.example_chosen.emit(None)
