"""Speeds from slow motion to flat out, and the notches of a slider for them."""

from math import log

from app.look import numbers

FINITE = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000)
"""Operations a second; even steps on a logarithmic scale, in round numbers."""

FLAT_OUT = len(FINITE)
"""The last notch."""


def speed_at(notch: int) -> float | None:
    """The speed of a notch from 0 to `FLAT_OUT`: operations a second, or None for flat out."""
    return None if notch == FLAT_OUT else float(FINITE[notch])


def notch_of(speed: float | None) -> int:
    """The notch that is nearest to a speed above 0, on the logarithmic scale."""
    if speed is None:
        return FLAT_OUT
    return min(range(FLAT_OUT), key=lambda notch: abs(log(FINITE[notch] / speed)))


def title(speed: float | None) -> str:
    """A speed in words: "1 operation/s", "500 operations/s", "flat out"."""
    if speed is None:
        return "flat out"
    number = numbers.count(round(speed)) if speed >= 10 else f"{speed:g}"
    return f"{number} operation{'s' if speed != 1 else ''}/s"
