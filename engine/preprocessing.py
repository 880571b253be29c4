"""A drawing made to look like the training data: MNIST's own preparation, in stages.

MNIST's authors (LeCun, Cortes and Burges) say how the images were made: "normalized to fit in a
20x20 pixel box while preserving their aspect ratio", with grey levels from antialiasing, then
"centered in a 28x28 image by computing the center of mass of the pixels, and translating the image
so as to position this point at the center of the 28x28 field". Measured on all 70,000 images: the
longer side of the ink is 20 pixels (19 in 16 images that were cut off at the edge), and the centre
of mass lies within half a pixel of index 14 (in two images 0.02 beyond), so the move was by whole
pixels, and index 14 was taken for the centre (not 13.5).
"""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.errors import require

SIDE = 28
"""The side of a picture, in pixels."""
LONGER_SIDE = 20
"""The longer side of the ink in a picture, in pixels."""
CENTRE = 14
"""The row and the column that the centre of mass comes to, as near as whole pixels can."""


@dataclass(frozen=True)
class Box:
    """A rectangle of pixels, all four in pixels of the pad."""

    top: int
    left: int
    height: int
    width: int


@dataclass(frozen=True, eq=False)
class Preparation:
    """What becomes of a drawing, stage by stage; ink goes from 0 (none) to 1.

    `ink` is the drawing, shape (height, width) of the pad, and `box` the least one that holds it.
    `scaled` is what is in the box at picture size, its longer side 20 pixels. `mass` is the row and
    column of the centre of mass of `scaled`; a whole number is the middle of a pixel. `corner` is
    the row and column of the picture where `scaled` is put. `pixels` is the picture: 28 × 28 bytes.
    """

    ink: NDArray[np.float32]
    box: Box
    scaled: NDArray[np.float32]
    mass: tuple[float, float]
    corner: tuple[int, int]
    pixels: NDArray[np.uint8]


def prepare(ink: NDArray[np.float32]) -> Preparation | None:
    """The drawing prepared as MNIST's digits were; None if there is no ink to be seen.

    `ink`, shape (height, width), goes from 0 to 1. Raises `InputError` if it does not.
    """
    _require_ink(ink)
    box = _box(ink)
    if box is None:
        return None
    drawn = ink[box.top : box.top + box.height, box.left : box.left + box.width]
    pixel = max(drawn.shape) / LONGER_SIDE
    height, width = (-(-side * LONGER_SIDE // max(drawn.shape)) for side in drawn.shape)
    scaled = _area_averages(drawn, (height, width), (pixel, pixel))
    if not scaled.any():  # so little that the mean of a pixel is 0 in float32
        return None
    mass = _centre_of_mass(scaled)
    top, left = (
        min(max(round(CENTRE - centre), 0), SIDE - side)
        for centre, side in zip(mass, scaled.shape, strict=True)
    )
    pixels = np.zeros((SIDE, SIDE), np.uint8)
    pixels[top : top + height, left : left + width] = _as_bytes(scaled)
    return Preparation(ink, box, scaled, mass, (top, left), pixels)


def unprepared(ink: NDArray[np.float32]) -> NDArray[np.uint8]:
    """The whole pad made 28 × 28 pixels, with the ink as it lies; raises as `prepare`."""
    _require_ink(ink)
    height, width = ink.shape
    return _as_bytes(_area_averages(ink, (SIDE, SIDE), (height / SIDE, width / SIDE)))


def as_input(pixels: NDArray[np.uint8], precision: str = "float32") -> NDArray[Any]:
    """The picture as a network of that `precision` sees it, shape (784,).

    It is to the bit what the data sets give.
    """
    x: NDArray[Any] = pixels.reshape(-1) * np.dtype(precision).type(1 / 255)
    return x


def _require_ink(ink: NDArray[Any]) -> None:
    require(
        ink.ndim == 2 and ink.size > 0,
        f"A drawing has the shape (height, width), not {ink.shape}.",
    )
    least, most = float(ink.min()), float(ink.max())
    require(
        least >= 0 and most <= 1,
        f"The ink of a drawing goes from 0 to 1, not from {least:g} to {most:g}.",
    )


def _box(ink: NDArray[np.float32]) -> Box | None:
    """The least box that holds all ink; None if there is none."""
    rows = np.flatnonzero(ink.max(axis=1))
    columns = np.flatnonzero(ink.max(axis=0))
    if not len(rows):
        return None
    top, left = int(rows[0]), int(columns[0])
    return Box(top, left, int(rows[-1]) + 1 - top, int(columns[-1]) + 1 - left)


def _area_averages(
    image: NDArray[np.float32], shape: tuple[int, int], pixel: tuple[float, float]
) -> NDArray[np.float32]:
    """The image on so many larger or smaller pixels: each the exact mean of what it covers.

    `pixel` is the height and width of a new pixel in old ones. Where the new pixels reach beyond
    the image, by as much on either side, there is nothing.
    """
    rows = _overlaps(image.shape[0], shape[0], pixel[0])
    columns = _overlaps(image.shape[1], shape[1], pixel[1])
    averages: NDArray[Any] = np.matmul(rows @ image, columns.T)
    np.minimum(averages, 1, out=averages)  # a sum in float32 may come to a little more than 1
    return averages


@lru_cache(maxsize=64)
def _overlaps(old: int, new: int, size: float) -> NDArray[np.float32]:
    """The share of each of `new` pixels that each of `old` ones covers, shape (new, old)."""
    start = (old - new * size) / 2
    edges = start + size * np.arange(new + 1)[:, np.newaxis]
    before = np.arange(old)
    overlaps = np.minimum(edges[1:], before + 1) - np.maximum(edges[:-1], before)
    shares: NDArray[np.float32] = (overlaps.clip(0) / size).astype(np.float32)
    return shares


def _centre_of_mass(image: NDArray[np.float32]) -> tuple[float, float]:
    mass = image.sum(dtype=np.float64)
    row = image.sum(axis=1, dtype=np.float64) @ np.arange(image.shape[0]) / mass
    column = image.sum(axis=0, dtype=np.float64) @ np.arange(image.shape[1]) / mass
    return float(row), float(column)


def _as_bytes(ink: NDArray[np.float32]) -> NDArray[np.uint8]:
    return np.rint(ink * 255).astype(np.uint8)
