"""Keeping keys: what a focused widget answers itself does not go to the window's shortcuts."""

from collections.abc import Container

from PyQt6.QtCore import QEvent, Qt
from PyQt6.QtGui import QKeyEvent


def keeps_key(event: QEvent | None, keys: Container[Qt.Key | int]) -> bool:
    """Whether Qt asks who wants one of these keys; the widget that is asked gets it then.

    To be called first in its `event`, which has nothing more to do if so.
    """
    is_asked = isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride
    if is_asked and isinstance(event, QKeyEvent) and event.key() in keys:
        event.accept()
        return True
    return False
