"""Keys: what is focused gets the keys that it needs before the window's shortcuts do."""

from PyQt6 import sip
from PyQt6.QtCore import QEvent, QObject, Qt, QTimer, pyqtSignal
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSlider,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QWidget,
)

_PRESS = frozenset({Qt.Key.Key_Space})
_GO = frozenset({Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End})
_ALTER = _GO | {Qt.Key.Key_Left, Qt.Key.Key_Right}
_NEEDED: tuple[tuple[type[QWidget], frozenset[Qt.Key]], ...] = (
    (QAbstractButton, _PRESS),
    (QComboBox, _PRESS | _ALTER),
    (QAbstractSlider, _ALTER),
    (QAbstractItemView, _GO),
    (QLineEdit, frozenset({Qt.Key.Key_Escape})),
)
_BY_TAB = (QAbstractButton, QComboBox, QAbstractSlider)
_TYPED = (QLineEdit, QAbstractSpinBox)
_CONCERNED = (*_BY_TAB, QAbstractItemView, QLineEdit)


class FocusedKeys(QObject):
    """An event filter for the application.

    Qt lets a shortcut of the window go before a focused button's own Space. Here the button keeps
    it; so that a click does not make it catch the Space that is meant to pause, or the arrow that
    is meant to step, buttons, choices and sliders take the focus by the Tab key only.

    It must be there before them, as they are told only once.
    """

    #: Something was clicked while a field was being typed into.
    typing_ended = pyqtSignal()
    #: What had the keyboard has been hidden, and Qt gave that to whatever comes next.
    focus_lost = pyqtSignal()

    def __init__(self) -> None:
        super().__init__()
        self._left: QWidget | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._tell_if_hidden)

    def follow(self, before: QWidget | None, now: QWidget | None) -> None:
        """The keyboard has gone from one widget to another."""
        if before is not None and now is not None and before.window() is now.window():
            self._left = before
            self._soon.start()

    def _tell_if_hidden(self) -> None:
        """Tell if the widget that the keyboard has left is not seen any more."""
        widget, self._left = self._left, None
        if widget is not None and (sip.isdeleted(widget) or not widget.isVisible()):
            self.focus_lost.emit()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Claim the keys that the focused widget needs, and let a click end what is typed."""
        if not isinstance(watched, _CONCERNED):  # most are not, and every event comes by
            return False
        kind = event.type() if event is not None else None
        if kind == QEvent.Type.ShortcutOverride:
            assert isinstance(event, QKeyEvent)
            if _needs(watched, event):
                event.accept()
                return True
        elif kind == QEvent.Type.MouseButtonPress and isinstance(watched, _BY_TAB):
            field = QApplication.focusWidget()
            if isinstance(field, _TYPED) and not watched.isAncestorOf(field):
                self.typing_ended.emit()
        elif kind == QEvent.Type.Polish and isinstance(watched, _BY_TAB):
            watched.setFocusPolicy(watched.focusPolicy() & Qt.FocusPolicy.TabFocus)
        return False


def _needs(widget: QWidget, event: QKeyEvent) -> bool:
    if isinstance(widget, QAbstractButton) and widget.group() is not None:
        keys = _PRESS | _ALTER  # arrows go on to the next choice
    else:
        keys = next((keys for kind, keys in _NEEDED if isinstance(widget, kind)), frozenset())
    is_plain = event.modifiers() in (
        Qt.KeyboardModifier.NoModifier,
        Qt.KeyboardModifier.KeypadModifier,
    )
    return is_plain and event.key() in keys
