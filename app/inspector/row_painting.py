"""What all rows of numbers have: a bar for the size, and an edge that shows the focus."""

from PyQt6.QtCore import QRectF, Qt
from PyQt6.QtGui import QColor, QPainter
from PyQt6.QtWidgets import QStyle, QStyleOptionViewItem

from app.look.look import Look

RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
LEAST_BAR, MOST_BAR = 24, 90
"""How long the longest bar is, in logical pixels at the usual text size."""


def paint_bar(painter: QPainter, spot: QRectF, share: float, colour: QColor, look: Look) -> None:
    """A bar of that share of the width of its spot."""
    if spot.width() <= 0:
        return
    height = 8 * look.unit
    length = max(spot.width() * share, 1.5)
    bar = QRectF(spot.left(), spot.center().y() - height / 2, length, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(bar, min(2.0, length / 2), 2.0)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)


def paint_edge(painter: QPainter, option: QStyleOptionViewItem, look: Look) -> None:
    """A frame around the row with the keyboard's focus, a line below all others."""
    box = QRectF(option.rect)
    if option.state & QStyle.StateFlag.State_HasFocus:
        painter.setPen(look.theme.focus)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(box.adjusted(0, 0, -1, -1))
    else:
        painter.setPen(look.theme.line)
        painter.drawLine(box.bottomLeft(), box.bottomRight())
