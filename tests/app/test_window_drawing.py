"""Drawing in the window: the network answers, is wrong, and learns it; all of it is taken back."""

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PyQt6.QtWidgets import QApplication, QSpinBox
from pytestqt.qtbot import QtBot

from app.pad.sheet import Sheet
from app.probed import Probed
from app.session.strides import Spot
from app.snapshot import Snapshot
from app.widgets.prediction_bars import PredictionBars
from engine.activations import Softmax
from engine.addresses import NodeId
from engine.datasets.embedded import MnistSample
from engine.experiment import Experiment
from engine.layers import Dense
from engine.losses import CROSS_ENTROPY
from engine.network import Network
from engine.optimizers import Adam
from engine.probe import Probe
from tests.app.pad.strokes import draw, part
from tests.app.shell import CTRL, KEY, Shell
from tests.engine.cases import bits

DIGITS = Experiment(
    MnistSample(), Network(784, (Dense(16), Dense(10, Softmax()))), CROSS_ENTROPY, Adam(), 0.003
)
SEVEN = ((0.3, 0.3), (0.7, 0.3), (0.45, 0.8))
BAR = ((0.35, 0.55), (0.65, 0.55))


class Drawing:
    """A window on digits, in the perspective Draw, and what it has told."""

    def __init__(self, shell: Shell) -> None:
        self.shell = shell
        self.window, self.session = shell.window, shell.session
        self.probed: list[Probed | None] = []
        self.lit: list[Snapshot] = []
        self.session.probing.probed.connect(self.probed.append)
        self.session.probing.snapshot_ready.connect(self.lit.append)
        shell.click("Draw", self.window.top)
        QApplication.processEvents()
        self.sheet = part(self.window.pad, Sheet)

    @property
    def answer(self) -> Probed:
        """What the network answers now."""
        last = self.probed[-1]
        assert last is not None
        return last

    @property
    def input(self) -> NDArray[np.float32]:
        """What the pad gives to the network."""
        x = self.window.pad.input
        assert x is not None
        return x

    def draw(self) -> None:
        """Draw a seven, and wait until the network has seen it."""
        draw(self.sheet, SEVEN)
        self.shell.wait(lambda: self.window.pad.input is not None)
        x = self.input
        self.shell.wait(lambda: bool(self.probed) and self.probed[-1] is not None)
        self.shell.wait(lambda: np.array_equal(self.answer.x, x))

    def label(self, name: str) -> None:
        """Say what it is."""
        self.shell.click(name, self.window.answers)

    def click(self, name: str) -> None:
        """Click a button of the panel with the answers."""
        self.shell.click(name, self.window.answers)


@pytest.fixture
def drawing(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Drawing:
    return Drawing(Shell(qtbot, qapp, tmp_path / "preferences.json", DIGITS))


def test_the_network_answers_each_stroke_and_is_lit_by_it(drawing: Drawing) -> None:
    drawing.draw()
    trainer = drawing.session.training.bench.trainer
    probe = Probe(trainer.experiment.recipe, 1)
    expected = probe.feed(trainer.flat_parameters, drawing.input[np.newaxis])["a2"][0]
    np.testing.assert_array_equal(drawing.answer.outputs, expected)
    bars = part(drawing.window.answers, PredictionBars)
    assert f"{100 * float(expected.max()):.1f}" in bars.accessibleDescription()
    assert drawing.lit[-1].is_probe
    np.testing.assert_array_equal(drawing.lit[-1].reading.fields["x"], drawing.input)
    before = drawing.answer.outputs
    draw(drawing.sheet, BAR)
    drawing.shell.wait(lambda: not np.array_equal(drawing.answer.outputs, before))
    drawing.sheet.setFocus()
    drawing.shell.press(KEY.Key_Z, CTRL)
    drawing.shell.wait(lambda: np.array_equal(drawing.answer.outputs, before))


def test_while_it_trains_the_answer_follows(drawing: Drawing) -> None:
    drawing.draw()
    drawing.shell.press(KEY.Key_Space)
    drawing.shell.wait(lambda: drawing.answer.steps > 200)
    seen = len(drawing.probed)
    draw(drawing.sheet, BAR)
    drawing.shell.wait(lambda: len(drawing.probed) > seen + 5)
    drawing.shell.press(KEY.Key_Space)
    drawing.shell.wait(lambda: not drawing.shell.training.is_running)
    answers = [p.outputs for p in drawing.probed if p is not None]
    assert len({a.tobytes() for a in answers}) > 5


def test_a_labelled_drawing_is_stepped_through_inspected_and_taken_back(drawing: Drawing) -> None:
    shell, bench = drawing.shell, drawing.session.training.bench
    drawing.draw()
    x, before = drawing.input, bits(bench.trainer)
    drawing.label("7")
    drawing.click("Step through it")
    assert shell.button("Step & inspect", drawing.window.top).isChecked()
    assert bench.spot == Spot(0, 0)
    shown = shell.snapshots[-1]
    assert shown.is_extra
    np.testing.assert_array_equal(shown.reading.fields["x"], x)
    np.testing.assert_array_equal(shown.reading.fields["y"].argmax(), 7)
    drawing.session.inspection.select(NodeId(1, 3))
    while bench.is_open:
        shell.press(KEY.Key_Right)
    assert bench.archive.history.steps["cost"].shape == (1,)
    shell.press(KEY.Key_Left)
    assert bench.is_open
    shell.press(KEY.Key_Z, CTRL)
    assert bits(bench.trainer) == before
    assert not shell.snapshots[-1].is_extra


@pytest.mark.parametrize("times", [1, 30])
def test_trained_on_it_the_network_comes_to_answer_so(drawing: Drawing, times: int) -> None:
    shell, bench = drawing.shell, drawing.session.training.bench
    drawing.draw()
    before, untrained = float(drawing.answer.outputs[7]), bits(bench.trainer)
    drawing.label("7")
    part(drawing.window.answers, QSpinBox).setValue(times)
    drawing.click("Train on it")
    shell.wait(lambda: bench.steps == times and not shell.training.is_running)
    assert drawing.answer.outputs[7] > before
    assert drawing.answer.before is not None
    assert drawing.answer.before[7] == before
    if times > 1:
        assert drawing.answer.outputs.argmax() == 7
    shell.click("Watch", drawing.window.top)
    shell.press(KEY.Key_Z, CTRL)
    shell.wait(lambda: bits(bench.trainer) == untrained)


def test_own_drawings_are_collected_learnt_and_tested_with(drawing: Drawing) -> None:
    shell, session = drawing.shell, drawing.session
    drawing.draw()
    drawing.label("7")
    drawing.click("Collect with this label")
    drawing.click("Collect with this label")
    assert session.collection.examples is not None
    assert session.collection.examples.y.tolist() == [7, 7]
    shell.press(KEY.Key_Z, CTRL)
    assert len(session.collection.examples) == 1
    shell.press(KEY.Key_Y, CTRL)
    assert len(session.collection.examples) == 2
    drawing.click("Use as test")
    shell.wait(lambda: session.evaluating.report is not None)
    report = session.evaluating.report
    assert report is not None
    assert len(report.answers) == 2
    assert shell.button("Evaluate", drawing.window.top).isChecked()


def test_a_click_ends_the_typing_of_how_many_times(drawing: Drawing) -> None:
    drawing.draw()
    field = part(drawing.window.answers, QSpinBox)
    field.setFocus()
    drawing.label("7")
    assert QApplication.focusWidget() is not field
