"""An explanation: a number taken apart into factors and terms, down to what is known."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from numpy.typing import NDArray

from engine.addresses import Address
from engine.elements import Element

SUM = "#S"
"""In a template: the sum."""


class Over(StrEnum):
    """What the terms of a sum belong to."""

    NEURONS = "neurons"
    EXAMPLES = "examples"


@dataclass(frozen=True)
class Factor:
    """A number in a formula: what it is called, what it means, and whether it can be taken apart.

    `element` is None for what is written in the formula itself, such as a 2. `can_open` is False
    for what is known: inputs, labels, settings, and parameters as they were when the step began.
    """

    symbol: str
    """In LaTeX."""
    value: float
    meaning: str
    """In plain words, with neurons and layers named."""
    element: Element | None = None
    address: Address | None = None
    """What it belongs to in the picture of the network, if there is such a thing."""
    can_open: bool = False


@dataclass(frozen=True, eq=False)
class Sum:
    """Products that add up: row r is columns[0][r] · columns[1][r] · … = terms[r].

    The columns, shape (n,), have the step's own precision; the terms are in float64.
    """

    over: Over
    letter: str
    """The running index: i before, k behind, s for examples."""
    symbols: tuple[str, ...]
    """Of each column in LaTeX, with the letter as index."""
    meanings: tuple[str, ...]
    columns: tuple[NDArray[Any], ...]
    names: tuple[str, ...]
    """Of each column's array, to take one of its numbers apart; "" where there is none."""
    indices: tuple[tuple[int | None, ...], ...]
    """Of each column in its array, with None in place of the running index."""
    terms: NDArray[Any]
    total: float
    """Of the terms, added in float64."""
    element: Element | None = None
    """What the sum alone is, where that has a name, such as da2[0, 15]."""

    @property
    def symbol(self) -> str:
        """The sum in LaTeX, with its running index."""
        product = r" \cdot ".join(self.symbols)
        return rf"\sum_{{{self.letter}}} {product}"

    def element_of(self, column: int, row: int) -> Element | None:
        """The number in that column and row."""
        if not self.names[column]:
            return None
        index = tuple(row if place is None else place for place in self.indices[column])
        return Element(self.names[column], index)


@dataclass(frozen=True, eq=False)
class Explanation:
    """A number as the step computed it, and the formula that it comes from.

    `template` is the right-hand side in LaTeX, with #0, #1, … for the factors and #S for the sum:
    with symbols in their places it is the formula, with numbers the calculation. `example` is the
    row in the batch that a share belongs to; None for what is of the whole batch.
    """

    element: Element
    example: int | None
    symbol: str
    meaning: str
    value: float
    template: str
    factors: tuple[Factor, ...] = ()
    sum: Sum | None = None
    address: Address | None = None
    remarks: tuple[str, ...] = ()
    """What a reader has to know, such as that ReLU′(0) is taken as 0."""
    sign: str = "="
    r"""What stands between the symbol and the formula: \leftarrow where one replaces the other."""

    @property
    def formula(self) -> str:
        """The right-hand side in LaTeX, with symbols in all its places."""
        return in_symbols(self.template, self.factors, self.sum)


def in_symbols(template: str, factors: Sequence[Factor], total: Sum | None) -> str:
    """A template with symbols in its places; a sum that is multiplied stands in parentheses."""

    def symbol(slot: re.Match[str]) -> str:
        if slot[1] != "S":
            return factors[int(slot[1])].symbol
        assert total is not None
        return f"({total.symbol})" if template[slot.end() :].startswith(r" \cdot") else total.symbol

    return re.sub(r"#(\d+|S)", symbol, template)
