import numpy as np
from PyQt6.QtCore import QPointF, QRect

from app.answers.pixel_grid import PixelGrid

GRID = PixelGrid(rows=2, columns=3, side=10)


def test_pixels_are_squares_of_whole_size_inside_a_frame() -> None:
    assert PixelGrid.within((28, 28), 226) == PixelGrid(28, 28, 8)
    assert PixelGrid.within((28, 28), 5).side == 1
    assert GRID.place == QRect(1, 1, 30, 20)
    assert GRID.square(4) == QRect(11, 11, 10, 10)


def test_a_place_has_the_number_of_its_pixel() -> None:
    for number in range(6):
        assert GRID.at(GRID.square(number).center().toPointF()) == number
    assert GRID.at(QPointF(0.5, 5)) is None
    assert GRID.at(QPointF(35, 5)) is None


def test_the_outline_goes_around_the_ink() -> None:
    one = GRID.outline(np.array([[False, True, False], [False, False, False]]))
    assert one.boundingRect().toRect() == QRect(11, 1, 10, 10)
    assert one.elementCount() == 8  # four lines, of two ends each
    assert GRID.outline(np.zeros((2, 3), bool)).isEmpty()
