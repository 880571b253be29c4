"""Captions: the texts to the left and to the right of the lanes, and the crosses."""

from PyQt6.QtCore import QLineF, QRectF, Qt
from PyQt6.QtGui import QFont, QFontMetricsF, QPainter, QPen

from app.look import numbers
from app.look.look import Look
from app.time_bar import wording
from app.time_bar.geometry import LANE_HEIGHT, Geometry

SIDE = 12
"""Free on either side, in units of the look, as the rest."""
GAP = 14
ROW = 19
"""The height of a row of texts."""
CROSS = 18
CROSS_ARM = 3.5
LONGEST_TITLE = 150
TEXT_SCALE = 0.92
SHARE = 0.4
"""The part of the width that the texts on the right may take; else they say less."""


class Captions:
    """The texts beside the lanes of a bar of this width, and the room that they leave.

    The room is that of the longest texts, so that lines do not move when numbers change.
    """

    def __init__(self, look: Look, geometry: Geometry, width: float) -> None:
        self.width = width
        self._look = look
        self._font = look.font(TEXT_SCALE)
        self._metrics = QFontMetricsF(self._font)
        self._tracks = geometry.chronicle.tracks
        unit = look.unit
        self._left = SIDE * unit
        self._left_room = self._widest_left(geometry)
        cross = CROSS * unit if len(self._tracks) > 1 else 0.0
        most = width * SHARE
        self._says_more = self._widest_right(geometry, more=True) + cross <= most
        right_room = self._widest_right(geometry, more=self._says_more) + cross
        self.cross_left = width - SIDE * unit - cross
        self._right = width - SIDE * unit - right_room

    @property
    def track(self) -> tuple[float, float]:
        """From where to where lines go."""
        gap = GAP * self._look.unit
        left = self._left + self._left_room + gap
        return left, max(self._right - gap, left + 40 * self._look.unit)

    def has_cross(self, geometry: Geometry, lane: int) -> bool:
        """Whether the branch of a lane can be dropped."""
        return self._tracks[lane].parent is not None and lane != geometry.current_lane

    def paint(self, painter: QPainter, geometry: Geometry, pointed: int | None) -> None:
        """Write the texts of the lanes that are seen; frame the one that the keyboard points at."""
        for lane in geometry.lanes:
            is_current = lane == geometry.current_lane
            if lane == pointed:
                self._paint_frame(painter, self._row(geometry, lane))
            self._write_left(painter, geometry, lane, is_current=is_current)
            if is_current:
                self._write_standing(painter, geometry, lane)
            else:
                self._write_outcome(painter, geometry, lane)
        self._paint_scroll_bar(painter, geometry)

    def paint_crosses(self, painter: QPainter, geometry: Geometry, hovered: int | None) -> None:
        """Paint the cross of each branch that can be dropped."""
        theme, unit = self._look.theme, self._look.unit
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for lane in geometry.lanes:
            if not self.has_cross(geometry, lane):
                continue
            x, y = self.cross_left + CROSS / 2 * unit, geometry.y_of(lane)
            is_hovered = self._tracks[lane].number == hovered
            if is_hovered:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.hover)
                side = CROSS * unit
                painter.drawRoundedRect(QRectF(x - side / 2, y - side / 2, side, side), 4, 4)
            painter.setPen(QPen(theme.text if is_hovered else theme.muted, 1.4 * unit))
            arm = CROSS_ARM * unit
            painter.drawLine(QLineF(x - arm, y - arm, x + arm, y + arm))
            painter.drawLine(QLineF(x - arm, y + arm, x + arm, y - arm))

    def paint_focus(self, painter: QPainter, area: QRectF) -> None:
        """Paint the frame around what the keyboard acts on."""
        self._paint_frame(painter, area.adjusted(1, 1, -1, -1))

    def _write_left(
        self, painter: QPainter, geometry: Geometry, lane: int, *, is_current: bool
    ) -> None:
        theme = self._look.theme
        row = self._row(geometry, lane)
        field = QRectF(self._left, row.top(), self._left_room + 1, row.height())
        is_single = len(self._tracks) == 1
        text = wording.epoch(geometry.chronicle) if is_single else self._tracks[lane].title
        painter.setPen(theme.text if is_current else theme.muted)
        painter.setFont(self._title_font(is_current=is_current and not is_single))
        metrics = QFontMetricsF(painter.font())
        text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, field.width())
        painter.drawText(field, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def _write_standing(self, painter: QPainter, geometry: Geometry, lane: int) -> None:
        theme, row = self._look.theme, self._row(geometry, lane)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        text = self._standing(geometry)
        field = QRectF(self._right, row.top(), self.width - self._right, row.height())
        painter.setFont(self._font)
        painter.setPen(theme.text)
        painter.drawText(field, left, text)
        if self._says_more:
            field.setLeft(field.left() + self._metrics.horizontalAdvance(text))
            painter.setPen(theme.accent if geometry.chronicle.is_past else theme.muted)
            painter.drawText(field, left, f" · {wording.hint(geometry.chronicle)}")

    def _write_outcome(self, painter: QPainter, geometry: Geometry, lane: int) -> None:
        row = self._row(geometry, lane)
        field = QRectF(self._right, row.top(), self.cross_left - self._right, row.height())
        painter.setFont(self._font)
        painter.setPen(self._look.theme.muted)
        text = self._metrics.elidedText(
            wording.outcome(self._tracks[lane]), Qt.TextElideMode.ElideRight, field.width()
        )
        painter.drawText(field, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)

    def _paint_scroll_bar(self, painter: QPainter, geometry: Geometry) -> None:
        """How much of all lanes is seen, and which, at the right edge."""
        count, seen = len(self._tracks), len(geometry.lanes)
        if seen == count:
            return
        unit = self._look.unit
        top = self._row(geometry, geometry.first).top()
        height = seen * LANE_HEIGHT * unit
        bar = QRectF(self.width - 6 * unit, top, 4 * unit, height)
        handle = QRectF(bar)
        handle.setTop(top + height * geometry.first / count)
        handle.setHeight(height * seen / count)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.theme.faint)
        painter.drawRoundedRect(handle, 2 * unit, 2 * unit)

    def _paint_frame(self, painter: QPainter, area: QRectF) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._look.theme.focus, 2))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(area, 6 * self._look.unit, 6 * self._look.unit)

    def _row(self, geometry: Geometry, lane: int) -> QRectF:
        """What belongs to a lane, from edge to edge, with its line in the middle."""
        unit = self._look.unit
        top = geometry.y_of(lane) - ROW / 2 * unit
        return QRectF(4 * unit, top, self.width - 12 * unit, ROW * unit)

    def _title_font(self, *, is_current: bool) -> QFont:
        return self._look.font(TEXT_SCALE, bold=True) if is_current else self._font

    def _standing(self, geometry: Geometry) -> str:
        standing = wording.standing(geometry.chronicle)
        if len(self._tracks) == 1:
            return standing
        return f"{wording.epoch(geometry.chronicle)} · {standing}"

    def _widest_left(self, geometry: Geometry) -> float:
        if len(self._tracks) == 1:
            epochs = numbers.count(len(geometry.chronicle.track.epochs))
            return self._metrics.horizontalAdvance(f"epoch {_widened(epochs)}")
        bold = QFontMetricsF(self._title_font(is_current=True))
        widest = max(bold.horizontalAdvance(track.title) for track in self._tracks)
        return min(widest, LONGEST_TITLE * self._look.unit) + 1

    def _widest_right(self, geometry: Geometry, *, more: bool) -> float:
        most = _widened(numbers.count(geometry.longest))
        text = f"step {most} of {most}"
        if len(self._tracks) > 1:
            epochs = max(len(track.epochs) for track in self._tracks)
            text = f"epoch {_widened(numbers.count(epochs))} · {text}"
        if more:
            text += f" · {wording.BACK_TO_NEWEST}"
        texts = [text]
        if more:
            texts += [wording.outcome(track) for track in self._tracks[1:]]
        return max(map(self._metrics.horizontalAdvance, texts))


def _widened(number: str) -> str:
    """A number as wide as any with so many digits."""
    return "".join("8" if digit.isdigit() else digit for digit in number)
