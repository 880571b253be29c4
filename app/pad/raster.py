"""A raster: the ink of marks, antialiased, on pixels of the pad or of the screen."""

from typing import Any

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PyQt6.QtGui import QColor, QImage, QPainter, QPen

from app.pad.marks import PAD, Mark, Piece, Stroke


class Raster:
    """`values`, shape (side, side): 0 is no ink, 255 is full ink.

    A piece is first painted by itself, and each pixel takes the greater ink (an eraser: leaves no
    more than it spares), so that it makes no difference where strokes meet, or how often.
    """

    def __init__(self, side: int) -> None:
        self.side = side
        self.values = np.zeros((side, side), np.uint8)
        self._single = QImage(side, side, QImage.Format.Format_Grayscale8)
        self._single.fill(0)
        memory: Any = self._single.bits()
        memory.setsize(self._single.sizeInBytes())
        self._single_values = np.frombuffer(memory, np.uint8).reshape(side, -1)[:, :side]

    def draw(self, mark: Mark) -> None:
        """Draw all of a mark."""
        if isinstance(mark, Stroke):
            for piece in mark.pieces():
                self.draw_piece(piece)
        elif mark.instead:
            self.values[:] = self._fitted(mark.ink)
        else:
            np.maximum(self.values, self._fitted(mark.ink), out=self.values)

    def draw_piece(self, piece: Piece) -> None:
        """Draw a piece of a stroke."""
        rect = self._reach(piece)
        if rect.isEmpty():
            return
        rows = slice(rect.top(), rect.bottom() + 1)
        columns = slice(rect.left(), rect.right() + 1)
        self._paint(piece, rect)
        new, ink = self._single_values[rows, columns], self.values[rows, columns]
        if piece.erases:
            np.minimum(ink, 255 - new, out=ink)
        else:
            np.maximum(ink, new, out=ink)
        new[:] = 0

    def clear(self) -> None:
        """Take all ink away."""
        self.values[:] = 0

    def _reach(self, piece: Piece) -> QRect:
        """The pixels that a piece may touch."""
        margin = max(piece.start.width, piece.end.width) / 2
        spots = QPointF(piece.start.x, piece.start.y), QPointF(piece.end.x, piece.end.y)
        box = QRectF(*spots).normalized().adjusted(-margin, -margin, margin, margin)
        scale = self.side / PAD
        within = QRectF(0, 0, PAD, PAD).intersected(box)
        if within.isEmpty():
            return QRect()
        place = QRectF(
            within.x() * scale, within.y() * scale, within.width() * scale, within.height() * scale
        )
        return place.toAlignedRect().adjusted(-1, -1, 1, 1) & self._single.rect()

    def _paint(self, piece: Piece, rect: QRect) -> None:
        """Paint a piece by itself, within these pixels only."""
        painter = QPainter(self._single)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(rect)
        scale = self.side / PAD
        painter.scale(scale, scale)
        solid, cap = Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap
        painter.setPen(QPen(QColor("white"), piece.end.width, solid, cap))
        start, end = QPointF(piece.start.x, piece.start.y), QPointF(piece.end.x, piece.end.y)
        if start == end:  # of a line without length, Qt paints nothing
            painter.drawPoint(end)
        else:
            painter.drawLine(QLineF(start, end))
        painter.end()

    def _fitted(self, ink: NDArray[np.uint8]) -> NDArray[np.uint8]:
        """The ink of a picture on as many pixels as there are here."""
        if self.side == PAD:
            return ink
        memory = ink.tobytes()  # which must live as long as the image
        image = QImage(memory, PAD, PAD, PAD, QImage.Format.Format_Grayscale8)
        smooth = Qt.TransformationMode.SmoothTransformation
        either = Qt.AspectRatioMode.IgnoreAspectRatio
        painter = QPainter(self._single)
        painter.drawImage(0, 0, image.scaled(self.side, self.side, either, smooth))
        painter.end()
        fitted = self._single_values.copy()
        self._single_values[:] = 0
        return fitted
