"""Steps: to which value the arrow keys go from a number."""

from collections.abc import Callable
from decimal import Decimal

Step = Callable[[float, int], float]
"""From a number to the one so many steps above it, or below it for a negative count."""

SMALLEST = 1e-6
"""The step between 0 and the first number of a series."""
GREATEST = 1e300
"""The last number of a series."""
SERIES = (1, 2, 5)


def whole(value: float, count: int) -> int:
    """One after the other."""
    return int(value) + count


def by(amount: float) -> Step:
    """As many times `amount`, without the dust of binary fractions."""
    return lambda value, count: float(Decimal(repr(float(value))) + count * Decimal(repr(amount)))


def series(value: float, count: int) -> float:
    """Along …, 0.01, 0.02, 0.05, 0.1, … to the greatest; 0 lies below the smallest."""
    for _ in range(abs(count)):
        value = _neighbour(value, count)
    return value


def to_one(value: float, count: int) -> float:
    """Along 0, 0.5, 0.8, 0.9, 0.95, 0.98, 0.99, …: 1 less the series."""
    below = max(series(round(1 - value, 12), -count), SMALLEST)
    return max(0.0, float(1 - Decimal(repr(below))))


def _neighbour(value: float, direction: int) -> float:
    """The next member of the series above or below."""
    if value <= 0 or (value <= SMALLEST and direction < 0):
        return SMALLEST if direction > 0 else 0.0
    if value > GREATEST or (value == GREATEST and direction > 0):
        return GREATEST
    exponent = int(f"{value:e}".partition("e")[2])
    members = [float(f"{m}e{e}") for e in range(exponent - 1, exponent + 2) for m in SERIES]
    if direction > 0:
        return min(m for m in members if m > value)
    return max(m for m in members if m < value)
