"""A sum that grows: the element under way as a formula, with the products added last as numbers."""

import re

from PyQt6.QtGui import QColor

from app.formula.line import Line, Slot
from app.look import numbers
from app.look.look import Look
from engine.close_up import CloseUp
from engine.explanation import SUM, Sum

FIRST_PRODUCT = 100
"""The slots of the products are numbered from here, behind those of the factors."""
EARLIER = FIRST_PRODUCT - 1
"""The slot of what was added before the products that are shown."""


def lines(close_up: CloseUp, most: int, look: Look) -> tuple[Line, Line]:
    """The element in symbols and in numbers; of a sum that grows the last `most` products added.

    The product added last stands in the accent colour, behind the numbers their running total.
    """
    explanation, sum_ = close_up.explanation, close_up.explanation.sum
    if sum_ is not None and close_up.terms:
        return _growing(close_up, sum_, most, look)
    text = look.theme.text
    slots = [
        Slot(place, factor.symbol, factor.value, text, factor.meaning, is_open=False)
        for place, factor in enumerate(explanation.factors)
    ]
    if sum_ is not None:
        words = f"The sum over all {sum_.over}"
        slots.append(Slot("S", sum_.symbol, sum_.total, text, words, is_open=False))
    return (
        Line(explanation.symbol, explanation.template, tuple(slots), numbers=False),
        Line("", f"= {explanation.template}", tuple(slots), numbers=True, result=_result(close_up)),
    )


def _growing(close_up: CloseUp, sum_: Sum, most: int, look: Look) -> tuple[Line, Line]:
    """All that was added before the last products is one number below its symbols."""
    explanation, added = close_up.explanation, close_up.terms
    first = max(added - most, 0)
    symbols = [r"\cdots"] if first else []
    products: list[str] = []
    slots: list[Slot] = []
    for row in range(first, added):
        colour = look.theme.accent if row == added - 1 else look.theme.text
        factors = _factors(sum_, row, FIRST_PRODUCT + 10 * (row - first), colour)
        slots += factors
        products.append(r" \cdot ".join(f"#{slot.key}" for slot in factors))
    symbols += products
    if added < len(sum_.terms):
        symbols.append(r"\cdots")
    in_symbols = explanation.formula.replace(sum_.symbol, " + ".join(symbols), 1)
    if first or explanation.template != SUM:
        before = close_up.total - float(sum_.terms[first:added].sum())
        tip = f"What was added before: {first} products, and what is no product, such as a bias"
        slots.append(Slot(EARLIER, "", before, look.theme.text, tip, is_open=False))
        products.insert(0, f"#{EARLIER}")
    return (
        Line(explanation.symbol, in_symbols, tuple(slots), numbers=False),
        Line("", f"= {' + '.join(products)}", tuple(slots), numbers=True, result=_result(close_up)),
    )


def _factors(sum_: Sum, row: int, first_key: int, colour: QColor) -> list[Slot]:
    """The factors of one product."""
    return [
        Slot(
            first_key + place,
            at_index(sum_.symbols[place], sum_.letter, row),
            float(column[row]),
            colour,
            sum_.meanings[place],
            is_open=False,
        )
        for place, column in enumerate(sum_.columns)
    ]


def _result(close_up: CloseUp) -> str:
    """The running total, and whether there is more to come."""
    sum_ = close_up.explanation.sum
    is_partial = sum_ is not None and 0 < close_up.terms < len(sum_.terms)
    words = r"\;\text{so far}" if is_partial else ""
    return f"= {numbers.plain(close_up.total)}{words}"


def at_index(symbol: str, letter: str, index: int) -> str:
    """A symbol in LaTeX with a number in place of its running index."""
    return re.sub(rf"(?<![A-Za-z\\]){letter}(?![A-Za-z])", str(index), symbol)
