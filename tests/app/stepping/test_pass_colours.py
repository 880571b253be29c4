import pytest
from PyQt6.QtGui import QColor

from app.look.theme import THEMES, Theme
from app.stepping.pass_colours import blend, pass_colours
from engine.statements import Pass


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_each_pass_has_a_colour_of_its_own(theme: Theme) -> None:
    colours = pass_colours(theme)
    assert {colours[pass_].name() for pass_ in Pass} == {
        theme.forward.name(),
        theme.loss.name(),
        theme.backward.name(),
        theme.update.name(),
    }


def test_a_blend_lies_between_both_colours() -> None:
    assert blend(QColor(100, 0, 200), QColor(0, 100, 200), 0.25) == QColor(25, 75, 200)
