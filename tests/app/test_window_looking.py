"""What the user looks at: edges, examples, zoom, colours, text, motion."""

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QCursor
from PyQt6.QtWidgets import QAbstractButton, QApplication, QToolTip

from app.look.look import USUAL_TEXT_SIZE
from app.look.theme import THEMES
from engine.reading import EdgeQuantity
from tests.app.shell import CTRL, KEY, NONE, Shell

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
    pictures = [shell.window.network.grab().toImage()]
    for key in (KEY.Key_Plus, KEY.Key_Equal, KEY.Key_Minus):
        shell.press(key)
        pictures.append(shell.window.network.grab().toImage())
        assert pictures[-1] != pictures[-2]
    assert pictures[3] == pictures[1]
    shell.press(KEY.Key_F)
    assert shell.window.network.grab().toImage() == pictures[0]


def test_the_numeric_pad_zooms_too(shell: Shell) -> None:
    before = shell.window.network.grab().toImage()
    shell.press(KEY.Key_Plus, Qt.KeyboardModifier.KeypadModifier)
    assert shell.window.network.grab().toImage() != before


def test_keys_change_the_size_of_text(shell: Shell) -> None:
    def size() -> int:
        return shell.desktop.appearance.look.text_size

    shell.press(KEY.Key_Plus, CTRL)
    assert size() == USUAL_TEXT_SIZE + 1
    assert shell.window.example.font().pointSize() == USUAL_TEXT_SIZE + 1
    shell.press(KEY.Key_Equal, CTRL)  # where + is above =
    assert size() == USUAL_TEXT_SIZE + 2
    shell.press(KEY.Key_Minus, CTRL)
    assert size() == USUAL_TEXT_SIZE + 1
    shell.press(KEY.Key_0, CTRL)
    assert size() == USUAL_TEXT_SIZE


def test_panels_grow_with_the_text_and_leave_most_to_the_network(shell: Shell) -> None:
    window = shell.window
    window.resize(1280, 800)
    window.arrange()
    widths = []
    for key in (KEY.Key_F, KEY.Key_Plus, KEY.Key_Plus, KEY.Key_0):
        shell.press(key, NONE if key == KEY.Key_F else CTRL)
        QApplication.processEvents()
        widths.append(window.example.width())
    assert widths == [270, 297, 324, 270]
    window.resize(800, 800)
    shell.press(KEY.Key_Plus, CTRL)
    QApplication.processEvents()
    assert window.example.width() <= 0.31 * window.width()


@pytest.mark.parametrize("theme", THEMES)
def test_the_menu_chooses_the_theme(shell: Shell, theme: str) -> None:
    shell.menu("Theme", THEMES[theme].title)
    assert shell.desktop.appearance.look.theme is THEMES[theme]
    picture = shell.window.grab().toImage()
    assert picture.pixelColor(2, shell.window.top.height() // 2) == THEMES[theme].panel
    shell.menu("Theme", THEMES["dark"].title)


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
