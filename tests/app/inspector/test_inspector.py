from typing import Any

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel, QTabBar, QTabWidget
from pytestqt.qtbot import QtBot

from app.formula.formula_view import FormulaView
from app.inspector.inspector import Inspector
from app.inspector.names import NO_BREAK
from app.look.look import Look
from engine.addresses import EdgeId, NodeId
from engine.training import Trainer
from tests.app.inspector.hands import click_factor, formula, read
from tests.app.inspector.steps import LOOK, inspected, pictures, two_two_two


def inspector(qtbot: QtBot, trainer: Trainer, look: Look = LOOK) -> Inspector:
    widget = Inspector()
    qtbot.addWidget(widget)
    widget.show_look(look)
    widget.show_experiment(trainer.experiment, trainer.dataset)
    widget.resize(380, 600)
    widget.show()
    return widget


def texts(widget: Inspector) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def choose_tab(qtbot: QtBot, widget: Inspector, title: str) -> None:
    bar = widget.findChild(QTabBar)
    place = next(i for i in range(bar.count()) if bar.tabText(i) == title)
    qtbot.mouseClick(bar, Qt.MouseButton.LeftButton, pos=bar.tabRect(place).center())


def test_while_the_training_runs_nothing_old_is_seen(qtbot: QtBot) -> None:
    trainer = two_two_two()
    widget = inspector(qtbot, trainer)
    widget.show_inspected(inspected(trainer, EdgeId(2, 0, 0)))
    assert formula(widget).isVisible()
    widget.show_inspected(None)
    assert not any(view.isVisible() for view in widget.findChildren(FormulaView))
    assert texts(widget) == "The training runs Pause (Space) to take a number apart."


def test_without_a_selection_it_says_what_to_do(qtbot: QtBot) -> None:
    trainer = two_two_two()
    widget = inspector(qtbot, trainer)
    widget.show_inspected(inspected(trainer, None))
    assert "Click an edge, a neuron, a bias, a pixel or an output" in texts(widget)
    assert "arrow keys" in texts(widget)


def test_the_heading_names_what_is_selected(qtbot: QtBot) -> None:
    trainer = pictures()
    widget = inspector(qtbot, trainer)
    widget.show_inspected(inspected(trainer, EdgeId(1, 6, 3)))
    assert "Weight from pixel 1, 2 to hidden 1 #3" in texts(widget).replace(NO_BREAK, " ")
    widget.show_inspected(inspected(trainer, NodeId(3, 4)))
    assert "Output 4" in texts(widget)


@pytest.mark.parametrize("title", ["Chain rule", "Update", "Neuron", "What if", "Health"])
def test_each_tab_shows_the_present_selection_when_it_is_chosen(qtbot: QtBot, title: str) -> None:
    trainer = two_two_two()
    widget = inspector(qtbot, trainer)
    widget.show_inspected(inspected(trainer, EdgeId(2, 0, 0)))
    choose_tab(qtbot, widget, title)
    tabs = widget.findChild(QTabWidget)
    assert tabs.tabText(tabs.currentIndex()) == title
    assert "Nothing is selected" not in texts(widget)
    assert len(texts(widget)) > 60


def test_pointing_at_a_factor_is_told_and_pointing_in_the_network_marks_it(qtbot: QtBot) -> None:
    trainer = two_two_two()
    widget = inspector(qtbot, trainer)
    widget.show_inspected(inspected(trainer, EdgeId(2, 0, 0)))
    view = formula(widget)
    with qtbot.waitSignal(widget.pointed_at) as pointed:
        qtbot.mouseMove(view, view.slot_rect("2").center().toPoint())
    assert pointed.args == [NodeId(1, 0)]
    before = view.grab().toImage()
    widget.show_highlight(NodeId(2, 0))
    assert view.grab().toImage() != before


def test_what_another_experiment_had_is_gone(qtbot: QtBot) -> None:
    trainer = two_two_two()
    widget = inspector(qtbot, trainer)
    widget.show_inspected(inspected(trainer, EdgeId(2, 0, 0)))
    other: Any = pictures()
    widget.show_experiment(other.experiment, other.dataset)
    assert not any(view.isVisible() for view in widget.findChildren(FormulaView))


def test_a_step_goes_on_under_an_open_factor(qtbot: QtBot) -> None:
    trainer = two_two_two()
    widget = inspector(qtbot, trainer)
    widget.show_inspected(inspected(trainer, EdgeId(2, 0, 0)))
    click_factor(qtbot, widget, "2")
    trainer.advance()  # the next step begins: z1 is new, a1 is not computed yet
    widget.show_inspected(inspected(trainer, EdgeId(2, 0, 0)))
    assert "not computed yet" in texts(widget)
    trainer.advance()
    widget.show_inspected(inspected(trainer, EdgeId(2, 0, 0)))
    assert read(widget)[0] == "a⁽¹⁾₀ = σ(z⁽¹⁾₀)"
