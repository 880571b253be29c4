"""Pens: how wide and how strong lines are in a look."""

import pyqtgraph as pg
from PyQt6.QtGui import QColor, QPen

from app.look.look import Look


def line_pen(colour: QColor, look: Look, width: float = 1.0) -> QPen:
    """A pen for a line, as many times as wide as thin lines are in this look."""
    pen: QPen = pg.mkPen(colour, width=width * look.theme.line_width)
    return pen


def mixed(colour: QColor, ground: QColor, share: float) -> QColor:
    """The opaque colour of which `share` is `colour` and the rest the ground."""
    parts = zip(colour.getRgb(), ground.getRgb(), strict=True)
    return QColor(*(round(share * a + (1 - share) * b) for a, b in parts))
