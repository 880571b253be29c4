"""The update of a weight or bias: the optimizer's arithmetic, line by line, to its new value."""

from typing import Any

from numpy.typing import NDArray
from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.inspected import Inspected
from app.inspector.copy_button import CopyButton
from app.inspector.formula_card import FormulaCard
from app.inspector.sparkline import Sparkline
from app.look.look import Look
from app.widgets.scrolling import ScrollingColumn
from app.widgets.section import Section, paragraph
from engine.addresses import Address, BiasId, EdgeId
from engine.datasets.dataset import Dataset
from engine.experiment import Experiment
from engine.explanation import Explanation
from engine.meanings import meaning
from engine.places import parameter_of
from engine.statements import Pass
from engine.trace import Trace
from engine.worked import update_lines

NO_PARAMETER = (
    "Neurons and inputs are not changed by an update: weights and biases are."
    " Select an edge or a bias to see how it gets its new value."
)


class UpdateTab(QWidget):
    """Each line of the update in symbols and in numbers; above, the values of the last steps."""

    #: The pointer is on a number: what it belongs to in the network, or None.
    pointed_at = pyqtSignal(object)
    #: The user wants this part of the network to be selected.
    address_chosen = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self._line = Sparkline()
        self._history = Section("Value over the last updates", self._line)
        self._history.hide()
        self._note = paragraph("")
        self._copy = CopyButton()
        self._lines = QVBoxLayout()
        self._steps: list[_Step] = []
        bar = QHBoxLayout()
        bar.setContentsMargins(0, 0, 0, 0)
        bar.addWidget(self._note, 1)
        bar.addWidget(self._copy)
        top, lines = QWidget(), QWidget()
        top.setLayout(bar)
        lines.setLayout(self._lines)
        self._lines.setContentsMargins(0, 0, 0, 0)
        self._scrolling = ScrollingColumn([self._history, top, lines])
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._scrolling.area)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._look = look
        self.setFont(look.font())
        self._note.setFont(look.font())
        for part in (self._scrolling, self._history, self._line, self._copy):
            part.show_look(look)
        for step in self._steps:
            step.show_look(look)
        self._lines.setSpacing(round(10 * look.unit))

    def show_experiment(self, experiment: Experiment, dataset: Dataset) -> None:
        """Forget the values of another training."""
        self._history.hide()

    def show_history(self, steps: NDArray[Any], values: NDArray[Any]) -> None:
        """Show what the selected weight or bias was at these steps; fewer than two are no line."""
        self._history.setVisible(len(steps) > 1)
        if len(steps) > 1:
            self._line.show_values(steps, values)

    def show_inspected(self, inspected: Inspected) -> None:
        """Show the update of what is selected, as far as the step has come."""
        address = inspected.address
        if not isinstance(address, EdgeId | BiasId):
            self._show_lines((), "", NO_PARAMETER)
            self._history.hide()
            return
        trace = inspected.trace
        subject = meaning(*parameter_of(address), trace.network)
        self._show_lines(update_lines(trace, address), subject, _standing(trace))

    def show_highlight(self, address: Address | None) -> None:
        """Mark the numbers that belong to the part of the network that is hovered."""
        for step in self._steps:
            step.show_highlight(address)

    @property
    def shown(self) -> tuple[Explanation, ...]:
        """The lines that are shown."""
        return tuple(step.explanation for step in self._steps if step.explanation is not None)

    def _show_lines(self, lines: tuple[Explanation, ...], subject: str, note: str) -> None:
        while len(self._steps) < len(lines):
            step = _Step()
            step.show_look(self._look)
            step.pointed_at.connect(self.pointed_at)
            self._steps.append(step)
            self._lines.addWidget(step)
        for number, step in enumerate(self._steps):
            step.show_explanation(lines[number] if number < len(lines) else None, subject)
        self._note.setText(note)
        self._copy.show_explanations(lines)


def _standing(trace: Trace) -> str:
    """How far the update has come."""
    lines = [operation.number for operation in trace.operations if operation.pass_ is Pass.UPDATE]
    first, last = lines[0], lines[-1]
    if trace.cursor < first:
        return f"The update is not computed yet: go on (→) to operation {first}."
    if trace.cursor < last:
        return f"The new value is not computed yet: go on (→) to operation {last}."
    return "Each line as the step computed it, down to the new value."


def _words(meaning: str, subject: str) -> str:
    """What a line computes, without the subject, which stands over all of them."""
    words = "the new value" if meaning == subject else meaning.replace(f" of {subject}", "")
    return words[:1].upper() + words[1:]


class _Step(QWidget):
    """A line of the update: what it computes, in words and as a formula."""

    #: The pointer is on a number: what it belongs to in the network, or None.
    pointed_at = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self.explanation: Explanation | None = None
        self._words = paragraph()
        self._card = FormulaCard()
        self._card.pointed_at.connect(self.pointed_at)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._words)
        self._column.addWidget(self._card)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._words.setFont(look.font(0.95))
        self._column.setSpacing(round(3 * look.unit))
        self._card.show_look(look)

    def show_explanation(self, explanation: Explanation | None, subject: str) -> None:
        """Show a line of the update of this subject; of none, nothing."""
        self.explanation = explanation
        self.setVisible(explanation is not None)
        self._card.show_explanation(explanation)
        if explanation is not None:
            self._words.setText(_words(explanation.meaning, subject))

    def show_highlight(self, address: Address | None) -> None:
        """Mark the numbers that belong to the part of the network that is hovered."""
        self._card.show_highlight(address)
