import numpy as np
import pytest
from PyQt6.QtGui import QColor, QImage

from app.look.look import Look
from app.look.theme import THEMES
from app.widgets.plane_ground import class_colour, ground
from engine.activations import Linear, Sigmoid, Softmax

LOOK = Look()


def distance(one: QColor, other: QColor) -> int:
    pairs = zip(one.getRgb()[:3], other.getRgb()[:3], strict=True)
    return sum(abs((a or 0) - (b or 0)) for a, b in pairs)


def picture(answers: list[list[float]], output: Softmax | Sigmoid | Linear) -> QImage:
    """One row of points; a list of answers for each output."""
    rows = np.array(answers)[:, np.newaxis]
    return ground(rows, output, LOOK, is_classification=not isinstance(output, Linear))


def test_each_class_has_its_colour_more_of_it_where_the_answer_is_sure() -> None:
    image = picture([[0.95, 0.4, 0.02], [0.03, 0.35, 0.9], [0.02, 0.25, 0.08]], Softmax())
    sure, unsure, other = (image.pixelColor(x, 0) for x in range(3))
    background = LOOK.theme.background
    assert distance(sure, background) > distance(unsure, background)
    assert distance(sure, class_colour(0, 3, LOOK)) < distance(other, class_colour(0, 3, LOOK))


def test_a_probability_of_one_half_is_neither_class() -> None:
    image = picture([[0.0, 0.5, 1.0]], Sigmoid())
    assert image.pixelColor(1, 0) == LOOK.theme.background
    low, high = class_colour(0, 1, LOOK), class_colour(1, 1, LOOK)
    assert distance(image.pixelColor(0, 0), low) < distance(image.pixelColor(0, 0), high)


@pytest.mark.parametrize("answers", [[np.nan, np.nan], [np.inf, 1.0], [0.0, 0.0]])
def test_what_is_not_finite_is_no_answer(answers: list[float]) -> None:
    image = picture([answers], Linear())
    assert image.width() == 2


def test_two_classes_of_one_output_have_the_ends_of_the_palette() -> None:
    for theme in THEMES.values():
        look = Look(theme=theme)
        assert class_colour(1, 1, look) == look.positive
        assert class_colour(0, 1, look) == look.negative
