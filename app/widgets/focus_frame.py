"""The frame that shows that the keyboard acts here."""

from PyQt6.QtCore import Qt
from PyQt6.QtGui import QFocusEvent, QPainter, QPen
from PyQt6.QtWidgets import QWidget

from app.look.look import Look

QUIET = (Qt.FocusReason.MouseFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
"""With a click, or with the window, the focus comes without a frame."""


class FocusFrame:
    """Knows whether a widget shows the frame, and paints it."""

    def __init__(self, widget: QWidget) -> None:
        self._widget = widget
        self._is_seen = False

    @property
    def is_seen(self) -> bool:
        """Whether the keyboard is in use here, and not only the mouse."""
        return self._is_seen

    def come(self, event: QFocusEvent) -> None:
        """The focus comes."""
        self._show(event.reason() not in QUIET)

    def use(self) -> None:
        """A key of its own is pressed."""
        self._show(True)

    def go(self) -> None:
        """The focus goes, or the mouse takes over."""
        self._show(False)

    def paint(self, painter: QPainter, look: Look) -> None:
        """Paint the frame if it is to be seen."""
        if self._is_seen and self._widget.hasFocus():
            painter.setPen(QPen(look.theme.focus, 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRect(self._widget.rect().adjusted(1, 1, -1, -1))

    def _show(self, is_seen: bool) -> None:
        self._is_seen = is_seen
        self._widget.update()
