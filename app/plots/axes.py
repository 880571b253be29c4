"""The axes of a chart: their names, ticks and grid."""

import numpy as np
import pyqtgraph as pg
from PyQt6.QtGui import QFontMetricsF
from PyQt6.QtWidgets import QGraphicsGridLayout, QGraphicsSimpleTextItem

from app.look import ticks
from app.look.look import Look
from app.look.palettes import mixed
from app.plots.pens import line_pen

SMALL_TEXT = 0.8
"""The size of texts in a chart, as a share of usual text."""

GAP = 4
"""Pixels between an axis and its texts."""

GRID_FAINTNESS = 0.7
TOP_ROOM = 0.3
"""Above the axis, for the upper half of a text there, as a share of its height."""

MOST_X_TICKS = 8
LETTERS_APART = 2
LINES_A_TICK = 1.3


class Axes:
    """An x axis with its name at its end, a y axis with its name along it, and lines between.

    The `frame` holds them and the `box`, the area of the curves. It stands for pyqtgraph's
    PlotItem, which makes a menu for each plot that takes longer than all else of it.
    """

    def __init__(self, x_name: str) -> None:
        self.frame = pg.GraphicsWidget()
        self.box = pg.ViewBox(self.frame, enableMenu=False)
        self.bottom = pg.AxisItem("bottom", parent=self.frame, linkView=self.box)
        self._left = pg.AxisItem("left", parent=self.frame, linkView=self.box)
        self._layout = QGraphicsGridLayout(self.frame)
        self._layout.setSpacing(0)
        self._layout.addItem(self._left, 0, 0)
        self._layout.addItem(self.box, 0, 1)
        self._layout.addItem(self.bottom, 1, 1)
        self._x_name = QGraphicsSimpleTextItem(x_name, self.bottom)
        self._grid = pg.PlotCurveItem(connect="pairs")
        self._grid.setZValue(-10)
        self._metrics = QFontMetricsF(Look().font(SMALL_TEXT))
        self.box.addItem(self._grid)

    def show_y_name(self, name: str) -> None:
        """Call the y axis by this name."""
        self._left.setLabel(name)

    def show_look(self, look: Look) -> None:
        """Take the colours and the size of text of this look."""
        theme, font = look.theme, look.font(SMALL_TEXT)
        self._metrics = QFontMetricsF(font)
        height = self._metrics.height()
        size = f"{font.pointSizeF()}pt"
        label = {"color": theme.muted.name(), "font-size": size}
        self._left.setLabel(self._left.labelText, **label)
        self._left.setWidth(self._metrics.horizontalAdvance("0.0000") + height + 2)
        self._layout.setContentsMargins(0, height * TOP_ROOM, 0, 0)
        self.bottom.setHeight(height + GAP + 1)
        for axis in (self._left, self.bottom):
            axis.enableAutoSIPrefix(False)
            axis.setStyle(tickFont=font, tickLength=-GAP, tickTextOffset=GAP, tickAlpha=255)
            axis.setPen(line_pen(theme.line, look))
            axis.setTickPen(pg.mkPen(theme.line))
            axis.setTextPen(theme.muted)
        self.bottom.setStyle(hideOverlappingLabels=False)  # else the text of the first tick is cut
        self._grid.setPen(pg.mkPen(mixed(theme.line, theme.panel, GRID_FAINTNESS)))
        self._x_name.setFont(font)
        self._x_name.setBrush(theme.muted)

    def arrange(self, is_log: bool) -> None:
        """Put ticks, lines and the name where they belong in the present ranges and size."""
        (left, right), (low, high) = self.box.viewRange()
        width = self.box.width()
        name_place = width - self._x_name.boundingRect().width()
        self._x_name.setPos(name_place, GAP)
        room = (name_place - self._metrics.averageCharWidth()) / width
        x_ticks = [self._with_room(tick, left, right, room) for tick in self._x_ticks(left, right)]
        self.bottom.setTicks([x_ticks])
        y_kind = ticks.logarithmic if is_log else ticks.linear
        most = max(int(self.box.height() / (self._metrics.height() * LINES_A_TICK)), 2)
        y_ticks = y_kind(low, high, most)
        self._left.setTicks([y_ticks])
        places = np.repeat([tick.place for tick in y_ticks], 2)
        self._grid.setData(np.tile([left, right], len(y_ticks)), places)

    def _x_ticks(self, left: float, right: float) -> list[ticks.Tick]:
        """As many ticks as keep their texts apart."""
        apart = self._metrics.averageCharWidth() * LETTERS_APART
        for most in range(MOST_X_TICKS, 0, -1):
            found = ticks.linear(left, right, most)
            texts = sum(self._metrics.horizontalAdvance(tick.text) + apart for tick in found)
            if texts <= self.box.width():
                return found
        return []

    def _with_room(self, tick: ticks.Tick, left: float, right: float, room: float) -> ticks.Tick:
        """The tick, without its text if that reaches beyond a share `room` of the axis."""
        half = self._metrics.horizontalAdvance(tick.text) / 2 / self.box.width()
        ends = (tick.place - left) / (right - left) + half
        return tick if ends <= room else tick._replace(text="")
