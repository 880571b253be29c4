"""What draws: the mouse, a pen or a finger, and how hard it presses."""

from dataclasses import dataclass

from PyQt6.QtCore import QPointF, Qt
from PyQt6.QtGui import QInputDevice, QMouseEvent, QPointingDevice, QTabletEvent, QTouchEvent
from PyQt6.QtWidgets import QWidget


@dataclass(frozen=True)
class Pointer:
    """Where it is on the widget, what share of the pen's usual width it draws, and if it erases."""

    place: QPointF
    share: float = 1.0
    erases: bool = False


def of_mouse(event: QMouseEvent) -> Pointer:
    """The mouse; its right button erases."""
    is_right = Qt.MouseButton.RightButton in (event.button(), event.buttons())
    return Pointer(event.position(), erases=is_right)


def of_pen(event: QTabletEvent) -> Pointer:
    """A pen; its other end and its button erase."""
    is_end = event.pointerType() == QPointingDevice.PointerType.Eraser
    is_right = Qt.MouseButton.RightButton in (event.button(), event.buttons())
    return Pointer(event.position(), _share(event.pressure()), erases=is_end or is_right)


def of_finger(event: QTouchEvent, widget: QWidget) -> Pointer:
    """The first finger of those that touch the widget."""
    point, device = event.points()[0], event.pointingDevice()
    assert device is not None
    feels = QInputDevice.Capability.Pressure in device.capabilities()
    place = widget.mapFromGlobal(point.globalPosition())
    return Pointer(place, _share(point.pressure()) if feels else 1.0)


def _share(pressure: float) -> float:
    """From half the usual width, hardly pressed, to one and a half."""
    return 0.5 + min(max(pressure, 0.0), 1.0)
