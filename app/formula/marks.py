"""Marks behind the slots of a formula: what is pointed at, and what the keyboard is on."""

from collections.abc import Iterable

from PyQt6.QtCore import QRectF, Qt
from PyQt6.QtGui import QColor, QPainter, QPen

TINT = 0.2
"""How much of a slot's colour is behind it."""
LINE = 1.5
"""The thickness of lines, in logical pixels at the usual text size, as the rest."""
CORNER = 3


def tint(painter: QPainter, rects: Iterable[QRectF], colour: QColor, unit: float) -> None:
    """A tinted ground, and a line under it, for those who see no difference in tints."""
    ground = QColor(colour)
    ground.setAlphaF(TINT)
    for rect in rects:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(rect, CORNER * unit, CORNER * unit)
        line = LINE * unit
        painter.fillRect(QRectF(rect.left(), rect.bottom() - line, rect.width(), line), colour)


def frame(painter: QPainter, rects: Iterable[QRectF], colour: QColor, unit: float) -> None:
    """A frame around what the keyboard is on."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, LINE * unit))
    for rect in rects:
        painter.drawRoundedRect(rect, CORNER * unit, CORNER * unit)
