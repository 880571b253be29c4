"""The pen of the keyboard: where it is, and which keys move it."""

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QKeyEvent

from app.pad.marks import PAD

STRIDE = 10.0
"""How far an arrow key goes, in pixels of the pad: one pixel of a picture."""
FINE_STRIDE = 2.0
"""With Shift held."""
PRESS = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
WAYS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
Modifier = Qt.KeyboardModifier


class PenCursor:
    """A place on the pad, in its pixels."""

    def __init__(self) -> None:
        self.x = self.y = PAD / 2

    def move(self, event: QKeyEvent) -> None:
        """Go where an arrow key leads, as far as the edge."""
        across, down = WAYS[Qt.Key(event.key())]
        is_fine = bool(event.modifiers() & Modifier.ShiftModifier)
        stride = FINE_STRIDE if is_fine else STRIDE
        self.x = min(max(self.x + across * stride, 0.0), float(PAD))
        self.y = min(max(self.y + down * stride, 0.0), float(PAD))


def is_way(event: QKeyEvent) -> bool:
    """Whether this is an arrow key, with at most Shift held."""
    held = event.modifiers() & ~Modifier.KeypadModifier
    return event.key() in WAYS and held in (Modifier.NoModifier, Modifier.ShiftModifier)


def is_press(event: QKeyEvent) -> bool:
    """Whether this key puts the pen down, or lifts it."""
    held = event.modifiers() & ~Modifier.KeypadModifier
    return event.key() in PRESS and held == Modifier.NoModifier
