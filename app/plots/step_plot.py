"""A plot over steps: its curves, what they are at the cursor, and the epochs."""

from math import log10
from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PyQt6.QtCore import Qt

from app.history import History
from app.look import numbers
from app.look.look import Look
from app.look.palettes import mixed
from app.plots.card import Card
from app.plots.catalogue import StepKind
from app.plots.chart import Chart, Mark, Range
from app.plots.curve import Curve
from app.plots.pens import line_pen
from app.plots.series import Style
from app.plots.tables import joined
from app.plots.thinning import visible
from app.plots.values import Value

Array = NDArray[Any]

FEWEST_STEPS = 10
"""The x axis is never shorter than so many steps while it follows."""

MARK_ROOM = 0.08
"""The share of the width that stays free at the right for the names of curves."""

HEADROOM = 0.06
EPOCH_FAINTNESS = 0.7
EPOCH_SPACING = 20
"""Epochs that begin nearer to each other, in pixels, are marked only one in two, four, …"""


class StepPlot:
    """The curves of one kind of plot, in a card."""

    def __init__(self, kind: StepKind) -> None:
        self.card = Card(Chart("step"))
        self.name = kind.name
        self._chart = self.card.chart
        self._chart.is_log = kind.is_log
        self._look = Look()
        self._history: History | None = None
        self._step: int | None = None
        self._shown_step: int | None = None
        self._pool: list[Curve] = []  # items that are taken out of a scene may crash Qt
        self._curves: list[Curve] = []
        self._epochs = pg.VTickGroup()
        self._guide = pg.InfiniteLine(angle=0, movable=False)
        self._chart.box.addItem(self._epochs)
        self._chart.box.addItem(self._guide)
        self.show_kind(kind)

    def show_kind(self, kind: StepKind) -> None:
        """Start anew with the curves of this kind, and nothing in them."""
        self._kind = kind
        self._history = None
        for curve in self._pool:
            curve.clear()
        while len(self._pool) < len(kind.series):
            self._pool.append(Curve(self._chart))
        self._curves = self._pool[: len(kind.series)]
        for curve, series in zip(self._curves, kind.series, strict=True):
            curve.show_series(series)
            curve.show_look(self._look)
        self._chart.show_y_name(kind.y_name)
        self._guide.setVisible(kind.guide is not None)
        self._guide.setToolTip(kind.guide_meaning)
        self.card.show_texts(kind.title, kind.meaning)
        self.redraw()

    def show_look(self, look: Look) -> None:
        """Take the colours and the size of text of this look."""
        self._look = look
        self.card.show_look(look)
        for curve in self._curves:
            curve.show_look(look)
        self._epochs.setPen(pg.mkPen(mixed(look.theme.line, look.theme.panel, EPOCH_FAINTNESS)))
        guide = line_pen(look.theme.muted, look)
        guide.setStyle(Qt.PenStyle.DashLine)
        self._guide.setPen(guide)
        self.redraw()

    def show_history(self, history: History) -> None:
        """Take a history that is the same as before or has grown, to be drawn by `redraw`."""
        self._history = history

    def leave_what_is_gone(self, history: History) -> None:
        """Follow the data again if the user looks at steps that the history has no more."""
        window, steps = self._chart.x_window, history.steps["step"]
        if window and (not len(steps) or window[0] >= steps[-1]):
            self._chart.follow()

    def show_step(self, step: int | None) -> None:
        """Point at a step and show the values there; or, if None, the latest values."""
        self._step = step
        if step is None:
            self._chart.hide_cursor()
        else:
            self._chart.show_cursor(step, numbers.count(step))
        self._show_values(at_once=True)
        self._chart.show_marks(self._marks())

    def show_shown_step(self, step: int | None) -> None:
        """Mark the step that all other panels show, and show the values there; None: the latest."""
        if step != self._shown_step:
            self._shown_step = step
            self._chart.show_shown_step(step)
            self._show_values(at_once=True)
            self._chart.show_marks(self._marks())

    def set_log(self, is_log: bool) -> None:
        """Make the y axis logarithmic, or linear."""
        self._chart.set_log(is_log)
        self.redraw()

    def redraw(self) -> None:
        """Draw again what the history, the window and the scale have become."""
        if self._history is not None:
            for curve in self._curves:
                curve.read(self._history)
        whole = self._whole_run()
        x_range = self._chart.x_window or whole
        drawn = [curve.draw(x_range) for curve in self._curves]
        places = np.concatenate([np.empty(0), *drawn])
        self._chart.show_ranges(whole, self._fitting(places[np.isfinite(places)]))
        self._chart.show_marks(self._marks())
        self._draw_epochs(x_range)
        if self._kind.guide is not None:
            self._guide.setPos(log10(self._kind.guide) if self._chart.is_log else self._kind.guide)
        self.card.show_state()
        self._show_values(at_once=self._history is None)

    def table(self) -> dict[str, Array]:
        """All that the curves are drawn from: a row for each step, NaN where there is nothing."""
        curves: dict[str, tuple[Array, Array]] = {}
        for curve in self._curves:
            if self._history is not None:
                curve.read(self._history)
            curves |= curve.columns
        return joined(curves)

    def _whole_run(self) -> Range:
        ends = [curve.x[[0, -1]] for curve in self._curves if len(curve.x)]
        first = min((int(x[0]) for x in ends), default=0)
        last = max((int(x[1]) for x in ends), default=0)
        last = max(last, first + FEWEST_STEPS)
        return first, last + (last - first) * MARK_ROOM

    def _fitting(self, places: Array) -> Range:
        """The range of the y axis that shows all these; from 0 if the whole run is seen."""
        if self._kind.guide is not None and self._chart.is_log:
            places = np.append(places, log10(self._kind.guide))
        if not len(places):
            return (-3.0, 0.0) if self._chart.is_log else (0.0, 1.0 + HEADROOM)
        low, high = float(places.min()), float(places.max())
        if self._chart.x_window is None and not self._chart.is_log:
            low, high = min(low, 0.0), self._kind.top or high
        room = (high - low) * HEADROOM or 0.5
        return low - room * (low != 0), high + room

    def _marks(self) -> list[Mark]:
        """The names of layers at the ends of their curves; with values that have no room above."""
        marks = []
        for curve in self._curves:
            if curve.series.style is Style.LAYER and curve.end:
                text = curve.series.sign or curve.series.name
                if self._step_read is not None and not self.card.values.has_room:
                    text += f" {self._value(curve)[0]}"
                marks.append(Mark(*curve.end, text, curve.colour))
        return marks

    def _draw_epochs(self, x_range: Range) -> None:
        starts = self._history.epochs["step"] if self._history else np.empty(0)
        starts = starts[visible(starts, *x_range)]
        most = self._chart.columns / EPOCH_SPACING
        every = 1
        while len(starts) / every > most:
            every *= 2
        self._epochs.setXVals(starts[::every].tolist())

    def _show_values(self, *, at_once: bool) -> None:
        values = []
        for curve in self._curves:
            if curve.series.style is Style.FAINT and self._step_read is None:
                continue  # it changes faster than one can read
            series = curve.series
            text, short = self._value(curve)
            values.append(
                Value(series.name, text, short, curve.colour, series.sign or series.style.value)
            )
        self.card.values.show_values(values, at_once=at_once or self._step_read is not None)

    @property
    def _step_read(self) -> int | None:
        """The step whose values are shown: where the mouse points, else the one shown elsewhere."""
        return self._shown_step if self._step is None else self._step

    def _value(self, curve: Curve) -> tuple[str, str]:
        """The value at the cursor, or the latest one, as a text and as a shorter one."""
        value = curve.at(self._step_read)
        if value is None:
            return "–", "–"
        text = self._kind.write(value)
        return text, text if self._kind.top else numbers.short(value)
