"""Ticks: round values along an axis, and how they are written."""

from math import ceil, floor, log10
from typing import NamedTuple

from app.look.numbers import MINUS


class Tick(NamedTuple):
    """A round value: where it stands on the axis, and its text."""

    place: float
    text: str


def linear(low: float, high: float, most: int) -> list[Tick]:
    """At most so many ticks from `low` to `high`, at multiples of 1, 2 or 5 times a power of 10.

    There are none on an axis without extent, as there may be while it is laid out.
    """
    if not high > low:
        return []
    spacing = _round_spacing(high - low, most)
    first, last = ceil(low / spacing - 1e-9), floor(high / spacing + 1e-9)
    decimals = max(0, -floor(log10(spacing) + 1e-9))
    values = [number * spacing for number in range(first, last + 1)]
    return [Tick(value, _text(value, decimals)) for value in values]


def logarithmic(low: float, high: float, most: int) -> list[Tick]:
    """At most so many ticks from 10^`low` to 10^`high`, placed by their logarithms."""
    decades = range(ceil(low - 1e-9), floor(high + 1e-9) + 1)
    if len(decades) >= 2:
        every = ceil(len(decades) / most)
        return [Tick(n, _power_text(n)) for n in decades if n % every == 0]
    values = linear(10**low, 10**high, most)
    return [Tick(log10(tick.place), tick.text) for tick in values if tick.place > 0]


def _round_spacing(span: float, most: int) -> float:
    rough = span / max(most, 1)
    power = 10.0 ** floor(log10(rough))
    return next(m * power for m in (1, 2, 5, 10) if m * power >= rough * (1 - 1e-9))


def _text(value: float, decimals: int) -> str:
    if decimals > 4 or abs(value) >= 1e7:
        digits, _, exponent = f"{value:.1e}".partition("e")
        text = f"{digits.removesuffix('.0')}e{int(exponent)}" if value else "0"
    else:
        text = f"{value:,.{decimals}f}"
    return text.replace("-", MINUS)


def _power_text(exponent: int) -> str:
    """A power of ten: "0.01", "1", "100", and otherwise "1e−3"."""
    if -2 <= exponent <= 3:
        return f"{10.0**exponent:,.{max(0, -exponent)}f}"
    return f"1e{exponent}".replace("-", MINUS)
