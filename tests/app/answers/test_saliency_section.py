import numpy as np
import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtWidgets import QComboBox, QLabel
from pytestqt.qtbot import QtBot

from app.answers.answer_panel import AnswerPanel
from app.answers.input_bars import InputBars
from app.answers.saliency_picture import HINT, SaliencyPicture
from app.answers.sign_colours import sign_colours
from app.look.look import Look
from app.look.palettes import PALETTES, Palette
from app.look.theme import THEMES
from app.probed import Probed
from tests.app.answers.subjects import FLOWERS, VALUES, Case, panel, probed

HUES = {
    "blue": (200, 225),
    "orange": (25, 40),
    "magenta": (305, 325),
    "green": (75, 95),
    "red": (3, 12),
}


def gradient() -> np.ndarray:
    """+0.5 at row 10, column 12, and −0.25 at row 2, column 3."""
    values = np.zeros((28, 28))
    values[10, 12], values[2, 3] = 0.5, -0.25
    return values.ravel()


def shown(qtbot: QtBot, look: Look = Look()) -> tuple[AnswerPanel, SaliencyPicture]:  # noqa: B008 (frozen)
    widget = panel(qtbot)
    widget.show_look(look)
    widget.show_probed(probed(chosen=7, gradient=gradient()))
    picture = widget.findChild(SaliencyPicture)
    assert picture is not None
    qtbot.waitUntil(lambda: 0 < picture.width() < widget.width() / 2)  # beside the words
    return widget, picture


def middle(picture: SaliencyPicture, row: int, column: int) -> QPoint:
    return picture.grid.square(28 * row + column).center()


def texts(widget: AnswerPanel) -> list[str]:
    return [label.text() for label in widget.findChildren(QLabel)]


def choose(qtbot: QtBot, widget: AnswerPanel, text: str) -> None:
    """Choose an output by the keyboard."""
    box = next(b for b in widget.findChildren(QComboBox) if "…" in b.accessibleName())
    goal = box.findText(text)
    key = Qt.Key.Key_Down if goal > box.currentIndex() else Qt.Key.Key_Up
    while box.currentIndex() != goal:
        qtbot.keyClick(box, key)


def test_pixels_have_the_palettes_colours_by_sign(qtbot: QtBot) -> None:
    look = Look(THEMES["light"])
    _, picture = shown(qtbot, look)
    image = picture.grab().toImage()
    assert image.pixelColor(middle(picture, 10, 12)) == look.positive
    assert image.pixelColor(middle(picture, 20, 20)) == look.theme.background
    half = look.ends.colour(-0.5, look.theme.background)
    assert image.pixelColor(middle(picture, 2, 3)).getRgb() == pytest.approx(half.getRgb(), abs=2)


def test_the_outline_of_the_ink_lies_over_it(qtbot: QtBot) -> None:
    look = Look()
    _, picture = shown(qtbot, look)
    image = picture.grab().toImage()
    square = picture.grid.square(28 * 10 + 12)  # at the upper rim of the ink
    assert image.pixelColor(square.left() + 3, square.top()) == look.theme.text
    inner = picture.grid.square(28 * 12 + 12)
    assert image.pixelColor(inner.left() + 3, inner.top()) == look.theme.background


def test_the_pixel_under_the_pointer_is_told_in_numbers(qtbot: QtBot) -> None:
    widget, picture = shown(qtbot)
    assert HINT in texts(widget)
    qtbot.mouseMove(picture, middle(picture, 10, 12))
    assert "row 10, column 12\nx = 1\n∂(output 7)/∂x = +0.5" in texts(widget)
    qtbot.mouseMove(picture, middle(picture, 2, 3))
    assert "row 2, column 3\nx = 0\n∂(output 7)/∂x = −0.25" in texts(widget)


def test_arrow_keys_walk_from_pixel_to_pixel(qtbot: QtBot) -> None:
    widget, picture = shown(qtbot)
    widget.activateWindow()
    picture.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(picture.hasFocus)
    assert picture.text.startswith("row 14, column 14")
    for key in (Qt.Key.Key_Up, Qt.Key.Key_Left, Qt.Key.Key_Left):
        qtbot.keyClick(picture, key)
    assert picture.text.startswith("row 13, column 12")
    assert picture.accessibleDescription() == picture.text
    assert picture.text in texts(widget)


def test_another_output_or_nothing_is_chosen(qtbot: QtBot) -> None:
    widget, picture = shown(qtbot)
    with qtbot.waitSignal(widget.output_chosen) as asked:
        choose(qtbot, widget, "0")
    assert asked.args == [0]
    with qtbot.waitSignal(widget.output_chosen, check_params_cb=lambda output: output is None):
        choose(qtbot, widget, "nothing")
    assert picture.isHidden()


def test_in_narrow_panels_the_picture_has_all_of_the_width(qtbot: QtBot) -> None:
    widget, picture = shown(qtbot)
    widget.show_look(Look(text_size=16))
    qtbot.waitUntil(lambda: picture.grid.place.width() > widget.width() / 2)
    legend = next(label for label in widget.findChildren(QLabel) if "for 7" in label.text())
    corner = legend.mapTo(widget, legend.rect().bottomLeft())
    assert corner.y() < picture.mapTo(widget, QPoint(0, 0)).y()


def test_the_legend_names_colours_and_the_output(qtbot: QtBot) -> None:
    widget, _ = shown(qtbot, Look(palette=PALETTES["magenta-green"]))
    legend = next(text for text in texts(widget) if "speaks against" in text)
    assert "green, +: more ink here speaks for 7" in legend
    assert "magenta, −: more ink here speaks against 7" in legend


@pytest.mark.parametrize("palette", PALETTES.values(), ids=PALETTES)
@pytest.mark.parametrize("theme", THEMES)
def test_colours_are_called_what_they_look_like(palette: Palette, theme: str) -> None:
    look = Look(THEMES[theme], palette)
    for name, colour in zip(sign_colours(look), (look.negative, look.positive), strict=True):
        low, high = HUES[name]
        assert low <= colour.hslHue() <= high


@pytest.mark.parametrize("case", [FLOWERS, VALUES])
def test_other_inputs_have_bars_with_names_and_signed_numbers(qtbot: QtBot, case: Case) -> None:
    widget = panel(qtbot, case)
    names = case.dataset.input_names
    outputs = case.experiment.network.output.size
    values = np.array([0.5, -0.25, 0.0])[: len(names)]
    widget.show_probed(Probed(np.zeros(len(names)), np.ones(outputs), 1, None, 0, values))
    bars = widget.findChildren(InputBars)[0]
    expected = zip(names, ("+0.5", "−0.25", "0"), strict=False)
    assert bars.accessibleDescription() == "; ".join(f"{n}: {v}" for n, v in expected)
    look = Look()
    image = bars.grab().toImage()
    seen = {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}
    assert look.positive.rgb() in seen
    assert (look.negative.rgb() in seen) == (case is FLOWERS)
