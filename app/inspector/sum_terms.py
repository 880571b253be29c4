"""The terms of a sum: their order, what they are called, and what they belong to."""

from dataclasses import dataclass
from functools import cached_property
from math import fsum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.inspector.names import Names
from app.look import numbers
from engine.addresses import Address, EdgeId, NodeId
from engine.explanation import Over, Sum
from engine.places import address_of
from engine.trace import Trace

FIRST = 7
"""How many terms are shown before the rest is asked for."""


@dataclass(frozen=True, eq=False)
class SumTerms:
    """A sum of a step, and the names of the network's parts.

    A term is known by its number in the sum.
    """

    sum: Sum
    trace: Trace
    names: Names

    @cached_property
    def order(self) -> NDArray[np.intp]:
        """The numbers of all terms, the largest first."""
        return np.argsort(-np.abs(self.sum.terms), kind="stable")

    @cached_property
    def first(self) -> int:
        """How many are shown in any case; a rest of one would take its own row to say so.

        Of those that are 0 at most a single one.
        """
        count = len(self.order)
        wanted = max(min(FIRST, int(np.count_nonzero(self.sum.terms))), 1)
        return wanted if count > wanted + 1 else count

    @property
    def hidden(self) -> int:
        """How many are in the rest."""
        return len(self.order) - self.first

    @cached_property
    def rest(self) -> float:
        """What the rest adds up to."""
        return fsum(self.sum.terms[self.order[self.first :]])

    @property
    def largest(self) -> float:
        """The size of the largest term."""
        return abs(float(self.sum.terms[self.order[0]])) if len(self.order) else 0.0

    @property
    def columns(self) -> tuple[NDArray[Any], ...]:
        """The factors that have a column of their own: none where a term has only one."""
        return self.sum.columns if len(self.sum.columns) > 1 else ()

    @cached_property
    def layer(self) -> int | None:
        """The layer whose neurons the terms belong to; None for examples."""
        if self.sum.over is Over.NEURONS and len(self.order):
            for column in range(len(self.sum.columns)):
                address = self._of_column(column, 0)
                if isinstance(address, NodeId):
                    return address.layer
        return None

    @property
    def heading(self) -> str:
        """What stands over the names."""
        if self.sum.over is Over.EXAMPLES:
            return "example · label" if self.names.dataset.is_classification else "example"
        return "" if self.layer is None else self.names.layer(self.layer)

    def name(self, term: int) -> str:
        """What a term is called: "k = 4", or the number of an example; and its own name."""
        own = self._own_name(term)
        name = f"{term + 1}" if self.sum.over is Over.EXAMPLES else f"{self.sum.letter} = {term}"
        return f"{name} · {own}" if own else name

    def _own_name(self, term: int) -> str:
        """What the data set calls the neuron or the example of a term, "" without such a name."""
        if self.sum.over is Over.EXAMPLES:
            return self.names.label(self.trace.values["y"][term])
        return "" if self.layer is None else self.names.own_name(self.layer, term)

    def address(self, term: int, column: int | None = None) -> Address | None:
        """What lights up in the network for a term: an edge, or else a neuron.

        Of a `column`, what its number belongs to.
        """
        if self.sum.over is Over.EXAMPLES and column is None:
            return None
        columns = range(len(self.sum.columns)) if column is None else (column,)
        found = [self._of_column(column, term) for column in columns]
        edges = [address for address in found if isinstance(address, EdgeId)]
        return next((address for address in edges + found if address is not None), None)

    def addresses(self, term: int) -> set[Address | None]:
        """Everything that a term belongs to."""
        return {self._of_column(column, term) for column in range(len(self.sum.columns))}

    def _of_column(self, column: int, term: int) -> Address | None:
        element = self.sum.element_of(column, term)
        return None if element is None else address_of(element, self.trace.network)

    def rest_text(self, *, is_open: bool) -> str:
        """What stands in the row for the rest."""
        if is_open:
            return "only the largest ▴"
        s = "s" if self.hidden > 1 else ""
        is_zero = not self.sum.terms[self.order[self.first :]].any()
        text = f"term{s} that {'are' if s else 'is'} 0" if is_zero else f"smaller term{s}"
        return f"{numbers.count(self.hidden)} {text} ▾"

    def spoken(self, term: int) -> str:
        """A term in words and numbers."""
        factors = " × ".join(numbers.signed(column[term]) for column in self.columns)
        factors += " = " if factors else ""
        return f"{self.name(term)}: {factors}{numbers.signed(self.sum.terms[term])}"

    def tip(self, term: int, column: int | None) -> str:
        """What a number of a term means, with every digit."""
        if column is None:
            return f"{self.spoken(term)}\nexactly {numbers.exact(self.sum.terms[term])}"
        exact = numbers.exact(self.sum.columns[column][term])
        return f"{self.sum.meanings[column]}, {self.sum.letter} = {term}\n{exact}"
