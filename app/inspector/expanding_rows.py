"""A table of which the first rows are shown, and the others when they are asked for."""

from collections.abc import Sequence

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from app.inspector.row_list import RowList
from app.inspector.rows import Row
from app.look import numbers
from app.look.look import Look
from app.widgets.flow_row import FlowRow


class ExpandingRows(QWidget):
    """Shows `first` rows, and a button that says how many there are besides and shows them."""

    #: The pointer is on a row that belongs to this part of the network, or on none (None).
    pointed_at = pyqtSignal(object)
    #: The user chose the part of the network that a row belongs to.
    address_chosen = pyqtSignal(object)

    def __init__(self, name: str, titles: Sequence[str], first: int, others: str) -> None:
        super().__init__()
        self._first = first
        self._others = others
        self._all: Sequence[Row] = ()
        self._is_open = False
        self._rows = RowList(name, titles)
        self._more = QPushButton()
        self._more.setProperty("role", "link")
        self._more.setToolTip("Show all of them, or the first ones only")
        self._more.clicked.connect(self._toggle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(2)
        column.addWidget(self._rows)
        column.addWidget(FlowRow(self._more))
        self._rows.pointed_at.connect(self.pointed_at)
        self._rows.address_chosen.connect(self.address_chosen)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._rows.show_look(look)

    def show_titles(self, *titles: str) -> None:
        """Write these over the numbers."""
        self._rows.show_titles(*titles)

    def show_rows(self, rows: Sequence[Row]) -> None:
        """Show the first of these rows."""
        self._all = rows
        self._is_open = False
        self._show()

    def _show(self) -> None:
        hidden = len(self._all) - self._first
        self._rows.show_rows(self._all if self._is_open else self._all[: self._first])
        self._more.setVisible(hidden > 0)
        more = f"{numbers.count(hidden)} {self._others} ▾"
        self._more.setText("Only the first ones ▴" if self._is_open else more)

    def _toggle(self) -> None:
        self._is_open = not self._is_open
        self._show()
