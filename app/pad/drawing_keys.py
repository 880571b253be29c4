"""The keys of a drawing: to take strokes back, to put them back, to paste."""

from PyQt6.QtCore import QKeyCombination, Qt
from PyQt6.QtGui import QKeyEvent, QKeySequence

Key, Held = QKeySequence.StandardKey, Qt.KeyboardModifier
REDO = (
    QKeyCombination(Held.ControlModifier | Held.ShiftModifier, Qt.Key.Key_Z),
    QKeyCombination(Held.ControlModifier, Qt.Key.Key_Y),
)
"""As everywhere in the window, on any system."""


def is_undo(event: QKeyEvent) -> bool:
    """Whether these keys take the last stroke back."""
    return event.matches(Key.Undo)


def is_redo(event: QKeyEvent) -> bool:
    """Whether these keys put back what was taken back."""
    return event.keyCombination() in REDO or event.matches(Key.Redo)


def is_paste(event: QKeyEvent) -> bool:
    """Whether these keys paste a picture."""
    return event.matches(Key.Paste)
