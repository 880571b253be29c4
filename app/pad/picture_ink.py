"""The ink of a picture: any picture made light ink on nothing, as large as the pad."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QSize, Qt
from PyQt6.QtGui import QImage

from app.pad.marks import PAD
from engine.errors import require

LUMINANCE = np.array([0.0722, 0.7152, 0.2126], np.float32)
"""How bright blue, green and red are, of 1."""
LEAST_CONTRAST = 0.06
"""Between paper and ink; what has less has one colour for the eye."""
SPREAD = 3.0
"""The deviations, as typical of the border, that count as paper."""

Array = NDArray[np.float32]


def ink_of(image: QImage) -> NDArray[np.uint8]:
    """The ink, shape (PAD, PAD), from 0 to 255; raises `InputError` if there is none to see.

    The picture is fitted in, in its proportions. What its border has is paper, be it light or
    dark, and the strongest contrast to it full ink. Nothing is where nothing is in the picture.
    """
    bounds = QSize(PAD, PAD)
    kept, smooth = Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
    size = image.size().scaled(bounds, kept).expandedTo(QSize(1, 1))
    image = image.convertToFormat(QImage.Format.Format_ARGB32_Premultiplied)
    fitted = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, smooth)
    contrast = _contrast(_brightness(fitted))
    require(
        float(contrast.max()) >= LEAST_CONTRAST,
        "There is no ink in the picture: it has one colour throughout.",
    )
    ink = np.zeros((PAD, PAD), np.uint8)
    top, left = (PAD - size.height()) // 2, (PAD - size.width()) // 2
    place = slice(top, top + size.height()), slice(left, left + size.width())
    ink[place] = np.rint(contrast * (255 / contrast.max()))
    return ink


def _brightness(image: QImage) -> Array:
    """From 0 to 1, shape (rows, columns), laid on what it stands out from where one sees through.

    `image` has premultiplied 0xAARRGGBB pixels.
    """
    memory: Any = image.constBits()
    memory.setsize(image.sizeInBytes())
    pixels = np.frombuffer(memory, np.uint32).reshape(image.height(), image.width())
    channels = np.stack([pixels >> shift & 255 for shift in (0, 8, 16)], axis=-1)
    brightness: Array = (channels.astype(np.float32) @ LUMINANCE) / np.float32(255)
    opacity = (pixels >> 24).astype(np.float32) / 255
    is_dark = brightness.sum() < opacity.sum() / 2
    if is_dark:
        brightness += 1 - opacity
    return brightness


def _contrast(brightness: Array) -> Array:
    """How much everything stands out from the paper, in the way that ink does."""
    border = np.concatenate(
        [brightness[0], brightness[-1], brightness[1:-1, 0], brightness[1:-1, -1]]
    )
    paper = float(np.median(border))
    haze = SPREAD * float(np.median(np.abs(border - paper)))
    depth = paper - brightness if paper > 0.5 else brightness - paper
    return (depth - haze).clip(0)
