from math import log1p
from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from numpy.typing import NDArray
from PyQt6.QtGui import QColor, QImage

from app.look.palettes import LINEAR_PART, PALETTES, Palette, level, mixed, pixel_image, strength
from app.look.theme import THEMES, Theme
from tests.app.look.vision import KINDS, contrast, difference

BACKGROUND = THEMES["dark"].background
BLUE_ORANGE = PALETTES["blue-orange"].ends["dark"]

every_palette = pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES.keys())
every_theme = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
every_kind = pytest.mark.parametrize("kind", KINDS)
both_mappings = pytest.mark.parametrize("signed_log", [False, True], ids=["linear", "signed log"])


def value_of(strengths: Any, scale: float, signed_log: bool) -> NDArray[Any]:
    """The values that are shown at these strengths: the inverse of `strength` within ±scale."""
    shares: NDArray[Any] = np.asarray(strengths)
    if signed_log:
        sizes = LINEAR_PART * np.expm1(np.abs(shares) * log1p(1 / LINEAR_PART))
        shares = np.copysign(sizes, shares)
    values: NDArray[Any] = shares * scale
    return values


def test_linear_strength_is_the_share_of_the_scale() -> None:
    values = np.array([-4.0, -1.0, 0.0, 0.5, 2.0, 9.0])
    assert_array_equal(strength(values, 2.0, False), [-1.0, -0.5, 0.0, 0.25, 1.0, 1.0])


def test_signed_log_shows_small_values_and_keeps_the_ends() -> None:
    shown = strength(np.array([-2.0, -0.02, 0.0, 0.02, 2.0]), 2.0, True)
    assert_allclose(shown, [-1.0, -0.1502, 0.0, 0.1502, 1.0], atol=1e-4)


@both_mappings
def test_a_strength_is_turned_back_into_its_value(signed_log: bool) -> None:
    values = np.linspace(-0.3, 0.3, 101)
    shown = strength(values, 0.3, signed_log)
    assert np.all(np.diff(shown) > 0)
    assert_allclose(value_of(shown, 0.3, signed_log), values, atol=1e-15)


@both_mappings
def test_nothing_special_about_shapes_single_values_and_precision(signed_log: bool) -> None:
    weights = np.full((3, 4), 0.1, np.float32)
    assert strength(weights, 1.0, signed_log).shape == (3, 4)
    assert strength(weights, 1.0, signed_log).dtype == np.float32
    assert float(strength(5.0, 5.0, signed_log)) == 1.0


@both_mappings
def test_a_scale_of_zero_and_numbers_that_are_none(signed_log: bool) -> None:
    assert_array_equal(strength(np.array([0.0, 1.0]), 0.0, signed_log), [0.0, 0.0])
    shown = strength(np.array([np.nan, np.inf, -np.inf]), 1.0, signed_log)
    assert_array_equal(shown, [np.nan, 1.0, -1.0])
    assert_array_equal(level(shown, 10), [10, 20, 0])


def test_no_overflow_far_beyond_the_scale() -> None:
    assert strength(np.array([1e30], np.float32), 1e-30, False) == 1.0


def test_strength_zero_is_the_background_and_one_the_end() -> None:
    assert BLUE_ORANGE.colour(0.0, BACKGROUND) == BACKGROUND
    assert BLUE_ORANGE.colour(-1.0, BACKGROUND) == BLUE_ORANGE.negative
    assert BLUE_ORANGE.colour(1.0, BACKGROUND) == BLUE_ORANGE.positive
    assert BLUE_ORANGE.colour(7.0, BACKGROUND) == BLUE_ORANGE.positive


def test_colours_between_are_blended_channel_by_channel() -> None:
    half = BLUE_ORANGE.colour(0.5, QColor("#000000"))
    end = BLUE_ORANGE.positive
    assert half.red() == pytest.approx(end.red() / 2, abs=0.5)
    assert half.green() == pytest.approx(end.green() / 2, abs=0.5)
    assert half.blue() == pytest.approx(end.blue() / 2, abs=0.5)


def test_the_table_holds_the_same_colours() -> None:
    table = BLUE_ORANGE.lookup(4, BACKGROUND)
    assert table.dtype == np.uint32
    shown = [QColor.fromRgb(int(pixel)) for pixel in table]
    strengths = np.linspace(-1, 1, 9)
    assert shown == [BLUE_ORANGE.colour(value, BACKGROUND) for value in strengths]
    assert_array_equal(level(strengths, 4), np.arange(9))


def test_the_table_makes_pictures() -> None:
    weights = np.array([[-1.0, 0.0, 1.0]])
    pixels = BLUE_ORANGE.lookup(16, BACKGROUND)[level(weights, 16)]
    picture = QImage(pixels.tobytes(), 3, 1, QImage.Format.Format_RGB32)
    ends = (BLUE_ORANGE.negative, BACKGROUND, BLUE_ORANGE.positive)
    assert tuple(picture.pixelColor(x, 0) for x in range(3)) == ends


@every_palette
@every_theme
@both_mappings
def test_a_colour_tells_its_value(palette: Palette, theme: Theme, signed_log: bool) -> None:
    """With 32 levels every colour of the table is another, so it can be read backwards."""
    scale, levels = 5.428, 32
    table = palette.ends[theme.name].lookup(levels, theme.background)
    assert len(set(table.tolist())) == 2 * levels + 1
    values = np.linspace(-scale, scale, 1001)
    seen = table[level(strength(values, scale, signed_log), levels)]
    found = np.array([table.tolist().index(colour) for colour in seen.tolist()])
    read = value_of((found - levels) / levels, scale, signed_log)
    widest = np.diff(value_of(np.linspace(-1, 1, len(table)), scale, signed_log)).max()
    assert np.abs(read - values).max() <= 0.6 * widest
    assert_array_equal(
        np.sign(read[np.abs(values) > widest]), np.sign(values)[np.abs(values) > widest]
    )


@every_palette
@every_theme
@every_kind
def test_every_eye_tells_the_signs_apart(palette: Palette, theme: Theme, kind: str) -> None:
    negative, positive = palette.ends[theme.name]
    assert difference(negative, positive, kind) >= 60.0
    for end in (negative, positive):
        assert difference(end, theme.background, kind) >= 50.0


@every_palette
@every_theme
def test_numbers_in_these_colours_are_legible(palette: Palette, theme: Theme) -> None:
    for end in palette.ends[theme.name]:
        for ground in (theme.background, theme.panel):
            assert contrast(end, ground) >= (7.0 if theme.name == "high-contrast" else 4.5)


def test_a_mixed_colour_lies_between_both() -> None:
    assert mixed(QColor(100, 0, 200), QColor(0, 100, 200), 0.25) == QColor(25, 75, 200)


def test_pixels_become_an_image_that_outlives_them() -> None:
    pixels = np.array([[0xFF000000, 0xFF0000FF, 0xFFFF0000]] * 2, np.uint32)
    image = pixel_image(pixels)
    pixels[:] = 0xFFFFFFFF
    assert (image.width(), image.height()) == (3, 2)
    assert [image.pixelColor(x, 1).name() for x in range(3)] == ["#000000", "#0000ff", "#ff0000"]
