"""The look in force, and how it changes."""

import pytest
from PyQt6.QtGui import QPalette
from PyQt6.QtWidgets import QApplication

from app.appearance import Appearance
from app.look.look import LARGEST_TEXT_SIZE, SMALLEST_TEXT_SIZE, Look
from app.look.palettes import PALETTES
from app.look.theme import THEMES


@pytest.fixture
def told() -> list[Look]:
    return []


@pytest.fixture
def appearance(qapp: QApplication, told: list[Look]) -> Appearance:
    appearance = Appearance(qapp, Look())
    appearance.changed.connect(told.append)
    return appearance


def test_each_choice_is_told_once(appearance: Appearance, told: list[Look]) -> None:
    appearance.choose_theme("light")
    appearance.choose_palette("blue-red")
    appearance.reduce_motion(True)
    assert told[-1] == Look(THEMES["light"], PALETTES["blue-red"], reduced_motion=True)
    assert appearance.look == told[-1]
    appearance.choose_theme("light")
    assert len(told) == 3


def test_the_application_takes_the_colours(appearance: Appearance, qapp: QApplication) -> None:
    appearance.choose_theme("high-contrast")
    assert qapp.palette().color(QPalette.ColorRole.Window) == THEMES["high-contrast"].panel


def test_text_stays_readable(appearance: Appearance, told: list[Look]) -> None:
    appearance.look = Look(text_size=LARGEST_TEXT_SIZE)
    appearance.enlarge()
    appearance.look = Look(text_size=SMALLEST_TEXT_SIZE)
    appearance.reduce()
    assert told == []
    appearance.reset_size()
    assert told == [Look()]
