"""Drawing in the window: the network answers, is wrong, and learns it; all of it is taken back."""

from functools import partial
from pathlib import Path
from runpy import run_path
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QImage
from PyQt6.QtWidgets import QApplication, QLineEdit, QSpinBox
from pytestqt.qtbot import QtBot

from app.answers.saliency_picture import SaliencyPicture
from app.pad.plane import Plane
from app.pad.sheet import Sheet
from app.pad.value_slider import ValueSlider
from app.probed import Probed
from app.session import probing
from app.session.strides import Spot
from app.snapshot import Snapshot
from app.widgets.prediction_bars import PredictionBars
from engine.activations import Softmax
from engine.addresses import NodeId
from engine.datasets.embedded import MnistSample
from engine.errors import InputError
from engine.experiment import Experiment
from engine.layers import Dense
from engine.losses import CROSS_ENTROPY
from engine.network import Network
from engine.optimizers import Adam
from engine.probe import Probe
from engine.saliency import Saliency
from tests.app.dialogs import answering, export
from tests.app.dropping import drop
from tests.app.pad.strokes import draw, part
from tests.app.shell import CTRL, KEY, NONE, SHIFT, Shell
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

    @property
    def sheet(self) -> Sheet:
        """What is drawn on."""
        return part(self.window.pad, Sheet)

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

    def has(self, x: NDArray[np.float32] | None) -> bool:
        """Whether this is on the pad; None: nothing."""
        now = self.window.pad.input
        return now is x or (now is not None and x is not None and np.array_equal(now, x))

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


def test_own_drawings_are_collected_kept_in_a_file_and_tested_with(
    drawing: Drawing, tmp_path: Path
) -> None:
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
    file = tmp_path / "mine.safetensors"
    with answering(shell, file):
        drawing.click("Save…")
    assert shell.message == f"2 own examples saved: {file}."
    drawing.click("Clear")
    assert session.collection.examples is None
    with answering(shell, file):
        drawing.click("Open…")
    assert shell.message.startswith("2 own examples added from mine.safetensors.")
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


def test_what_had_the_keyboard_is_hidden_and_space_still_runs(drawing: Drawing) -> None:
    shell = drawing.shell
    drawing.sheet.setFocus()
    shell.click("Watch", drawing.window.top)
    shell.wait(lambda: drawing.window.network.isAncestorOf(QApplication.focusWidget()))
    shell.press(KEY.Key_Space)
    assert shell.training.is_running


def test_pictures_and_the_eraser_are_taken_back_one_by_one(
    drawing: Drawing, tmp_path: Path
) -> None:
    shell, sheet = drawing.shell, drawing.sheet
    ones, file = black_line(lying=False), tmp_path / "dash.png"
    black_line(lying=True).save(str(file))
    clipboard = QApplication.clipboard()
    assert clipboard is not None
    clipboard.setImage(ones)
    inputs: list[NDArray[np.float32] | None] = [None]

    def paste() -> None:
        sheet.setFocus()
        shell.press(KEY.Key_V, CTRL)

    def erase() -> None:
        shell.click("Eraser", drawing.window.pad)
        draw(sheet, BAR)
        shell.click("Pen", drawing.window.pad)

    for change in (
        paste,
        lambda: drop(sheet, file),
        lambda: draw(sheet, SEVEN),
        erase,
        lambda: shell.click("Clear", drawing.window.pad),
    ):
        change()
        shell.wait(lambda: not drawing.has(inputs[-1]))
        inputs.append(drawing.window.pad.input)
    assert inputs[-1] is None
    for before in inputs[-2::-1]:
        shell.press(KEY.Key_Z, CTRL)
        shell.wait(partial(drawing.has, before))
    (tmp_path / "text.png").write_text("no picture")
    assert drop(sheet, tmp_path / "text.png")
    assert shell.message == "text.png holds no picture that can be read."


def black_line(*, lying: bool) -> QImage:
    """A stroke on white paper."""
    image = QImage(60, 60, QImage.Format.Format_RGB32)
    image.fill(Qt.GlobalColor.white)
    across, along = range(27, 33), range(10, 50)
    for x in along if lying else across:
        for y in across if lying else along:
            image.setPixel(x, y, 0)
    return image


def test_strokes_training_and_examples_are_taken_back_in_their_order(drawing: Drawing) -> None:
    shell, session = drawing.shell, drawing.session
    bench, untrained = session.training.bench, bits(session.training.bench.trainer)
    drawing.draw()
    seven = drawing.input
    drawing.label("7")
    drawing.click("Train on it")
    shell.wait(lambda: bench.steps == 1)
    trained = bits(bench.trainer)
    drawing.click("Collect with this label")
    draw(drawing.sheet, BAR)
    shell.wait(lambda: not np.array_equal(drawing.input, seven))
    crossed = drawing.input
    drawing.window.network.take_focus()
    shell.press(KEY.Key_Z, CTRL)
    shell.wait(lambda: np.array_equal(drawing.input, seven))
    assert session.collection.examples is not None
    shell.press(KEY.Key_Z, CTRL)
    assert session.collection.examples is None
    assert bits(bench.trainer) == trained
    shell.press(KEY.Key_Z, CTRL)
    shell.wait(lambda: bits(bench.trainer) == untrained)
    assert np.array_equal(drawing.input, seven)
    shell.press(KEY.Key_Z, CTRL)
    assert drawing.window.pad.input is None
    for _ in range(4):
        shell.press(KEY.Key_Y, CTRL)
    shell.wait(lambda: bits(bench.trainer) == trained)
    assert session.collection.examples is not None
    assert np.array_equal(drawing.input, crossed)


def test_what_speaks_for_an_answer_and_what_would_make_it_another(
    drawing: Drawing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shell, answers = drawing.shell, drawing.window.answers
    trainer = drawing.session.training.bench.trainer
    shell.run_until(lambda: len(shell.history.steps) > 100)
    learnt = bits(trainer)
    drawing.draw()
    program = tmp_path / "plain.py"
    export(shell, "NumPy program…", program)
    np.testing.assert_allclose(
        run_path(f"{program}")["predict"](drawing.input)[0], drawing.answer.outputs, atol=1e-6
    )
    shell.choose("Which pixels speak for …", "3")
    shell.wait(lambda: drawing.answer.chosen == 3)
    gradient = Saliency(trainer.experiment.recipe).input_gradient(
        trainer.flat_parameters, drawing.input, 3
    )
    np.testing.assert_array_equal(drawing.answer.gradient, gradient)
    assert part(answers, SaliencyPicture).isVisible()
    goal = str((int(drawing.answer.outputs.argmax()) + 1) % 10)
    shell.choose("What would make it …", goal)
    with monkeypatch.context() as slow:
        slow.setattr(probing, "counterfactual", endless)
        drawing.click("Find a change")
        assert "Searching…" in shell.texts(answers)
        drawing.click("Cancel")
        assert "Searching…" not in shell.texts(answers)
    with shell.bot.waitSignal(drawing.session.probing.counterfactual_found) as found:
        drawing.click("Find a change")
    assert found.args[0].goal == int(goal)
    words = f"✓ Then the answer is {goal}, "
    shell.wait(lambda: any(text.startswith(words) for text in shell.texts(answers)))
    assert bits(trainer) == learnt


def endless(*given: Any) -> None:
    """A search that ends only when it is cancelled."""
    *_, progress = given
    while progress(0, 1):
        pass
    raise InputError("This is not told any more.")


def test_a_point_and_sliders_take_the_place_of_the_sheet_for_other_data(shell: Shell) -> None:
    drawing = Drawing(shell)
    pad, trainer = drawing.window.pad, shell.training.bench.trainer
    assert [w for w in QApplication.topLevelWidgets() if w.isVisible()] == [shell.window]
    plane = part(pad, Plane)
    plane.setFocus()
    points = [drawing.answer.x.tolist()]
    for key, modifier in ((KEY.Key_Right, NONE), (KEY.Key_Up, SHIFT)):
        shell.press(key, modifier)
        shell.wait(lambda: drawing.answer.x.tolist() != points[-1])
        points.append(drawing.answer.x.tolist())
    assert points[0][0] < points[1][0] == points[2][0]
    assert points[0][1] == points[1][1] < points[2][1]
    probe = Probe(trainer.experiment.recipe, 1)
    np.testing.assert_array_equal(
        drawing.answer.outputs, probe.feed(trainer.flat_parameters, np.array(points[-1:]))["a2"][0]
    )
    assert shell.training.bench.steps == 0
    shell.press(KEY.Key_Z, CTRL)
    shell.wait(lambda: drawing.answer.x.tolist() == points[1])
    shell.click("Watch", shell.window.top)
    with shell.bot.waitSignal(shell.session.opened):
        shell.choose("Data set", "Iris")
    shell.click("Draw", shell.window.top)
    QApplication.processEvents()
    slider = next(part_ for part_ in pad.findChildren(ValueSlider) if part_.isVisible())
    slider.setFocus()
    shell.wait(lambda: drawing.answer.x.shape == (4,))
    before = drawing.answer
    shell.press(KEY.Key_Right, SHIFT)
    shell.wait(lambda: drawing.answer is not before)
    assert drawing.answer.x[0] > before.x[0]
    np.testing.assert_array_equal(drawing.answer.x[1:], before.x[1:])
    assert not np.array_equal(drawing.answer.outputs, before.outputs)
    field: QLineEdit = shell.find(QLineEdit, slider.accessibleName(), pad)
    shell.bot.mouseClick(field, Qt.MouseButton.LeftButton)
    field.selectAll()
    shell.bot.keyClicks(field, "1.5")
    shell.press(KEY.Key_Return)
    shell.wait(lambda: bool(drawing.answer.x[0] == np.float32(1.5)))
