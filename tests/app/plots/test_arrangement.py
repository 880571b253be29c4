"""Rows and columns of cards."""

import pytest

from app.plots.arrangement import arranged


@pytest.mark.parametrize(
    ("cards", "width", "height", "rows", "columns"),
    [
        (4, 1250, 170, 1, 4),  # as the window is at first
        (8, 1250, 170, 1, 8),  # too low for a second row: scrolled
        (8, 1250, 400, 2, 4),
        (3, 1250, 800, 1, 3),
        (8, 520, 800, 4, 2),
        (0, 1250, 170, 1, 1),
    ],
)
def test_rows_where_the_height_allows(
    cards: int, width: int, height: int, rows: int, columns: int
) -> None:
    assert arranged(cards, width, height, 1.0)[:2] == (rows, columns)


def test_cards_grow_with_the_text() -> None:
    assert arranged(4, 1250, 400, 2.0).card_width > arranged(4, 1250, 400, 1.0).card_width
