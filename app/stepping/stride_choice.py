"""The choice of a stride: how far one press of the step or the back key goes."""

from functools import partial

from PyQt6.QtCore import Qt, pyqtSignal
from PyQt6.QtWidgets import QFrame, QHBoxLayout, QPushButton

from app.look.look import Look
from app.strides import Stride
from app.widgets.segment import segment

TIPS = {
    Stride.TERM: "one product of one sum, such as x₀·w₀ⱼ",
    Stride.NEURON: "one neuron of the next operation, with its whole sum",
    Stride.OPERATION: "one operation: a NumPy statement, for all neurons and examples",
    Stride.PASS: "the rest of the pass: forward, loss, backward or update",
    Stride.BATCH: "one update on one batch: a whole step",
    Stride.EPOCH: "one epoch: every training example once",
}


class StrideChoice(QFrame):
    """All strides in a row, one of which is chosen."""

    #: The user has chosen this `Stride`.
    chosen = pyqtSignal(Stride)

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "segments")
        self.setAccessibleName("Stride")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        self._buttons: dict[Stride, QPushButton] = {}
        for stride in Stride:
            tip = f"<p>Step and Back go by {TIPS[stride]} (→ and ←)</p>"
            button = segment(stride.value, tip)
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            button.setAccessibleName(f"Stride: {stride}")
            button.clicked.connect(partial(self._choose, stride))
            row.addWidget(button)
            self._buttons[stride] = button

    def show_look(self, look: Look) -> None:
        """Take over the size of text."""
        for button in self._buttons.values():
            button.setFont(look.font(0.9))

    def show_stride(self, stride: Stride) -> None:
        """Show the stride that is in force."""
        for other, button in self._buttons.items():
            button.setChecked(other is stride)

    def _choose(self, stride: Stride) -> None:
        self.show_stride(stride)
        self.chosen.emit(stride)
