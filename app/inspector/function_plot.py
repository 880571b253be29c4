"""f and f′ of a neuron as curves, with the z of the batch's examples on them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.look import numbers
from app.look.look import Look
from app.widgets.axes import SMALL_TEXT, Axes, dot, left_margin
from engine.activations import Activation
from engine.neuron import curves

LEAST_REACH = 4.0
"""How far from 0 the z axis goes at least."""
POINTS = 241
"""Of a curve; an odd number, so that 0 is one of them."""
PANEL_HEIGHT, COUNTS_HEIGHT = 78, 46
RUG_HEIGHT = 7
"""Lengths are logical pixels at the usual text size."""
BINS = 24
JUMP = 0.4
"""A curve is not drawn through a step of more than this share of its height."""

Array = NDArray[np.floating]


@dataclass(frozen=True, eq=False)
class FunctionCurves:
    """An element-wise activation around the z of a batch, shape (m,), one of which is looked at.

    `example` is its number, None for the whole batch.
    """

    activation: Activation
    z: Array
    example: int | None

    @property
    def reach(self) -> float:
        """How far the z axis goes to both sides."""
        finite = np.abs(self.z[np.isfinite(self.z)])
        return max(LEAST_REACH, 1.1 * float(finite.max(initial=0.0)))

    @property
    def marked(self) -> float:
        """The z of the example, or the mean of the batch's."""
        z = self.z.mean(dtype=np.float64) if self.example is None else self.z[self.example]
        return float(z)

    def marks(self) -> tuple[Array, Array, Array]:
        """The z that are marked on the curves, and f and f′ of each."""
        chosen = self.z if self.example is None else self.z[[self.example]]
        f, slope = curves(self.activation, chosen)
        return chosen, f, slope


class FunctionPlot(QWidget):
    """f above, f′ below, over the same z axis: a line at the z looked at, a dot on both curves.

    The ticks along the axis are the z of all the batch's examples; of the whole batch, a third
    graph counts them.
    """

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self._shown: FunctionCurves | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_look(self, look: Look) -> None:
        """Paint in this look from now on."""
        self._look = look
        self.updateGeometry()
        self.update()

    def show_curves(self, shown: FunctionCurves) -> None:
        """Show these."""
        self._shown = shown
        z, (_, f, slope) = shown.marked, shown.marks()
        if shown.example is None:
            text = f"mean z = {numbers.plain(z)} of {numbers.counted(len(shown.z), 'example')}"
        else:
            text = (
                f"z = {numbers.plain(z)}, f(z) = {numbers.plain(f[0])}, "
                f"f′(z) = {numbers.plain(slope[0])}"
            )
        self.setAccessibleName(f"f and f′ of {shown.activation.title}")
        self.setAccessibleDescription(text)
        self.setToolTip(
            "f(z) above, and its slope f′(z) below, over the same z. The dashed line is at z; "
            "the short strokes along the axis are the z of every example of the batch."
        )
        self.updateGeometry()
        self.update()

    def _heights(self) -> list[float]:
        heights = [PANEL_HEIGHT, PANEL_HEIGHT]
        if self._shown is not None and self._shown.example is None:
            heights.append(COUNTS_HEIGHT)
        return [height * self._look.unit for height in heights]

    def _panels(self, ys: list[tuple[float, float]]) -> list[Axes]:
        """The graphs one below the other, a line of text above each and below the last."""
        assert self._shown is not None
        heights, reach = self._heights(), self._shown.reach
        line = QFontMetricsF(self._look.font(SMALL_TEXT)).height()
        left = left_margin(ys, heights, self._look)
        panels, top = [], 0.0
        for height, y in zip(heights, ys, strict=True):
            top += line * 1.25
            box = QRectF(left, top, self.width() - left - 6 * self._look.unit, height)
            panels.append(Axes(box, (-reach, reach), y))
            top += height + line * 0.35
        return panels

    def sizeHint(self) -> QSize:
        """Any width, and the height of its graphs."""
        line = QFontMetricsF(self._look.font(SMALL_TEXT)).height()
        heights = self._heights()
        height = sum(heights) + line * (1.6 * len(heights) + 1.0)
        return QSize(round(240 * self._look.unit), round(height))

    def minimumSizeHint(self) -> QSize:
        """Narrow columns are possible."""
        return QSize(round(140 * self._look.unit), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the graphs."""
        if self._shown is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shown, theme = self._shown, self._look.theme
        zs = np.linspace(-shown.reach, shown.reach, POINTS)
        marked, *heights = shown.marks()
        names = (f"f(z) · {shown.activation.title}", "f′(z) · slope of f")
        counts, edges = np.histogram(
            shown.z[np.isfinite(shown.z)], BINS, (-shown.reach, shown.reach)
        )
        all_curves = curves(shown.activation, zs)
        ys = [_extent(curve) for curve in all_curves]
        if shown.example is None:
            ys.append((0.0, float(max(counts.max(), 1)) * 1.1))
        panels = self._panels(ys)
        for number, (panel, curve) in enumerate(zip(panels, all_curves, strict=False)):
            is_last = number == len(panels) - 1
            panel.paint(painter, self._look, "z" if is_last else None)
            self._paint_curve(painter, panel, zs, curve, theme.curves[number])
            self._paint_line(painter, panel)
            self._paint_rug(painter, panel)
            self._paint_marks(painter, panel, marked, heights[number], theme.curves[number])
            value = "" if shown.example is None else numbers.signed(heights[number][0])
            self._paint_title(painter, panel, names[number], value)
        if len(panels) > 2:
            self._paint_counts(painter, panels[2], counts, edges)

    def _paint_title(self, painter: QPainter, panel: Axes, name: str, value: str) -> None:
        metrics = QFontMetricsF(self._look.font(SMALL_TEXT))
        baseline = panel.box.top() - metrics.descent() - 2 * self._look.unit
        painter.setFont(self._look.font(SMALL_TEXT))
        painter.setPen(self._look.theme.muted)
        painter.drawText(QPointF(panel.box.left(), baseline), name)
        font = self._look.mono(SMALL_TEXT)
        painter.setFont(font)
        painter.setPen(self._look.theme.text)
        width = QFontMetricsF(font).horizontalAdvance(value)
        painter.drawText(QPointF(panel.box.right() - width, baseline), value)

    def _paint_curve(
        self, painter: QPainter, panel: Axes, zs: Array, curve: Array, colour: QColor
    ) -> None:
        """Paint a curve; where it jumps, as f′ of ReLU does at 0, it has a gap."""
        low, high = panel.y
        jumps = np.flatnonzero(np.abs(np.diff(curve)) > JUMP * (high - low))
        xs, ys = np.insert(zs, jumps + 1, 0.0), np.insert(curve, jumps + 1, np.nan)
        painter.setPen(QPen(colour, 2 * self._look.theme.line_width))
        for line in panel.curve(xs, ys):
            painter.drawPolyline(line)

    def _paint_line(self, painter: QPainter, panel: Axes) -> None:
        """A dashed line at the z looked at."""
        assert self._shown is not None
        if not np.isfinite(self._shown.marked):
            return
        across = panel.across(self._shown.marked)
        pen = QPen(self._look.theme.text, self._look.theme.line_width)
        pen.setDashPattern((4.0, 3.0))
        painter.setPen(pen)
        painter.drawLine(QPointF(across, panel.box.top()), QPointF(across, panel.box.bottom()))

    def _paint_rug(self, painter: QPainter, panel: Axes) -> None:
        assert self._shown is not None
        colour = QColor(self._look.theme.muted)
        colour.setAlphaF(0.55)
        painter.setPen(QPen(colour, 1))
        bottom = panel.box.bottom()
        top = bottom - RUG_HEIGHT * self._look.unit
        places = [panel.across(z) for z in self._shown.z[np.isfinite(self._shown.z)].tolist()]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        if places:
            painter.drawLines(*(QLineF(across, bottom, across, top) for across in places))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def _paint_marks(
        self, painter: QPainter, panel: Axes, zs: Array, heights: Array, colour: QColor
    ) -> None:
        is_known = np.isfinite(zs) & np.isfinite(heights)
        places = panel.points(zs[is_known], heights[is_known])
        if len(zs) > 1:
            pen = QPen(colour, 5 * self._look.unit)
            pen.setCapStyle(Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            painter.drawPoints(places)
            return
        if len(places):
            dot(painter, places.at(0), 4.5 * self._look.unit, colour, self._look.theme.text)

    def _paint_counts(
        self, painter: QPainter, panel: Axes, counts: NDArray[np.intp], edges: Array
    ) -> None:
        panel.paint(painter, self._look, "z")
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.theme.muted)
        for count, left, right in zip(counts.tolist(), edges, edges[1:], strict=False):
            corner = panel.place(float(left), count)
            width = panel.across(float(right)) - corner.x() - 1
            painter.drawRect(QRectF(corner.x(), corner.y(), width, panel.up(0) - corner.y()))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        self._paint_line(painter, panel)
        mean = f"mean {numbers.signed(self._shown.marked)}" if self._shown is not None else ""
        self._paint_title(painter, panel, "how many examples", mean)


def _extent(curve: Array) -> tuple[float, float]:
    """The y axis of a curve: all of it and 0, with some room."""
    finite = curve[np.isfinite(curve)]
    low, high = min(0.0, float(finite.min())), max(0.0, float(finite.max()))
    room = 0.12 * (high - low or 1.0)
    return low - room, high + room
