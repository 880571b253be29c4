"""Shades: the colours of the cells of a confusion matrix, and the text on them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtGui import QColor

from app.look.look import Look
from app.look.palettes import mixed
from engine.confusion import Confusion

FULL_ON_DARK, FULL_ON_LIGHT, LEAST = 0.9, 0.6, 0.1
"""How much of its hue a cell has at the end of its scale, and at the beginning."""
ENDS = (0.05, 0.1, 0.2, 0.5, 1.0)
"""Where the scale of the mistakes may end."""
MIDDLE = 0.18
"""The luminance above which black is easier to read than white."""


@dataclass(frozen=True)
class Shades:
    """Right answers go from 0 to all of their row in one hue, mistakes to `end` in the other."""

    look: Look
    end: float

    def of(self, share: float, *, is_right: bool) -> QColor:
        """The colour of a cell with that share of its row."""
        theme = self.look.theme
        if not share > 0:
            return theme.background
        hue = self.look.negative if is_right else self.look.positive
        part = min(share / (1.0 if is_right else self.end), 1.0)
        full = FULL_ON_DARK if theme.is_dark else FULL_ON_LIGHT
        return mixed(hue, theme.background, LEAST + (full - LEAST) * part)

    def rim(self, *, is_right: bool) -> QColor:
        """What a cell is framed in: those of right answers stand out."""
        theme = self.look.theme
        return theme.muted if is_right else mixed(theme.line, theme.background, 0.5)

    def text_on(self, ground: QColor) -> QColor:
        """Black or white, whichever is easier to read."""
        return QColor("black" if _luminance(ground) > MIDDLE else "white")


def shares(confusion: Confusion) -> NDArray[np.float64]:
    """Each count as a share of the examples of its row's class; 0 in a row without any."""
    parts: NDArray[np.float64] = confusion.matrix / np.maximum(confusion.support, 1)[:, np.newaxis]
    return parts


def end_of_mistakes(confusion: Confusion) -> float:
    """Where the scale of the mistakes ends: at the first round share that none is above."""
    mistakes = shares(confusion)
    np.fill_diagonal(mistakes, 0.0)
    most = float(mistakes.max())
    return next(end for end in ENDS if most <= end)


def _luminance(colour: QColor) -> float:
    """The relative luminance, from 0 to 1, with which contrast is measured."""
    channels = np.array(colour.getRgbF()[:3])
    linear = np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)
    return float(linear @ (0.2126, 0.7152, 0.0722))
