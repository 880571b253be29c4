"""Settings changed, and changes taken back."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PyQt6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from engine.activations import Softmax
from engine.layers import Dense
from engine.network import Network
from tests.app.shell import CTRL, KEY, MOONS, SHIFT, Shell
from tests.engine.cases import bits


@pytest.fixture
def deep(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Shell:
    """A window on 2-4-3-2."""
    network = Network(2, (Dense(4), Dense(3), Dense(2, Softmax())))
    return Shell(qtbot, qapp, tmp_path / "preferences.json", replace(MOONS, network=network))


def sizes(shell: Shell) -> tuple[int, ...]:
    return shell.session.experiment.network.sizes


def test_a_removed_layer_comes_back_with_its_weights_and_curves(deep: Shell) -> None:
    deep.run_some()
    before = bits(deep.training.bench.trainer)
    costs = deep.history.steps["cost"].copy()
    with deep.bot.waitSignal(deep.session.opened):
        deep.click("Remove hidden 2")
    assert sizes(deep) == (2, 4, 2)
    assert len(deep.history.steps) == 0
    assert "2 – 4 – 2" in deep.window.windowTitle()
    assert deep.window.commands["undo"].text().startswith("Undo: ")
    with deep.bot.waitSignal(deep.session.opened):
        deep.press(KEY.Key_Z, CTRL)
    assert sizes(deep) == (2, 4, 3, 2)
    assert bits(deep.training.bench.trainer) == before
    assert np.array_equal(deep.history.steps["cost"], costs)
    with deep.bot.waitSignal(deep.session.opened):
        deep.press(KEY.Key_Z, CTRL | SHIFT)
    assert sizes(deep) == (2, 4, 2)
    assert not deep.window.commands["redo"].isEnabled()


def test_a_learning_rate_that_is_typed_holds_at_once_without_a_reset(shell: Shell) -> None:
    shell.press(KEY.Key_Space)
    shell.wait(lambda: len(shell.history.steps) > 10)
    shell.enter("Learning rate η", "0.01")
    shell.wait(lambda: shell.history.steps["learning_rate"][-1] == 0.01)
    assert shell.training.is_running
    rates = shell.history.steps["learning_rate"]
    assert rates[0] == 0.05
    assert np.count_nonzero(np.diff(rates)) == 1
    assert shell.history.steps["step"].tolist() == list(range(len(rates)))
    shell.window.resize(1280, 800)
    assert shell.button("SGD · η 0.01").isVisible()


def test_a_typed_setting_is_entered_by_a_click_on_a_button(shell: Shell) -> None:
    line: QLineEdit = shell.find(QLineEdit, "Learning rate η")
    line.setFocus()
    line.selectAll()
    shell.bot.keyClicks(line, "0.02")
    shell.click("Step", shell.window.transport)
    assert shell.session.experiment.learning_rate == 0.02


def test_a_setting_that_cannot_be_changes_nothing(shell: Shell) -> None:
    shell.enter("Batch size m", "100000")
    assert shell.session.experiment == MOONS
    assert any("A batch of 100000 examples" in text for text in shell.texts(shell.window.setup))


def test_other_data_are_opened(shell: Shell) -> None:
    with shell.bot.waitSignal(shell.session.opened, timeout=10_000):
        shell.choose("Data set", "XOR")
    assert shell.session.experiment.source.title == "XOR"
    assert shell.button("XOR · 160 examples").isVisible()
    assert "XOR" in shell.window.windowTitle()
