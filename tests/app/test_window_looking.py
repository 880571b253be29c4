"""What the user looks at: edges, examples, zoom, colours, text, motion."""

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QCursor, QImage
from PyQt6.QtWidgets import QAbstractButton, QApplication, QToolTip

from app.look.theme import THEMES
from engine.reading import EdgeQuantity
from tests.app.shell import CTRL, KEY, Shell

QUANTITIES = {
    KEY.Key_1: (EdgeQuantity.WEIGHT, "edges: weight w"),
    KEY.Key_2: (EdgeQuantity.SIGNAL, "edges: signal a·w"),
    KEY.Key_3: (EdgeQuantity.GRADIENT, "edges: gradient ∂C/∂w"),
    KEY.Key_4: (EdgeQuantity.UPDATE, "edges: update Δw"),
}


def is_chosen(shell: Shell, name: str) -> bool:
    return shell.button(name).isChecked()


def test_digits_choose_what_the_edges_show(shell: Shell) -> None:
    for key, (quantity, name) in reversed(QUANTITIES.items()):
        shell.press(key)
        assert is_chosen(shell, name)
        assert shell.snapshots[-1].reading.focus.edges is quantity


def test_buttons_choose_what_the_edges_show_also_while_it_runs(shell: Shell) -> None:
    shell.press(KEY.Key_Space)
    shell.wait(lambda: len(shell.history.steps) > 10)
    shell.click("edges: gradient ∂C/∂w")
    shell.wait(lambda: shell.snapshots[-1].reading.focus.edges is EdgeQuantity.GRADIENT)
    assert shell.training.is_running
    shell.press(KEY.Key_1)
    assert is_chosen(shell, "edges: weight w")
    shell.wait(lambda: shell.snapshots[-1].reading.focus.edges is EdgeQuantity.WEIGHT)


def test_the_examples_of_the_batch_and_the_whole_of_it(shell: Shell) -> None:
    title = shell.window.example
    shell.click("Next example of the batch")
    assert shell.snapshots[-1].reading.focus.example == 1
    assert title.windowTitle() == "Example 2 of batch 1"
    shell.click("Previous example of the batch")
    shell.click("Previous example of the batch")
    assert shell.snapshots[-1].reading.focus.example == 15
    shell.click("whole batch")
    assert shell.snapshots[-1].reading.focus.example is None
    assert title.windowTitle() == "Mean of batch 1"
    assert "Mean of batch 1" in shell.texts(shell.window)
    shell.click("one example")
    assert shell.snapshots[-1].reading.focus.example == 15


def test_keys_zoom_and_fit(shell: Shell) -> None:
    def picture() -> NDArray[np.uint8]:
        QApplication.processEvents()  # so that everything has its place
        shell.wait(lambda: shell.window.network.has_complete_picture)
        return pixels(shell.window.network.grab().toImage())

    whole = picture()
    shell.press(KEY.Key_Plus)
    larger = picture()
    assert difference(larger, whole) > 0.02
    shell.press(KEY.Key_Plus, Qt.KeyboardModifier.KeypadModifier)
    largest = picture()
    assert min(difference(largest, whole), difference(largest, larger)) > 0.02
    shell.press(KEY.Key_Minus)
    assert difference(picture(), larger) < 0.01
    shell.press(KEY.Key_F)
    assert difference(picture(), whole) < 0.01


def pixels(picture: QImage) -> NDArray[np.uint8]:
    """The pixels, shape (height, width, 4)."""
    picture = picture.convertToFormat(QImage.Format.Format_RGBA8888)
    bits = picture.constBits()
    assert bits is not None
    shape = picture.height(), picture.width(), 4
    return np.array(bits.asarray(picture.sizeInBytes()), np.uint8).reshape(shape)


def difference(one: NDArray[np.uint8], other: NDArray[np.uint8]) -> float:
    """The share of pixels that differ; a few may, by rounding, where the plane is cut off."""
    return float((one != other).any(axis=2).mean())


def test_keys_change_the_size_of_text_and_panels_grow_with_it(shell: Shell) -> None:
    window = shell.window
    window.resize(1280, 800)
    window.arrange()
    QApplication.processEvents()
    found = []
    for key in (KEY.Key_Plus, KEY.Key_Equal, KEY.Key_Minus, KEY.Key_0):
        shell.press(key, CTRL)
        QApplication.processEvents()
        found.append((window.example.font().pointSize(), window.example.width()))
    assert found == [(11, 297), (12, 324), (11, 297), (10, 270)]


def test_panels_leave_most_of_a_small_window_to_the_network(shell: Shell) -> None:
    shell.press(KEY.Key_Plus, CTRL)
    QApplication.processEvents()
    assert shell.window.width() <= 800
    assert shell.window.example.width() <= 0.31 * shell.window.width()


def test_the_menu_chooses_the_theme(shell: Shell) -> None:
    for theme in (THEMES["light"], THEMES["high-contrast"]):
        shell.menu("Theme", theme.title)
        assert shell.desktop.appearance.look.theme is theme
        picture = shell.window.grab().toImage()
        assert picture.pixelColor(2, shell.window.top.height() // 2) == theme.panel


def test_the_menu_chooses_the_palette_and_less_motion(shell: Shell) -> None:
    shell.menu("Palette of negative and positive", "Magenta and green")
    assert shell.desktop.appearance.look.palette.name == "magenta-green"
    shell.menu("Reduced motion")
    assert shell.desktop.appearance.look.reduced_motion
    assert shell.window.commands["reduced_motion"].isChecked()


def test_f1_explains_what_is_under_the_mouse(shell: Shell) -> None:
    def point_at(name: str) -> None:
        button: QAbstractButton = shell.find(QAbstractButton, name)
        QCursor.setPos(button.mapToGlobal(button.rect().center()))

    point_at("Stop")
    shell.press(KEY.Key_F1)
    assert QToolTip.text() == "Stop at the end of the step under way. (Shift+Space)"
    QCursor.setPos(shell.window.mapToGlobal(QPoint(-50, -50)))
    shell.window.network.take_focus()
    shell.press(KEY.Key_F1)
    assert "The wheel zooms" in QToolTip.text()
    QToolTip.hideText()


def test_the_title_of_the_window_names_data_and_network(shell: Shell) -> None:
    assert shell.window.windowTitle() == "Two moons · 160 examples, 2 – 4 – 2 – Nablascope"
