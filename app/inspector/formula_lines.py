"""From an explanation to the lines of its formula: symbols above, numbers below."""

from collections.abc import Iterator
from dataclasses import dataclass

from PyQt6.QtGui import QColor

from app.formula.block import RESULT
from app.formula.line import Line, Slot
from app.look import numbers
from app.look.theme import Theme
from engine.addresses import Address
from engine.elements import Element
from engine.explanation import SUM, Explanation, Over, Sum

COLUMNS = 100
"""The number of the slot of a sum's first column; a formula has fewer factors of its own."""
SUM_COLOUR = 1
COLUMN_COLOURS = (0, 5)
FACTOR_COLOURS = (2, 3, 4, 0, 5, 1)
"""Places in the theme's colours of curves. Those of a sum's columns are free again behind it."""


@dataclass(frozen=True)
class Target:
    """What a slot stands for: a number, a part of the network, and what can be taken apart."""

    value: float | None = None
    address: Address | None = None
    element: Element | None = None


@dataclass(frozen=True)
class FormulaLines:
    """The lines of a formula, and what its slots lead to, by their keys."""

    lines: tuple[Line, ...]
    targets: dict[str, Target]


def column_colour(theme: Theme, column: int) -> QColor:
    """The colour of a sum's column, in formulas and in the head of its table."""
    return theme.curves[COLUMN_COLOURS[column % len(COLUMN_COLOURS)]]


def lines_of(explanation: Explanation, theme: Theme) -> FormulaLines:
    """Symbols, and under them numbers; a formula without factors has numbers alone."""
    sum_ = explanation.sum
    slots = list(_factor_slots(explanation, theme))
    targets = {
        str(number): Target(
            factor.value, factor.address, factor.element if factor.can_open else None
        )
        for number, factor in enumerate(explanation.factors)
    }
    symbols = explanation.template
    if sum_ is not None:
        slots += _sum_slots(sum_, theme)
        targets["S"] = Target(sum_.total, None, sum_.element)
        targets |= {str(COLUMNS + column): Target() for column in range(len(sum_.columns))}
        product = r" \cdot ".join(f"#{COLUMNS + column}" for column in range(len(sum_.columns)))
        symbols = symbols.replace(SUM, f"{SUM} {product}")
    value = numbers.signed(explanation.value)
    if not explanation.template:
        return FormulaLines((Line(explanation.symbol, value, (), True),), {})
    targets[RESULT] = Target(explanation.value, explanation.address)
    if explanation.sign != "=":
        symbols = f"{explanation.sign} {symbols}"
    result = f"= {value}"
    if explanation.template == SUM:  # the sum is the result
        result = ""
    has_name = explanation.symbol != explanation.formula
    lines = (
        Line(explanation.symbol if has_name else "", symbols, tuple(slots), False),
        Line("", f"= {explanation.template}", tuple(slots), True, result),
    )
    return FormulaLines(lines, targets)


def _factor_slots(explanation: Explanation, theme: Theme) -> Iterator[Slot]:
    for number, factor in enumerate(explanation.factors):
        colour = theme.curves[FACTOR_COLOURS[number % len(FACTOR_COLOURS)]]
        tip = f"{factor.meaning}\n{numbers.exact(factor.value)}"
        if factor.can_open:
            tip += "\nClick to take it apart"
        yield Slot(str(number), factor.symbol, factor.value, colour, tip, factor.can_open)


def _sum_slots(sum_: Sum, theme: Theme) -> Iterator[Slot]:
    """The sum's sign, which stands for its total, and a slot for each column."""
    over = "examples of the batch" if sum_.over is Over.EXAMPLES else "neurons"
    tip = f"The sum over all {len(sum_.terms):,} {over}\n{numbers.exact(sum_.total)}"
    can_open = sum_.element is not None
    tip += "\nClick to take it apart" if can_open else "\nIts terms are in the table below"
    sign = rf"\sum_{{{sum_.letter}}}"
    yield Slot("S", sign, sum_.total, theme.curves[SUM_COLOUR], tip, can_open)
    for column, (symbol, meaning) in enumerate(zip(sum_.symbols, sum_.meanings, strict=True)):
        tip = f"{meaning}, one for each {sum_.letter}: see the table below"
        colour = column_colour(theme, column)
        yield Slot(str(COLUMNS + column), symbol, None, colour, tip, False)
