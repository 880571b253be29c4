"""The arrangement of cards: how many rows and columns."""

from math import ceil
from typing import NamedTuple

BASE_WIDTH, TEXT_WIDTH = 150, 90
"""A card is at least so wide: so many pixels, and so many units of the look."""

BASE_HEIGHT, TEXT_HEIGHT = 90, 60
"""And so high, where there is more than one row."""


class Grid(NamedTuple):
    """Rows and columns, and how wide a card is at least, in pixels."""

    rows: int
    columns: int
    card_width: int


def arranged(cards: int, width: int, height: int, unit: float) -> Grid:
    """One row if all fit beside each other; else as many as are needed and the height allows."""
    card_width = round(BASE_WIDTH + TEXT_WIDTH * unit)
    side_by_side = max(width // card_width, 1)
    needed = ceil(cards / side_by_side)
    possible = max(int(height / (BASE_HEIGHT + TEXT_HEIGHT * unit)), 1)
    rows = max(min(needed, possible), 1)
    return Grid(rows, max(ceil(cards / rows), 1), card_width)
