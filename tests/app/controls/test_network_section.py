"""Layers are changed, added and removed."""

from dataclasses import replace
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from app.controls.paths import Path, with_value
from engine.activations import ACTIVATIONS, LeakyReLU, Softmax
from engine.experiment import Experiment
from engine.initializers import INITIALIZERS, Normal, Uniform, XavierNormal
from engine.layers import Dense
from engine.network import Network
from engine.regularizers import Regularizer
from tests.app.controls.desk import KEY, Desk, marked
from tests.engine.cases import experiment, labelled

FIRST, OTHER, OUTPUT = Dense(8, dropout=0.2), Dense(5, LeakyReLU(0.1)), Dense(3, Softmax())


def layered(*layers: Dense) -> Experiment:
    return experiment(network=Network(4, layers))


@pytest.fixture
def desk(qtbot: QtBot) -> Desk:
    """4-8-5-3."""
    return Desk(qtbot, layered(FIRST, OTHER, OUTPUT), labelled())


def test_inputs_layers_and_parameters_are_told(desk: Desk) -> None:
    assert desk.layers() == ["Hidden 1", "Hidden 2", "Output"]
    assert desk.reads("Inputs: 4")
    assert desk.reads("103 weights and biases")  # 4·8 + 8 + 8·5 + 5 + 5·3 + 3
    assert desk.line("Neurons", desk.layer("Hidden 2")).text() == "5"
    assert desk.reads("He normal · dropout 0.2")


def test_the_size_of_a_layer(desk: Desk) -> None:
    desk.type(desk.line("Neurons", desk.layer("Hidden 2")), "9")
    assert desk.edited == [layered(FIRST, replace(OTHER, size=9), OUTPUT)]


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_every_activation_can_be_chosen(desk: Desk, name: str) -> None:
    desk.choose(desk.box("Activation f", desk.layer("Hidden 1")), ACTIVATIONS[name].title)
    if name == "relu":
        assert desk.said == 0
    else:
        assert desk.edited[0].network.layers[0].activation == ACTIVATIONS[name]()


def test_the_slope_of_a_leaky_relu(desk: Desk) -> None:
    line = desk.line("Slope s")
    desk.type(line, "1")
    assert desk.reads("⚠ The slope of a leaky ReLU is at least 0 and below 1, not 1.0.")
    desk.type(line, "0.3")
    assert desk.edited == [layered(FIRST, replace(OTHER, activation=LeakyReLU(0.3)), OUTPUT)]


@pytest.mark.parametrize("name", INITIALIZERS)
def test_all_initial_weights_can_be_chosen(desk: Desk, name: str) -> None:
    layer = desk.layer("Hidden 1")
    desk.press("Hidden 1")
    desk.choose(desk.box("Initial weights", layer), INITIALIZERS[name].title)
    if name == "he-normal":
        assert desk.said == 0
    else:
        assert desk.edited[0].network.layers[0].weights == INITIALIZERS[name]()


def test_the_spread_of_initial_weights(desk: Desk) -> None:
    layer = desk.layer("Output")
    desk.press("Output")
    desk.choose(desk.box("Initial weights", layer), "normal")
    desk.type(desk.line("Deviation σ", layer), "0.5")
    assert desk.edited[-1].network.output.weights == Normal(0.5)
    desk.choose(desk.box("Initial weights", layer), "uniform")
    desk.type(desk.line("Limit ±", layer), "0.5")
    assert desk.edited[-1].network.output == replace(OUTPUT, weights=Uniform(0.5))


@pytest.mark.parametrize(
    ("name", "typed", "path", "value", "starts_over"),
    [
        ("Initial bias b", "-0.1", ("bias",), -0.1, True),
        ("Dropout p", "0.5", ("dropout",), 0.5, False),
        ("L1 of weights λ₁", "0.1", ("regularizer",), Regularizer(0.1), False),
        ("L2 of weights λ₂", "1e-4", ("regularizer",), Regularizer(0, 1e-4), False),
        ("L1 of biases λ₁", "0.1", ("regularizer",), Regularizer(0, 0, 0.1), False),
        ("L2 of biases λ₂", "0.1", ("regularizer",), Regularizer(0, 0, 0, 0.1), False),
    ],
)
def test_what_is_folded_away(
    desk: Desk, name: str, typed: str, path: Path, value: Any, starts_over: bool
) -> None:
    assert not desk.has(name)
    desk.press("Hidden 1")
    line = desk.line(name)
    assert marked(line) == starts_over
    desk.type(line, typed)
    assert desk.edited == [layered(with_value(FIRST, path, value), OTHER, OUTPUT)]
    desk.press("Hidden 1")
    assert not desk.has(name)


def test_an_output_has_no_dropout(desk: Desk) -> None:
    desk.press("Output")
    assert desk.has("L2 of weights λ₂")
    assert not desk.has("Dropout p")


def test_a_layer_is_added_behind_another_and_has_the_focus(desk: Desk) -> None:
    desk.press("Add a layer behind hidden 1")
    assert desk.edited == [layered(FIRST, FIRST, OTHER, OUTPUT)]
    assert desk.layers() == ["Hidden 1", "Hidden 2", "Hidden 3", "Output"]
    assert desk.line("Neurons", desk.layer("Hidden 2")).hasFocus()
    desk.type(desk.line("Neurons", desk.layer("Hidden 3")), "6")
    assert desk.edited[-1] == layered(FIRST, FIRST, replace(OTHER, size=6), OUTPUT)


def test_a_layer_is_removed(desk: Desk) -> None:
    desk.press("Remove hidden 1")
    assert desk.edited == [layered(OTHER, OUTPUT)]
    assert desk.layers() == ["Hidden 1", "Output"]
    desk.type(desk.line("Neurons"), "6")
    assert desk.edited[-1] == layered(replace(OTHER, size=6), OUTPUT)


def test_all_hidden_layers_can_go_and_come_back(desk: Desk) -> None:
    desk.press("Remove hidden 2")
    desk.press("Remove hidden 1")
    assert desk.edited[-1] == layered(OUTPUT)
    desk.press("Add a layer behind the inputs")
    assert desk.edited[-1] == layered(Dense(16), OUTPUT)


@pytest.mark.parametrize("where", ["button", "box"])
def test_layers_by_the_keyboard(desk: Desk, where: str) -> None:
    layer = desk.layer("Hidden 1")
    focused = desk.box("Activation f", layer) if where == "box" else desk.button("Hidden 1")
    desk.bot.keyClick(focused, KEY.Key_Insert)
    desk.bot.keyClick(focused, KEY.Key_Delete)
    assert desk.edited == [layered(FIRST, FIRST, OTHER, OUTPUT), layered(FIRST, OTHER, OUTPUT)]


def test_delete_in_a_number_is_for_its_digits(desk: Desk) -> None:
    line = desk.line("Neurons", desk.layer("Hidden 1"))
    line.setCursorPosition(0)
    desk.bot.keyClick(line, KEY.Key_Delete)
    assert line.text() == ""
    assert desk.layers() == ["Hidden 1", "Hidden 2", "Output"]


def test_what_is_being_typed_stays_with_its_layer_when_another_is_added(desk: Desk) -> None:
    line = desk.line("Neurons", desk.layer("Hidden 1"))
    line.setFocus()
    line.selectAll()
    desk.bot.keyClicks(line, "7")
    desk.press("Add a layer behind hidden 2")
    assert desk.edited[-1] == layered(replace(FIRST, size=7), OTHER, OTHER, OUTPUT)


def test_what_is_being_typed_goes_with_its_layer(desk: Desk) -> None:
    desk.bot.keyClicks(desk.line("Neurons", desk.layer("Hidden 1")), "7")
    desk.press("Remove hidden 1")
    assert desk.edited == [layered(OTHER, OUTPUT)]


def test_what_is_being_typed_stays_with_its_layer_when_another_goes(desk: Desk) -> None:
    line = desk.line("Neurons", desk.layer("Hidden 2"))
    line.setFocus()
    line.selectAll()
    desk.bot.keyClicks(line, "7")
    desk.press("Remove hidden 1")
    assert desk.edited[-1] == layered(replace(OTHER, size=7), OUTPUT)


def test_the_data_fix_the_number_of_outputs(desk: Desk) -> None:
    assert not desk.layer("Output").findChildren(type(desk.line("Seed")), "Neurons")
    assert "3" in desk.texts()


def test_two_classes_may_have_one_output_or_two(qtbot: QtBot) -> None:
    two = Dense(2, Softmax(), XavierNormal())
    desk = Desk(qtbot, layered(FIRST, two), labelled(classes=2))
    box = desk.box("Neurons", desk.layer("Output"))
    desk.choose(box, "1")
    output = desk.edited[0].network.output
    assert (output.size, output.activation.name) == (1, "sigmoid")
    assert desk.reads("The output is now sigmoid, and the loss binary cross-entropy.")
    desk.choose(box, "2")
    assert desk.edited[1].network.output.size == 2


def test_another_depth_is_shown_and_nothing_said(desk: Desk) -> None:
    desk.bot.keyClicks(desk.line("Neurons", desk.layer("Hidden 2")), "1")
    desk.panel.show_experiment(layered(OUTPUT), labelled())
    assert desk.layers() == ["Output"]
    desk.panel.show_experiment(layered(OTHER, FIRST, FIRST, OUTPUT), labelled())
    assert desk.layers() == ["Hidden 1", "Hidden 2", "Hidden 3", "Output"]
    assert desk.line("Neurons", desk.layer("Hidden 1")).text() == "5"
    assert desk.said == 0
