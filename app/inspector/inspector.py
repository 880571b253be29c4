"""The inspector: takes what is selected apart, once anybody looks at it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from numpy.typing import NDArray
from PyQt6.QtCore import pyqtSignal
from PyQt6.QtGui import QShowEvent
from PyQt6.QtWidgets import QVBoxLayout, QWidget

from app.inspected import Inspected
from app.look.look import Look
from engine.addresses import Address
from engine.datasets.dataset import Dataset
from engine.experiment import Experiment
from engine.gradient_check import CheckResult

if TYPE_CHECKING:
    from app.inspector.tabs import Tabs


class Inspector(QWidget):
    """Takes the selected number of the present step apart.

    Its tabs take a fifth of a second to make, so they are made when it is shown for the first time.
    """

    #: The pointer is on what belongs to this part of the network, or to several, or to none.
    pointed_at = pyqtSignal(object)
    #: The user wants this part of the network to be selected.
    address_chosen = pyqtSignal(object)
    #: The user chose an example by its row in the batch, or None for the whole batch.
    example_chosen = pyqtSignal(object)
    #: The user gave a weight or bias another value.
    edit_requested = pyqtSignal(object, float)
    #: The user wants every derivative to be checked, with this ε.
    check_all_requested = pyqtSignal(float)
    #: The user has had enough of checking.
    check_cancelled = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self.setWindowTitle("Inspector")
        self._tabs: Tabs | None = None
        self._untold: dict[str, Callable[[Tabs], None]] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._tell("look", lambda tabs: tabs.show_look(look))

    def show_experiment(self, experiment: Experiment, dataset: Dataset) -> None:
        """Take over what inputs, outputs and classes are called, and how inputs are pictured."""
        self._tell("experiment", lambda tabs: tabs.show_experiment(experiment, dataset))

    def show_inspected(self, inspected: Inspected | None) -> None:
        """Show what is inspected; None while the training runs."""
        self._tell("inspected", lambda tabs: tabs.show_inspected(inspected))

    def show_highlight(self, address: Address | None) -> None:
        """Mark what belongs to the part of the network that is hovered in the picture."""
        self._tell("highlight", lambda tabs: tabs.show_highlight(address))

    def show_history(self, steps: NDArray[Any], values: NDArray[Any]) -> None:
        """Show what the selected weight or bias was at these steps; of none, nothing."""
        self._tell("history", lambda tabs: tabs.show_history(steps, values))

    def show_check_progress(self, done: int, total: int) -> None:
        """Show how far the check of all derivatives has come."""
        self._tell("check", lambda tabs: tabs.show_check_progress(done, total))

    def show_check_result(self, result: CheckResult) -> None:
        """Show what the check of all derivatives has found."""
        self._tell("check", lambda tabs: tabs.show_check_result(result))

    def show_check_ended(self, text: str) -> None:
        """Say why the check of all derivatives has ended without a result."""
        self._tell("check", lambda tabs: tabs.show_check_ended(text))

    def _tell(self, what: str, telling: "Callable[[Tabs], None]") -> None:
        """Tell the tabs, or do so when they are made."""
        if self._tabs is None:
            self._untold[what] = telling
        else:
            telling(self._tabs)

    def _make_tabs(self) -> None:
        from app.inspector.tabs import Tabs

        tabs = self._tabs = Tabs()
        for tab in tabs.all:
            tab.pointed_at.connect(self.pointed_at)
            tab.address_chosen.connect(self.address_chosen)
        tabs.chain.example_chosen.connect(self.example_chosen)
        tabs.whatif.edit_requested.connect(self.edit_requested)
        tabs.whatif.check_all_requested.connect(self.check_all_requested)
        tabs.whatif.check_cancelled.connect(self.check_cancelled)
        self._column.addWidget(tabs)
        for telling in self._untold.values():
            telling(tabs)
        self._untold.clear()
        tabs.show()

    def showEvent(self, event: QShowEvent | None) -> None:
        """Make the tabs, if they are not there yet."""
        if self._tabs is None:
            self._make_tabs()
        super().showEvent(event)
