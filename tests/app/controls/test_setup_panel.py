"""Every control changes its own setting, and nothing counts before the engine has accepted it."""

from dataclasses import replace
from typing import Any

import pytest
from PyQt6.QtCore import QPoint, QPointF, Qt
from PyQt6.QtGui import QKeySequence, QShortcut, QWheelEvent
from PyQt6.QtWidgets import QApplication, QComboBox, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from app.controls.paths import Path, with_value
from app.look.look import Look
from app.look.theme import THEMES
from engine.activations import Linear, Softmax
from engine.datasets.synthetic import Sine
from engine.initializers import XavierNormal
from engine.layers import Dense
from engine.losses import LOSSES, MEAN_SQUARED_ERROR
from engine.network import Network
from engine.optimizers import OPTIMIZERS, Momentum
from engine.schedules import SCHEDULES, CosineDecay, InverseTimeDecay, StepDecay
from tests.app.controls.desk import KEY, Desk, marked
from tests.engine.cases import experiment, labelled

REGRESSION = experiment(
    source=Sine(),
    network=Network(1, (Dense(8), Dense(1, Linear(), XavierNormal()))),
    loss=MEAN_SQUARED_ERROR,
)


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    """4-8-3 with dropout and Adam, η 0.01, on 60 examples in batches of 16, seed 7."""
    return Desk(qtbot, experiment(), labelled())


@pytest.mark.parametrize(
    ("name", "typed", "path", "value"),
    [
        ("Batch size m", "20", ("batch_size",), 20),
        ("Batch size m", "all", ("batch_size",), None),
        ("Seed", "3", ("seed",), 3),
        ("Learning rate η", "0,03", ("learning_rate",), 0.03),
        ("Decay β₁", "0.8", ("optimizer", "beta1"), 0.8),
        ("Decay β₂", "0.99", ("optimizer", "beta2"), 0.99),
        ("Safety ε", "1e-6", ("optimizer", "epsilon"), 1e-6),
    ],
)
@pytest.mark.parametrize("end", [KEY.Key_Return, KEY.Key_Tab])
def test_what_is_typed_counts_on_enter_and_on_leaving(
    desk: Desk, name: str, typed: str, path: Path, value: Any, end: Qt.Key
) -> None:
    desk.type(desk.line(name), typed, end)
    assert desk.edited == [with_value(experiment(), path, value)]
    assert desk.said == 1


def test_one_edit_builds_on_the_other(desk: Desk) -> None:
    desk.type(desk.line("Seed"), "3")
    desk.type(desk.line("Batch size m"), "5")
    assert desk.edited[-1] == experiment(seed=3, batch_size=5)


@pytest.mark.parametrize(
    ("name", "typed", "reason"),
    [
        ("Learning rate η", "fast", "⚠ “fast” is not a number."),
        ("Learning rate η", "-1", "⚠ The learning rate is a finite number above 0, not -1.0."),
        ("Batch size m", "61", "⚠ A batch of 61 examples is more than the 60 examples"),
        ("Batch size m", "0", "⚠ A batch needs at least 1 example, not 0."),
        ("Seed", "-1", "⚠ A seed is a whole number from 0 to"),
        ("Decay β₁", "1", "⚠ The decay β₁ of Adam is at least 0 and below 1, not 1.0."),
        ("Safety ε", "0", "⚠ The ε of an optimizer is at least 1e-30"),
        ("Neurons", "0", "⚠ A layer needs at least 1 neuron, not 0."),
    ],
)
def test_what_cannot_be_is_refused_where_it_is_typed(
    desk: Desk, name: str, typed: str, reason: str
) -> None:
    line = desk.line(name)
    before = line.text()
    desk.type(line, typed)
    assert desk.reads(reason)
    assert (line.text(), line.property("invalid")) == (typed, "true")
    desk.bot.keyClick(line, KEY.Key_Escape)
    assert (line.text(), line.property("invalid")) == (before, "false")
    assert not desk.reads("⚠")
    assert desk.said == 0


def test_a_network_too_large_to_be_watched_is_refused_where_it_is_typed(qtbot: QtBot) -> None:
    network = Network(4, (Dense(8), Dense(1000), Dense(3, Softmax())))
    desk = Desk(qtbot, experiment(network=network), labelled())
    line = desk.line("Neurons", desk.layer("Hidden 1"))
    desk.type(line, "30000")
    assert desk.reads("⚠ A network of 30,154,003 parameters is too large to be watched")
    assert line.property("invalid") == "true"
    assert desk.said == 0


def test_something_better_takes_the_reason_away(desk: Desk) -> None:
    line = desk.line("Learning rate η")
    desk.type(line, "0")
    desk.type(line, "0.5")
    assert not desk.reads("⚠")
    assert line.property("invalid") == "false"
    assert desk.edited == [experiment(learning_rate=0.5)]


def test_the_same_number_in_other_words_is_no_change(desk: Desk) -> None:
    line = desk.line("Learning rate η")
    desk.type(line, "1e-2")
    assert line.text() == "0.01"
    assert desk.said == 0


@pytest.mark.parametrize(
    ("name", "key", "path", "value"),
    [
        ("Learning rate η", KEY.Key_Up, ("learning_rate",), 0.02),
        ("Learning rate η", KEY.Key_Down, ("learning_rate",), 0.005),
        ("Batch size m", KEY.Key_Up, ("batch_size",), 17),
        ("Batch size m", KEY.Key_PageDown, ("batch_size",), 6),
        ("Decay β₁", KEY.Key_Up, ("optimizer", "beta1"), 0.95),
        ("Neurons", KEY.Key_PageUp, ("network", "layers", 0, "size"), 18),
    ],
)
def test_arrow_keys_step(desk: Desk, name: str, key: Qt.Key, path: Path, value: Any) -> None:
    line = desk.line(name)
    line.setFocus()
    desk.bot.keyClick(line, key)
    assert desk.edited == [with_value(experiment(), path, value)]


def test_a_step_to_nowhere_is_not_done_and_says_why(desk: Desk) -> None:
    line = desk.line("Neurons")
    desk.bot.keyClick(line, KEY.Key_PageDown)
    assert desk.reads("⚠ A layer needs at least 1 neuron, not -2.")
    assert (line.text(), line.property("invalid")) == ("8", "false")
    assert desk.said == 0


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_optimizer_can_be_chosen_and_shows_its_own_settings(desk: Desk, name: str) -> None:
    kind = OPTIMIZERS[name]
    desk.panel.show_experiment(experiment(optimizer=Momentum(0.7)), labelled())
    desk.choose(desk.box("Optimizer"), kind.title)
    keeps_beta = name in ("momentum", "nesterov")
    expected = experiment(optimizer=Momentum(0.7) if name == "momentum" else kind())
    if keeps_beta and name != "momentum":
        expected = replace(expected, optimizer=with_value(kind(), ("beta",), 0.7))
    assert desk.edited == ([] if name == "momentum" else [expected])
    assert desk.has("Momentum β") == keeps_beta
    assert desk.has("Decay β₂") == (name == "adam")
    assert desk.has("Safety ε") == (name in ("adagrad", "rmsprop", "adam"))


def test_a_usual_learning_rate_follows_the_optimizer_and_is_told(desk: Desk) -> None:
    desk.panel.show_experiment(experiment(learning_rate=0.001), labelled())
    desk.choose(desk.box("Optimizer"), "SGD")
    assert desk.edited[0].learning_rate == 0.1
    assert desk.line("Learning rate η").text() == "0.1"
    assert desk.reads("The learning rate is now 0.1, as is usual for SGD.")
    desk.type(desk.line("Seed"), "1")
    assert not desk.reads("as is usual")


@pytest.mark.parametrize("name", SCHEDULES)
def test_every_schedule_can_be_chosen(desk: Desk, name: str) -> None:
    desk.panel.show_experiment(experiment(schedule=CosineDecay("epoch")), labelled())
    desk.choose(desk.box("Schedule"), SCHEDULES[name].title)
    clock = {} if name == "constant" else {"per": "epoch"}
    chosen = SCHEDULES[name](**clock)
    assert desk.edited == ([] if name == "cosine" else [experiment(schedule=chosen)])


def test_the_settings_of_a_schedule(desk: Desk) -> None:
    desk.choose(desk.box("Schedule"), "drops")
    desk.type(desk.line("Factor f"), "0.1")
    desk.type(desk.line("Every"), "8")
    desk.choose(desk.box("Counted in"), "epoch")
    assert desk.edited[-1] == experiment(schedule=StepDecay("epoch", 0.1, 2))
    assert desk.line("Every").text() == "2"
    assert desk.reads("Converted: an epoch has 4 steps.")
    desk.choose(desk.box("Schedule"), "1/t decay")
    desk.type(desk.line("Decay d"), "0.2")
    assert desk.edited[-1] == experiment(schedule=InverseTimeDecay("epoch", 0.2))


@pytest.mark.parametrize("name", LOSSES)
def test_every_loss_can_be_chosen(desk: Desk, name: str) -> None:
    desk.choose(desk.box("Loss L"), LOSSES[name].title)
    if name == "cross-entropy":
        assert desk.said == 0
    else:
        assert desk.edited[0].loss == LOSSES[name]


def test_a_loss_brings_its_output_and_says_so(desk: Desk) -> None:
    desk.choose(desk.box("Loss L"), "binary cross-entropy")
    assert desk.edited[0].network.output.activation.name == "sigmoid"
    assert desk.box("Activation f", desk.layer("Output")).currentText() == "sigmoid"
    assert desk.reads("The output activation is now sigmoid, which binary cross-entropy needs.")


def test_a_loss_with_a_caution_says_it_as_long_as_it_is_chosen(desk: Desk) -> None:
    desk.choose(desk.box("Activation f", desk.layer("Output")), "sigmoid")
    assert desk.edited[0].loss.name == "cross-entropy"
    assert desk.reads("⚠ Cross-entropy never tells a sigmoid that it is too large")
    desk.choose(desk.box("Loss L"), "binary cross-entropy")
    assert not desk.reads("⚠")


def test_a_choice_that_cannot_be_is_refused(qtbot: QtBot) -> None:
    desk = Desk(qtbot, REGRESSION, Sine().load(0))
    box = desk.box("Loss L")
    desk.choose(box, "cross-entropy")
    assert desk.reads("⚠ The loss “cross-entropy” is for classes")
    assert (box.currentText(), box.property("invalid")) == ("cross-entropy", "true")
    desk.bot.keyClick(box, KEY.Key_Escape)
    assert (box.currentText(), box.property("invalid")) == ("mean squared error", "false")
    assert desk.said == 0


def test_a_tolerance_is_for_a_regression(qtbot: QtBot, desk: Desk) -> None:
    assert not desk.has("Tolerance")
    desk = Desk(qtbot, REGRESSION, Sine().load(0))
    line = desk.line("Tolerance")
    assert line.text() == "automatic"
    desk.type(line, "0.25")
    desk.type(line, "automatic")
    assert desk.edited == [replace(REGRESSION, tolerance=0.25), REGRESSION]


def test_the_precision(desk: Desk) -> None:
    desk.choose(desk.box("Precision"), "float64")
    network = replace(experiment().network, precision="float64")
    assert desk.edited == [experiment(network=network)]


def test_what_starts_over_is_marked_as_the_engine_says(desk: Desk) -> None:
    going_on = ("Batch size m", "Learning rate η", "Decay β₁")
    assert not any(marked(desk.line(name)) for name in going_on)
    assert not marked(desk.box("Schedule"))
    assert marked(desk.line("Seed"))
    assert all(marked(desk.box(name)) for name in ("Data set", "Precision", "Loss L", "Optimizer"))


def test_showing_something_else_says_nothing(desk: Desk) -> None:
    desk.panel.show_experiment(REGRESSION, Sine().load(0))
    desk.panel.show_experiment(experiment(optimizer=Momentum(), schedule=StepDecay()), labelled())
    assert desk.line("Momentum β").text() == "0.9"
    assert desk.box("Schedule").currentText() == "drops"
    assert desk.said == 0


def test_what_is_being_typed_is_left_alone(desk: Desk) -> None:
    line = desk.line("Learning rate η")
    line.selectAll()
    desk.bot.keyClicks(line, "0.0")
    desk.panel.show_experiment(experiment(batch_size=5), labelled())
    assert line.text() == "0.0"
    desk.panel.show_experiment(experiment(learning_rate=0.5), labelled())
    assert line.text() == "0.5"
    assert desk.said == 0


def test_a_field_that_goes_away_says_nothing(desk: Desk) -> None:
    line = desk.line("Decay β₁")
    line.setFocus()
    line.selectAll()
    desk.bot.keyClicks(line, "0.5")
    desk.panel.show_experiment(experiment(optimizer=Momentum()), labelled())
    assert desk.said == 0


def test_undo_in_a_field_is_for_the_training_unless_something_is_typed(desk: Desk) -> None:
    undone: list[None] = []
    shortcut = QShortcut(QKeySequence("Ctrl+Z"), desk.panel)
    shortcut.activated.connect(lambda: undone.append(None))
    control = Qt.KeyboardModifier.ControlModifier
    line = desk.line("Batch size m")
    desk.type(line, "20")
    desk.bot.keyClick(line, KEY.Key_Z, control)
    assert len(undone) == 1
    desk.bot.keyClicks(line, "5")
    desk.bot.keyClick(line, KEY.Key_Z, control)
    assert len(undone) == 1
    assert line.text() == "20"


def test_the_wheel_scrolls_and_changes_nothing(desk: Desk) -> None:
    box = desk.box("Optimizer")
    box.setFocus()
    wheel = QWheelEvent(
        QPointF(5, 5),
        QPointF(box.mapToGlobal(QPoint(5, 5))),
        QPoint(0, -120),
        QPoint(0, -120),
        Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(box, wheel)
    assert box.currentText() == "Adam"
    assert desk.said == 0


def test_tab_goes_through_everything_in_reading_order(desk: Desk) -> None:
    desk.press("Add a layer behind hidden 1")
    desk.choose(desk.box("Optimizer"), "Momentum")
    desk.box("Data set").setFocus()
    names = []
    for _ in range(22):
        focused = QApplication.focusWidget()
        assert focused is not None
        names.append(focused.accessibleName())
        desk.bot.keyClick(focused, KEY.Key_Tab)
    hidden = [
        ["Neurons", "Activation f"],
        ["Neurons", "Activation f"],
    ]
    layers = [
        [f"Hidden {n}: more settings", f"Add a layer behind hidden {n}", f"Remove hidden {n}", *own]
        for n, own in enumerate(hidden, start=1)
    ]
    assert names == [
        *("Data set", "Share for testing", "Batch size m", "Seed", "Precision"),
        *("Add a layer behind the inputs", *layers[0], *layers[1]),
        *("Output: more settings", "Activation f"),
        *("Loss L", "Optimizer", "Momentum β", "Learning rate η"),
    ]


def test_nothing_of_it_is_a_window_of_its_own(desk: Desk) -> None:
    desk.press("Add a layer behind hidden 1")
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == [desk.panel]


def test_behind_the_last_field_tab_begins_anew(desk: Desk) -> None:
    desk.box("Schedule").setFocus()
    desk.bot.keyClick(desk.box("Schedule"), KEY.Key_Tab)
    assert desk.box("Data set").hasFocus()


@pytest.mark.parametrize(("section", "field"), [("network", "Neurons"), ("data", "Data set")])
def test_a_section_comes_into_sight(desk: Desk, section: str, field: str) -> None:
    desk.panel.resize(280, 200)
    desk.panel.show_section("training")
    desk.panel.show_section(section)
    where = desk.box if section == "data" else desk.line
    widget = where(field)
    assert desk.panel.rect().contains(widget.mapTo(desk.panel, widget.rect().center()))


def test_everything_says_what_it_is(desk: Desk) -> None:
    fields: list[QWidget] = [*desk.panel.findChildren(QLineEdit)]
    fields += desk.panel.findChildren(QComboBox)
    for field in fields:
        assert field.accessibleName(), field
        assert field.toolTip(), field.accessibleName()
        assert field.focusPolicy() & Qt.FocusPolicy.TabFocus, field.accessibleName()


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("text_size", [10, 16])
def test_it_fits_into_a_narrow_dock(desk: Desk, theme: str, text_size: int) -> None:
    desk.panel.show_look(Look(THEMES[theme], text_size=text_size))
    desk.panel.resize(250, 900)
    desk.bot.waitUntil(lambda: _right_edge(desk) <= 250)


def _right_edge(desk: Desk) -> int:
    fields: list[QWidget] = [*desk.panel.findChildren(QLineEdit)]
    fields += desk.panel.findChildren(QComboBox)
    return max(f.mapTo(desk.panel, f.rect().topRight()).x() for f in fields if f.isVisible())
