import numpy as np
import pytest

from app.pad.marks import PAD, Dot, Picture, Piece, Stroke, blank
from app.pad.raster import Raster

MIDDLE = Dot(140, 140, 20)


def raster(*pieces: Piece, side: int = PAD) -> Raster:
    result = Raster(side)
    for piece in pieces:
        result.draw_piece(piece)
    return result


def line(start: Dot, end: Dot, *, erases: bool = False) -> Piece:
    return Piece(start, end, erases)


@pytest.mark.parametrize("side", [PAD, 211, 2 * PAD])
def test_a_single_dot_is_a_disc_as_wide_as_the_pen(side: int) -> None:
    values = raster(line(MIDDLE, MIDDLE), side=side).values
    scale = side / PAD
    assert values.sum() / 255 == pytest.approx(np.pi * (10 * scale) ** 2, rel=0.02)
    columns = np.flatnonzero(values.max(axis=0))
    assert columns[0] == pytest.approx(130 * scale, abs=1.5)
    assert columns[-1] == pytest.approx(150 * scale, abs=1.5)


def test_a_line_is_antialiased_and_has_round_ends() -> None:
    values = raster(line(Dot(60, 140.5, 20), Dot(200, 140.5, 20))).values
    length, radius = 140, 10
    assert values.sum() / 255 == pytest.approx(2 * radius * length + np.pi * radius**2, rel=0.01)
    assert 0 < values[130, 140] < 255  # the edge goes through the middle of that row


def test_going_over_a_line_again_changes_nothing() -> None:
    piece = line(Dot(60, 61, 17), Dot(201, 143, 17))
    once, twice = raster(piece), raster(piece, piece)
    assert np.array_equal(once.values, twice.values)


def test_the_eraser_takes_away_what_it_covers_and_no_more() -> None:
    ink = line(Dot(40, 140, 30), Dot(240, 140, 30))
    erased = raster(ink, line(MIDDLE, MIDDLE, erases=True)).values
    before = raster(ink).values
    spared = np.hypot(*(np.indices(before.shape) + 0.5 - 140)) > 12
    assert np.array_equal(erased[spared], before[spared])
    assert not erased[135:145, 135:145].any()


def test_what_is_beyond_the_edge_is_not_drawn_but_comes_in_where_it_reaches() -> None:
    assert not raster(line(Dot(-60, 140, 20), Dot(-20, 140, 20))).values.any()
    assert not raster(line(Dot(-1e9, 1e9, 20), Dot(-1e9, 1e9, 20))).values.any()
    assert raster(line(Dot(-20, 140, 20), Dot(20, 140, 20))).values[140, 0] == 255


@pytest.mark.parametrize("side", [PAD, 250, 333])
def test_a_picture_lies_on_what_is_there_or_takes_its_place(side: int) -> None:
    ink = np.zeros((PAD, PAD), np.uint8)
    ink[:140] = 200
    result = raster(line(MIDDLE, MIDDLE), side=side)
    result.draw(Picture(ink))
    assert result.values[side // 4, side // 2] == 200
    assert result.values[round(side * 0.52), side // 2] == 255  # the dot is still there
    result.draw(Picture(ink, instead=True))
    assert not result.values[round(side * 0.52) :].any()
    result.draw(blank())
    assert not result.values.any()


def test_a_stroke_drawn_at_once_is_the_same_as_piece_by_piece() -> None:
    stroke = Stroke(erases=False)
    single = Raster(PAD)
    for x in range(50, 200, 7):
        single.draw_piece(stroke.add(Dot(x, 140 + 60 * np.sin(x / 20), 5 + x / 20)))
    whole = Raster(PAD)
    whole.draw(stroke)
    assert np.array_equal(single.values, whole.values)
