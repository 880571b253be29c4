import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from app.look.look import Look
from app.pad.slider_face import PAGE, SliderFace
from app.pad.value_slider import ValueSlider
from engine.datasets.dataset import Dataset
from tests.app.pad.kinds import IRIS, columns, on

LEFT = Qt.MouseButton.LeftButton
KEY = Qt.Key


def face_for(qtbot: QtBot, dataset: Dataset) -> SliderFace:
    widget = SliderFace()
    qtbot.addWidget(widget)
    widget.resize(300, 640)
    widget.show_look(Look())
    widget.show_experiment(on(dataset), dataset)
    widget.show()
    return widget


@pytest.fixture
def face(qtbot: QtBot) -> SliderFace:
    """Sliders for the four measurements of Iris."""
    return face_for(qtbot, IRIS)


def sliders(face: SliderFace) -> list[ValueSlider]:
    return [slider for slider in face.findChildren(ValueSlider) if slider.isVisibleTo(face)]


def field(face: SliderFace, name: str) -> QLineEdit:
    return next(edit for edit in face.findChildren(QLineEdit) if edit.accessibleName() == name)


def button(face: SliderFace, text: str) -> QPushButton:
    buttons = face.findChildren(QPushButton)
    return next(b for b in buttons if text in (b.text(), b.accessibleName()))


def texts(face: SliderFace) -> list[str]:
    return [label.text() for label in face.findChildren(QLabel) if label.isVisible()]


def spot(slider: ValueSlider, value: float) -> QPoint:
    return slider.place_of(value).toPoint()


def test_a_row_for_each_input_begins_with_the_mean(face: SliderFace) -> None:
    assert [slider.accessibleName() for slider in sliders(face)] == list(IRIS.input_names)
    assert_allclose(face.input, 0, atol=1e-3)
    assert face.input.dtype == np.float32
    assert field(face, IRIS.input_names[0]).text() == "0"
    assert "Standardised: 0 is an input’s mean, ±1 one deviation from it." in texts(face)


def test_a_click_sets_one_input(qtbot: QtBot, face: SliderFace) -> None:
    slider = sliders(face)[2]
    with qtbot.waitSignal(face.input_changed) as changed:
        qtbot.mouseClick(slider, LEFT, pos=spot(slider, 1.25))
    pixel = 4 / slider.groove.width()
    assert_allclose(changed.args[0], (0, 0, 1.25, 0), atol=pixel)
    shown = field(face, IRIS.input_names[2]).text()
    assert float(shown) == pytest.approx(face.input[2])


def test_a_drag_is_one_change_and_ends_a_little_beyond_the_data(
    qtbot: QtBot, face: SliderFace
) -> None:
    slider = sliders(face)[0]
    qtbot.mousePress(slider, LEFT, pos=spot(slider, 0))
    qtbot.mouseMove(slider, spot(slider, 1))
    qtbot.mouseMove(slider, QPoint(4000, 0))
    values = IRIS.train.x[:, 0]
    assert face.input[0] == pytest.approx(values.max() + 0.06 * np.ptp(values), abs=1e-3)
    face.undo()
    assert_allclose(face.input, 0, atol=1e-3)
    assert not face.can_undo
    assert face.can_redo
    face.redo()
    assert face.input[0] > values.max()


def test_keys_move_it_and_are_kept_from_the_window(qtbot: QtBot, face: SliderFace) -> None:
    slider = sliders(face)[1]
    qtbot.keyClick(slider, KEY.Key_Right)
    assert face.input[1] == pytest.approx(0.1)
    qtbot.keyClick(slider, KEY.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert face.input[1] == pytest.approx(-0.9)
    asked = QKeyEvent(QKeyEvent.Type.ShortcutOverride, KEY.Key_Left, Qt.KeyboardModifier.NoModifier)
    asked.ignore()
    QApplication.sendEvent(slider, asked)
    assert asked.isAccepted()


def test_exact_values_can_be_typed(qtbot: QtBot, face: SliderFace) -> None:
    edit = field(face, IRIS.input_names[3])
    edit.selectAll()
    qtbot.keyClicks(edit, "100.5")
    qtbot.keyClick(edit, KEY.Key_Return)
    assert face.input[3] == np.float32(100.5)
    slider = sliders(face)[3]
    assert slider.place_of(100.5).x() == slider.groove.right()


def test_one_can_start_from_a_real_flower(qtbot: QtBot, face: SliderFace) -> None:
    qtbot.mouseClick(button(face, "Next example"), LEFT)
    assert_array_equal(face.input, IRIS.train.x[0].astype(np.float32))
    species = IRIS.class_names[IRIS.train.y[0]]
    assert f"Training example 1 of 120, label {species}." in texts(face)
    qtbot.keyClick(sliders(face)[0], KEY.Key_Right)
    assert "Your own values." in texts(face)
    face.undo()
    assert f"Training example 1 of 120, label {species}." in texts(face)


def test_behind_the_last_example_comes_the_first(qtbot: QtBot) -> None:
    face = face_for(qtbot, columns(3))
    for _ in range(6):
        qtbot.mouseClick(button(face, "Next example"), LEFT)
    assert_array_equal(face.input, (0, 0, 0))
    assert "Training example 1 of 5, target 0." in texts(face)


def test_an_input_can_be_put_there(face: SliderFace) -> None:
    face.show_input(np.array([0.25, -0.5, 0.75, 1.0]))
    assert_array_equal(face.input, np.array([0.25, -0.5, 0.75, 1.0], np.float32))
    assert field(face, IRIS.input_names[1]).text() == "−0.5"


def test_many_inputs_come_in_pages(qtbot: QtBot) -> None:
    dataset = columns(2 * PAGE + 1)
    face = face_for(qtbot, dataset)
    assert len(sliders(face)) == PAGE
    assert f"1 to {PAGE} of {2 * PAGE + 1}" in texts(face)
    assert not button(face, "‹").isEnabled()
    qtbot.mouseClick(button(face, "›"), LEFT)
    qtbot.mouseClick(button(face, "›"), LEFT)
    [slider] = sliders(face)
    assert slider.accessibleName() == f"in {2 * PAGE + 1}"
    assert not button(face, "›").isEnabled()
    qtbot.keyClick(slider, KEY.Key_Right)
    assert face.input[-1] == pytest.approx(5.2)
    assert_array_equal(face.input[:-1], 5)
    qtbot.mouseClick(button(face, "‹"), LEFT)
    assert face.input[-1] == pytest.approx(5.2)


def test_what_is_not_standardised_is_not_called_so(qtbot: QtBot) -> None:
    assert not any("Standardised" in text for text in texts(face_for(qtbot, columns(1))))


def test_values_stay_for_the_same_kind_of_data_and_not_for_others(face: SliderFace) -> None:
    face.show_input(np.array([1.0, 2.0, 3.0, 4.0]))
    again = Dataset(
        IRIS.name, IRIS.train, IRIS.test, IRIS.input_shape, IRIS.class_names, IRIS.input_names
    )
    face.show_experiment(on(again), again)
    assert_array_equal(face.input, (1, 2, 3, 4))
    others = columns(4)
    face.show_experiment(on(others), others)
    assert_array_equal(face.input, (5, 5, 5, 5))


def test_a_new_setting_on_the_same_data_changes_nothing(qtbot: QtBot, face: SliderFace) -> None:
    with qtbot.assertNotEmitted(face.input_changed):
        face.show_experiment(on(IRIS), IRIS)
