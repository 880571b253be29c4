"""The lane painter: draws the lines of all branches, with their epochs and marks."""

from collections.abc import Iterator

from PyQt6.QtCore import QLineF, QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen

from app.chronicle import Mark, MarkKind
from app.look import numbers
from app.look.look import Look
from app.look.palettes import mixed
from app.time_bar.epochs import EpochTick, ticks
from app.time_bar.geometry import Geometry, Stretch

LINE_WIDTH = 5
"""In units of the look, as the rest."""
OTHER_WIDTH = 3
TICK_TOP, TICK_LENGTH = 4.5, 4
NUMBERS_TOP = 6
BELOW = 20
"""What belongs to a lane reaches so far below its line."""
BEND = 9
MARK_SIZE = 4.5
MARK_SPACING = 10
"""Marks that are nearer to each other are drawn as one."""
HANDLE_SIZE = 7
NUMBER_SCALE = 0.78

LATER = 0.42
"""How much of its colour a step has that comes after the one shown."""
OTHER = 0.55
"""And a branch that is not followed."""


class LanePainter:
    """Paints on a bar of this look and geometry."""

    def __init__(self, look: Look, geometry: Geometry) -> None:
        self._look = look
        self._geometry = geometry
        self._metrics = QFontMetricsF(look.font(NUMBER_SCALE))

    def paint_lanes(self, painter: QPainter, *, done: bool) -> None:
        """Paint everything but the handle, with the followed branch as done, or as later."""
        theme, geometry = self._look.theme, self._geometry
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        bottom = geometry.y_of(geometry.lanes[-1]) + BELOW * self._look.unit
        painter.setClipRect(QRectF(0, 0, painter.window().width(), bottom))  # of other lanes
        if geometry.longest == 0:
            self._paint_groove(painter)
        other = mixed(theme.muted, theme.panel, OTHER)
        for lane in geometry.lanes:
            if lane != geometry.current_lane:
                self._paint_ticks(painter, geometry.own(lane), other, has_numbers=False)
                self._paint_line(painter, geometry.own(lane), other, OTHER_WIDTH)
        colour = theme.muted if done else mixed(theme.muted, theme.panel, LATER)
        path = list(geometry.path())
        for stretch in reversed(path):
            self._paint_ticks(painter, stretch, colour, has_numbers=stretch == path[0])
            self._paint_line(painter, stretch, colour, LINE_WIDTH)
        for lane in geometry.lanes:
            for mark in spaced_marks(geometry, lane):
                self._paint_mark(painter, lane, mark)

    def paint_handle(self, painter: QPainter, step: int) -> None:
        """Paint the handle at a step of the followed branch."""
        theme, geometry, unit = self._look.theme, self._geometry, self._look.unit
        lane = geometry.lane_of_step(step)
        if lane not in geometry.lanes:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.panel, 2 * unit))
        painter.setBrush(theme.text)
        centre = QPointF(geometry.x_of(step), geometry.y_of(lane))
        painter.drawEllipse(centre, HANDLE_SIZE * unit, HANDLE_SIZE * unit)

    def paint_pointed(self, painter: QPainter, step: int, text: str) -> None:
        """Paint a line at a step of the followed branch, and what it is, below."""
        theme, geometry, unit = self._look.theme, self._geometry, self._look.unit
        lane = geometry.lane_of_step(step)
        if lane not in geometry.lanes:
            return
        x, y = geometry.x_of(step), geometry.y_of(lane)
        painter.setPen(QPen(theme.text, unit))
        painter.drawLine(QLineF(x, y - 8 * unit, x, y + NUMBERS_TOP * unit))
        width = self._metrics.horizontalAdvance(text) + 10 * unit
        left = min(max(x - width / 2, geometry.left), geometry.right - width)
        field = QRectF(left, y + NUMBERS_TOP * unit, width, self._metrics.height() + 2 * unit)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.hover)
        painter.drawRoundedRect(field, 3 * unit, 3 * unit)
        painter.setPen(theme.text)
        painter.setFont(self._look.font(NUMBER_SCALE))
        painter.drawText(field, Qt.AlignmentFlag.AlignCenter, text)

    def _paint_line(
        self, painter: QPainter, stretch: Stretch, colour: QColor, width: float
    ) -> None:
        """The line of a branch, with the bend in which it leaves its parent."""
        geometry, unit = self._geometry, self._look.unit
        track = geometry.chronicle.tracks[stretch.lane]
        x, end = geometry.x_of(stretch.start), geometry.x_of(stretch.end)
        y = geometry.y_of(stretch.lane)
        line = QPainterPath(QPointF(x, y))
        if track.parent is not None:
            above = geometry.y_of(geometry.lane_of(track.parent))
            bend = min(BEND * unit, y - above)
            line = QPainterPath(QPointF(x, above))
            line.lineTo(x, y - bend)
            line.quadTo(x, y, min(x + bend, max(end, x + 1)), y)
        line.lineTo(max(end, x + 0.1), y)
        pen = QPen(colour, width * unit)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(line)

    def _paint_groove(self, painter: QPainter) -> None:
        """Where steps will be."""
        geometry, unit = self._geometry, self._look.unit
        pen = QPen(self._look.theme.hover, LINE_WIDTH * unit)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        y = geometry.y_of(0)
        painter.drawLine(QLineF(geometry.left, y, geometry.right, y))

    def _paint_ticks(
        self, painter: QPainter, stretch: Stretch, colour: QColor, *, has_numbers: bool
    ) -> None:
        geometry, unit = self._geometry, self._look.unit
        if stretch.lane not in geometry.lanes:
            return
        shown = list(self._ticks(stretch))
        top = geometry.y_of(stretch.lane) + TICK_TOP * unit
        bottom = top + TICK_LENGTH * unit
        painter.setPen(QPen(colour, self._look.theme.line_width))
        for tick in shown:
            painter.drawLine(QLineF(tick.x, top, tick.x, bottom))
        if has_numbers:
            self._paint_numbers(painter, shown, bottom)

    def _ticks(self, stretch: Stretch) -> Iterator[EpochTick]:
        """The ticks of the branch of a lane that belong to that part of it."""
        track = self._geometry.chronicle.tracks[stretch.lane]
        for tick in ticks(track.epochs, self._geometry.x_of):
            if stretch.start < tick.step <= stretch.end or tick.step == stretch.start > 0:
                yield tick

    def _paint_numbers(self, painter: QPainter, shown: list[EpochTick], top: float) -> None:
        """The numbers of epochs below their ticks, as many as have room."""
        if not shown:
            return
        unit = self._look.unit
        painter.setFont(self._look.font(NUMBER_SCALE))
        painter.setPen(self._look.theme.muted)
        widest = self._metrics.horizontalAdvance(numbers.count(shown[-1].number)) + 10 * unit
        numbered = shown if len(shown) == 1 else self._numbered(shown, widest)
        free_from = self._geometry.left
        for tick in numbered:
            text = numbers.count(tick.number)
            width = self._metrics.horizontalAdvance(text)
            left = tick.x - width / 2
            if left >= free_from and left + width <= self._geometry.right + width / 2:
                painter.drawText(QPointF(left, top - 1 * unit + self._metrics.ascent()), text)
                free_from = left + width + 4 * unit

    def _numbered(self, shown: list[EpochTick], room: float) -> list[EpochTick]:
        """Every tick, every 2nd, 5th, 10th, …: those whose numbers are the roundest."""
        spacing = (shown[-1].x - shown[0].x) / (len(shown) - 1)
        step = shown[1].number - shown[0].number
        every = step
        for factor in (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000):
            every = step * factor
            if factor * spacing >= room:
                break
        return [tick for tick in shown if tick.number % every == 0 or every == step]

    def _paint_mark(self, painter: QPainter, lane: int, mark: Mark) -> None:
        """A diamond for an edit, a ring for a breakpoint."""
        theme, unit = self._look.theme, self._look.unit
        centre = QPointF(self._geometry.x_of(mark.step), self._geometry.y_of(lane))
        size = MARK_SIZE * unit
        painter.setPen(QPen(theme.panel, 1.5 * unit))
        if mark.kind is MarkKind.EDIT:
            painter.setBrush(theme.accent)
            shape = QPainterPath(centre - QPointF(0, 1.35 * size))
            for across, down in ((1.15, 0.0), (0.0, 1.35), (-1.15, 0.0)):
                shape.lineTo(centre + QPointF(across * size, down * size))
            shape.closeSubpath()
            painter.drawPath(shape)
        else:
            painter.setBrush(theme.bad)
            painter.drawEllipse(centre, 1.25 * size, 1.25 * size)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.panel)
            painter.drawEllipse(centre, 0.45 * size, 0.45 * size)


def marks_near(geometry: Geometry, lane: int, x: float) -> list[Mark]:
    """The marks of a lane at this place, the nearest first."""
    near = MARK_SIZE * 1.6 * geometry.unit
    start = geometry.own(lane).start
    marks = [mark for mark in geometry.chronicle.tracks[lane].marks if mark.step >= start]
    found = [(abs(geometry.x_of(mark.step) - x), n) for n, mark in enumerate(marks)]
    return [marks[n] for distance, n in sorted(found) if distance <= near]


def spaced_marks(geometry: Geometry, lane: int) -> Iterator[Mark]:
    """The marks of a lane that are drawn: of those that would cover each other, one of a kind."""
    last: dict[MarkKind, float] = {}
    start = geometry.own(lane).start
    for mark in geometry.chronicle.tracks[lane].marks:
        x = geometry.x_of(mark.step)
        if mark.step >= start and x - last.get(mark.kind, -1e9) >= MARK_SPACING * geometry.unit:
            last[mark.kind] = x
            yield mark
