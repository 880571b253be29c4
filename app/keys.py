"""Keys: what is focused gets the keys that it needs before the window's shortcuts do."""

from PyQt6.QtCore import QEvent, QObject, Qt
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QComboBox,
    QWidget,
)

_PRESS = frozenset({Qt.Key.Key_Space})
_MOVE = frozenset(
    {
        Qt.Key.Key_Left,
        Qt.Key.Key_Right,
        Qt.Key.Key_Up,
        Qt.Key.Key_Down,
        Qt.Key.Key_Home,
        Qt.Key.Key_End,
    }
)
_NEEDED: tuple[tuple[type[QWidget], frozenset[Qt.Key]], ...] = (
    (QAbstractButton, _PRESS),
    (QComboBox, _PRESS | _MOVE),
    (QAbstractSlider, _MOVE),
    (QAbstractItemView, _MOVE),
)


class FocusedKeys(QObject):
    """An event filter for the application.

    Qt lets a shortcut of the window go before a focused button's own Space. Here the button keeps
    it; so that a click does not make it catch the Space that is meant to pause, buttons take the
    focus by the Tab key only.
    """

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Claim the keys that the focused widget needs."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            is_plain = event.modifiers() in (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.KeypadModifier,
            )
            for kind, keys in _NEEDED:
                if is_plain and isinstance(watched, kind) and event.key() in keys:
                    event.accept()
                    return True
        is_polished = event is not None and event.type() == QEvent.Type.Polish
        if is_polished and isinstance(watched, QAbstractButton):
            watched.setFocusPolicy(watched.focusPolicy() & ~Qt.FocusPolicy.ClickFocus)
        return False
