"""What if: a number moved along its slope, nudged, and all of them checked."""

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.inspected import Inspected
from app.inspector.check_section import CheckSection
from app.inspector.nudge_section import NudgeSection
from app.inspector.slope_section import SlopeSection
from app.look.look import Look
from app.widgets.scrolling import ScrollingColumn
from engine.datasets.dataset import Dataset
from engine.experiment import Experiment
from engine.gradient_check import CheckResult
from engine.objective import Objective


class WhatIfTab(QWidget):
    """Shows what the cost would be if a weight, a bias, an input or a neuron's z were another.

    Nothing in the training changes by that, until the user wants to use a value.
    """

    #: The pointer is on what belongs to this part of the network, or on nothing (None).
    pointed_at = pyqtSignal(object)
    #: The user wants to look at this part of the network.
    address_chosen = pyqtSignal(object)
    #: The user wants this weight or bias to have this value in the training.
    edit_requested = pyqtSignal(object, float)
    #: The user wants every derivative to be checked, with this ε.
    check_all_requested = pyqtSignal(float)
    #: The user wants that check to stop.
    check_cancelled = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self._objective: Objective | None = None
        self._slope = SlopeSection()
        self._nudge = NudgeSection()
        self._check = CheckSection()
        self._scrolling = ScrollingColumn((self._slope, self._nudge, self._check))
        frame = QVBoxLayout(self)
        frame.setContentsMargins(0, 0, 0, 0)
        frame.addWidget(self._scrolling.area)
        self._slope.edit_requested.connect(self.edit_requested)
        self._check.requested.connect(self._ask_to_check)
        self._check.cancelled.connect(self.check_cancelled)
        self._check.address_chosen.connect(self.address_chosen)
        self._check.pointed_at.connect(self.pointed_at)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._scrolling.show_look(look)
        for part in (self._slope, self._nudge, self._check):
            part.show_look(look)

    def show_experiment(self, experiment: Experiment, dataset: Dataset) -> None:
        """Forget the steps of another experiment."""
        self._objective = None

    def show_inspected(self, inspected: Inspected) -> None:
        """Show what is inspected, which must not be nothing, with the value that it has."""
        assert inspected.address is not None
        if self._objective is None or self._objective.trace is not inspected.trace:
            self._objective = Objective(inspected.trace)
            self._check.clear(inspected.trace)
        self._slope.show_number(self._objective, inspected.address, inspected.example)
        self._nudge.show_number(self._objective, inspected.address, inspected.example)

    def _ask_to_check(self) -> None:
        self.check_all_requested.emit(self._nudge.epsilon)

    def show_check_progress(self, done: int, total: int) -> None:
        """Show how far the check of all derivatives has come."""
        self._check.show_progress(done, total)

    def show_check_result(self, result: CheckResult) -> None:
        """Show what the check of all derivatives has found."""
        self._check.show_result(result)

    def show_check_ended(self, text: str) -> None:
        """Say why the check of all derivatives has ended without a result."""
        self._check.show_ended(text)
