"""A close-up: the next operation of a step walked through, element by element, term by term."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from engine.addresses import Address
from engine.chain_rule import explain
from engine.explanation import Explanation
from engine.program import Operation
from engine.terms import CloseUpOrder, Sums, ahead, stops
from engine.trace import Trace


@dataclass(frozen=True, eq=False)
class CloseUp:
    """The next operation seen from close by, while it is done element by element, term by term.

    `explanation` is of the element under way, with all its terms; `terms` of them are added so far,
    with `total` as their running sum, beginning with what is no product, such as the bias.
    `number` is the place of the element among `count`. `row` has what is computed so far of the
    operation's row for the example looked at, NaN for the rest; None where it has no such row.
    `lit` is the edge whose product was added last, or else the neuron or weight under way.
    """

    operation: Operation
    explanation: Explanation
    number: int
    count: int
    terms: int
    total: float
    row: NDArray[np.floating] | None
    lit: Address | None


class CloseUpWalk:
    """A place within the next operation of a step, and the ways from there, forward and back.

    Every place has so many terms of one element added; before them is the start, where nothing of
    the operation is done, and behind them the end, where it is complete. An element that is no
    sum has one place. The trainer does not know of it: at the end the operation can be run.
    `example` is the row in the batch whose elements are visited.
    """

    def __init__(self, trace: Trace, example: int = 0) -> None:
        self.operation = trace.operations[trace.cursor]
        self.example = min(example, trace.examples - 1)
        self._order = CloseUpOrder(self.operation)
        self._sums = Sums(self.operation, trace)
        self._ahead = trace if self._order.is_whole else ahead(trace)
        self._element = -1
        self._terms = 0
        self._explained: dict[int, Explanation] = {}

    @property
    def is_at_start(self) -> bool:
        """Whether nothing of the operation is done."""
        return self._element < 0

    @property
    def is_complete(self) -> bool:
        """Whether the operation is walked through to its end."""
        return self._element >= self._order.count

    def to_end(self) -> None:
        """Go behind the last place, to walk back from there."""
        self._element, self._terms = self._order.count, 0

    def forward(self, *, by_neuron: bool = False, skip_zeros: bool = False) -> None:
        """Go to the next place: one term on, or to where a neuron is complete; else to the end."""
        numbers = self._numbers(by_neuron=by_neuron, skip_zeros=skip_zeros)
        for number in numbers[numbers >= self._element]:
            places = self._places(number, by_neuron=by_neuron, skip_zeros=skip_zeros)
            if number == self._element:
                places = places[places > self._terms]
            if len(places):
                self._element, self._terms = int(number), int(places[0])
                return
        self.to_end()

    def back(self, *, by_neuron: bool = False, skip_zeros: bool = False) -> None:
        """Go to the place from which `forward` comes here; else to the start."""
        numbers = self._numbers(by_neuron=by_neuron, skip_zeros=skip_zeros)
        for number in numbers[numbers <= self._element][::-1]:
            places = self._places(number, by_neuron=by_neuron, skip_zeros=skip_zeros)
            if number == self._element:
                places = places[places < self._terms]
            if len(places):
                self._element, self._terms = int(number), int(places[-1])
                return
        self._element, self._terms = -1, 0

    @property
    def close_up(self) -> CloseUp | None:
        """What is seen at this place; None at the start and the end."""
        if self.is_at_start or self.is_complete:
            return None
        explanation = self._explanation(self._element)
        return CloseUp(
            operation=self.operation,
            explanation=explanation,
            number=self._element,
            count=self._order.count,
            terms=self._terms,
            total=self._total(explanation),
            row=self._row(explanation),
            lit=self._order.address(self._element, self._terms - 1 if self._terms else None),
        )

    def _numbers(self, *, by_neuron: bool, skip_zeros: bool) -> NDArray[np.integer]:
        """The elements that are visited: those of which some term is not 0, if zeros are skipped.

        By neuron it is the last element of each.
        """
        order = self._order
        numbers = np.arange(0 if order.is_whole else order.count)
        if skip_zeros and self._sums.count:
            rows = slice(self.example, self.example + 1) if order.is_row else slice(None)
            numbers = numbers[self._sums.are_nonzero(rows).T.ravel()]
        if by_neuron:
            numbers = (np.unique(numbers // order.per_neuron) + 1) * order.per_neuron - 1
        return numbers

    def _places(self, number: int, *, by_neuron: bool, skip_zeros: bool) -> NDArray[np.integer]:
        """The numbers of terms at which an element is visited; 0 for one that is no sum."""
        if by_neuron or not self._sums.count:
            return np.array([self._sums.count])
        return stops(self._explanation(int(number)), skip_zeros=skip_zeros)

    def _explanation(self, number: int) -> Explanation:
        if number not in self._explained:
            element = self._order.element(number, self.example)
            self._explained = {number: explain(self._ahead, element)}
        return self._explained[number]

    def _total(self, explanation: Explanation) -> float:
        if explanation.sum is None or not self._sums.count:
            return float(explanation.value)
        constant = self._sums.constant(explanation.element.index)
        return constant + float(explanation.sum.terms[: self._terms].sum())

    def _row(self, explanation: Explanation) -> NDArray[np.floating] | None:
        if not self._order.is_row:
            return None
        computed: NDArray[np.floating] = self._ahead.values[self.operation.writes][self.example]
        to_come = stops(explanation, skip_zeros=True) > self._terms
        done = self._element if to_come.any() else self._element + 1
        row = np.full_like(computed, np.nan)
        row[:done] = computed[:done]
        return row
