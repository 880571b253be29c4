import numpy as np
import pytest
from numpy.typing import NDArray
from PyQt6.QtCore import QEvent, QPoint, Qt
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.look.look import Look
from app.look.theme import THEMES, Theme
from app.pad.drawing import Drawing
from app.pad.sheet import Sheet
from tests.app.pad.strokes import (
    ACROSS,
    DIAGONAL,
    NONE,
    RIGHT,
    draw,
    draw_with_finger,
    draw_with_pen,
    finger,
    inked,
    move,
    pen,
    press,
)

Key = Qt.Key
SIDE = 240
WIDTH = 22.0


class Screen:
    """A sheet on the screen, with its drawing."""

    def __init__(self, qtbot: QtBot, look: Look | None = None) -> None:
        self.bot = qtbot
        self.drawing = Drawing()
        self.sheet = Sheet(self.drawing)
        qtbot.addWidget(self.sheet)
        self.sheet.show_look(look or Look())
        self.sheet.show_hint("Draw", "or not")
        self.sheet.show_pen(WIDTH, erases=False)
        self.sheet.resize(SIDE, SIDE)
        self.sheet.show()
        self.changes = 0
        self.sheet.changed.connect(self._count)

    def _count(self) -> None:
        self.changes += 1

    @property
    def values(self) -> NDArray[np.uint8]:
        return self.drawing.values

    def key(self, *keys: Key, held: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        for key in keys:
            self.bot.keyClick(self.sheet, key, held)

    def take_focus(self) -> None:
        self.sheet.activateWindow()
        self.bot.waitUntil(self.sheet.isActiveWindow)
        self.sheet.clearFocus()
        self.sheet.setFocus(Qt.FocusReason.TabFocusReason)

    def claims(self, key: Key) -> bool:
        """Whether the sheet keeps a key from the shortcuts of the window."""
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Qt.KeyboardModifier.NoModifier)
        event.ignore()
        QApplication.sendEvent(self.sheet, event)
        return event.isAccepted()


@pytest.fixture
def screen(qtbot: QtBot) -> Screen:
    return Screen(qtbot)


def width_of(values: NDArray[np.uint8]) -> float:
    """How wide a line across is in the middle."""
    return float(values[:, len(values) // 2].sum() / 255)


def test_the_mouse_draws_a_line_as_wide_as_the_pen(screen: Screen) -> None:
    draw(screen.sheet, ACROSS)
    assert inked(screen.values, (0.21, 0.5))
    assert inked(screen.values, (0.79, 0.5))
    assert width_of(screen.values) == pytest.approx(WIDTH, abs=0.1)


def test_a_click_draws_a_dot(screen: Screen) -> None:
    screen.bot.mouseClick(screen.sheet, Qt.MouseButton.LeftButton, pos=QPoint(120, 120))
    assert inked(screen.values, (0.5, 0.5))


def test_moving_the_mouse_without_a_button_draws_nothing(screen: Screen) -> None:
    screen.bot.mouseMove(screen.sheet, QPoint(60, 60))
    screen.bot.mouseMove(screen.sheet, QPoint(120, 120))
    assert screen.drawing.is_empty


def test_a_release_that_nobody_told_of_ends_the_stroke(screen: Screen) -> None:
    press(screen.sheet, (0.2, 0.5))
    move(screen.sheet, (0.4, 0.5))
    move(screen.sheet, (0.8, 0.5), held=NONE)
    assert not screen.drawing.is_under_way
    assert not inked(screen.values, (0.6, 0.5))


def test_every_move_tells_that_the_ink_has_changed(screen: Screen) -> None:
    draw(screen.sheet, ACROSS, steps=10)
    assert screen.changes == 1 + 10 + 1  # the first dot, the moves, the end


def test_the_right_button_erases(screen: Screen) -> None:
    draw(screen.sheet, ACROSS)
    draw(screen.sheet, ((0.5, 0.4), (0.5, 0.6)), RIGHT)
    assert not inked(screen.values, (0.5, 0.5))
    assert inked(screen.values, (0.3, 0.5))


def test_the_eraser_erases_with_the_left_button(screen: Screen) -> None:
    draw(screen.sheet, ACROSS)
    screen.sheet.show_pen(WIDTH, erases=True)
    draw(screen.sheet, ACROSS)
    assert screen.drawing.is_empty


def test_a_pen_draws_wider_the_harder_it_is_pressed(screen: Screen) -> None:
    device = pen()
    widths = []
    for pressure in (0.0, 0.5, 1.0):
        draw_with_pen(screen.sheet, device, ACROSS, pressure)
        widths.append(width_of(screen.values))
        screen.drawing.clear()
    assert widths == pytest.approx([0.5 * WIDTH, WIDTH, 1.5 * WIDTH], abs=0.2)


def test_a_pen_takes_the_focus_too_so_that_keys_mean_the_drawing(screen: Screen) -> None:
    screen.take_focus()
    screen.sheet.clearFocus()
    draw_with_pen(screen.sheet, pen(), ACROSS, 0.5)
    assert screen.sheet.hasFocus()


def test_the_other_end_of_a_pen_erases(screen: Screen) -> None:
    draw(screen.sheet, ACROSS)
    eraser = pen(is_eraser=True)
    draw_with_pen(screen.sheet, eraser, ((0.5, 0.4), (0.5, 0.6)), 0.5)
    assert not inked(screen.values, (0.5, 0.5))


def test_a_finger_draws(screen: Screen) -> None:
    device = finger()
    draw_with_finger(screen.sheet, device, ACROSS)
    assert inked(screen.values, (0.79, 0.5))
    assert width_of(screen.values) == pytest.approx(WIDTH, abs=0.1)
    assert not screen.drawing.is_under_way


def test_a_touch_that_the_system_takes_over_draws_nothing(screen: Screen) -> None:
    device = finger()
    draw_with_finger(screen.sheet, device, ACROSS, QEvent.Type.TouchCancel)
    assert screen.drawing.is_empty
    assert not screen.drawing.is_under_way
    assert not screen.drawing.can_undo
    image = screen.sheet.grab().toImage()
    assert image.pixelColor(image.width() // 4, image.height() // 2) == Look().theme.background


def test_a_stroke_may_leave_the_sheet_and_come_back(screen: Screen) -> None:
    draw(screen.sheet, ((0.5, 0.5), (1.5, 0.5), (1.5, 0.8), (0.5, 0.8)), steps=20)
    assert inked(screen.values, (0.9, 0.5))
    assert inked(screen.values, (0.9, 0.8))
    screen.drawing.undo()
    assert screen.drawing.is_empty


def test_beside_the_square_nothing_is_drawn(screen: Screen) -> None:
    screen.sheet.resize(SIDE + 100, SIDE)
    screen.bot.mouseClick(screen.sheet, Qt.MouseButton.LeftButton, pos=QPoint(20, 120))
    assert not screen.drawing.can_undo


@pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES)
def test_ink_is_seen_in_the_colour_of_text_on_the_ground(qtbot: QtBot, theme: Theme) -> None:
    screen = Screen(qtbot, Look(theme))
    draw(screen.sheet, ACROSS)
    seen = screen.sheet.grab().toImage()
    assert seen.pixelColor(SIDE // 2, SIDE // 2) == theme.text
    assert seen.pixelColor(SIDE // 2, SIDE // 4) == theme.background


def test_the_hint_goes_with_the_first_ink(screen: Screen) -> None:
    def is_written() -> bool:
        image = screen.sheet.grab().toImage()
        ground = Look().theme.background
        return any(image.pixelColor(x, y) != ground for x in range(60, 180) for y in range(95, 145))

    assert is_written()
    draw(screen.sheet, ((0.1, 0.1), (0.12, 0.1)))
    assert not is_written()


def test_what_is_seen_is_the_same_after_everything_is_drawn_anew(screen: Screen) -> None:
    draw(screen.sheet, DIAGONAL)
    screen.bot.mouseMove(screen.sheet, QPoint(5, 5))
    QApplication.sendEvent(screen.sheet, QEvent(QEvent.Type.Leave))
    before = screen.sheet.grab().toImage()
    screen.sheet.show_drawing()
    assert screen.sheet.grab().toImage() == before


def test_keys_draw_a_line_between_two_presses_of_enter(screen: Screen) -> None:
    screen.take_focus()
    screen.key(Key.Key_Return, Key.Key_Right, Key.Key_Right, Key.Key_Enter, Key.Key_Right)
    assert inked(screen.values, (0.5 + 20 / 280, 0.5))
    assert not inked(screen.values, (0.5 + 34 / 280, 0.5))  # the pen was up
    screen.drawing.undo()
    assert screen.drawing.is_empty


def test_shift_moves_the_pen_in_small_steps(screen: Screen) -> None:
    screen.take_focus()
    screen.key(Key.Key_Up, held=Qt.KeyboardModifier.ShiftModifier)
    screen.key(Key.Key_Return, Key.Key_Return)
    rows = np.flatnonzero(screen.values.max(axis=1))
    assert (rows[0] + rows[-1] + 1) / 2 == 138


def test_the_pen_stays_on_the_sheet(screen: Screen) -> None:
    screen.take_focus()
    screen.key(*[Key.Key_Left] * 40, Key.Key_Return, Key.Key_Return)
    assert inked(screen.values, (0.0, 0.5))


def test_after_a_click_the_first_enter_only_shows_the_pen(screen: Screen) -> None:
    screen.sheet.setFocus(Qt.FocusReason.MouseFocusReason)
    screen.key(Key.Key_Return)
    assert screen.drawing.is_empty
    screen.key(Key.Key_Return)
    assert not screen.drawing.is_empty


def test_the_ring_of_the_pen_is_seen_where_it_is(screen: Screen) -> None:
    screen.take_focus()
    screen.key(Key.Key_Left)
    at = SIDE // 2 - round(SIDE / 28)
    assert screen.sheet.grab().toImage().pixelColor(at, SIDE // 2) == Look().theme.focus


def test_arrows_and_enter_are_kept_only_while_the_keyboard_draws(screen: Screen) -> None:
    screen.take_focus()
    assert screen.claims(Key.Key_Left)
    assert screen.claims(Key.Key_Return)
    assert not screen.claims(Key.Key_Space)
    assert not screen.claims(Key.Key_Escape)
    screen.key(Key.Key_Return)
    assert screen.claims(Key.Key_Escape)
    draw(screen.sheet, DIAGONAL)  # the mouse takes over
    assert not screen.claims(Key.Key_Left)


def test_escape_lifts_the_pen_and_delete_clears(screen: Screen) -> None:
    screen.take_focus()
    screen.key(Key.Key_Return, Key.Key_Right, Key.Key_Escape)
    assert not screen.drawing.is_under_way
    assert not screen.drawing.is_empty
    screen.key(Key.Key_Delete)
    assert screen.drawing.is_empty
    assert screen.drawing.undo()
    assert not screen.drawing.is_empty


def test_the_pen_is_lifted_when_the_focus_goes(screen: Screen) -> None:
    screen.take_focus()
    screen.key(Key.Key_Return)
    screen.sheet.clearFocus()
    assert not screen.drawing.is_under_way


def test_what_the_keyboard_does_is_told_in_words(screen: Screen) -> None:
    screen.take_focus()
    assert "pen is up, at column 140, row 140" in screen.sheet.accessibleDescription()
    screen.key(Key.Key_Return, Key.Key_Down)
    assert "pen is down, at column 140, row 150" in screen.sheet.accessibleDescription()


def test_what_is_drawn_grows_with_the_sheet(screen: Screen) -> None:
    draw(screen.sheet, ACROSS)
    screen.sheet.resize(2 * SIDE, 2 * SIDE)
    seen = screen.sheet.grab().toImage()
    assert seen.pixelColor(SIDE, SIDE) == Look().theme.text
    assert seen.pixelColor(SIDE, SIDE + 30) == Look().theme.background


def test_a_place_far_away_does_no_harm(screen: Screen) -> None:
    draw(screen.sheet, ((0.5, 0.5), (1e6, -1e6)), steps=2)
    assert not screen.drawing.is_empty
