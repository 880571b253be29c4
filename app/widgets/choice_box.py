"""A choice box: a list to choose from, which leaves the wheel to the panel that it stands in."""

from PyQt6.QtCore import QEvent, QObject
from PyQt6.QtWidgets import QComboBox


def choice_box() -> QComboBox:
    """An empty list that gives way where there is little room."""
    box = QComboBox()
    box.setMinimumWidth(1)
    box.installEventFilter(_WheelFilter(box))
    return box


class _WheelFilter(QObject):
    """Lets the wheel scroll the panel instead of changing what is chosen."""

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Pass it on."""
        if event is not None and event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return False
