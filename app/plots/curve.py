"""A curve as it is drawn in a chart."""

from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PyQt6.QtGui import QColor

from app.history import History
from app.look.look import Look
from app.look.palettes import mixed
from app.plots.chart import Chart, Range
from app.plots.pens import line_pen
from app.plots.series import Series, Style
from app.plots.thinning import extremes, means, visible

Array = NDArray[Any]
Points = tuple[Array, Array]

STRONG_WIDTH = 1.7
DOT_SIZE = 8
DOT_SPACING = 12
"""Dots are drawn while they stand so many pixels apart; else only the last one."""

FAINTNESS = 0.45


class Curve:
    """The lines and dots of a series in a chart. They can be given to another series."""

    def __init__(self, chart: Chart) -> None:
        self.colour = QColor()
        self.end: tuple[float, float] | None = None
        """Where the line ends, on the axes, among what is seen."""
        self._chart = chart
        self._each = pg.PlotCurveItem(connect="finite", antialias=True)
        self._line = pg.PlotCurveItem(connect="finite", antialias=True)
        self._line.setSegmentedLineMode("on")  # else a wide noisy line takes five times as long
        self._dots = pg.ScatterPlotItem(symbol="d", antialias=True, useCache=False)
        self._each.setZValue(-1)
        self._items = (self._each, self._line, self._dots)
        for item in self._items:
            chart.box.addItem(item)

    def show_series(self, series: Series) -> None:
        """Belong to this series from now on, and show nothing of the one before."""
        self.series = series
        self.clear()

    def clear(self) -> None:
        """Show nothing."""
        self.x = self.y = self._line_values = np.empty(0)
        self.end = None
        for item in self._items:
            item.setData([], [])

    def show_look(self, look: Look) -> None:
        """Take the colours and the size of text of this look."""
        self.colour = self.series.colour(look.theme)
        panel = look.theme.panel
        self._each.setPen(pg.mkPen(mixed(self.colour, panel, FAINTNESS)))
        self._line.setPen(line_pen(self.colour, look, STRONG_WIDTH))
        self._dots.setBrush(self.colour)
        self._dots.setPen(pg.mkPen(panel))
        self._dots.setSize(DOT_SIZE * look.unit)

    def read(self, history: History) -> None:
        """Take all rows of the history."""
        self.x, self.y = self.series.source.read(history)
        mean = self.series.mean
        self._line_values = mean.means(self.y) if mean else self.y

    def at(self, step: int | None) -> float | None:
        """The value at a step: the last one up to it; None if there is none. No step: the last."""
        row = len(self.x) if step is None else int(np.searchsorted(self.x, step, "right"))
        return float(self.y[row - 1]) if row else None

    @property
    def columns(self) -> dict[str, Points]:
        """What is drawn, by name: steps and values, all rows."""
        columns = {self.series.name: (self.x, self.y)}
        if self.series.mean:
            columns[f"{self.series.name} mean"] = (self.x, self._line_values)
        return columns

    def draw(self, window: Range) -> Array:
        """Draw what is to be seen in a window of the x axis; gives its places on the y axis."""
        rows = visible(self.x, *window)
        most = self._chart.columns
        style, drawn = self.series.style, np.empty(0)
        if style in (Style.FAINT, Style.LAYER):
            drawn = self._put(self._each, *extremes(self.x, self.y, rows, most))[1]
        if style is Style.FAINT:
            return drawn
        x, places = self._put(self._line, *means(self.x, self._line_values, rows, most))
        known = np.flatnonzero(np.isfinite(places))
        self.end = (float(x[known[-1]]), float(places[known[-1]])) if len(known) else None
        if style is Style.DOTS:
            is_loose = len(known) * DOT_SPACING <= most
            shown = known if is_loose else known[-1:]
            self._dots.setData(x[shown], places[shown])
        return np.append(drawn, places)

    def _put(self, item: Any, x: Array, y: Array) -> Points:
        """Give an item these points, in units of the axes; they are given back."""
        points = x.astype(np.float64), self._chart.scaled(y)
        item.setData(*points)
        return points
