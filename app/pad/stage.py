"""A stage: one step of the preparation, as a picture with its numbers in words."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QPointF, QRectF

from app.pad.drawing import Drawing
from app.pad.marks import PAD
from engine.preprocessing import CENTRE, LONGER_SIDE, SIDE, Preparation, prepare, unprepared

NONE = "–"
"""Stands for a number while there is no ink."""


@dataclass(frozen=True, eq=False)
class Stage:
    """A `title`, a `caption` with numbers, and what is to be seen.

    `ink`, from 0 to 255, lies at `corner` (x, y) of a square whose side is `field` of its pixels.
    `box` is drawn around something; `cross` marks a point, and `centre` where it should come to.
    """

    title: str
    caption: str
    field: int = SIDE
    ink: NDArray[np.uint8] | None = None
    corner: QPointF | None = None
    box: QRectF | None = None
    cross: QPointF | None = None
    centre: QPointF | None = None

    @property
    def meaning(self) -> str:
        """What happens here, in a sentence or two."""
        return _MEANINGS[self.title]


TITLES = ("Ink", "Scaled", "Moved", "Seen")
_MEANINGS = {
    "Ink": "The drawing as it is on the pad, and the least box around its ink, across × down.",
    "Scaled": f"What is in the box, made smaller or larger in its proportions: the longer side is"
    f" {LONGER_SIDE} pixels then. Each pixel is the mean of the ink that it covers.",
    "Moved": f"The row and the column of the ink's centre of mass, the cross, before and after it"
    f" was moved to the middle, which is at {CENTRE}, {CENTRE}. It is moved by whole pixels.",
    "Seen": f"The {SIDE} × {SIDE} numbers that the network gets, from 0 to 255, and each divided by"
    " 255. Hold the mouse over one to read it.",
}
_RIM = (SIDE - LONGER_SIDE) / 2
FRAME = QRectF(_RIM, _RIM, LONGER_SIDE, LONGER_SIDE)
"""The box that the ink is scaled to, in the middle of a picture."""
LONGEST_CAPTIONS = (
    f"The ink's box: {PAD} × {PAD} of {PAD} × {PAD}",
    f"Scaled to fit {LONGER_SIDE} × {LONGER_SIDE}: now {LONGER_SIDE} × {LONGER_SIDE}",
    "Centre: row 18.8 → 14.8, column 18.8 → 14.8",
    f"{SIDE} × {SIDE} numbers, 888 of them not 0",
)
"""What the captions may come to, each in its place."""


def stages_of(
    drawing: Drawing, *, is_prepared: bool
) -> tuple[tuple[Stage, ...], NDArray[np.uint8] | None]:
    """What becomes of a drawing, and what the network sees of it at last: None without ink."""
    if not is_prepared:
        seen = None if drawing.is_empty else unprepared(drawing.ink)
        return plain_stages(drawing.values, seen), seen
    preparation = prepare(drawing.ink)
    stages = prepared_stages(drawing.values, preparation)
    return stages, None if preparation is None else preparation.pixels


def prepared_stages(ink: NDArray[np.uint8], preparation: Preparation | None) -> tuple[Stage, ...]:
    """What becomes of the ink, shape (PAD, PAD), when it is prepared; None if there is none."""
    if preparation is None:
        captions = (
            f"The ink's box: {NONE}",
            f"Scaled to fit {LONGER_SIDE} × {LONGER_SIDE}: {NONE}",
            f"Centre: row {NONE} → {CENTRE}, column {NONE} → {CENTRE}",
            f"{SIDE} × {SIDE} numbers for the network",
        )
        boxes = (None, FRAME, None, None)
        fields = (PAD, SIDE, SIDE, SIDE)
        parts = zip(TITLES, captions, fields, boxes, strict=True)
        return tuple(Stage(title, text, field, box=box) for title, text, field, box in parts)
    return (
        _ink(ink, preparation),
        _scaled(preparation),
        _moved(preparation),
        _seen(TITLES[3], preparation.pixels),
    )


def plain_stages(ink: NDArray[np.uint8], pixels: NDArray[np.uint8] | None) -> tuple[Stage, ...]:
    """What becomes of the ink, shape (PAD, PAD), when it is not prepared; None if there is none."""
    seen = Stage(TITLES[3], f"{SIDE} × {SIDE} numbers for the network")
    return (
        Stage(TITLES[0], f"The whole pad: {PAD} × {PAD} pixels", PAD, ink),
        seen if pixels is None else _seen(TITLES[3], pixels),
    )


def _ink(ink: NDArray[np.uint8], preparation: Preparation) -> Stage:
    box = preparation.box
    caption = f"The ink's box: {box.width} × {box.height} of {PAD} × {PAD}"
    place = QRectF(box.left, box.top, box.width, box.height)
    return Stage(TITLES[0], caption, PAD, ink, box=place)


def _scaled(preparation: Preparation) -> Stage:
    ink = _bytes(preparation)
    height, width = ink.shape
    caption = f"Scaled to fit {LONGER_SIDE} × {LONGER_SIDE}: now {width} × {height}"
    corner = FRAME.center() - QPointF(width, height) / 2
    return Stage(TITLES[1], caption, ink=ink, corner=corner, box=FRAME)


def _moved(preparation: Preparation) -> Stage:
    (top, left), (row, column) = preparation.corner, preparation.mass
    height, width = preparation.scaled.shape
    before = (SIDE - height) / 2 + row, (SIDE - width) / 2 + column
    caption = (
        f"Centre: row {before[0]:.1f} → {top + row:.1f}, "
        f"column {before[1]:.1f} → {left + column:.1f}"
    )
    middle = QPointF(0.5, 0.5)  # of a pixel
    return Stage(
        TITLES[2],
        caption,
        ink=_bytes(preparation),
        corner=QPointF(left, top),
        cross=QPointF(left + column, top + row) + middle,
        centre=QPointF(CENTRE, CENTRE) + middle,
    )


def _seen(title: str, pixels: NDArray[np.uint8]) -> Stage:
    caption = f"{SIDE} × {SIDE} numbers, {np.count_nonzero(pixels)} of them not 0"
    return Stage(title, caption, ink=pixels)


def _bytes(preparation: Preparation) -> NDArray[np.uint8]:
    """The scaled ink, of which the picture is made."""
    (top, left), (height, width) = preparation.corner, preparation.scaled.shape
    return preparation.pixels[top : top + height, left : left + width]
