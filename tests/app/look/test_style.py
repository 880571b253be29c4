import re
from collections.abc import Callable, Iterator

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QImage
from PyQt6.QtWidgets import (
    QApplication,
    QCheckBox,
    QComboBox,
    QLineEdit,
    QPushButton,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.look import style
from app.look.look import Look
from app.look.theme import THEMES, Theme

Show = Callable[..., QWidget]

every_theme = pytest.mark.parametrize("theme", THEMES.values(), ids=THEMES.keys())


@pytest.fixture(autouse=True)
def plain_application(qapp: QApplication) -> Iterator[None]:
    """The application as other tests expect it, afterwards."""
    palette, font = qapp.palette(), qapp.font()
    yield
    qapp.setStyleSheet("")
    qapp.setPalette(palette)
    qapp.setFont(font)


@pytest.fixture
def show(qtbot: QtBot) -> Show:
    """Shows widgets in a window, one below the other, and keeps it."""
    window = QWidget()
    layout = QVBoxLayout(window)
    qtbot.addWidget(window)

    def show_in_window(*widgets: QWidget) -> QWidget:
        for widget in widgets:
            layout.addWidget(widget)
        with qtbot.waitActive(window):
            window.show()
            window.activateWindow()
        return window

    return show_in_window


def colours(widget: QWidget) -> set[str]:
    """Every colour that the widget shows."""
    picture: QImage = widget.grab().toImage()
    return {
        picture.pixelColor(x, y).name()
        for x in range(picture.width())
        for y in range(picture.height())
    }


@every_theme
def test_a_theme_colours_windows_and_buttons(show: Show, qapp: QApplication, theme: Theme) -> None:
    style.apply(qapp, Look(theme=theme))
    button = QPushButton("Step")
    run = QPushButton("Run")
    run.setProperty("role", "primary")
    window = show(QLineEdit(), button, run)
    assert window.grab().toImage().pixelColor(1, 1) == theme.panel
    assert theme.raised.name() in colours(button)
    assert theme.accent.name() in colours(run)


def test_the_look_can_change_while_shown(show: Show, qapp: QApplication) -> None:
    style.apply(qapp, Look())
    button = QPushButton("Step")
    window = show(button)
    small = button.sizeHint()
    style.apply(qapp, Look(theme=THEMES["light"], text_size=16))
    assert window.grab().toImage().pixelColor(1, 1) == THEMES["light"].panel
    assert button.sizeHint().height() > 1.3 * small.height()


@every_theme
@pytest.mark.parametrize("kind", [QPushButton, QLineEdit, QSpinBox, QComboBox, QCheckBox, QSlider])
def test_the_focus_is_visible(
    show: Show, qapp: QApplication, theme: Theme, kind: type[QWidget]
) -> None:
    style.apply(qapp, Look(theme=theme))
    widget = QSlider(Qt.Orientation.Horizontal) if kind is QSlider else kind()
    show(QPushButton("other"), widget)
    assert theme.focus.name() not in colours(widget)
    widget.setFocus(Qt.FocusReason.TabFocusReason)
    assert theme.focus.name() in colours(widget)


def test_an_invalid_field_is_marked_until_it_is_right(show: Show, qapp: QApplication) -> None:
    style.apply(qapp, Look())
    field = QLineEdit("abc")
    show(QLineEdit(), field)
    bad = THEMES["dark"].bad.name()
    style.set_property(field, "invalid", "true")
    assert bad in colours(field)
    style.set_property(field, "invalid", "false")
    assert bad not in colours(field)


def test_numbers_are_aligned_to_the_right(show: Show, qapp: QApplication) -> None:
    style.apply(qapp, Look())
    box = QSpinBox()
    show(box)
    assert box.alignment() & Qt.AlignmentFlag.AlignRight


@pytest.mark.parametrize("text_size", range(7, 25))
def test_rounded_things_are_round_at_every_size(
    show: Show, qapp: QApplication, text_size: int
) -> None:
    """Qt draws plain corners as soon as a radius is more than half the height."""
    style.apply(qapp, Look(text_size=text_size))
    pill = QComboBox()
    pill.setProperty("role", "pill")
    slider = QSlider(Qt.Orientation.Horizontal)
    window = show(QLineEdit(), pill, slider)
    assert pill.grab().toImage().pixelColor(0, 0) != THEMES["dark"].edge
    slider.setValue(50)
    picture = window.grab(slider.geometry()).toImage()
    text = THEMES["dark"].text
    xs, ys = zip(
        *(
            (x, y)
            for x in range(picture.width())
            for y in range(picture.height())
            if picture.pixelColor(x, y) == text
        ),
        strict=True,
    )
    assert picture.pixelColor(min(xs), min(ys)) != text


@every_theme
def test_arrows_point_up_and_down(show: Show, qapp: QApplication, theme: Theme) -> None:
    """A spin box shows a triangle with its tip above, and one with its tip below."""
    style.apply(qapp, Look(theme=theme, text_size=20))
    box = QSpinBox()
    box.setValue(5)
    box.setFixedWidth(200)
    show(QLineEdit(), box)
    picture = box.grab(box.rect().adjusted(150, 4, -4, -4)).toImage()
    widths = [
        sum(picture.pixelColor(x, y) == theme.muted for x in range(picture.width()))
        for y in range(picture.height())
    ]
    rows = [width for width in widths if width]
    half = len(rows) // 2
    assert rows[:half] == sorted(rows[:half])
    assert rows[half:] == sorted(rows[half:], reverse=True)
    assert max(rows) >= 8


def test_every_token_and_size_is_filled_in(qapp: QApplication) -> None:
    style.apply(qapp, Look())
    assert not re.search(r"@\w|\du\b", qapp.styleSheet())
