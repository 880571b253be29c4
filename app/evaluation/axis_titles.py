"""The titles of a graph's axes: that of the upward one above, that of the other below."""

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QFontMetricsF, QPainter

from app.look.look import Look
from app.widgets.axes import SMALL_TEXT, Axes

LINES = 4.2
"""What a graph takes beside its box: titles above and below, numbers, and a little room."""
MARGIN = 4
"""Left of the title above, in logical pixels at the usual text size."""


def paint_titles(painter: QPainter, axes: Axes, look: Look, across: str, up: str) -> None:
    """Paint both titles around axes whose box has one and a half lines above it."""
    painter.setFont(look.font(SMALL_TEXT))
    painter.setPen(look.theme.text)
    metrics = QFontMetricsF(painter.font())
    painter.drawText(QPointF(MARGIN * look.unit, metrics.ascent()), up)
    top = axes.box.bottom() + 1.35 * metrics.height()
    below = QRectF(axes.box.left(), top, axes.box.width(), metrics.height())
    painter.drawText(below, Qt.AlignmentFlag.AlignCenter, across)
