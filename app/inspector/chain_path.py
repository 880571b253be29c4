"""The path of numbers taken apart, from the derivative of what is selected inwards."""

from dataclasses import dataclass, replace

from app.inspected import Inspected
from engine.chain_rule import chain, explain
from engine.elements import Element
from engine.explanation import Explanation


@dataclass(frozen=True)
class Place:
    """A number on the path; without an element it is the derivative of what is selected.

    `is_full`: the outputs' derivative is not simplified. The symbol and the meaning are those
    which it had when it was explained last.
    """

    element: Element | None = None
    is_full: bool = False
    symbol: str = ""
    meaning: str = ""


class ChainPath:
    """The places from the selected derivative to what is shown; there is always the first one."""

    def __init__(self) -> None:
        self.places = [Place()]
        self._inspected: Inspected | None = None

    def look_at(self, inspected: Inspected) -> None:
        """Follow to another moment; start anew for another part of the network or example."""
        before, self._inspected = self._inspected, inspected
        is_same = before is not None and (before.address, before.example) == (
            inspected.address,
            inspected.example,
        )
        if not is_same:
            self.places = [Place()]

    def explain(self) -> Explanation:
        """The explanation at the end of the path, at the moment that is looked at.

        Raises `NotComputedError` if the step has not come so far.
        """
        assert self._inspected is not None
        assert self._inspected.address is not None
        trace, example = self._inspected.trace, self._inspected.example
        place = self.places[-1]
        if place.element is None:
            explanation = chain(trace, self._inspected.address, example)
        else:
            explanation = explain(trace, place.element, example, full=place.is_full)
        self.places[-1] = replace(place, symbol=explanation.symbol, meaning=explanation.meaning)
        return explanation

    def open(self, element: Element, *, is_full: bool = False) -> None:
        """Go on to this number."""
        self.places.append(Place(element, is_full))

    def go_back(self, place: int | None = None) -> bool:
        """Go back to this place on the path, or by one; False if that is where it is."""
        end = len(self.places) - 1 if place is None else place + 1
        if not 1 <= end < len(self.places):
            return False
        del self.places[end:]
        return True

    def toggle_full(self, element: Element) -> None:
        """Take this output's ∂C/∂z apart in full; if it is the end of the path, or simplify it."""
        place = self.places[-1]
        if place.element == element:
            self.places[-1] = replace(place, is_full=not place.is_full)
        else:
            self.open(element, is_full=True)
