import numpy as np
from PyQt6.QtGui import QColor

from app.look.look import Look
from app.widgets.value_image import diverging_image, input_image


def test_weights_go_from_one_end_of_the_palette_to_the_other() -> None:
    look = Look()
    image = diverging_image(np.array([[-2.0, 0.0, 2.0]]), 2.0, look)
    colours = [image.pixelColor(x, 0) for x in range(3)]
    assert colours == [look.negative, look.theme.background, look.positive]


def test_inputs_go_from_the_ground_to_the_ink() -> None:
    look = Look()
    image = input_image(np.array([[0.0, 1.0], [1.0, 0.5]]), look)
    assert (image.width(), image.height()) == (2, 2)
    assert image.pixelColor(0, 0) == look.theme.background
    assert image.pixelColor(1, 0) == look.theme.text
    assert image.pixelColor(1, 1) not in (look.theme.background, QColor(look.theme.text))


def test_what_is_no_number_is_left_out() -> None:
    look = Look()
    image = diverging_image(np.array([[np.nan]]), 1.0, look)
    assert image.pixelColor(0, 0) == look.theme.background
