"""Ink as an image: from the ground of the theme to its text's colour."""

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtGui import QImage

from app.look.look import Look
from app.look.palettes import Ends


def ink_image(ink: NDArray[np.uint8], look: Look) -> QImage:
    """Ink from 0 to 255, shape (rows, columns), a pixel for each number."""
    rows, columns = ink.shape
    memory = ink.tobytes()  # which must live until the image is converted
    image = QImage(memory, columns, rows, columns, QImage.Format.Format_Indexed8)
    theme = look.theme
    colours = Ends(theme.text, theme.text).lookup(255, theme.background)[255:]
    image.setColorTable(colours.tolist())
    return image.convertToFormat(QImage.Format.Format_RGB32)
