"""The tabs of the inspector, below the name of what is selected."""

from typing import Any

from numpy.typing import NDArray
from PyQt6.QtWidgets import QLabel, QTabWidget, QToolButton, QVBoxLayout, QWidget

from app.inspected import Inspected
from app.inspector.chain_tab import ChainTab
from app.inspector.health_tab import HealthTab
from app.inspector.names import Names
from app.inspector.neuron_tab import NeuronTab
from app.inspector.page import Page
from app.inspector.update_tab import UpdateTab
from app.inspector.whatif_tab import WhatIfTab
from app.look.look import Look
from engine.addresses import Address
from engine.datasets.dataset import Dataset
from engine.experiment import Experiment
from engine.gradient_check import CheckResult

Tab = ChainTab | UpdateTab | NeuronTab | WhatIfTab | HealthTab


class Tabs(QWidget):
    """Each takes the selected number of the present step apart in its own way.

    While the training runs there is nothing to take apart, and they say so. `all` are the tabs,
    which speak for themselves.
    """

    def __init__(self) -> None:
        super().__init__()
        self._names: Names | None = None
        self._inspected: Inspected | None = None
        self.chain = ChainTab()
        self._update = UpdateTab()
        self._neuron = NeuronTab()
        self.whatif = WhatIfTab()
        self._health = HealthTab()
        self.all = (self.chain, self._update, self._neuron, self.whatif, self._health)
        self._heading = QLabel()
        self._heading.setWordWrap(True)
        self._tabs = QTabWidget()
        self._tabs.setDocumentMode(True)
        bar = self._tabs.tabBar()
        assert bar is not None
        bar.setAccessibleName("Ways to take it apart")
        bar.setToolTip("Ways to look at what is selected: arrow keys go from one to the next")
        for button in bar.findChildren(QToolButton):
            button.setToolTip("More tabs")
        self._tabs.setUsesScrollButtons(True)
        self._pages = [
            self._page(self.chain, "Chain rule", "Its derivative, factor by factor"),
            self._page(self._update, "Update", "How the optimizer makes its new value"),
            self._page(self._neuron, "Neuron", "The neuron: what comes in, z, f(z), δ"),
            self._page(self.whatif, "What if", "Change it, and see what the cost would be"),
            self._page(
                self._health, "Health", "Layers that learn badly, and why", needs_selection=False
            ),
        ]
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.addWidget(self._heading)
        self._column.addWidget(self._tabs, 1)
        self.show_inspected(None)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self.setFont(look.font())
        self._heading.setFont(look.font(1.0, bold=True))
        side, top = round(10 * look.unit), round(8 * look.unit)
        self._heading.setContentsMargins(side, top, side, 0)
        self._column.setSpacing(round(4 * look.unit))
        self._tabs.setStyleSheet(
            f"QTabBar::tab {{ padding: {top // 2 + 1}px {side * 6 // 10}px; }}"
        )
        for page in self._pages:
            page.show_look(look)
        for tab in self.all:
            tab.show_look(look)

    def show_experiment(self, experiment: Experiment, dataset: Dataset) -> None:
        """Take over what inputs, outputs and classes are called, and how inputs are pictured."""
        self._names = Names(experiment.network, dataset)
        for tab in self.all:
            tab.show_experiment(experiment, dataset)
        self.show_inspected(None)

    def show_inspected(self, inspected: Inspected | None) -> None:
        """Show what is inspected; None while the training runs."""
        self._inspected = inspected
        address = None if inspected is None else inspected.address
        if address is not None and self._names is not None:
            self._heading.setText(_capital(self._names.title(address)))
        self._heading.setVisible(address is not None)
        for page in self._pages:
            page.show_inspected(inspected)

    def show_highlight(self, address: Address | None) -> None:
        """Mark what belongs to the part of the network that is hovered in the picture."""
        self.chain.show_highlight(address)
        self._update.show_highlight(address)

    def show_history(self, steps: NDArray[Any], values: NDArray[Any]) -> None:
        """Show what the selected weight or bias was at these steps; of none, nothing."""
        self._update.show_history(steps, values)

    def show_check_progress(self, done: int, total: int) -> None:
        """Show how far the check of all derivatives has come."""
        self.whatif.show_check_progress(done, total)

    def show_check_result(self, result: CheckResult) -> None:
        """Show what the check of all derivatives has found."""
        self.whatif.show_check_result(result)

    def show_check_ended(self, text: str) -> None:
        """Say why the check of all derivatives has ended without a result."""
        self.whatif.show_check_ended(text)

    def _page(self, tab: Tab, title: str, tooltip: str, *, needs_selection: bool = True) -> Page:
        page = Page(tab, tab.show_inspected, needs_selection=needs_selection)
        self._tabs.setTabToolTip(self._tabs.addTab(page, title), tooltip)
        return page


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
