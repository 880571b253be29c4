import numpy as np
import pytest
from PyQt6.QtGui import QColor

from app.evaluation.shades import Shades, end_of_mistakes, shares
from app.look.look import Look
from app.look.theme import THEMES
from engine.confusion import Confusion


def confusion(*rows: tuple[int, ...]) -> Confusion:
    matrix = np.array(rows)
    return Confusion(matrix, np.zeros(len(matrix), np.int64), None)


def contrast(one: QColor, other: QColor) -> float:
    def luminance(colour: QColor) -> float:
        shades = (colour.redF(), colour.greenF(), colour.blueF())
        red, green, blue = (
            shade / 12.92 if shade <= 0.04045 else ((shade + 0.055) / 1.055) ** 2.4
            for shade in shades
        )
        return float(0.2126 * red + 0.7152 * green + 0.0722 * blue)

    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_counts_are_shares_of_their_row_and_none_of_nothing() -> None:
    found = shares(confusion((3, 1), (0, 0)))
    assert found.tolist() == [[0.75, 0.25], [0, 0]]


def test_those_without_an_answer_are_part_of_the_row() -> None:
    unanswered = Confusion(np.array([[3, 0], [0, 1]]), np.array([1, 0]), None)
    assert shares(unanswered)[0, 0] == 0.75


@pytest.mark.parametrize(
    ("rows", "end"),
    [(((98, 2), (0, 9)), 0.05), (((90, 10), (0, 9)), 0.1), (((1, 9), (0, 9)), 1.0)],
)
def test_the_scale_of_mistakes_ends_at_a_round_share(
    rows: tuple[tuple[int, ...], ...], end: float
) -> None:
    assert end_of_mistakes(confusion(*rows)) == end


@pytest.mark.parametrize("theme", THEMES)
def test_every_count_is_legible(theme: str) -> None:
    shades = Shades(Look(theme=THEMES[theme]), 0.2)
    for is_right in (True, False):
        for share in np.linspace(0, 1, 41):
            ground = shades.of(float(share), is_right=is_right)
            assert contrast(ground, shades.text_on(ground)) >= 4.5


def test_more_is_further_from_the_background() -> None:
    look = Look()
    shades = Shades(look, 0.2)
    steps = [shades.of(share, is_right=False) for share in (0.0, 0.05, 0.1, 0.2)]
    contrasts = [contrast(step, look.theme.background) for step in steps]
    assert contrasts == sorted(contrasts)
    assert contrasts[0] == 1
