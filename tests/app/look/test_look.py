from pathlib import Path

import pytest
from PyQt6.QtGui import QFont, QFontInfo, QTextLayout
from pytestqt.qtbot import QtBot

from app.look.look import Look
from app.look.palettes import PALETTES, Palette
from app.look.theme import THEMES, Theme

ROOT = Path(__file__).parents[3]

MATHEMATICS = "∇∂ηβρελδΔσ∞·×−⁽¹⁾⁻₀₁₂Σ√ŷ′→←↺≈½²≤≥±µ…✓●▾⊙ᵀ"


def missing(characters: str, font: QFont) -> str:
    """Those of the characters for which neither the font nor its fallbacks have a shape."""
    return "".join(character for character in characters if not _has_shape(character, font))


def _has_shape(character: str, font: QFont) -> bool:
    layout = QTextLayout(character, font)
    layout.beginLayout()
    layout.createLine()
    layout.endLayout()
    runs = layout.glyphRuns()
    return bool(runs) and all(0 not in run.glyphIndexes() for run in runs)


def test_what_is_usual() -> None:
    look = Look()
    assert (look.theme, look.palette) == (THEMES["dark"], PALETTES["blue-orange"])
    assert (look.text_size, look.unit, look.reduced_motion) == (10, 1.0, False)


@pytest.mark.parametrize(("wanted", "kept"), [(16, 16), (3, 7), (100, 24)])
def test_text_stays_within_its_limits(wanted: int, kept: int) -> None:
    look = Look(theme=THEMES["light"]).with_text_size(wanted)
    assert look.text_size == kept
    assert look.unit == kept / 10
    assert look.theme == THEMES["light"]


def test_fonts_grow_with_the_text(qtbot: QtBot) -> None:
    look = Look().with_text_size(16)
    assert look.font().pointSizeF() == 16.0
    assert look.font(0.5).pointSizeF() == 8.0
    assert look.mono(1.5).pointSizeF() == 24.0
    assert look.font(bold=True).bold()
    assert not look.font().bold()


def test_numbers_stand_in_a_fixed_width(qtbot: QtBot) -> None:
    assert QFontInfo(Look().mono()).fixedPitch()


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES.keys())
def test_the_palette_suits_the_theme(theme: Theme, palette: Palette) -> None:
    look = Look(theme=theme, palette=palette)
    assert (look.negative, look.positive) == look.ends == palette.ends[theme.name]


def test_a_missing_shape_is_noticed(qtbot: QtBot) -> None:
    assert missing("a\U0010fffd", Look().font()) == "\U0010fffd"


def test_every_sign_of_the_program_has_a_shape(qtbot: QtBot) -> None:
    sources = [
        path.read_text("utf-8")
        for part in ("app", "engine")
        for path in (ROOT / part).rglob("*.py")
    ]
    signs = "".join(
        sorted({sign for sign in "".join(sources) if not sign.isascii()} | set(MATHEMATICS))
    )
    for font in (Look().font(), Look().mono()):
        assert missing(signs, font) == ""
