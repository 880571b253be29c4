"""A field: what shows one value and lets the user enter another."""

from collections.abc import Iterator
from typing import Any

from PyQt6.QtCore import pyqtSignal
from PyQt6.QtWidgets import QHBoxLayout, QWidget

from app.look.look import Look
from app.look.style import set_property
from app.widgets.tip import wrapped


class Field(QWidget):
    """Base of all fields. It speaks of the user's own actions only.

    (It cannot be an ABC, because Qt's widgets have a metaclass of their own.)
    """

    #: the user entered this value, which may be the one that is shown already
    entered = pyqtSignal(object)
    #: what the user entered can't be any value; the sentence says why
    refused = pyqtSignal(str)
    #: an arrow key asks for this value, which need not be possible
    stepped = pyqtSignal(object)

    def __init__(self, *parts: QWidget) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for part in parts:
            layout.addWidget(part)
        self.parts = parts

    def show_value(self, value: Any) -> None:
        """Show it, whatever is being typed."""
        raise NotImplementedError

    def others(self, value: Any) -> Iterator[Any]:
        """Some values other than this one that the user might enter."""
        raise NotImplementedError

    def show_words(self, name: str, tip: str) -> None:
        """Give name and explanation to whoever hovers, or can't see."""
        for part in self.parts:
            part.setAccessibleName(name)
            part.setAccessibleDescription(tip)
            part.setToolTip(wrapped(tip))

    def show_invalid(self, invalid: bool) -> None:
        """Look as if something were wrong, or not."""
        set_property(self.parts[0], "invalid", "true" if invalid else "false")

    def show_look(self, look: Look) -> None:
        """Take over sizes and colours."""
