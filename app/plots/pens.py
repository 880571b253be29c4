"""Pens: how wide and how strong lines are in a look."""

import pyqtgraph as pg
from PyQt6.QtGui import QColor, QPen

from app.look.look import Look


def line_pen(colour: QColor, look: Look, width: float = 1.0) -> QPen:
    """A pen for a line, as many times as wide as thin lines are in this look."""
    pen: QPen = pg.mkPen(colour, width=width * look.theme.line_width)
    return pen
