"""The mark of a class: a shape of its own, so that colour is not alone."""

from math import cos, pi, sin

from PyQt6.QtCore import QPointF
from PyQt6.QtGui import QPainter, QPolygonF

SHAPES = 6
"""Different ones; then they begin again."""

_CORNERS = {1: (4, pi / 4), 2: (3, -pi / 2), 3: (4, 0.0), 4: (3, pi / 2), 5: (6, 0.0)}
"""The corners of each shape but the disc, and the angle of the first."""


def paint_class_mark(painter: QPainter, place: QPointF, size: float, label: int) -> None:
    """Paint a disc, a square, a triangle, a diamond, … around a place."""
    kind = label % SHAPES
    if kind == 0:
        painter.drawEllipse(place, size, size)
        return
    count, turn = _CORNERS[kind]
    radius = 1.25 * size
    angles = [turn + 2 * pi * corner / count for corner in range(count)]
    painter.drawPolygon(
        QPolygonF([place + QPointF(radius * cos(a), radius * sin(a)) for a in angles])
    )
