"""A field to type in: numbers, names and lists of names."""

from collections.abc import Iterator
from typing import Any

from PyQt6.QtCore import QEvent, QObject, Qt
from PyQt6.QtGui import QKeyEvent, QKeySequence
from PyQt6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from app.controls.field import Field
from app.controls.texts import Text
from app.look.look import Look
from engine.errors import InputError

_STEPS = {
    Qt.Key.Key_Up: 1,
    Qt.Key.Key_Down: -1,
    Qt.Key.Key_PageUp: 10,
    Qt.Key.Key_PageDown: -10,
}
WIDTH = 88
"""Of a number, in units of the look."""


class LineField(Field):
    """Enter, or leaving the field, enters what is typed; arrow and page keys step a number."""

    def __init__(self, text: Text, *beside: QWidget, width: int = WIDTH) -> None:
        self._edit = QLineEdit()
        super().__init__(self._edit, *beside)
        self._text = text
        self._width = width
        self._edit.setPlaceholderText(text.none)
        if text.is_number:
            self._edit.setProperty("role", "number")
        self._edit.installEventFilter(self)
        self._edit.editingFinished.connect(self._enter)

    def show_words(self, name: str, tip: str) -> None:
        """And say which keys there are for a number."""
        keys = (
            " Keys: ↑ and ↓ for a step, Page ↑ and Page ↓ for ten." if self._text.is_number else ""
        )
        super().show_words(name, tip + keys)

    def show_value(self, value: Any) -> None:
        """Write it."""
        self._edit.setText(self._text.write(value))
        self._edit.setModified(False)

    def others(self, value: Any) -> Iterator[Any]:
        """Those beside it."""
        return self._text.others(value)

    def show_look(self, look: Look) -> None:
        """A number is as wide as any other."""
        width = round(self._width * look.unit)
        if self._text.is_number:
            self._edit.setFixedWidth(width)
            self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        else:
            self._edit.setMinimumWidth(width)
            self._edit.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def _enter(self) -> None:
        if self._edit.isModified():
            self._read(0)

    def _read(self, steps: int) -> None:
        """Enter what is typed, so many steps further."""
        try:
            value = self._text.read(self._edit.text())
        except InputError as error:
            self.refused.emit(str(error))
            return
        if steps:
            self.stepped.emit(self._text.stepped(value, steps))
        else:
            self.entered.emit(value)

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Leave undo and redo to the window, unless something is being typed."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            is_for_all = event.matches(QKeySequence.StandardKey.Undo) or event.matches(
                QKeySequence.StandardKey.Redo
            )
            if is_for_all and not self._edit.isModified():
                event.ignore()
                return True
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent | None) -> None:
        """Step by the keys that the line itself has no use for."""
        assert event is not None
        if self._text.is_number and event.key() in _STEPS:
            self._read(_STEPS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)
