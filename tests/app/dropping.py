"""Drags a file over the window and drops it, as other programs do it."""

from pathlib import Path

from PyQt6.QtCore import QMimeData, QPointF, Qt, QUrl
from PyQt6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PyQt6.QtWidgets import QApplication, QWidget


def drop(over: QWidget, *files: Path) -> bool:
    """Drag files to the middle of a widget and, if they are taken there, drop them.

    Qt offers them to what is under the mouse, and then to what that lies in, up to the window.
    """
    window = over.window()
    assert window is not None
    place = over.mapTo(window, over.rect().center())
    under = window.childAt(place) or window
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file)) for file in files])
    given = (
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    spot = under.mapFrom(window, place)
    entering = QDragEnterEvent(spot, *given)
    entering.ignore()
    QApplication.sendEvent(under, entering)
    if not entering.isAccepted():
        QApplication.sendEvent(under, QDragLeaveEvent())
        return False
    dropped = QDropEvent(QPointF(spot), *given)
    QApplication.sendEvent(under, dropped)
    return dropped.isAccepted()
