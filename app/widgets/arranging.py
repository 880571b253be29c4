"""What arranges itself: places its parts anew when its width or their needs change."""

from PyQt6.QtCore import QEvent
from PyQt6.QtGui import QResizeEvent
from PyQt6.QtWidgets import QWidget


class Arranging(QWidget):
    """Calls its `arrange` whenever there is another room, or need of room.

    (It cannot be an ABC, because Qt's widgets have a metaclass of their own.)
    """

    def arrange(self) -> None:
        """Place the parts in the present width."""
        raise NotImplementedError

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Choose the arrangement anew."""
        super().resizeEvent(event)
        self.arrange()

    def event(self, event: QEvent | None) -> bool:
        """Choose it anew when a part needs more or less room."""
        is_handled = super().event(event)
        if event is not None and event.type() is QEvent.Type.LayoutRequest:
            self.arrange()
        return is_handled
