"""Real mouse, pen and finger events on the drawing face, as a user causes them."""

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt6.QtGui import (
    QEventPoint,
    QInputDevice,
    QMouseEvent,
    QPointingDevice,
    QPointingDeviceUniqueId,
    QTabletEvent,
    QTouchEvent,
)
from PyQt6.QtWidgets import QApplication, QCheckBox, QWidget
from pytestqt.qtbot import QtBot

from app.look.look import Look
from app.pad.drawing_face import DrawingFace
from app.pad.sheet import Sheet

Kind = QEvent.Type
LEFT, RIGHT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.RightButton, Qt.MouseButton.NoButton
SIZE = 300, 640
DIAGONAL = ((0.3, 0.3), (0.7, 0.7))
ACROSS = ((0.2, 0.5), (0.8, 0.5))

Way = Sequence[tuple[float, float]]
"""Places on the sheet, as shares of its side from its upper left corner."""


def face_of(qtbot: QtBot) -> DrawingFace:
    """A face on the screen."""
    face = DrawingFace()
    qtbot.addWidget(face)
    face.show_look(Look())
    face.resize(*SIZE)
    face.show()
    QApplication.processEvents()
    return face


def sheet_of(face: DrawingFace) -> Sheet:
    """What is drawn on."""
    return part(face, Sheet)


Part = TypeVar("Part", bound=QWidget)


def part(face: QWidget, kind: type[Part]) -> Part:
    """The part of that kind."""
    found = face.findChild(kind)
    assert isinstance(found, kind)
    return found


def switch_preparation(qtbot: QtBot, face: DrawingFace) -> None:
    """Click the switch of the preparation."""
    box = part(face, QCheckBox)
    qtbot.mouseClick(box, LEFT, pos=QPoint(12, box.height() // 2))


def place(sheet: QWidget, share: tuple[float, float]) -> QPointF:
    """Where that is on the sheet."""
    return QPointF(share[0] * sheet.width(), share[1] * sheet.height())


def joined(way: Way, steps: int = 8) -> Iterable[tuple[float, float]]:
    """The way with so many steps from each place to the next, in a straight line."""
    yield way[0]
    for start, end in pairwise(way):
        for share in np.linspace(0, 1, steps + 1)[1:].tolist():
            yield start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def draw(sheet: QWidget, way: Way, button: Qt.MouseButton = LEFT, steps: int = 8) -> None:
    """Draw with the mouse: press at the first place, move, release at the last."""
    first, *others = joined(way, steps)
    press(sheet, first, button)
    for spot in others:
        move(sheet, spot, button)
    mouse(sheet, Kind.MouseButtonRelease, way[-1], button, NONE)


def press(sheet: QWidget, share: tuple[float, float], button: Qt.MouseButton = LEFT) -> None:
    """Press a button of the mouse."""
    mouse(sheet, Kind.MouseButtonPress, share, button, button)


def move(sheet: QWidget, share: tuple[float, float], held: Qt.MouseButton = LEFT) -> None:
    """Move the mouse with a button held."""
    mouse(sheet, Kind.MouseMove, share, NONE, held)


def mouse(
    sheet: QWidget,
    kind: QEvent.Type,
    share: tuple[float, float],
    button: Qt.MouseButton,
    held: Qt.MouseButton,
) -> None:
    """Send a mouse event."""
    spot = place(sheet, share)
    no_keys = Qt.KeyboardModifier.NoModifier
    event = QMouseEvent(kind, spot, sheet.mapToGlobal(spot), button, held, no_keys)
    QApplication.sendEvent(sheet, event)


def pen(*, is_eraser: bool = False) -> QPointingDevice:
    """A pen of a tablet, with one of its ends down."""
    Kinds = QPointingDevice.PointerType
    return QPointingDevice(
        "pen",
        1,
        QInputDevice.DeviceType.Stylus,
        Kinds.Eraser if is_eraser else Kinds.Pen,
        QInputDevice.Capability.Position | QInputDevice.Capability.Pressure,
        1,
        1,
        "",
        QPointingDeviceUniqueId(),
    )


def draw_with_pen(sheet: QWidget, device: QPointingDevice, way: Way, pressure: float) -> None:
    """Draw with a pen that is pressed that hard, from 0 to 1."""
    spots = list(joined(way))
    kinds = [Kind.TabletPress, *[Kind.TabletMove] * (len(spots) - 1), Kind.TabletRelease]
    for kind, share in zip(kinds, [*spots, spots[-1]], strict=True):
        spot = place(sheet, share)
        is_up = kind == Kind.TabletRelease
        event = QTabletEvent(
            kind,
            device,
            spot,
            sheet.mapToGlobal(spot),
            0.0 if is_up else pressure,
            0.0,
            0.0,
            0.0,
            0.0,
            0.0,
            Qt.KeyboardModifier.NoModifier,
            NONE if kind == Kind.TabletMove else LEFT,
            NONE if is_up else LEFT,
        )
        QApplication.sendEvent(sheet, event)
        assert event.isAccepted()  # or else Qt would make mouse events of it


def finger() -> QPointingDevice:
    """A touch screen that does not feel pressure."""
    return QPointingDevice(
        "screen",
        2,
        QInputDevice.DeviceType.TouchScreen,
        QPointingDevice.PointerType.Finger,
        QInputDevice.Capability.Position,
        5,
        0,
        "",
        QPointingDeviceUniqueId(),
    )


def draw_with_finger(
    sheet: QWidget, device: QPointingDevice, way: Way, last: Kind = Kind.TouchEnd
) -> None:
    """Draw with a finger, which is lifted at last, or taken for a gesture of the system."""
    spots = [place(sheet, share) for share in joined(way)]
    State = QEventPoint.State
    kinds = [(Kind.TouchBegin, State.Pressed)]
    kinds += [(Kind.TouchUpdate, State.Updated)] * (len(spots) - 1)
    kinds.append((last, State.Released))
    for (kind, state), spot in zip(kinds, [*spots, spots[-1]], strict=True):
        point = QEventPoint(1, state, spot, sheet.mapToGlobal(spot))
        event = QTouchEvent(kind, device, Qt.KeyboardModifier.NoModifier, [point])
        QApplication.sendEvent(sheet, event)
        assert event.isAccepted()  # or else Qt would make mouse events of it


def inked(values: NDArray[Any], share: tuple[float, float]) -> bool:
    """Whether there is ink at that place of a pad."""
    side = len(values)
    return bool(values[int(share[1] * side), int(share[0] * side)] > 0)
