"""The button that takes an output's ∂C/∂z apart in full, or simplifies it again."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from app.look.look import Look
from engine.activations import Softmax
from engine.elements import Element
from engine.explanation import Explanation
from engine.outputs import is_fused
from engine.trace import Trace


class FullButton(QWidget):
    """Seen where the formula has the ∂C/∂z of an output that is simplified, or could be."""

    #: The user wants this number in full, or simplified if it is that already.
    chosen = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self._element: Element | None = None
        self._button = QPushButton()
        self._button.setProperty("role", "link")
        self._button.clicked.connect(self._choose)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._button)
        row.addStretch(1)

    def show_look(self, look: Look) -> None:
        """Take over the size of text."""
        self._button.setFont(look.font(0.95))

    def show_explanation(
        self, explanation: Explanation | None, trace: Trace, *, is_full: bool
    ) -> None:
        """Offer what can be done with this explanation, which may be in full already."""
        self._element = None if explanation is None else _output_delta(explanation, trace)
        self.setVisible(self._element is not None)
        fused = is_fused(trace)
        if is_full:
            self._button.setText("Simplify it again")
            self._button.setToolTip("Show ∂C/∂z as the step computes it")
        elif fused:
            self._button.setText("Where a − y comes from")
            self._button.setToolTip("Show the full sum, through ∂C/∂a of every output")
        else:
            self._button.setText("Through every output")
            self._button.setToolTip("Show the full Jacobian sum that ∂C/∂z comes from")

    def _choose(self) -> None:
        self.chosen.emit(self._element)


def _output_delta(explanation: Explanation, trace: Trace) -> Element | None:
    """The ∂C/∂z of an output that is explained, or a factor of what is explained."""
    network = trace.network
    if not (is_fused(trace) or isinstance(network.output.activation, Softmax)):
        return None
    factors = [factor.element for factor in explanation.factors]
    for element in (explanation.element, *factors):
        if element is not None and element.name == f"dz{network.depth}":
            return element
    return None
