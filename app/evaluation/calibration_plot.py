"""The calibration curve: the share that is right against how sure the network was."""

from PyQt6.QtCore import QPointF, QRectF, Qt, pyqtSignal
from PyQt6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen, QPolygonF

from app.evaluation.graph import MARGIN, Graph
from app.look import numbers
from app.widgets.axes import Axes, dot
from engine.calibration import Calibration

HEIGHT = 190
"""Of the graph, in logical pixels at the usual text size."""
PERCENT = (0.0, 100.0)
COUNTS = 0.75
"""The size of the counts over the bars, as a share of usual text."""
BARS = 0.4
"""How high the highest bar of counts is, as a share of the graph."""


class CalibrationPlot(Graph):
    """A dot for each bin that has answers; faint bars tell how many there are."""

    #: The user wants to see the examples of this bin.
    bin_chosen = pyqtSignal(int)

    def __init__(self) -> None:
        super().__init__("Calibration curve", "how sure it was, %", "right, %")
        self._calibration: Calibration | None = None
        self._bins: list[int] = []
        self.setToolTip(
            "<p>Answers are sorted into bins by how sure the network was. Each dot: how many of a "
            "bin are right. On the dashed line it is right as often as it is sure. Walk with ← and "
            "→; Enter or a click shows the examples.</p>"
        )

    def show_calibration(self, calibration: Calibration) -> None:
        """Show this curve."""
        self._calibration = calibration
        self._bins = [number for number, count in enumerate(calibration.counts) if count]
        self.begin_at(max(self.count - 1, 0))

    @property
    def axes(self) -> Axes:
        """Where percentages lie: how sure it was across, the share that is right up."""
        return self.axes_of(PERCENT, PERCENT, 3 * MARGIN)

    @property
    def height_of_box(self) -> float:
        """The same for all widths."""
        return HEIGHT * self.look.unit

    @property
    def count(self) -> int:
        """The number of bins that have answers."""
        return len(self._bins)

    def place(self, number: int) -> QPointF:
        """Where the dot of a bin is."""
        assert self._calibration is not None
        confidence, right = self._calibration.confidence[number], self._calibration.right[number]
        return self.axes.place(100 * float(confidence), 100 * float(right))

    def sentence(self, part: int) -> str:
        """What is in a bin: "80% to 90% sure: 23 examples, 74.0% of them right."."""
        calibration, number = self._calibration, self._bins[part]
        assert calibration is not None
        low, high = (f"{100 * edge:.0f}%" for edge in calibration.edges[number : number + 2])
        examples = numbers.counted(int(calibration.counts[number]), "example")
        right = numbers.percent(float(calibration.right[number]))
        return f"{low} to {high} sure: {examples}, {right} of them right."

    def part_at(self, place: QPointF) -> int | None:
        """The bin with answers whose bar is above or below the place."""
        if self._calibration is None or not self.axes.box.contains(place):
            return None
        count = len(self._calibration.counts)
        number = min(int(self.axes.value_at(place.x()) / 100 * count), count - 1)
        return self._bins.index(number) if number in self._bins else None

    def choose(self, part: int) -> None:
        """Tell which bin it is."""
        self.bin_chosen.emit(self._bins[part])

    def _paint_curve(self, painter: QPainter) -> None:
        """A dot for each bin; the one that is meant is larger, in a ring."""
        theme, unit = self.look.theme, self.look.unit
        places = [self.place(number) for number in self._bins]
        painter.setPen(QPen(theme.curves[0], 2.2))
        painter.drawPolyline(QPolygonF(places))
        for part, place in enumerate(places):
            radius = (5.5 if part == self.at else 4.0) * unit
            dot(painter, place, radius, theme.curves[0], theme.background)
        if self.at is not None:
            painter.setPen(QPen(theme.focus if self.hasFocus() else theme.text, 2))
            painter.drawEllipse(places[self.at], 8 * unit, 8 * unit)

    def _paint_bars(self, painter: QPainter, axes: Axes, calibration: Calibration) -> None:
        """How many answers each bin has."""
        theme, most = self.look.theme, int(calibration.counts.max())
        colour = QColor(theme.muted)
        colour.setAlphaF(0.22)
        painter.setFont(self.look.font(COUNTS))
        metrics = QFontMetricsF(painter.font())
        painter.setPen(theme.muted)
        for number in self._bins:
            low, high = (100 * float(edge) for edge in calibration.edges[number : number + 2])
            top = 100 * BARS * int(calibration.counts[number]) / most
            bar = QRectF(axes.place(low, top), axes.place(high, 0.0)).adjusted(1.5, 0, -1.5, 0)
            painter.fillRect(bar, colour)
            text = numbers.count(int(calibration.counts[number]))
            if metrics.horizontalAdvance(text) <= bar.width() + 2:
                line = metrics.height()
                above = QRectF(bar.left() - 2, bar.top() - line, bar.width() + 4, line)
                painter.drawText(above, Qt.AlignmentFlag.AlignCenter, text)

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint the axes, the bars, the diagonal, and the curve."""
        if self._calibration is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        axes, theme = self.axes, self.look.theme
        self._paint_bars(painter, axes, self._calibration)
        self.paint_axes(painter, axes)
        pen = QPen(theme.muted, 1.3 * theme.line_width)
        pen.setDashPattern((5.0, 4.0))
        painter.setPen(pen)
        painter.drawLine(axes.place(0, 0), axes.place(100, 100))
        self._paint_curve(painter)
        self.paint_focus(painter)
