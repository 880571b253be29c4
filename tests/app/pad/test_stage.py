import re

import numpy as np
import pytest
from numpy.typing import NDArray
from PyQt6.QtCore import QPointF, QRectF

from app.pad.marks import PAD
from app.pad.stage import NONE, plain_stages, prepared_stages
from engine.preprocessing import prepare, unprepared


def share(ink: NDArray[np.uint8]) -> NDArray[np.float32]:
    return np.divide(ink, 255, dtype=np.float32)


def bar() -> NDArray[np.uint8]:
    """Ink 70 pixels wide and 200 high, at the left."""
    ink = np.zeros((PAD, PAD), np.uint8)
    ink[40:240, 20:90] = 255
    return ink


def test_every_stage_says_its_numbers() -> None:
    ink = bar()
    stages = prepared_stages(ink, prepare(share(ink)))
    assert [stage.caption for stage in stages] == [
        "The ink's box: 70 × 200 of 280 × 280",
        "Scaled to fit 20 × 20: now 7 × 20",
        "Centre: row 13.5 → 13.5, column 13.5 → 14.0",
        "28 × 28 numbers, 140 of them not 0",
    ]


def test_pictures_show_where_everything_lies() -> None:
    ink = bar()
    drawn, scaled, moved, seen = prepared_stages(ink, prepare(share(ink)))
    assert drawn.box == QRectF(20, 40, 70, 200)
    assert drawn.field == PAD
    assert scaled.box == QRectF(4, 4, 20, 20)
    assert scaled.corner == QPointF(10.5, 4)
    assert moved.corner == QPointF(11, 4)
    assert moved.cross == QPointF(14.5, 14)  # column 14, between the rows 13 and 14
    assert moved.centre == QPointF(14.5, 14.5)
    assert seen.ink is not None
    assert seen.ink[4:24, 11:18].all()


def test_uneven_ink_is_moved_to_the_centre() -> None:
    ink = bar()
    ink[200:240, 20:140] = 255
    preparation = prepare(share(ink))
    assert preparation is not None
    moved = prepared_stages(ink, preparation)[2]
    before, after = zip(*re.findall(r"([\d.]+) → ([\d.]+)", moved.caption), strict=True)
    assert [float(number) for number in after] == pytest.approx([14, 14], abs=0.5)
    assert before != after


def test_without_preparation_the_whole_pad_is_seen() -> None:
    ink = bar()
    whole, seen = plain_stages(ink, unprepared(share(ink)))
    assert whole.caption == "The whole pad: 280 × 280 pixels"
    assert whole.box is None
    assert seen.ink is not None
    assert seen.ink[4:24, 2:9].all()
    assert seen.caption == "28 × 28 numbers, 140 of them not 0"


def test_without_ink_there_are_no_numbers_yet() -> None:
    empty = np.zeros((PAD, PAD), np.uint8)
    stages = prepared_stages(empty, None)
    assert [stage.title for stage in stages] == ["Ink", "Scaled", "Moved", "Seen"]
    assert stages[0].caption.endswith(NONE)
    assert all(stage.ink is None for stage in stages)
    assert len(plain_stages(empty, None)) == 2


def test_every_stage_is_explained() -> None:
    for stage in prepared_stages(bar(), None):
        assert stage.meaning.endswith(".")
