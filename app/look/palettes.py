"""From a value to a colour and back: the one mapping of edges, nodes, pictures and legends."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import log1p
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtGui import QColor, QImage

Array = NDArray[Any]

LINEAR_PART = 0.01
"""The share of the scale up to which the signed logarithm is nearly linear."""


def strength(values: Any, scale: float, signed_log: bool) -> Array:
    """How strongly `values` are shown, from −1 to 1, in the shape of `values`.

    Linear: value / scale. Signed logarithm: sign · log(1 + |value| / (0.01 · scale)) / log(101),
    which shows small values too. Beyond ±`scale` it stays at ±1; a scale of 0 makes all 0; NaN
    stays NaN.
    """
    values = np.asarray(values)
    if scale == 0.0:
        return np.zeros(values.shape)
    shares: Array = np.clip(values, -scale, scale) / scale
    if signed_log:
        sizes = np.log1p(np.abs(shares) / LINEAR_PART) / log1p(1 / LINEAR_PART)
        shares = np.copysign(sizes, shares)
    return shares


def level(strengths: Any, levels: int) -> NDArray[np.intp]:
    """Where these strengths stand in `Ends.lookup(levels, …)`. NaN is not drawn: as strength 0."""
    nearest: Array = np.rint(np.nan_to_num(strengths) * levels)
    return nearest.astype(np.intp) + levels


class Ends(NamedTuple):
    """The colours of strength −1 and of strength 1. Strength 0 is the background."""

    negative: QColor
    positive: QColor

    def colour(self, strength: float, background: QColor) -> QColor:
        """The opaque colour of one strength: background + (end − background) · |strength|."""
        return QColor.fromRgb(int(self._blend(np.array([strength]), background)[0]))

    def lookup(self, levels: int, background: QColor) -> NDArray[np.uint32]:
        """The colours of the 2·`levels` + 1 strengths from −1 to 1 as opaque 0xAARRGGBB.

        `lookup(n, background)[level(strengths, n)]` are the pixels of a `pixel_image`.
        """
        return _table(levels, self.negative.rgb(), self.positive.rgb(), background.rgb())

    def _blend(self, strengths: Array, background: QColor) -> NDArray[np.uint32]:
        negative, positive, middle = map(_channels, (self.negative, self.positive, background))
        ends = np.where(strengths[:, None] < 0, negative, positive)
        blend = middle + (ends - middle) * np.minimum(np.abs(strengths), 1.0)[:, None]
        red, green, blue = np.rint(blend).astype(np.uint32).T
        pixels: NDArray[np.uint32] = np.uint32(0xFF000000) | red << 16 | green << 8 | blue
        return pixels


@lru_cache
def _table(levels: int, negative: int, positive: int, background: int) -> NDArray[np.uint32]:
    """The colours of a lookup, kept because many small pictures are painted in each frame."""
    ends = Ends(QColor(negative), QColor(positive))
    pixels = ends._blend(np.linspace(-1.0, 1.0, 2 * levels + 1), QColor(background))
    pixels.flags.writeable = False
    return pixels


def _channels(colour: QColor) -> NDArray[np.float64]:
    return np.array([colour.red(), colour.green(), colour.blue()], np.float64)


def mixed(colour: QColor, ground: QColor, share: float) -> QColor:
    """The opaque colour of which `share` is `colour`, and the rest the ground."""
    parts = zip(colour.getRgb(), ground.getRgb(), strict=True)
    return QColor(*(round(share * over + (1 - share) * under) for over, under in parts))


def pixel_image(pixels: NDArray[np.uint32]) -> QImage:
    """An image of opaque 0xAARRGGBB pixels, shape (rows, columns)."""
    rows, columns = pixels.shape
    image = QImage(pixels.tobytes(), columns, rows, 4 * columns, QImage.Format.Format_RGB32)
    return image.copy()  # the bytes end with this call


@dataclass(frozen=True)
class Palette:
    """A pair of hues for negative and positive values, one variant for each theme, by its name.

    The hues are told apart with any of the usual kinds of colour-blindness.
    """

    name: str
    title: str
    ends: Mapping[str, Ends]


def _palette(name: str, title: str, dark: str, light: str, high_contrast: str) -> Palette:
    """The palette whose variants are given as two codes in a row, negative and positive."""
    variants = {"dark": dark, "light": light, "high-contrast": high_contrast}
    ends = {theme: Ends(*map(QColor, codes.split())) for theme, codes in variants.items()}
    return Palette(name, title, ends)


BLUE_ORANGE = _palette(
    "blue-orange", "Blue and orange", "#4a9eff #ff9d3c", "#0b5fc4 #b95000", "#4db2ff #ffa01a"
)
MAGENTA_GREEN = _palette(
    "magenta-green", "Magenta and green", "#f363d2 #8cc832", "#b81499 #467008", "#ff70d8 #9ae020"
)
BLUE_RED = _palette(
    "blue-red", "Blue and red", "#4aa3ff #ff6450", "#1a5fc8 #c81e10", "#6ab4ff #ff8060"
)

PALETTES: dict[str, Palette] = {
    palette.name: palette for palette in (BLUE_ORANGE, MAGENTA_GREEN, BLUE_RED)
}
