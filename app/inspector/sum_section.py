"""The sum as a table: what its terms go through, their factors, how much they make."""

import numpy as np
from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.inspector.names import NO_BREAK, Names
from app.inspector.term_heads import TermHeads
from app.inspector.term_list import TermList
from app.look import numbers
from app.look.look import Look
from engine.addresses import Address
from engine.explanation import Over, Sum
from engine.trace import Trace


class SumSection(QWidget):
    """Terms with titles over them; of examples also how many push up and how many down."""

    #: The pointer is on a term: what it belongs to in the network, or None.
    pointed_at = pyqtSignal(object)
    #: The user chose a term by its number in the sum, and one of its factors by its column, or -1.
    term_chosen = pyqtSignal(int, int)

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self._sum: Sum | None = None
        self._sides = QLabel()
        self._sides.setWordWrap(True)
        self._heads = TermHeads()
        self._list = TermList()
        self._list.pointed_at.connect(self.pointed_at)
        self._list.term_chosen.connect(self.term_chosen)
        self._list.places_changed.connect(self._heads.show_places)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        for part in (self._sides, self._heads, self._list):
            self._column.addWidget(part)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._look = look
        self._sides.setFont(look.font(0.95))
        self._sides.setContentsMargins(round(4 * look.unit), 0, 0, round(6 * look.unit))
        self._heads.show_look(look)
        self._list.show_look(look)
        self._show_sides()

    def show_picture_shape(self, shape: tuple[int, int] | None) -> None:
        """Show inputs of examples as pictures of so many (rows, columns), or not at all."""
        self._list.show_picture_shape(shape)

    def show_sum(self, sum_: Sum | None, trace: Trace, names: Names) -> None:
        """Show the terms of a sum of this step; of none, nothing."""
        self.setVisible(sum_ is not None)
        if sum_ is None:
            return
        is_open = self._list.rows.is_open and _are_alike(self._sum, sum_)
        self._sum = sum_
        self._list.show_sum(sum_, trace, names, is_open=is_open)
        assert self._list.terms is not None
        self._heads.show_sum(sum_, self._list.terms.heading)
        self._show_sides()

    def show_highlight(self, address: Address | None) -> None:
        """Mark the term that belongs to this part of the network."""
        self._list.show_highlight(address)

    def _show_sides(self) -> None:
        """Of examples: how many push the derivative up, how many down, and how far."""
        self._sides.setVisible(self._sum is not None and self._sum.over is Over.EXAMPLES)
        if self._sum is None or self._sum.over is not Over.EXAMPLES:
            return
        terms = self._sum.terms
        up, down = terms[terms > 0], terms[terms < 0]
        parts = [
            _side("▲", "up", len(up), float(np.sum(up)), self._look.positive.name()),
            _side("▼", "down", len(down), float(np.sum(down)), self._look.negative.name()),
        ]
        none = len(terms) - len(up) - len(down)
        if none:
            parts.append(f"· {numbers.count(none)} with no share".replace(" ", NO_BREAK))
        self._sides.setText(f"{2 * NO_BREAK} ".join(parts))


def _side(sign: str, way: str, count: int, total: float, colour: str) -> str:
    pushes = "pushes" if count == 1 else "push"
    words = f"{numbers.count(count)} {pushes} {way}:".replace(" ", NO_BREAK)
    number = f"<span style='color:{colour}'>{numbers.signed(total)}</span>"
    return f"<span style='color:{colour}'>{sign}</span>{NO_BREAK}{words} {number}"


def _are_alike(one: Sum | None, other: Sum) -> bool:
    """Whether two sums are the same one, perhaps of different steps."""
    return one is not None and (one.element, one.names) == (other.element, other.names)
