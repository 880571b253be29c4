"""Judging in the window: a report on the network, what it shows, and its mistakes taken up."""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QApplication, QLabel, QListView
from pytestqt.qtbot import QtBot

from app.evaluation.confusion_grid import ConfusionGrid
from app.evaluation.evaluation import Evaluation
from engine.activations import Linear
from engine.datasets.synthetic import Sine
from engine.experiment import Experiment
from engine.layers import Dense
from engine.losses import MEAN_SQUARED_ERROR
from engine.network import Network
from engine.optimizers import SGD
from engine.report import Report
from tests.app.shell import CTRL, KEY, Shell

LEFT = Qt.MouseButton.LeftButton


def evaluated(shell: Shell) -> Report:
    """Go to Evaluate, click the button, and wait for the report."""
    shell.click("Evaluate", shell.window.top)
    QApplication.processEvents()
    with shell.bot.waitSignal(shell.session.evaluating.evaluated) as done:
        shell.click("Evaluate", shell.window.evaluation)
    QApplication.processEvents()
    report: Report = done.args[0]
    return report


def says(panel: Evaluation) -> str:
    QApplication.processEvents()
    return "\n".join(label.text() for label in panel.findChildren(QLabel) if label.isVisible())


def inputs(shell: Shell) -> NDArray[np.float32]:
    """The inputs of the batch of the present step."""
    x: NDArray[np.float32] = shell.training.bench.trainer.program.namespace["x"]
    return x


def test_the_report_is_about_the_network_as_it_is(shell: Shell) -> None:
    report = evaluated(shell)
    trainer = shell.training.bench.trainer
    assert report.confusion is not None
    assert report.confusion.accuracy == trainer.evaluate(trainer.dataset.test).accuracy
    assert f"{report.confusion.accuracy:.1%}" in says(shell.window.evaluation)


def test_it_is_marked_as_old_when_the_network_has_learnt_and_new_when_it_is_back(
    shell: Shell,
) -> None:
    evaluated(shell)
    shell.press(KEY.Key_Right, CTRL)  # the rest of the step, or a whole one
    shell.wait(lambda: "Old: the network has learnt 1 step since." in says(shell.window.evaluation))
    shell.press(KEY.Key_Left, CTRL)
    shell.wait(lambda: "Old:" not in says(shell.window.evaluation))


def test_a_cell_shows_its_examples_and_a_card_makes_one_the_example(shell: Shell) -> None:
    report = evaluated(shell)
    grid: ConfusionGrid = shell.window.evaluation.findChild(ConfusionGrid)
    shell.bot.mouseClick(grid, LEFT, pos=grid.places.cell(1, 1).center().toPoint())
    QApplication.processEvents()
    cards: QListView = shell.window.gallery.findChild(QListView)
    model = cards.model()
    assert model is not None
    numbers = report.cell(1, 1)
    assert model.rowCount() == len(numbers)
    place = cards.visualRect(model.index(1, 0)).center()
    shell.bot.mouseClick(cards.viewport(), LEFT, pos=place)
    wanted = report.answers.examples.x[numbers[1]]
    shell.wait(lambda: np.allclose(inputs(shell)[0], wanted))
    assert len(inputs(shell)) == 1
    shell.press(KEY.Key_Z, CTRL)
    shell.wait(lambda: len(inputs(shell)) > 1)


def test_a_regression_is_judged_by_its_residuals_and_followed_by_a_key(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    network = Network(1, (Dense(4), Dense(1, Linear())))
    wave = Experiment(Sine(examples=100), network, MEAN_SQUARED_ERROR, SGD(), 0.05)
    shell = Shell(qtbot, qapp, tmp_path / "preferences.json", wave)
    report = evaluated(shell)
    assert report.confusion is None
    assert report.residuals is not None
    told = says(shell.window.evaluation)
    for words in ("R² = ", "Predicted against true", "Residuals"):
        assert words in told
    with shell.bot.waitSignal(shell.session.evaluating.aged):
        shell.press(KEY.Key_Right, CTRL)
    with shell.bot.waitSignal(shell.session.evaluating.evaluated) as done:
        shell.press(KEY.Key_E, CTRL)
    again: Report = done.args[0]
    assert not np.array_equal(again.answers.outputs, report.answers.outputs)
    assert "Old:" not in says(shell.window.evaluation)
