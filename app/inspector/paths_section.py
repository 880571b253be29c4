"""The strongest paths from a part of the network to the outputs, and what flows along them."""

from collections.abc import Iterator
from itertools import islice

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from app.inspected import Inspected
from app.inspector.names import Names
from app.inspector.row_list import RowList
from app.inspector.rows import Cell, Row
from app.look import numbers
from app.look.look import Look
from app.widgets.section import Section, paragraph
from engine.addresses import Address, EdgeId, NodeId
from engine.paths import Path, path_count, strongest_paths

AT_ONCE = 5
"""How many paths are added at a time."""


class PathsSection(QWidget):
    """Paths as rows, the strongest first, found as they are asked for."""

    #: The pointer is on a path: its neurons, or None.
    pointed_at = pyqtSignal(object)

    def __init__(self) -> None:
        super().__init__()
        self._names: Names | None = None
        self._address: Address | None = None
        self._all: Iterator[Path] = iter(())
        self._found: list[Path] = []
        self._count = 0
        self._rows = RowList("Strongest paths")
        self._rows.pointed_at.connect(self.pointed_at)
        self._share = paragraph()
        self._more = QPushButton()
        self._more.setProperty("role", "link")
        self._more.clicked.connect(self._add)
        more = QWidget()
        row = QHBoxLayout(more)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self._more)
        row.addStretch(1)
        self._section = Section("Strongest paths", self._rows, self._share, more)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._section)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._section.show_look(look)
        self._rows.show_look(look)
        self._share.setFont(look.font(0.95))
        self._more.setFont(look.font())

    def show_names(self, names: Names) -> None:
        """Take over what neurons are called."""
        self._names = names

    def show_paths(self, inspected: Inspected | None) -> None:
        """Show the paths of what is inspected; of none, and where there is only one, nothing."""
        self._found, self._all, self._count = [], iter(()), 0
        if inspected is not None and inspected.address is not None:
            self._count = path_count(inspected.trace.network, inspected.address)
        self.setVisible(self._count > 1)
        if self._count > 1:
            assert inspected is not None
            assert inspected.example is not None
            assert inspected.address is not None
            self._address = inspected.address
            self._all = strongest_paths(inspected.trace, inspected.address, inspected.example)
            self._add()

    def _add(self) -> None:
        """Find the next few paths."""
        before = len(self._found)
        self._found += islice(self._all, AT_ONCE)
        largest = max((abs(path.value) for path in self._found), default=0.0)
        self._rows.show_rows([self._row(path, largest) for path in self._found])
        is_end = len(self._found) < before + AT_ONCE
        rest = 0 if is_end else self._count - len(self._found)
        self._more.setVisible(rest > 0)
        self._more.setText(f"{min(rest, AT_ONCE)} more")
        self._more.setToolTip(f"Find the next strongest of {numbers.count(self._count)} paths")
        self._share.setText(self._summary(is_end))

    def _summary(self, is_end: bool) -> str:
        """How many paths are found, and what share of all they make."""
        count = numbers.count(self._count)
        if not self._found:
            return f"Nothing flows along any of the {count} paths: a factor of each is 0."
        found, last = numbers.count(len(self._found)), self._found[-1]
        text = (
            f"{found} of {count} paths: {numbers.percent(last.covered)} of all that flows,"
            f" together {numbers.signed(last.sum)}."
        )
        return f"{text} Nothing flows along the others." if is_end else text

    def _row(self, path: Path, largest: float) -> Row:
        assert self._names is not None
        assert self._address is not None
        nodes, edges = path.nodes, path.edges
        if isinstance(self._address, EdgeId):
            nodes = (NodeId(self._address.layer - 1, self._address.source), *nodes)
            edges = (self._address, *edges)
        last = nodes[-1]
        return Row(
            " → ".join([*map(_name, nodes[:-1]), f"output {last.index}"]),
            (Cell.of(path.value),),
            self._names.own_name(last.layer, last.index),
            path.value / largest if largest else None,
            (*edges, *nodes),
        )


def _name(node: NodeId) -> str:
    return f"x{node.index}" if node.layer == 0 else f"#{node.index}"
