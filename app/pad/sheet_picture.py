"""What is seen of the sheet: ink on its ground, the hint, the rings of pens, frames."""

from PyQt6.QtCore import QPointF, QRectF, Qt
from PyQt6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from app.look.look import Look
from app.pad.drawing import Drawing
from app.pad.ink_image import ink_image
from app.pad.marks import PAD
from app.pad.raster import Raster


class SheetPicture:
    """Paints a drawing on a square, pixel by pixel of the screen."""

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing
        self._look = Look()
        self._raster: Raster | None = None

    def show_look(self, look: Look) -> None:
        """Take over the colours."""
        self._look = look

    def raster(self, side: int) -> Raster:
        """The drawing on so many pixels, made anew when it has none."""
        if self._raster is None or self._raster.side != side:
            self._raster = Raster(side)
            self._drawing.draw_on(self._raster)
        return self._raster

    def forget(self) -> None:
        """What was drawn is no longer so: make it anew."""
        self._raster = None

    def paint_ink(self, painter: QPainter, square: QRectF, side: int) -> None:
        """Paint the drawing, whose raster has so many pixels."""
        painter.drawImage(square, ink_image(self.raster(side).values, self._look))

    def paint_hint(self, painter: QPainter, square: QRectF, lines: tuple[str, str]) -> None:
        """Say in the middle what this is for, and under it what else can be done."""
        fonts = self._look.font(1.2), self._look.font(0.9)
        gap = 6 * self._look.unit
        heights = [
            self._height(square, text, font) for text, font in zip(lines, fonts, strict=True)
        ]
        top = square.center().y() - (sum(heights) + gap) / 2
        painter.setPen(self._look.theme.muted)
        for text, font, height in zip(lines, fonts, heights, strict=True):
            painter.setFont(font)
            room = QRectF(square.left(), top, square.width(), height)
            painter.drawText(_inner(room), _CENTRED, text)
            top += height + gap

    def paint_frame(self, painter: QPainter, square: QRectF, *, is_wanted: bool) -> None:
        """Paint the rim; strong while a picture is held over it."""
        theme = self._look.theme
        width = 2 if is_wanted else theme.line_width
        painter.setPen(QPen(theme.accent if is_wanted else theme.muted, width))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        half = width / 2
        painter.drawRect(square.adjusted(half, half, -half, -half))

    def paint_ring(
        self, painter: QPainter, square: QRectF, place: QPointF, width: float, *, erases: bool
    ) -> None:
        """Paint how wide the pen is at a place of the pad; with dashes if it erases."""
        theme = self._look.theme
        style = Qt.PenStyle.DashLine if erases else Qt.PenStyle.SolidLine
        self._paint_circle(painter, square, place, width, theme.muted, 1.0, style)

    def paint_pen(
        self, painter: QPainter, square: QRectF, place: QPointF, width: float, *, is_down: bool
    ) -> None:
        """Paint the pen of the keyboard: a ring with a cross, and a disc in it while it is down."""
        theme = self._look.theme
        solid = Qt.PenStyle.SolidLine
        self._paint_circle(painter, square, place, width, theme.background, 4.0, solid)
        self._paint_circle(painter, square, place, width, theme.focus, 2.0, solid)
        middle = _on(square, place)
        if is_down:
            painter.setBrush(theme.focus)
            painter.drawEllipse(middle, 3.0, 3.0)
        else:
            painter.drawLine(middle - QPointF(4, 0), middle + QPointF(4, 0))
            painter.drawLine(middle - QPointF(0, 4), middle + QPointF(0, 4))

    def _paint_circle(
        self,
        painter: QPainter,
        square: QRectF,
        place: QPointF,
        width: float,
        colour: QColor,
        line: float,
        style: Qt.PenStyle,
    ) -> None:
        radius = width / 2 * square.width() / PAD
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, line, style))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawEllipse(_on(square, place), radius, radius)

    def _height(self, square: QRectF, text: str, font: QFont) -> float:
        room = _inner(QRectF(0, 0, square.width(), 1e4))
        return QFontMetricsF(font).boundingRect(room, _CENTRED, text).height()


_CENTRED = int(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop | Qt.TextFlag.TextWordWrap)


def _inner(room: QRectF) -> QRectF:
    return room.adjusted(16, 0, -16, 0)


def _on(square: QRectF, place: QPointF) -> QPointF:
    """Where a place of the pad is on the square."""
    return square.topLeft() + place * (square.width() / PAD)
