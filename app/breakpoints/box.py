"""A box: a list to choose from, which leaves the wheel to the panel."""

from PyQt6.QtCore import QEvent, QObject
from PyQt6.QtWidgets import QComboBox


def box(name: str, tip: str) -> QComboBox:
    """An empty list of this name."""
    made = QComboBox()
    made.setAccessibleName(name)
    made.setToolTip(tip)
    made.setMinimumWidth(1)  # so that it gives way where there is little room
    made.installEventFilter(_NoWheel(made))
    return made


class _NoWheel(QObject):
    """Lets the wheel scroll the panel instead of changing what is chosen."""

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Pass it on."""
        if event is not None and event.type() == QEvent.Type.Wheel:
            event.ignore()
            return True
        return False
