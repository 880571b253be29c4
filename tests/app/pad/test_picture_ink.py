import numpy as np
import pytest
from numpy.typing import NDArray
from PyQt6.QtCore import QRect
from PyQt6.QtGui import QColor, QImage, QLinearGradient, QPainter

from app.pad.marks import PAD
from app.pad.picture_ink import ink_of
from engine.errors import InputError

Format = QImage.Format
BAR = QRect(60, 20, 30, 80)


def picture(paper: str, ink: str, width: int = 150, height: int = 120) -> QImage:
    """A bar of `ink` on `paper`."""
    image = QImage(width, height, Format.Format_ARGB32)
    image.fill(QColor(paper))
    painter = QPainter(image)
    painter.fillRect(BAR, QColor(ink))
    painter.end()
    return image


def box(ink: NDArray[np.uint8]) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of the ink, in shares of the pad in percent."""
    rows, columns = np.flatnonzero(ink.max(axis=1) > 127), np.flatnonzero(ink.max(axis=0) > 127)
    edges = (columns[0], rows[0], columns[-1] + 1, rows[-1] + 1)
    left, top, right, bottom = (round(100 * edge / PAD) for edge in edges)
    return left, top, right, bottom


@pytest.mark.parametrize(
    ("paper", "ink"),
    [
        ("white", "black"),
        ("black", "white"),
        ("#d8d0c0", "#283070"),  # blue ink on grey paper
        ("#205030", "#f0f0d0"),  # chalk on a board
        ("transparent", "black"),
        ("transparent", "white"),
        ("transparent", "#ff0000"),
    ],
)
def test_the_bar_becomes_full_ink_and_the_paper_none(paper: str, ink: str) -> None:
    result = ink_of(picture(paper, ink))
    assert box(result) == (40, 23, 60, 77)  # 150 × 120 is fitted in across
    assert result.max() == 255
    assert result[140, 140] >= 250
    assert not result[:, :100].any()


def test_half_seen_through_is_half_as_much_ink() -> None:
    image = picture("transparent", "black")
    painter = QPainter(image)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
    painter.fillRect(QRect(75, 20, 15, 80), QColor(0, 0, 0, 128))
    painter.end()
    result = ink_of(image)
    assert result[140, 125] == 255
    assert result[140, 155] == pytest.approx(128, abs=2)


def test_what_the_paper_of_a_photo_varies_is_no_ink() -> None:
    image = QImage(300, 300, Format.Format_RGB32)
    light = QLinearGradient(0, 0, 300, 300)
    light.setColorAt(0, QColor(225, 220, 205))
    light.setColorAt(1, QColor(200, 196, 185))
    painter = QPainter(image)
    painter.fillRect(image.rect(), light)
    painter.fillRect(QRect(120, 60, 40, 180), QColor(50, 50, 90))
    painter.end()
    ink = ink_of(image)
    assert box(ink) == (40, 20, 53, 80)
    assert not ink[:, :100].any()
    assert not ink[:, 160:].any()


@pytest.mark.parametrize("size", [(1, 90), (90, 1), (3, 500)])
def test_a_thin_picture_is_fitted_in_too(size: tuple[int, int]) -> None:
    image = QImage(*size, Format.Format_ARGB32)
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.fillRect(QRect(0, 0, size[0] // 3 + 1, size[1] // 3 + 1), QColor("black"))
    painter.end()
    assert ink_of(image).max() == 255


@pytest.mark.parametrize("colour", ["white", "black", "#808080", "transparent"])
def test_a_picture_of_one_colour_has_no_ink(colour: str) -> None:
    with pytest.raises(InputError, match="one colour throughout"):
        ink_of(picture(colour, colour))


def test_the_pixels_of_a_digit_come_back() -> None:
    digit = np.zeros((28, 28), np.uint8)
    digit[6:22, 12:16] = 255
    digit[6:10, 8:20] = 128
    image = QImage(digit.tobytes(), 28, 28, 28, Format.Format_Grayscale8)
    ink = ink_of(image.scaled(280, 280))
    assert np.array_equal(ink.reshape(28, 10, 28, 10).mean(axis=(1, 3)), digit)
