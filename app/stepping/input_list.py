"""The inputs of an example by name."""

from collections.abc import Sequence
from typing import Any

from numpy.typing import NDArray
from PyQt6.QtWidgets import QLabel, QVBoxLayout, QWidget

from app.look import numbers
from app.look.look import Look
from app.stepping.facts import NEGATIVE, Fact, Facts

MOST_INPUTS = 30
"""More are not listed."""


class InputList(QWidget):
    """Lists the values of inputs with these `names`."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__()
        self._names = names[:MOST_INPUTS]
        self._facts = Facts([NEGATIVE])
        heading = QLabel("Input")
        heading.setProperty("role", "heading")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(heading)
        column.addWidget(self._facts)
        if len(names) > MOST_INPUTS:
            rest = QLabel(f"and {numbers.count(len(names) - MOST_INPUTS)} more, not listed")
            rest.setProperty("role", "muted")
            column.addWidget(rest)

    def show_look(self, look: Look) -> None:
        """Take over the colours and the size of text."""
        self._facts.show_look(look)

    def show_values(self, values: NDArray[Any]) -> None:
        """Show an input, shape (inputs,)."""
        pairs = zip(self._names, values, strict=False)
        self._facts.show_facts([Fact.of(name, value) for name, value in pairs])
