"""The check of all derivatives: progress, and the worst of what was found."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QProgressBar, QPushButton, QVBoxLayout, QWidget

from app.inspector.row_list import RowList
from app.inspector.rows import Cell, Row
from app.look import numbers
from app.look.look import Look
from app.look.style import set_property
from app.widgets.flow_row import FlowRow
from app.widgets.section import Section, paragraph
from engine.errors import NotComputedError
from engine.gradient_check import CheckResult, Nudge
from engine.trace import Trace

FIRST = 5
"""How many of the worst are shown where all agree."""


class CheckSection(QWidget):
    """A button to nudge every weight and bias, how far that has come, and what it found."""

    #: The user wants every derivative to be checked.
    requested = pyqtSignal()
    #: The user has had enough of it.
    cancelled = pyqtSignal()
    #: The user wants to look at one of the worst.
    address_chosen = pyqtSignal(object)
    #: The pointer is on one of the worst, or on none (None).
    pointed_at = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self._total = 0
        self._start = QPushButton("Check all")
        self._start.setToolTip("Nudge every weight and bias of the network, and compare")
        self._intro = paragraph()
        self._bar = QProgressBar()
        self._bar.setAccessibleName("Progress of the check")
        self._cancel = QPushButton("Cancel")
        self._cancel.setToolTip("Stop the check, and show what it has found so far")
        self._summary = paragraph("")
        self._worst = RowList("The worst of them", ("backprop", "nudge", "rel. error"))
        self._section = Section(
            "Check all derivatives",
            self._intro,
            FlowRow(self._start),
            self._bar,
            FlowRow(self._cancel),
            self._summary,
            self._worst,
        )
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._section)
        self._start.clicked.connect(self._begin)
        self._cancel.clicked.connect(self.cancelled)
        self._worst.address_chosen.connect(self.address_chosen)
        self._worst.pointed_at.connect(self.pointed_at)
        self._is_running = False
        self._show_running(is_running=False)
        self._say("", "")
        self._show_worst([])

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._section.show_look(look)
        self._worst.show_look(look)

    def clear(self, trace: Trace) -> None:
        """Get ready to check a step; results of another one disappear."""
        self._total = total = trace.network.parameter_count()
        if self._is_running:
            return
        self._intro.setText(
            f"The nudge test of all {numbers.count(total)} weights and biases, one by one."
        )
        self._show_running(is_running=False)
        missing = _missing(trace)
        self._start.setVisible(not missing)
        self._say("", missing)
        self._show_worst([])

    def show_progress(self, done: int, total: int) -> None:
        """Show that so many are done."""
        self._show_running(is_running=True)
        self._bar.setMaximum(total)
        self._bar.setValue(done)

    def show_result(self, result: CheckResult) -> None:
        """Show what was found."""
        self._show_running(is_running=False)
        self._say(*summary(result))
        doubtful = [one for one in result.worst if not one.agrees]
        self._show_worst([_row(one) for one in doubtful or result.worst[:FIRST]])

    def show_ended(self, text: str) -> None:
        """Say why there is no result."""
        self._show_running(is_running=False)
        self._say("warning", text)
        self._show_worst([])

    def _begin(self) -> None:
        self._say("", "")
        self._show_worst([])
        self._bar.setMaximum(max(self._total, 1))
        self._bar.setValue(0)
        self._show_running(is_running=True)
        self.requested.emit()

    def _show_running(self, *, is_running: bool) -> None:
        self._is_running = is_running
        self._start.setVisible(not is_running)
        self._bar.setVisible(is_running)
        self._cancel.setVisible(is_running)

    def _show_worst(self, rows: list[Row]) -> None:
        self._worst.setVisible(bool(rows))
        self._worst.show_rows(rows)

    def _say(self, role: str, text: str) -> None:
        set_property(self._summary, "role", role)
        self._summary.setText(text)
        self._summary.setVisible(bool(text))


def _missing(trace: Trace) -> str:
    """Which gradient the step has not come to, "" if it has come to all."""
    try:
        for number, _ in trace.network.numbered():
            trace.read(f"dW{number}")
            trace.read(f"db{number}")
    except NotComputedError as error:
        return str(error)
    return ""


def summary(result: CheckResult) -> tuple[str, str]:
    """What a check has found, as a role of the text and in words."""
    count = numbers.count
    of = f"{count(result.checked)} weights and biases"
    if result.checked < result.total:
        of += f" ({count(result.total)} in all: it was stopped)"
    kinks = f"{count(result.at_kink)} at a kink, where there is no single slope"
    if result.disagreeing:
        more = f", and {kinks}" if result.at_kink else ""
        return "bad", f"✗ {count(result.disagreeing)} of {of} disagree{more}."
    if result.at_kink:
        return "good", f"✓ None of {of} disagrees; {kinks}."
    return "good", f"✓ All of {of} agree. The largest errors among them:"


def _row(result: Nudge) -> Row:
    state = "⚠ at a kink" if result.is_at_kink else "✗ disagrees"
    state = "✓ agrees" if result.agrees else state
    slopes = (Cell.of(result.backprop), Cell.of(result.difference))
    cells = (*slopes, Cell.plain(result.relative_error))
    return Row(str(result.address), cells, state, address=result.address)
