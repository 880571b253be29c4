"""Where everything of a network lies in the picture that shows it whole."""

from collections.abc import Sequence, Set
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

LEAST_SPACING = 2.2
"""Neurons that would lie closer, in pixels, are folded."""
FOLDED_SPACING = 7.0
MOST_SHOWN_FOLDED = 64
WIDEST_SPACING = 84.0
LARGEST_RADIUS = 17.0
LARGEST_MAP_RADIUS = 26.0
FOLD_HANDLE_HEIGHT = 20.0


class Box(NamedTuple):
    """A rectangle, in pixels from the upper left."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The lower edge."""
        return self.y + self.height

    def contains(self, x: float, y: float) -> bool:
        """Whether this point lies inside."""
        return self.x <= x < self.right and self.y <= y < self.bottom


class Room(NamedTuple):
    """The space for a network: a box inside margins for texts, and by what spacing scales."""

    box: Box
    unit: float = 1.0


@dataclass(frozen=True, eq=False)
class Column:
    """A layer as it is drawn: which of its neurons, where, and how large.

    `shown` are the numbers of the neurons drawn, from top to bottom, and `places` their centres,
    shape (shown, 2). `handle` is where a click folds or unfolds, for layers that are too tall.
    """

    layer: int
    size: int
    shown: NDArray[np.intp]
    places: NDArray[np.float32]
    radius: float
    handle: Box | None = None

    @property
    def folded(self) -> int:
        """How many neurons are not drawn."""
        return self.size - len(self.shown)

    @property
    def x(self) -> float:
        """The middle of the column."""
        return float(self.places[:, 0].min() + self.places[:, 0].max()) / 2

    def row(self, neuron: int) -> int | None:
        """The place of a neuron among those shown, or None if it is folded."""
        row = int(np.searchsorted(self.shown, neuron))
        return row if row < len(self.shown) and self.shown[row] == neuron else None


@dataclass(frozen=True, eq=False)
class Geometry:
    """The columns of a network; `picture` frames an input that is an image, `plane` the map."""

    columns: tuple[Column, ...]
    picture: Box | None = None
    plane: Box | None = None
    has_maps: bool = False

    @property
    def pitch(self) -> float:
        """The least distance between the middles of two columns."""
        middles = [column.x for column in self.columns]
        return min(b - a for a, b in pairwise(middles))

    def gap(self, layer: int) -> tuple[float, float]:
        """From where to where the edges into this layer can be seen."""
        is_picture = layer == 1 and self.picture is not None
        left = self.picture.right if is_picture and self.picture else self.columns[layer - 1].x
        return left, self.columns[layer].x

    @property
    def is_folded(self) -> bool:
        """Whether any neuron is not drawn."""
        return any(column.folded for column in self.columns)


def arrange(
    sizes: Sequence[int],
    input_shape: Sequence[int],
    room: Room,
    unfolded: Set[int] = frozenset(),
    *,
    has_maps: bool = False,
) -> Geometry:
    """Place a network of these sizes, inputs first, in the room that there is.

    Inputs of a two-dimensional shape form a picture at the left; layers in `unfolded` are drawn
    neuron by neuron however close they come. With `has_maps`, neurons are squares and there is a
    panel for the plane at the right.
    """
    box, unit = room
    plane = _plane(box, unit) if has_maps else None
    if plane is not None:
        box = box._replace(width=plane.x - 84 * unit - box.x)
    picture = _picture(box, len(sizes) - 1) if len(input_shape) == 2 else None
    middles = _middles(box, len(sizes), picture, unit)
    pitch = min(np.diff(middles), default=box.width)
    largest = min((LARGEST_MAP_RADIUS if has_maps else LARGEST_RADIUS) * unit, pitch * 0.2)
    columns = [
        _column(layer, size, middles[layer], Room(box, unit), largest, layer in unfolded)
        for layer, size in enumerate(sizes)
    ]
    if picture is not None:
        columns[0] = _pixels(picture, input_shape[0], input_shape[1])
    return Geometry(tuple(columns), picture, plane, has_maps)


def _plane(box: Box, unit: float) -> Box:
    side = max(60 * unit, min(0.32 * box.width, 0.72 * box.height))
    return Box(box.right - side, box.y + (box.height - side) / 2, side, side)


def _picture(box: Box, layers: int) -> Box:
    side = min(box.width * min(0.36, 1.6 / (layers + 1.6)), 0.74 * box.height)
    return Box(box.x, box.y + (box.height - side) / 2, side, side)


def _middles(box: Box, count: int, picture: Box | None, unit: float) -> list[float]:
    """Where the columns stand; the first gap behind a picture is wider, as most edges cross it."""
    if picture is None:
        if count == 2:  # two columns at the far ends would look lost
            inset = max(0.0, box.width - 420 * unit) / 2
            return [box.x + inset, box.right - inset]
        return [float(x) for x in np.linspace(box.x, box.right, count)]
    gap = (box.right - picture.right) / (count - 1 + 0.45)
    first = picture.right + 1.45 * gap
    return [picture.x + picture.width / 2, *(first + gap * i for i in range(count - 1))]


def _column(
    layer: int, size: int, x: float, room: Room, largest: float, is_unfolded: bool
) -> Column:
    box, unit = room
    is_tall = box.height / size < LEAST_SPACING
    handle_height = FOLD_HANDLE_HEIGHT * unit if is_tall else 0.0
    shown = np.arange(size)
    if is_tall and not is_unfolded:
        most = int((box.height - handle_height) / FOLDED_SPACING)
        half = max(1, min(MOST_SHOWN_FOLDED, most) // 2)
        shown = np.r_[0:half, size - half : size]
    spacing = min((box.height - handle_height) / len(shown), WIDEST_SPACING * unit)
    y = (np.arange(len(shown)) - (len(shown) - 1) / 2) * spacing
    handle_y = -handle_height / 2
    if len(shown) < size:
        y += np.where(np.arange(len(shown)) < len(shown) // 2, -1, 1) * handle_height / 2
    elif is_tall:
        y += handle_height / 2
        handle_y = -box.height / 2
    middle = box.y + box.height / 2
    places = np.column_stack([np.full(len(shown), x), middle + y]).astype(np.float32)
    width = 84 * unit
    handle = Box(x - width / 2, middle + handle_y, width, handle_height) if is_tall else None
    radius = max(1.0, min(0.44 * spacing, largest))
    return Column(layer, size, shown, places, radius, handle)


def _pixels(picture: Box, rows: int, columns: int) -> Column:
    """The inputs as the pixels of a picture, row by row; it keeps the form of its pixels."""
    row, column = np.divmod(np.arange(rows * columns), columns)
    x = picture.x + (column + 0.5) * picture.width / columns
    y = picture.y + (row + 0.5) * picture.height / rows
    places = np.column_stack([x, y]).astype(np.float32)
    size = rows * columns
    return Column(0, size, np.arange(size), places, picture.width / columns / 2)
