from time import process_time

import numpy as np
import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QComboBox,
    QLabel,
    QPushButton,
    QScrollArea,
    QSpinBox,
    QWidget,
)
from pytestqt.qtbot import QtBot

from app.answers.answer_panel import AnswerPanel
from app.answers.headline import Headline
from app.look.look import Look
from app.look.theme import THEMES
from app.widgets.number_field import NumberField
from app.widgets.prediction_bars import PredictionBars
from engine.counterfactual import Counterfactual
from engine.datasets.dataset import Examples
from tests.app.answers.subjects import (
    DRAWN,
    FLOWERS,
    MANY,
    POINTS,
    TWO_VALUES,
    VALUES,
    Case,
    drawing,
    outputs,
    panel,
    probed,
)

LEFT = Qt.MouseButton.LeftButton


def headline(widget: AnswerPanel) -> str:
    found = widget.findChild(Headline)
    assert found is not None
    return found.text


def spoken(widget: AnswerPanel) -> str:
    found = widget.findChild(PredictionBars)
    assert found is not None
    return found.accessibleDescription()


def button(widget: QWidget, text: str) -> QPushButton:
    return next(found for found in widget.findChildren(QPushButton) if found.text() == text)


def click(qtbot: QtBot, widget: QWidget, text: str) -> None:
    qtbot.mouseClick(button(widget, text), LEFT)


def test_it_invites_to_draw_until_there_is_an_answer(qtbot: QtBot) -> None:
    widget = panel(qtbot)
    widget.show_probed(None)
    assert headline(widget) == "Draw something on the pad: the network answers while you draw."
    assert spoken(widget).startswith("0: –; 1: –")
    widget.show_probed(probed())
    assert headline(widget) == "7 · 93.1%, then 1 · 4.2%"
    assert "7 (predicted): 93.1%" in spoken(widget)
    widget.show_probed(None)
    assert "93.1%" not in headline(widget) + spoken(widget)


def test_it_is_built_when_it_is_first_seen_and_shows_what_came_before(qtbot: QtBot) -> None:
    widget = AnswerPanel()
    qtbot.addWidget(widget)
    widget.show_look(Look(THEMES["light"]))
    widget.show_experiment(*DRAWN)
    widget.show_probed(probed())
    widget.show_running(True)
    widget.show_collection(Examples(np.array([drawing()]), np.array([3])))
    assert not widget.findChildren(QWidget)
    widget.show()
    assert headline(widget).startswith("7")
    assert "1 drawing: 3 ×1" in [label.text() for label in widget.findChildren(QLabel)]
    click(qtbot, widget, "7")
    assert "pauses" in button(widget, "Step through it").toolTip()


def test_it_says_what_to_do_next(qtbot: QtBot) -> None:
    widget = panel(qtbot)

    def said(text: str) -> bool:
        return any(label.text() == text for label in widget.findChildren(QLabel))

    assert said("There is no drawing yet.")
    widget.show_probed(probed())
    assert said("First choose what the drawing truly is.")
    click(qtbot, widget, "1")
    assert said("Extra steps: Ctrl+Z takes them back.")


def test_what_was_drawn_becomes_an_example_with_the_label_that_the_user_chooses(
    qtbot: QtBot,
) -> None:
    widget = panel(qtbot)
    widget.show_probed(probed())
    assert not button(widget, "Step through it").isEnabled()
    assert "First choose what the drawing truly is" in button(widget, "Train on it").toolTip()
    click(qtbot, widget, "1")
    assert "1 (label): 4.2%" in spoken(widget)
    assert headline(widget).startswith("✗ 7")
    with qtbot.waitSignal(widget.example_requested) as asked:
        click(qtbot, widget, "Step through it")
    assert asked.args == [1]
    assert "Ctrl+Z takes it back" in button(widget, "Step through it").toolTip()


def test_it_is_trained_on_once_or_many_times(qtbot: QtBot) -> None:
    widget = panel(qtbot)
    widget.show_probed(probed())
    click(qtbot, widget, "1")
    with qtbot.waitSignal(widget.training_requested) as asked:
        click(qtbot, widget, "Train on it")
    assert asked.args == [1, 1]
    times = widget.findChild(QSpinBox)
    assert times is not None
    times.selectAll()
    qtbot.keyClicks(times, "20")
    with qtbot.waitSignal(widget.training_requested) as asked:
        click(qtbot, widget, "Train on it")
    assert asked.args == [1, 20]
    widget.show_probed(probed(outputs(_1=0.8, _7=0.2), 25, before=outputs(_7=0.931, _1=0.042)))
    assert headline(widget).startswith("✓ 1 · 80.0%")


def test_the_next_drawing_has_no_label_yet(qtbot: QtBot) -> None:
    widget = panel(qtbot)
    widget.show_probed(probed())
    click(qtbot, widget, "1")
    widget.show_probed(None)
    widget.show_probed(probed())
    assert not button(widget, "Train on it").isEnabled()
    assert "(label)" not in spoken(widget)


def test_a_label_may_be_chosen_before_one_draws_while_it_runs(qtbot: QtBot) -> None:
    widget = panel(qtbot)
    widget.show_probed(None)
    click(qtbot, widget, "3")
    widget.show_probed(None)  # as with every snapshot of a run
    widget.show_probed(probed())
    assert "3 (label)" in spoken(widget)


def test_a_new_drawing_and_what_was_found_come_into_view(qtbot: QtBot) -> None:
    widget = panel(qtbot, height=500)
    area = widget.findChild(QScrollArea)
    assert area is not None
    bar = area.verticalScrollBar()
    assert bar is not None
    widget.show_probed(probed())
    widget.show_counterfactual(Counterfactual(1, drawing(), outputs(_1=0.9), True, 3))
    qtbot.waitUntil(lambda: bar.value() > 0)
    widget.show_probed(None)
    qtbot.waitUntil(lambda: bar.value() == 0)


def test_without_an_input_nothing_can_be_asked(qtbot: QtBot) -> None:
    widget = panel(qtbot)
    click(qtbot, widget, "1")
    for text in ("Step through it", "Train on it", "Collect with this label"):
        assert not button(widget, text).isEnabled()
        assert "There is no drawing yet" in button(widget, text).toolTip()
    assert "There is no drawing yet" in button(widget, "Find a change").toolTip()


def test_the_arrow_keys_choose_a_label(qtbot: QtBot) -> None:
    widget = panel(qtbot)
    widget.show_probed(probed())
    click(qtbot, widget, "3")
    button(widget, "3").setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.waitUntil(button(widget, "3").hasFocus)
    qtbot.keyClick(button(widget, "3"), Qt.Key.Key_Right)
    assert button(widget, "4").isChecked()
    assert "4 (label)" in spoken(widget)


def test_target_values_of_a_regression_are_typed(qtbot: QtBot) -> None:
    widget = panel(qtbot, TWO_VALUES)
    widget.show_probed(probed(np.array([0.4, 2.0])))
    assert headline(widget) == "output 0 · 0.4"
    first, second = (field.focusProxy() for field in widget.findChildren(NumberField))
    qtbot.keyClicks(first, "0.5\r")
    assert not button(widget, "Train on it").isEnabled()
    qtbot.keyClicks(second, "-1\r")
    with qtbot.waitSignal(widget.training_requested) as asked:
        click(qtbot, widget, "Train on it")
    assert asked.args[0].tolist() == [0.5, -1.0]
    qtbot.keyClicks(second, "x\r")
    assert not button(widget, "Train on it").isEnabled()


def test_many_classes_are_chosen_from_a_list(qtbot: QtBot) -> None:
    widget = panel(qtbot, MANY)
    widget.show_probed(probed(np.eye(40)[3]))
    box = next(
        b for b in widget.findChildren(QComboBox) if b.accessibleName() == "What it truly is"
    )
    assert box.currentIndex() == -1
    qtbot.keyClick(box, Qt.Key.Key_Down)
    with qtbot.waitSignal(widget.example_requested) as asked:
        click(qtbot, widget, "Step through it")
    assert asked.args == [0]


def test_it_asks_for_the_derivative_of_the_answer_and_follows_it(qtbot: QtBot) -> None:
    widget = panel(qtbot)
    asked: list[int | None] = []
    widget.output_chosen.connect(asked.append)
    widget.show_probed(probed())
    widget.show_probed(probed())
    widget.show_probed(probed(outputs(_1=0.9)))
    assert asked == [7, 1]


def test_hidden_it_does_nothing_and_catches_up_when_shown(qtbot: QtBot) -> None:
    widget = panel(qtbot)
    widget.hide()
    asked: list[int | None] = []
    widget.output_chosen.connect(asked.append)
    widget.show_probed(probed())
    assert "7" not in headline(widget)
    assert not asked
    widget.show()
    assert headline(widget).startswith("7")


def test_another_experiment_takes_old_answers_away(qtbot: QtBot) -> None:
    widget = panel(qtbot)
    widget.show_probed(probed())
    widget.show_experiment(*DRAWN)
    assert "93.1%" not in headline(widget)
    widget.show_experiment(*FLOWERS)
    widget.show_probed(probed(np.array([0.25, 0.75])))
    assert headline(widget) == "versicolor · 75.0%, then setosa · 25.0%"


def test_one_output_has_one_bar_and_both_classes_as_labels(qtbot: QtBot) -> None:
    widget = panel(qtbot, POINTS)
    widget.show_probed(probed(np.array([0.2])))
    click(qtbot, widget, "green")
    assert spoken(widget) == "green (label): 20.0%"
    assert headline(widget).startswith("✗ red · 80.0%")


def test_stepping_through_it_pauses_a_run_and_says_so(qtbot: QtBot) -> None:
    widget = panel(qtbot)
    widget.show_probed(probed())
    click(qtbot, widget, "1")
    assert "pauses" not in button(widget, "Step through it").toolTip()
    widget.show_running(True)
    assert "pauses" in button(widget, "Step through it").toolTip()


@pytest.mark.parametrize("case", [DRAWN, FLOWERS, VALUES, MANY])
@pytest.mark.parametrize("size", [10, 16])
def test_nothing_is_wider_than_the_panel(qtbot: QtBot, case: Case, size: int) -> None:
    widget = panel(qtbot, case)
    widget.show_look(Look(THEMES["light"], text_size=size))
    QApplication.processEvents()
    area = widget.findChild(QScrollArea)
    assert area is not None
    contents, viewport = area.widget(), area.viewport()
    assert contents is not None
    assert viewport is not None
    assert contents.width() <= viewport.width()


def test_every_control_has_a_name_and_a_tooltip(qtbot: QtBot) -> None:
    widget = panel(qtbot)
    for kind in (QAbstractButton, QComboBox, QSpinBox):
        for control in widget.findChildren(kind):
            text = control.text() if isinstance(control, QAbstractButton) else ""
            assert control.toolTip(), text
            assert control.accessibleName() or text


def test_an_answer_takes_less_than_a_millisecond(qtbot: QtBot) -> None:
    widget = panel(qtbot)
    answers = [
        probed(outputs(_7=n / 100, _1=0.3), n, chosen=7, gradient=np.full(784, 0.1))
        for n in range(40, 90)
    ]
    widget.show_probed(answers[0])
    start = process_time()
    for answer in answers:
        widget.show_probed(answer)
    assert (process_time() - start) / len(answers) < 1e-3


def test_every_button_can_be_reached_by_tab(qtbot: QtBot) -> None:
    widget = panel(qtbot)
    for control in widget.findChildren(QPushButton):
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus


def test_a_network_that_has_broken_down_says_so(qtbot: QtBot) -> None:
    widget = panel(qtbot)
    nothing = np.full(10, np.nan)
    widget.show_probed(probed(nothing, chosen=0, gradient=np.full(784, np.nan)))
    assert headline(widget).startswith("0 · NaN")
    widget.grab()
