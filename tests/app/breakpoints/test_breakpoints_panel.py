"""The panel of breakpoints: real clicks and keys make, switch and delete them."""

from dataclasses import replace

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.breakpoints.breakpoints_panel import BreakpointsPanel
from app.look.look import Look
from app.look.theme import THEMES
from engine.activations import Softmax, Tanh
from engine.addresses import BiasId, EdgeId, NodeId
from engine.breakpoints import Breakpoint, Hit, Relation
from engine.example_watches import ExampleLoss, ExampleRightness
from engine.layers import Dense
from engine.network import Network
from engine.neuron_watches import DeadNeurons, SaturatedNeurons
from engine.watches import Cost, GradientNorm, NonFinite, Parameter, StepNumber
from tests.engine.cases import experiment, labelled

NAN = Breakpoint(NonFinite(), Relation.OCCURS)
LOW = Breakpoint(Cost(), Relation.FALLS_BELOW, 0.1)
NETWORK = Network(4, (Dense(8), Dense(6, Tanh()), Dense(3, Softmax())))


@pytest.fixture
def panel(qtbot: QtBot) -> BreakpointsPanel:
    panel = BreakpointsPanel()
    qtbot.addWidget(panel)
    panel.show_look(Look())
    panel.show_experiment(experiment(network=NETWORK), labelled())
    panel.resize(330, 600)
    panel.show()
    qtbot.waitExposed(panel)
    return panel


def choose(qtbot: QtBot, panel: BreakpointsPanel, name: str, text: str) -> None:
    """Choose from a list by its keys, as one does without a mouse."""
    box = next(box for box in panel.findChildren(QComboBox) if box.accessibleName() == name)
    assert box.isVisible(), name
    texts = [box.itemText(number) for number in range(box.count())]
    while box.currentText() != text:
        is_above = texts.index(text) < box.currentIndex()
        qtbot.keyClick(box, Qt.Key.Key_Up if is_above else Qt.Key.Key_Down)


def write(qtbot: QtBot, panel: BreakpointsPanel, name: str, text: str) -> QLineEdit:
    field = next(
        field
        for field in panel.findChildren(QLineEdit)
        if field.accessibleName() == name and field.isVisible()
    )
    field.selectAll()
    qtbot.keyClick(field, Qt.Key.Key_Delete)
    qtbot.keyClicks(field, text)
    return field


def button(panel: BreakpointsPanel, text: str) -> QPushButton:
    return next(
        button
        for button in panel.findChildren(QPushButton)
        if text in (button.text(), button.accessibleName())
    )


def press(qtbot: QtBot, panel: BreakpointsPanel, text: str) -> None:
    assert button(panel, text).isVisible()
    qtbot.mouseClick(button(panel, text), Qt.MouseButton.LeftButton)


def offers(panel: BreakpointsPanel) -> list[str]:
    """What can be filled in by a click."""
    buttons = panel.findChildren(QPushButton)
    return [b.text() for b in buttons if b.isVisible() and ": " in b.text()]


def texts(panel: BreakpointsPanel) -> list[str]:
    return [label.text() for label in panel.findChildren(QLabel) if label.isVisible()]


def tick(panel: BreakpointsPanel, title: str) -> QCheckBox:
    boxes = panel.findChildren(QCheckBox)
    return next(box for box in boxes if box.accessibleName() == title and box.isVisible())


def test_at_first_only_numbers_that_are_not_finite_stop_a_run(panel: BreakpointsPanel) -> None:
    assert panel.breakpoints == (NAN,)
    assert panel.watches == ()
    for title in ("anything becomes NaN or infinite", "cost falls below 0.1", "a neuron dies"):
        assert title in texts(panel)
        assert tick(panel, title).isChecked() == title.startswith("anything")


def test_a_tick_puts_a_breakpoint_in_force(qtbot: QtBot, panel: BreakpointsPanel) -> None:
    with qtbot.waitSignal(panel.changed) as changed:
        qtbot.mouseClick(tick(panel, "cost falls below 0.1"), Qt.MouseButton.LeftButton)
    assert changed.args == [(NAN, LOW), ()]
    with qtbot.waitSignal(panel.changed) as changed:
        qtbot.keyClick(tick(panel, "cost falls below 0.1"), Qt.Key.Key_Space)
    assert changed.args == [(NAN,), ()]
    title = next(x for x in panel.findChildren(QLabel) if x.text() == "a neuron dies")
    with qtbot.waitSignal(panel.changed) as changed:
        qtbot.mouseClick(title, Qt.MouseButton.LeftButton)
    assert changed.args == [(NAN, Breakpoint(DeadNeurons(), Relation.OCCURS)), ()]


def test_one_can_be_deleted(qtbot: QtBot, panel: BreakpointsPanel) -> None:
    with qtbot.waitSignal(panel.changed) as changed:
        press(qtbot, panel, "Delete “anything becomes NaN or infinite”")
    assert changed.args == [(), ()]
    press(qtbot, panel, "Delete “a neuron dies”")
    press(qtbot, panel, "Delete “cost falls below 0.1”")
    assert "A run stops at nothing." in texts(panel)


def test_a_new_one_is_added_in_force(qtbot: QtBot, panel: BreakpointsPanel) -> None:
    choose(qtbot, panel, "Condition", "rises above")
    write(qtbot, panel, "Level", "2.5")
    press(qtbot, panel, "Stop there")
    point = Breakpoint(Cost(), Relation.RISES_ABOVE, 2.5)
    assert panel.breakpoints == (NAN, point)
    assert tick(panel, "cost rises above 2.5").isChecked()


def added(qtbot: QtBot, panel: BreakpointsPanel) -> Breakpoint:
    press(qtbot, panel, "Stop there")
    return panel.breakpoints[-1]


def test_every_kind_can_be_made(qtbot: QtBot, panel: BreakpointsPanel) -> None:
    choose(qtbot, panel, "Value", "gradient norm")
    choose(qtbot, panel, "Layer", "layer 2")
    write(qtbot, panel, "Level", "1e-5")
    assert added(qtbot, panel) == Breakpoint(GradientNorm(2), Relation.FALLS_BELOW, 1e-5)
    choose(qtbot, panel, "Value", "weight or bias")
    write(qtbot, panel, "Weight or bias", "W2[7, 5]")
    parameter = Parameter(EdgeId(2, 7, 5))
    assert added(qtbot, panel) == Breakpoint(parameter, Relation.CROSSES, 0)
    choose(qtbot, panel, "Value", "dead neurons")
    choose(qtbot, panel, "Condition", "they are more than")
    write(qtbot, panel, "Level", "3")
    assert added(qtbot, panel) == Breakpoint(DeadNeurons(), Relation.RISES_ABOVE, 3)
    choose(qtbot, panel, "Layer", "layer 1")
    write(qtbot, panel, "Neuron", "7")
    write(qtbot, panel, "Steps in a row", "5")
    assert added(qtbot, panel) == Breakpoint(DeadNeurons(1, 7), Relation.OCCURS, patience=5)
    choose(qtbot, panel, "Value", "saturated neurons")
    choose(qtbot, panel, "Layer", "layer 2")
    assert added(qtbot, panel) == Breakpoint(SaturatedNeurons(2), Relation.OCCURS)
    choose(qtbot, panel, "Value", "right or wrong")
    write(qtbot, panel, "Example", "59")
    choose(qtbot, panel, "Condition", "becomes wrong")
    assert added(qtbot, panel) == Breakpoint(ExampleRightness(59), Relation.TURNS_WRONG)
    choose(qtbot, panel, "Value", "loss of an example")
    write(qtbot, panel, "Example", "3")
    assert added(qtbot, panel) == Breakpoint(ExampleLoss(3), Relation.FALLS_BELOW, 0)
    choose(qtbot, panel, "Value", "number of steps")
    assert button(panel, "Plot it").isHidden()
    assert added(qtbot, panel) == Breakpoint(StepNumber(), Relation.REACHES, 1000)


def test_return_adds_it(qtbot: QtBot, panel: BreakpointsPanel) -> None:
    field = write(qtbot, panel, "Level", "7")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert panel.breakpoints[-1] == Breakpoint(Cost(), Relation.FALLS_BELOW, 7)


def test_what_is_selected_or_looked_at_can_be_filled_in(
    qtbot: QtBot, panel: BreakpointsPanel
) -> None:
    panel.show_selection(EdgeId(1, 2, 3))
    panel.show_example(17)
    assert not offers(panel)
    choose(qtbot, panel, "Value", "weight or bias")
    press(qtbot, panel, "selected: W1[2, 3]")
    assert added(qtbot, panel).watch == Parameter(EdgeId(1, 2, 3))
    panel.show_selection(BiasId(3, 1))
    press(qtbot, panel, "selected: b3[1]")
    assert added(qtbot, panel).watch == Parameter(BiasId(3, 1))
    choose(qtbot, panel, "Value", "dead neurons")
    panel.show_selection(NodeId(1, 6))
    press(qtbot, panel, "selected: a1[6]")
    assert added(qtbot, panel).watch == DeadNeurons(1, 6)
    panel.show_selection(NodeId(2, 5))  # tanh does not die
    assert not offers(panel)
    choose(qtbot, panel, "Value", "loss of an example")
    press(qtbot, panel, "looked at: 17")
    assert added(qtbot, panel).watch == ExampleLoss(17)


@pytest.mark.parametrize(
    ("kind", "field", "text", "reason"),
    [
        ("cost", "Level", "abc", "“abc” is not a number"),
        ("number of steps", "Level", "0.5", "The number of steps is a whole number from 1 on"),
        ("weight or bias", "Weight or bias", "W9[0, 0]", "The network has no W9[0, 0]"),
        ("right or wrong", "Example", "60", "whole number from 0 to 59, not 60"),
        ("dead neurons", "Steps in a row", "0", "steps in a row is a whole number from 1 on"),
    ],
)
def test_what_cannot_be_used_is_said_in_place_and_adds_nothing(
    qtbot: QtBot, panel: BreakpointsPanel, kind: str, field: str, text: str, reason: str
) -> None:
    choose(qtbot, panel, "Value", kind)
    edit = write(qtbot, panel, field, text)
    with qtbot.assertNotEmitted(panel.changed):
        press(qtbot, panel, "Stop there")
    assert any(reason in shown for shown in texts(panel))
    assert edit.property("invalid") == "true"
    qtbot.keyClicks(edit, "1")
    assert edit.property("invalid") == "false"
    assert not any(reason in shown for shown in texts(panel))


def test_the_same_is_not_added_twice(qtbot: QtBot, panel: BreakpointsPanel) -> None:
    press(qtbot, panel, "Stop there")  # as in the list, though not in force there
    assert any("“cost falls below 0.1” is in the list already." in text for text in texts(panel))
    assert panel.breakpoints == (NAN,)


def test_watched_values_are_listed_apart(qtbot: QtBot, panel: BreakpointsPanel) -> None:
    with qtbot.waitSignal(panel.changed) as changed:
        press(qtbot, panel, "Plot it")
    assert changed.args == [(NAN,), (Cost(),)]
    choose(qtbot, panel, "Value", "gradient norm")
    press(qtbot, panel, "Plot it")
    assert panel.watches == (Cost(), GradientNorm())
    with qtbot.waitSignal(panel.changed) as changed:
        qtbot.mouseClick(tick(panel, "cost"), Qt.MouseButton.LeftButton)
    assert changed.args == [(NAN,), (GradientNorm(),)]
    with qtbot.waitSignal(panel.changed) as changed:
        press(qtbot, panel, "Delete “gradient norm”")
    assert changed.args == [(NAN,), ()]


def test_at_most_eight_values_are_watched(qtbot: QtBot, panel: BreakpointsPanel) -> None:
    choose(qtbot, panel, "Value", "loss of an example")
    for number in range(9):
        write(qtbot, panel, "Example", str(number))
        press(qtbot, panel, "Plot it")
    assert len(panel.watches) == 8
    assert any("At most 8 values can be watched at once" in text for text in texts(panel))
    qtbot.mouseClick(tick(panel, "loss of example 0"), Qt.MouseButton.LeftButton)
    press(qtbot, panel, "Plot it")
    assert ExampleLoss(8) in panel.watches
    qtbot.mouseClick(tick(panel, "loss of example 0"), Qt.MouseButton.LeftButton)
    assert not tick(panel, "loss of example 0").isChecked()
    assert len(panel.watches) == 8


def test_the_last_hit_is_told_at_its_breakpoint(panel: BreakpointsPanel) -> None:
    panel.show_hit(Hit(LOW, 412, "the cost fell below 0.1 (0.0987)"))
    assert "● after step 412: the cost fell below 0.1 (0.0987)" in texts(panel)
    panel.show_hit(Hit(NAN, 500, "an update became NaN or infinite"))
    assert "after step 412: the cost fell below 0.1 (0.0987)" in texts(panel)
    assert "● after step 500: an update became NaN or infinite" in texts(panel)


def test_hits_of_a_run_are_forgotten_when_another_begins(panel: BreakpointsPanel) -> None:
    panel.show_hit(Hit(LOW, 412, "the cost fell below 0.1 (0.0987)"))
    panel.show_experiment(experiment(network=NETWORK, seed=8), labelled())
    assert not any("412" in text for text in texts(panel))


def test_what_another_network_lacks_is_said_and_not_offered(
    qtbot: QtBot, panel: BreakpointsPanel
) -> None:
    choose(qtbot, panel, "Value", "saturated neurons")
    press(qtbot, panel, "Stop there")
    small = replace(NETWORK, layers=(Dense(3, Softmax()),))
    panel.show_experiment(experiment(network=small), labelled())
    assert texts(panel).count("This network has no such part.") == 2  # none dies, none saturates
    box = next(b for b in panel.findChildren(QComboBox) if b.accessibleName() == "Value")
    assert box.findText("dead neurons") == box.findText("saturated neurons") == -1
    assert box.currentText() == "cost"


@pytest.mark.parametrize("theme", sorted(THEMES))
@pytest.mark.parametrize("size", [10, 16])
def test_nothing_is_cut_off_in_a_narrow_panel(
    qtbot: QtBot, panel: BreakpointsPanel, theme: str, size: int
) -> None:
    panel.setFont(Look(text_size=size).font())
    panel.show_look(Look(THEMES[theme], text_size=size))
    panel.show_selection(EdgeId(1, 2, 3))
    for kind in ("cost", "weight or bias", "dead neurons", "right or wrong", "number of steps"):
        choose(qtbot, panel, "Value", kind)
        inside = panel.findChild(QWidget, "inside")
        assert inside is not None
        assert inside.minimumSizeHint().width() <= 330, kind


def test_every_control_says_what_it_is_for(panel: BreakpointsPanel) -> None:
    for kind in (QCheckBox, QComboBox, QLineEdit, QPushButton):
        for control in panel.findChildren(kind):
            assert control.toolTip() or not control.isVisible()
            name = control.accessibleName() or getattr(control, "text", str)()
            assert name or not control.isVisible()
