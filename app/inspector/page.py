"""A page of the inspector: a tab, or a notice of why there is nothing to see in it."""

from collections.abc import Callable

from PyQt6.QtGui import QShowEvent
from PyQt6.QtWidgets import QStackedLayout, QWidget

from app.inspected import Inspected
from app.look.look import Look
from app.widgets.notice import Notice

RUNNING = (
    "The training runs",
    "Pause (Space) to take a number apart.",
)
NOTHING = (
    "Nothing is selected",
    "Click an edge, a neuron, a bias, a pixel or an output in the network, or walk there with"
    " the arrow keys and press Enter: every factor of its derivative is shown here, with numbers.",
)


class Page(QWidget):
    """Covers a tab while there is nothing for it to show, and tells it only what is seen."""

    def __init__(
        self, tab: QWidget, show: Callable[[Inspected], None], *, needs_selection: bool
    ) -> None:
        super().__init__()
        self._tab = tab
        self._tell = show
        self._needs_selection = needs_selection
        self._inspected: Inspected | None = None
        self._is_behind = False
        self._notice = Notice()
        self._stack = QStackedLayout(self)
        self._stack.setContentsMargins(0, 0, 0, 0)
        self._stack.addWidget(self._notice)
        self._stack.addWidget(tab)

    def show_look(self, look: Look) -> None:
        """Take over the size of text."""
        self._notice.show_look(look)

    def show_inspected(self, inspected: Inspected | None) -> None:
        """Show what is inspected, None while the training runs; as soon as this page is seen."""
        self._inspected = inspected
        self._is_behind = True
        if self.isVisible():
            self._catch_up()

    def _catch_up(self) -> None:
        if self._is_behind:
            self._is_behind = False
            self._show(self._inspected)

    def _show(self, inspected: Inspected | None) -> None:
        if inspected is None:
            self._notice.show_text(*RUNNING)
            self._stack.setCurrentWidget(self._notice)
        elif inspected.address is None and self._needs_selection:
            self._notice.show_text(*NOTHING)
            self._stack.setCurrentWidget(self._notice)
        else:
            self._tell(inspected)
            self._stack.setCurrentWidget(self._tab)

    def showEvent(self, event: QShowEvent | None) -> None:
        """Catch up with what came while it was hidden."""
        super().showEvent(event)
        self._catch_up()
