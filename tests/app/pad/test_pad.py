from typing import Any

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from app.look.look import Look
from app.pad.drawing_face import DrawingFace
from app.pad.pad import Pad
from app.pad.plane import Plane
from app.pad.plane_face import PlaneFace
from app.pad.slider_face import SliderFace
from engine.datasets.dataset import Dataset
from tests.app.pad.kinds import IRIS, MOONS, columns, digits, on

KEY = Qt.Key
CONTROL = Qt.KeyboardModifier.ControlModifier
FACES = (DrawingFace, PlaneFace, SliderFace)


@pytest.fixture
def pad(qtbot: QtBot) -> Pad:
    """A pad on two moons that nobody has looked at yet."""
    widget = Pad()
    qtbot.addWidget(widget)
    widget.resize(320, 640)
    widget.show_look(Look())
    widget.show_experiment(on(MOONS), MOONS)
    return widget


def face(pad: Pad) -> type[QWidget] | None:
    """The kind of the face that the pad has."""
    kinds = [kind for kind in FACES for found in pad.findChildren(kind) if found.isVisibleTo(pad)]
    assert len(kinds) <= 1
    return kinds[0] if kinds else None


@pytest.mark.parametrize(
    ("dataset", "kind"),
    [(digits(), DrawingFace), (MOONS, PlaneFace), (IRIS, SliderFace), (columns(1), SliderFace)],
)
def test_the_face_suits_the_data(pad: Pad, dataset: Dataset, kind: type[QWidget]) -> None:
    pad.show()
    pad.show_experiment(on(dataset), dataset)
    assert face(pad) is kind


def test_the_face_is_made_when_it_is_shown_first(qtbot: QtBot, pad: Pad) -> None:
    assert not pad.findChildren(QWidget)
    assert pad.input is None
    with qtbot.waitSignal(pad.input_changed) as changed:
        pad.show()
    assert_allclose(changed.args[0], MOONS.train.x.mean(axis=0), atol=1e-3)
    assert_array_equal(pad.input, changed.args[0])


def test_an_input_can_be_put_there_before_it_is_seen(pad: Pad) -> None:
    pad.show_input(np.array([0.5, 0.25]))
    assert_array_equal(pad.input, (0.5, 0.25))
    pad.show()
    assert_array_equal(pad.input, (0.5, 0.25))


def test_without_data_there_is_no_face(qtbot: QtBot) -> None:
    pad = Pad()
    qtbot.addWidget(pad)
    pad.show_input(np.zeros(2))
    pad.show()
    assert pad.input is None
    assert not pad.can_undo
    pad.undo()


def test_another_kind_of_input_begins_anew(pad: Pad) -> None:
    pad.show()
    heard: list[Any] = []
    pad.input_changed.connect(heard.append)
    pad.show_experiment(on(IRIS), IRIS)
    assert heard[0] is None
    assert_allclose(heard[1], np.zeros(4), atol=1e-3)
    pad.show_experiment(on(digits()), digits())
    assert pad.input is None


def test_a_drawing_is_kept_for_other_pictures(pad: Pad) -> None:
    first, second = digits(), digits(20)
    pad.show_experiment(on(first), first)
    pad.show()
    x = (first.train.x[3] * np.float32(1 / 255)).astype(np.float32)
    pad.show_input(x)
    pad.show_experiment(on(second), second)
    assert pad.input is not None
    assert_allclose(pad.input, x, atol=1e-6)


def test_changes_are_taken_back_on_the_face(qtbot: QtBot, pad: Pad) -> None:
    pad.show()
    before = pad.input
    field = pad.findChildren(QLineEdit)[0]
    field.selectAll()
    qtbot.keyClicks(field, "0.75")
    qtbot.keyClick(field, Qt.Key.Key_Return)
    assert pad.can_undo
    pad.undo()
    assert_array_equal(pad.input, before)
    assert not pad.can_undo
    assert pad.can_redo
    pad.redo()
    assert pad.input is not None
    assert pad.input[0] == 0.75


def test_what_can_be_taken_back_is_told_and_the_window_has_the_keys(qtbot: QtBot, pad: Pad) -> None:
    pad.show()
    plane = pad.findChild(Plane)
    told: list[str] = []
    pad.edited.connect(told.append)
    qtbot.keyClick(plane, KEY.Key_Right)
    assert told == ["other input"]
    assert not is_kept(plane, KEY.Key_Z, CONTROL)
    with qtbot.waitSignal(pad.undo_wanted):
        button = next(b for b in pad.findChildren(QPushButton) if "back" in b.accessibleName())
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    assert len(told) == 1


def is_kept(widget: QWidget, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> bool:
    """Whether a key is kept from the shortcuts of the window."""
    asked = QKeyEvent(QKeyEvent.Type.ShortcutOverride, key, modifiers)
    asked.ignore()
    QApplication.sendEvent(widget, asked)
    return asked.isAccepted()


def test_it_tells_whether_it_is_seen_but_not_when_the_window_closes(qtbot: QtBot) -> None:
    window, pad = QWidget(), Pad()
    QVBoxLayout(window).addWidget(pad)
    qtbot.addWidget(window)
    seen: list[bool] = []
    pad.seen_changed.connect(seen.append)
    window.show()
    pad.hide()
    pad.show()
    assert seen == [True, False, True]
    window.close()
    assert seen == [True, False, True]
