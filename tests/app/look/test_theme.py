from itertools import combinations

import pytest
from PyQt6.QtGui import QColor

from app.look.theme import THEMES, Theme
from engine.statements import Pass
from tests.app.look.vision import KINDS, contrast, difference

TEXT = {"dark": 4.5, "light": 4.5, "high-contrast": 7.0}

every_theme = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())
every_kind = pytest.mark.parametrize("kind", KINDS)


def grounds(theme: Theme) -> tuple[QColor, ...]:
    return (theme.background, theme.panel, theme.raised, theme.hover)


def passes(theme: Theme) -> tuple[QColor, ...]:
    return (theme.forward, theme.loss, theme.backward, theme.update)


def test_contrast_of_known_pairs() -> None:
    assert contrast(QColor("#ffffff"), QColor("#000000")) == pytest.approx(21.0)
    assert contrast(QColor("#777777"), QColor("#ffffff")) == pytest.approx(4.48, abs=0.01)


def test_three_themes_by_their_names() -> None:
    assert list(THEMES) == ["dark", "light", "high-contrast"]
    assert [theme.is_dark for theme in THEMES.values()] == [True, False, True]


@every_theme
@pytest.mark.parametrize("token", ["text", "muted"])
def test_text_is_legible_everywhere(theme: Theme, token: str) -> None:
    worst = min(contrast(getattr(theme, token), ground) for ground in grounds(theme))
    assert worst >= TEXT[theme.name]


@every_theme
@pytest.mark.parametrize("token", ["accent", "good", "warning", "bad"])
def test_coloured_text_is_legible_on_panels(theme: Theme, token: str) -> None:
    for ground in (theme.background, theme.panel):
        assert contrast(getattr(theme, token), ground) >= TEXT[theme.name]


@every_theme
def test_text_on_the_accent_is_legible(theme: Theme) -> None:
    assert contrast(theme.on_accent, theme.accent) >= TEXT[theme.name]


@every_theme
def test_marks_curves_and_the_focus_can_be_seen(theme: Theme) -> None:
    for ground in (theme.background, theme.panel):
        for colour in (*passes(theme), *theme.curves, theme.focus):
            assert contrast(colour, ground) >= 3.0


@every_theme
@every_kind
def test_curves_are_told_apart_by_every_eye(theme: Theme, kind: str) -> None:
    assert len(theme.curves) >= 6
    for one, other in combinations(theme.curves, 2):
        assert difference(one, other, kind) >= 15.0


@every_theme
@every_kind
def test_passes_are_told_apart_by_every_eye(theme: Theme, kind: str) -> None:
    for one, other in combinations(passes(theme), 2):
        assert difference(one, other, kind) >= 15.0


@every_theme
def test_each_pass_of_a_step_has_the_colour_named_after_it(theme: Theme) -> None:
    for pass_ in Pass:
        assert theme.of_pass(pass_) == getattr(theme, pass_.value)


def test_lines_are_thick_where_contrast_is_high() -> None:
    assert THEMES["high-contrast"].line_width > THEMES["dark"].line_width
