from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PyQt6.QtCore import QEvent, QMimeData, QPointF, Qt, QUrl
from PyQt6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QPainter,
)
from PyQt6.QtWidgets import QApplication, QCheckBox, QPushButton, QScrollBar, QSlider
from pytestqt.qtbot import QtBot

from app.look.look import Look
from app.pad.drawing import Drawing
from app.pad.drawing_face import DrawingFace
from app.pad.marks import PAD, Dot
from app.pad.pen_width import NARROWEST, USUAL
from app.pad.stages import Stages
from engine.datasets.dataset import Dataset, Examples
from engine.datasets.embedded import MnistSample
from engine.datasets.idx_images import FashionMnist
from engine.datasets.source import Source
from engine.preprocessing import as_input, prepare
from tests.app.pad.strokes import (
    ACROSS,
    DIAGONAL,
    LEFT,
    RIGHT,
    draw,
    face_of,
    inked,
    move,
    part,
    press,
    sheet_of,
    switch_preparation,
)
from tests.setups import adam, relu_softmax

Key, Held = Qt.Key, Qt.KeyboardModifier


class Screen:
    """A face on the screen, and all that it has told."""

    def __init__(self, qtbot: QtBot) -> None:
        self.bot = qtbot
        self.face: DrawingFace = face_of(qtbot)
        self.sheet = sheet_of(self.face)
        self.inputs: list[NDArray[np.float32] | None] = []
        self.problems: list[str] = []
        self.notes: list[str] = []
        self.face.input_changed.connect(self.inputs.append)
        self.face.failed.connect(self.problems.append)
        self.face.undo_wanted.connect(self.face.undo)
        self.face.redo_wanted.connect(self.face.redo)
        self.face.said.connect(self.notes.append)

    @property
    def switch(self) -> QCheckBox:
        return part(self.face, QCheckBox)

    @property
    def pixels(self) -> NDArray[np.float32]:
        """What the network sees, shape (28, 28)."""
        x = self.face.input
        assert x is not None
        assert x.shape == (784,)
        assert x.dtype == np.float32
        return x.reshape(28, 28)

    def click(self, name: str) -> None:
        buttons = self.face.findChildren(QPushButton)
        button = next(b for b in buttons if name in (b.text(), b.accessibleName()))
        self.bot.mouseClick(button, LEFT)

    def press(self, key: Qt.Key, held: Qt.KeyboardModifier = Held.ControlModifier) -> None:
        self.bot.keyClick(self.sheet, key, held)

    def paste(self, image: QImage) -> None:
        clipboard = QGuiApplication.clipboard()
        assert clipboard is not None
        clipboard.setImage(image)
        self.press(Key.Key_V)

    def claims(self, key: Qt.Key) -> bool:
        """Whether a key with Ctrl is kept from the shortcuts of the window."""
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, Held.ControlModifier)
        event.ignore()
        QApplication.sendEvent(self.sheet, event)
        return event.isAccepted()

    def drag_in(self, data: QMimeData) -> bool:
        """Hold something over the face; gives whether it would be taken."""
        copy = Qt.DropAction.CopyAction
        place = self.face.rect().center()
        event = QDragEnterEvent(place, copy, data, LEFT, Held.NoModifier)
        event.ignore()
        QApplication.sendEvent(self.face, event)
        return event.isAccepted()

    def drop(self, data: QMimeData) -> None:
        assert self.drag_in(data)
        copy = Qt.DropAction.CopyAction
        place = QPointF(self.face.rect().center())
        QApplication.sendEvent(self.face, QDropEvent(place, copy, data, LEFT, Held.NoModifier))


@pytest.fixture
def screen(qtbot: QtBot) -> Screen:
    return Screen(qtbot)


def bar_picture(ground: str = "white", ink: str = "black") -> QImage:
    image = QImage(100, 100, QImage.Format.Format_RGB32)
    image.fill(QColor(ground))
    painter = QPainter(image)
    painter.fillRect(20, 10, 20, 80, QColor(ink))
    painter.end()
    return image


def file_data(*paths: Path) -> QMimeData:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    return data


def pictures() -> Dataset:
    examples = Examples(np.zeros((2, 784)), np.array([0, 1]))
    return Dataset("pictures", examples, examples, (28, 28), ("a", "b"))


def use(screen: Screen, source: Source) -> None:
    screen.face.show_experiment(adam(source, relu_softmax(784, 8, 10), 64), pictures())


def test_what_is_drawn_is_prepared_as_the_engine_does_it(screen: Screen) -> None:
    draw(screen.sheet, DIAGONAL)
    drawing = Drawing()
    drawing.begin(Dot(0.3 * PAD, 0.3 * PAD, USUAL), erases=False)
    drawing.go_on(Dot(0.7 * PAD, 0.7 * PAD, USUAL))
    preparation = prepare(drawing.ink)
    assert preparation is not None
    assert screen.pixels.ravel() == pytest.approx(as_input(preparation.pixels), abs=0.01)
    assert screen.inputs[-1] is screen.face.input


def test_it_tells_the_input_while_one_draws(screen: Screen) -> None:
    press(screen.sheet, (0.2, 0.5))
    for across in (0.4, 0.6, 0.8):
        with screen.bot.waitSignal(screen.face.input_changed):
            move(screen.sheet, (across, 0.5))
    assert len({x.tobytes() for x in screen.inputs if x is not None}) >= 3


def test_a_place_on_the_pad_does_not_matter_when_it_is_prepared(screen: Screen) -> None:
    seen = []
    for row in (0.3, 0.7):
        draw(screen.sheet, ((0.2, row), (0.8, row)))
        seen.append(screen.pixels.copy())
        screen.click("Clear")
    assert np.abs(seen[0] - seen[1]).max() < 0.1


def test_the_preparation_can_be_switched_off_and_on(screen: Screen) -> None:
    draw(screen.sheet, ((0.1, 0.1), (0.3, 0.1)))
    prepared = screen.pixels.copy()
    switch_preparation(screen.bot, screen.face)
    assert inked(screen.pixels, (0.2, 0.1))
    assert not screen.pixels[10:].any()
    assert "The whole pad" in part(screen.face, Stages).accessibleDescription()
    switch_preparation(screen.bot, screen.face)
    assert np.array_equal(screen.pixels, prepared)
    assert "Scaled to fit" in part(screen.face, Stages).accessibleDescription()


def test_erasing_all_ink_leaves_no_input(screen: Screen) -> None:
    draw(screen.sheet, ACROSS)
    draw(screen.sheet, ACROSS, RIGHT)
    assert screen.face.input is None
    assert screen.inputs[-1] is None


def test_strokes_are_taken_back_and_put_back_by_buttons(screen: Screen) -> None:
    draw(screen.sheet, ACROSS)
    one = screen.pixels.copy()
    draw(screen.sheet, DIAGONAL)
    two = screen.pixels.copy()
    screen.click("Take the last stroke back")
    assert np.array_equal(screen.pixels, one)
    screen.click("Put the stroke back")
    assert np.array_equal(screen.pixels, two)


def test_every_mark_that_can_be_taken_back_is_told_once(screen: Screen) -> None:
    told: list[str] = []
    screen.face.edited.connect(told.append)
    draw(screen.sheet, ACROSS)
    screen.click("Clear")
    assert len(told) == 2
    screen.face.undo()
    screen.face.redo()
    assert len(told) == 2


def test_the_keys_to_paste_are_kept_and_all_others_left_to_the_window(screen: Screen) -> None:
    draw(screen.sheet, ACROSS)
    assert screen.claims(Key.Key_V)
    for key in (Key.Key_Z, Key.Key_Y, Key.Key_R):
        assert not screen.claims(key)


def test_it_says_whether_there_is_anything_to_take_back(screen: Screen) -> None:
    assert not screen.face.can_undo
    draw(screen.sheet, ACROSS)
    assert screen.face.can_undo
    screen.face.undo()
    assert not screen.face.can_undo
    assert screen.face.can_redo
    screen.face.redo()
    assert not screen.face.can_redo


def test_clearing_is_one_step_back(screen: Screen) -> None:
    draw(screen.sheet, ACROSS)
    draw(screen.sheet, DIAGONAL)
    both = screen.pixels.copy()
    screen.click("Clear")
    assert screen.face.input is None
    screen.face.undo()
    assert np.array_equal(screen.pixels, both)


def test_the_eraser_and_the_width_of_the_tools_are_used(screen: Screen) -> None:
    screen.bot.keyClick(part(screen.face, QSlider), Key.Key_Home)
    draw(screen.sheet, ACROSS)
    switch_preparation(screen.bot, screen.face)
    assert screen.pixels[:, 14].sum() * 10 == pytest.approx(NARROWEST, abs=0.2)
    screen.click("Eraser")
    draw(screen.sheet, ACROSS)
    assert screen.face.input is None


def test_an_input_that_is_put_there_comes_back_to_the_bit(screen: Screen) -> None:
    examples = MnistSample().load(0).train
    for x in (row * np.float32(examples.scale) for row in examples.x[:20]):
        screen.face.show_input(x)
        assert np.array_equal(screen.pixels.ravel(), x)


def test_an_input_takes_the_place_of_a_drawing_and_can_be_taken_back(screen: Screen) -> None:
    draw(screen.sheet, ACROSS)
    drawn = screen.pixels.copy()
    x = np.zeros(784, np.float32)
    x.reshape(28, 28)[4:24, 12:16] = 1
    screen.face.show_input(x)
    assert not screen.pixels[:, :11].any()
    draw(screen.sheet, DIAGONAL)  # one can draw on it
    screen.face.undo()
    screen.face.undo()
    assert np.array_equal(screen.pixels, drawn)


@pytest.mark.parametrize(("ground", "ink"), [("white", "black"), ("black", "white")])
def test_a_pasted_picture_becomes_ink_over_what_is_there(
    screen: Screen, ground: str, ink: str
) -> None:
    switch_preparation(screen.bot, screen.face)
    draw(screen.sheet, ACROSS)
    screen.paste(bar_picture(ground, ink))
    assert inked(screen.pixels, (0.3, 0.15))
    assert inked(screen.pixels, (0.7, 0.5))
    assert not inked(screen.pixels, (0.7, 0.15))
    screen.face.undo()
    assert not inked(screen.pixels, (0.3, 0.15))
    assert inked(screen.pixels, (0.7, 0.5))


def test_a_file_is_dropped(screen: Screen, tmp_path: Path) -> None:
    path = tmp_path / "bar.png"
    assert bar_picture().save(str(path))
    screen.drop(file_data(path))
    assert screen.pixels[4:24, 12:16].all()
    assert screen.problems == screen.notes == []


def test_of_many_files_the_first_is_taken_which_is_said(screen: Screen, tmp_path: Path) -> None:
    paths = [tmp_path / "bar.png", tmp_path / "other.png"]
    for path in paths:
        assert bar_picture().save(str(path))
    screen.drop(file_data(*paths))
    assert screen.notes == ["Of 2 files, the first is on the pad: bar.png."]


def test_image_data_are_dropped(screen: Screen) -> None:
    data = QMimeData()
    data.setImageData(bar_picture())
    screen.drop(data)
    assert screen.pixels[4:24, 12:16].all()


def test_a_file_that_is_no_picture_is_said_and_nothing_is_lost(
    screen: Screen, tmp_path: Path
) -> None:
    draw(screen.sheet, ACROSS)
    before = screen.pixels.copy()
    path = tmp_path / "torn.png"
    path.write_bytes(b"\x89PNG\r\n\x1a\n and no more")
    screen.drop(file_data(path))
    assert len(screen.problems) == 1
    assert screen.problems[0].startswith("torn.png ")
    assert np.array_equal(screen.pixels, before)
    screen.face.undo()
    assert screen.face.input is None  # it was the line that was last


def test_pasting_without_a_picture_is_said(screen: Screen) -> None:
    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None
    clipboard.setText("only words")
    screen.press(Key.Key_V)
    assert screen.problems == ["There is no picture to put on the pad: copy one first."]


def test_text_and_files_of_runs_are_left_to_the_window(screen: Screen, tmp_path: Path) -> None:
    text = QMimeData()
    text.setText("words")
    assert not screen.drag_in(text)
    for name in ("digits.nabla", "weights.npz", "weights.safetensors", "table.csv"):
        assert not screen.drag_in(file_data(tmp_path / name))


def test_digits_are_prepared_and_other_pictures_are_not(screen: Screen) -> None:
    use(screen, FashionMnist())
    assert not screen.switch.isChecked()
    use(screen, MnistSample())
    assert screen.switch.isChecked()


def test_a_network_in_float64_gets_the_numbers_as_its_data_set_gives_them(screen: Screen) -> None:
    draw(screen.sheet, ACROSS)
    single = screen.face.input
    network = replace(relu_softmax(784, 8, 10), precision="float64")
    screen.face.show_experiment(adam(MnistSample(), network, 64), pictures())
    double = screen.face.input
    assert screen.inputs[-1] is double
    assert single is not None
    assert double is not None
    pixels = np.rint(single * 255).astype(np.uint8)
    given = np.empty((1, 784))
    Examples(pixels[np.newaxis], np.zeros(1, np.intp), 1 / 255).fetch(np.zeros(1, np.intp), given)
    assert double.dtype == np.float64
    assert np.array_equal(double, given[0])


def test_the_same_data_leave_the_switch_and_the_drawing(screen: Screen) -> None:
    use(screen, MnistSample())
    draw(screen.sheet, ACROSS)
    switch_preparation(screen.bot, screen.face)
    before = screen.pixels.copy()
    use(screen, MnistSample())
    assert not screen.switch.isChecked()
    assert np.array_equal(screen.pixels, before)


@pytest.mark.parametrize(
    ("width", "height", "points"),
    [(270, 500, 10), (270, 800, 10), (384, 640, 10), (384, 800, 16), (270, 800, 16)],
)
def test_nothing_is_cut_off(screen: Screen, width: int, height: int, points: int) -> None:
    screen.face.show_look(Look().with_text_size(points))
    screen.face.resize(width, height)
    for _ in range(3):  # a layout asks another one to follow
        QApplication.processEvents()
    assert screen.sheet.width() == screen.sheet.height() >= 200
    right = screen.sheet.mapTo(screen.face, screen.sheet.rect().bottomRight()).x()
    bars = [bar for bar in screen.face.findChildren(QScrollBar) if bar.isVisible()]
    assert right < width - sum(bar.width() for bar in bars)
    assert all(bar.orientation() == Qt.Orientation.Vertical for bar in bars)


def test_the_layout_comes_to_rest_at_every_height(screen: Screen) -> None:
    for height in range(470, 640, 3):
        screen.face.resize(270, height)
        sides = []
        for _ in range(6):
            QApplication.processEvents()
            sides.append(screen.sheet.width())
        assert len(set(sides[3:])) == 1, height


def test_the_sheet_does_not_move_while_one_draws(screen: Screen) -> None:
    before = screen.sheet.geometry()
    draw(screen.sheet, DIAGONAL)
    QApplication.processEvents()
    assert screen.sheet.geometry() == before


def test_mnist_as_pad_input_comes_back_as_it_was(screen: Screen) -> None:
    test = MnistSample().load(seed=0).test
    is_same = []
    for number in range(0, len(test), 10):
        pixels = test.x[number].reshape(28, 28)
        screen.face.clear()
        screen.face.show_input(as_input(pixels))
        is_same.append(np.array_equal(screen.pixels, as_input(pixels).reshape(28, 28)))
    assert np.mean(is_same) >= 0.995
