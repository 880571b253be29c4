"""Numbers as pictures, one pixel each."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtGui import QColor, QImage

from app.look.look import Look
from app.look.palettes import Ends, level, pixel_image, strength

LEVELS = 255
"""The colours that are told apart on each side of zero."""

Array = NDArray[Any]


def diverging_image(values: Array, scale: float, look: Look) -> QImage:
    """Values, shape (rows, columns), from −`scale` to `scale` in the palette's colours."""
    return _image(values, scale, look.ends, look.theme.background)


def input_image(values: Array, look: Look) -> QImage:
    """Inputs, shape (rows, columns), from 0, the ground, to 1 or what is greater, the text."""
    scale = max(1.0, float(np.abs(values).max(initial=0.0)))
    ends = Ends(look.negative, look.theme.text)
    return _image(values, scale, ends, look.theme.background)


def _image(values: Array, scale: float, ends: Ends, ground: QColor) -> QImage:
    colours = ends.lookup(LEVELS, ground)
    return pixel_image(colours[level(strength(values, scale, False), LEVELS)])
