import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.look.look import Look
from app.look.theme import THEMES
from app.pad.plane import Plane
from app.pad.plane_face import PlaneFace
from tests.app.pad.kinds import MOONS, columns, on

LEFT = Qt.MouseButton.LeftButton
KEY = Qt.Key


@pytest.fixture
def face(qtbot: QtBot) -> PlaneFace:
    """The plane of two moons."""
    widget = PlaneFace()
    qtbot.addWidget(widget)
    widget.resize(300, 640)
    widget.show_look(Look())
    widget.show_experiment(on(MOONS), MOONS)
    widget.show()
    return widget


def plane(face: PlaneFace) -> Plane:
    return face.findChild(Plane)


def spot(face: PlaneFace, x0: float, x1: float) -> QPoint:
    """Where a point lies on the plane."""
    return plane(face).place_of(x0, x1).toPoint()


def fields(face: PlaneFace) -> list[QLineEdit]:
    return [edit for edit in face.findChildren(QLineEdit) if edit.isVisibleTo(face)]


def button(face: QWidget, text: str) -> QPushButton:
    buttons = face.findChildren(QPushButton)
    return next(b for b in buttons if text in (b.text(), b.accessibleName()))


def pixel(face: PlaneFace) -> float:
    """How much of an input a pixel is, at most."""
    values = MOONS.train.x
    return float(1.12 * np.ptp(values, axis=0).max() / plane(face).box.width())


def test_it_begins_in_the_middle_of_the_data(face: PlaneFace) -> None:
    assert_allclose(face.input, MOONS.train.x.mean(axis=0), atol=1e-3)
    assert face.input.dtype == np.float32
    assert not face.can_undo
    assert "The mean of the training data." in [label.text() for label in face.findChildren(QLabel)]


def test_a_click_puts_the_point_there(qtbot: QtBot, face: PlaneFace) -> None:
    with qtbot.waitSignal(face.input_changed) as changed:
        qtbot.mouseClick(plane(face), LEFT, pos=spot(face, 0.5, -0.25))
    assert_allclose(changed.args[0], (0.5, -0.25), atol=pixel(face))
    assert_array_equal(face.input, changed.args[0])
    assert [float(f.text().replace("−", "-")) for f in fields(face)] == pytest.approx(face.input)


def test_a_drag_takes_it_along_and_is_one_change(qtbot: QtBot, face: PlaneFace) -> None:
    before = face.input
    heard: list[object] = []
    face.input_changed.connect(heard.append)
    qtbot.mousePress(plane(face), LEFT, pos=spot(face, 0, 0))
    for step in range(1, 5):
        qtbot.mouseMove(plane(face), spot(face, step / 10, 0.5))
    qtbot.mouseRelease(plane(face), LEFT, pos=spot(face, 0.4, 0.5))
    assert len(heard) == 5
    assert_allclose(face.input, (0.4, 0.5), atol=pixel(face))
    face.undo_wanted.connect(face.undo)
    face.redo_wanted.connect(face.redo)
    qtbot.mouseClick(button(face, "Take the last change of the input back"), LEFT)
    assert_array_equal(face.input, before)
    qtbot.mouseClick(button(face, "Put the change of the input back"), LEFT)
    assert_allclose(face.input, (0.4, 0.5), atol=pixel(face))


def test_a_drag_ends_at_the_rim(qtbot: QtBot, face: PlaneFace) -> None:
    qtbot.mousePress(plane(face), LEFT, pos=spot(face, 0, 0))
    qtbot.mouseMove(plane(face), QPoint(5000, -5000))
    span = np.ptp(MOONS.train.x, axis=0)
    assert_allclose(face.input, MOONS.train.x.max(axis=0) + 0.06 * span, atol=1e-3)


def test_arrow_keys_move_it_by_round_steps(qtbot: QtBot, face: PlaneFace) -> None:
    qtbot.mouseClick(plane(face), LEFT, pos=spot(face, 0, 0))
    before = face.input
    qtbot.keyClick(plane(face), KEY.Key_Right)
    qtbot.keyClick(plane(face), KEY.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    moved = face.input - before
    assert moved[0] == pytest.approx(0.05)
    assert moved[1] == pytest.approx(-0.2)
    face.undo()
    face.undo()
    assert_array_equal(face.input, before)


def test_it_keeps_the_arrow_keys_from_the_window(face: PlaneFace) -> None:
    none = Qt.KeyboardModifier.NoModifier
    for key, is_kept in ((KEY.Key_Right, True), (KEY.Key_Space, False)):
        asked = QKeyEvent(QKeyEvent.Type.ShortcutOverride, key, none)
        asked.ignore()
        QApplication.sendEvent(plane(face), asked)
        assert asked.isAccepted() == is_kept


def test_exact_values_can_be_typed_also_beyond_the_data(qtbot: QtBot, face: PlaneFace) -> None:
    field = fields(face)[1]
    field.selectAll()
    qtbot.keyClicks(field, "-12.125")
    qtbot.keyClick(field, KEY.Key_Return)
    assert face.input[1] == np.float32(-12.125)
    assert plane(face).place_of(*face.input.tolist()).y() == plane(face).box.bottom()


@pytest.mark.parametrize(("typed", "reason"), [("x", "x₁ is a number"), ("1e39", "too large")])
def test_what_cannot_be_used_is_refused(
    qtbot: QtBot, face: PlaneFace, typed: str, reason: str
) -> None:
    before = face.input
    field = fields(face)[1]
    field.selectAll()
    qtbot.keyClicks(field, typed)
    qtbot.keyClick(field, KEY.Key_Return)
    assert_array_equal(face.input, before)
    shown = [label.text() for label in face.findChildren(QLabel) if label.isVisible()]
    assert any(reason in text for text in shown)


def test_examples_of_the_data_come_one_after_the_other(qtbot: QtBot, face: PlaneFace) -> None:
    for number in range(2):
        qtbot.mouseClick(button(face, "Next example"), LEFT)
        assert_array_equal(face.input, MOONS.train.x[number].astype(np.float32))
    label = MOONS.class_names[MOONS.train.y[1]]
    said = f"Training example 2 of {len(MOONS.train)}, label {label}."
    assert said in [text.text() for text in face.findChildren(QLabel)]
    qtbot.mouseClick(button(face, "Mean"), LEFT)
    assert_allclose(face.input, MOONS.train.x.mean(axis=0), atol=1e-3)


def test_an_input_can_be_put_there(qtbot: QtBot, face: PlaneFace) -> None:
    with qtbot.waitSignal(face.input_changed):
        face.show_input(np.array([0.25, 0.5]))
    assert_array_equal(face.input, np.array([0.25, 0.5], np.float32))
    assert face.can_undo


def test_the_point_stays_for_the_same_data_and_not_for_others(face: PlaneFace) -> None:
    face.show_input(np.array([0.1, 0.2]))
    face.show_experiment(on(MOONS, "float64"), MOONS)
    assert_array_equal(face.input, np.array([0.1, 0.2], np.float32))
    assert face.input.dtype == np.float64
    others = columns(2)
    face.show_experiment(on(others), others)
    assert_array_equal(face.input, (5, 5))
    assert not face.can_undo
    assert [field.accessibleName() for field in fields(face)] == ["in 1", "in 2"]


@pytest.mark.parametrize("theme", THEMES)
def test_every_class_has_a_shape_and_a_colour(face: PlaneFace, theme: str) -> None:
    look = Look(THEMES[theme])
    face.show_look(look)
    image = plane(face).grab().toImage()
    found = {image.pixel(x, y) for x in range(image.width()) for y in range(image.height())}
    below = round(plane(face).box.bottom())
    assert image.height() > below + 20
    for colour in (look.negative, look.positive):
        assert colour.rgb() in found  # in the key, where marks are not faint
