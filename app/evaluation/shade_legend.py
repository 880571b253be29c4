"""What the shades of a confusion matrix mean."""

from PyQt6.QtCore import QPointF, QRectF, QSize, Qt
from PyQt6.QtGui import QFontMetricsF, QLinearGradient, QPainter, QPaintEvent, QPen, QResizeEvent
from PyQt6.QtWidgets import QSizePolicy, QWidget

from app.evaluation.shades import Shades
from app.look.look import Look

TEXT = 0.85
"""The size of its texts, as a share of usual text."""
LENGTH, HEIGHT, GAP = 44, 10, 6
"""Of a scale, and between it and its text, in logical pixels at the usual text size."""


class ShadeLegend(QWidget):
    """Two scales: that of right answers, in a frame as their cells are, and that of mistakes."""

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self._end = 1.0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_look(self, look: Look) -> None:
        """Paint in this look from now on."""
        self._look = look
        self.updateGeometry()
        self.update()

    def show_end(self, end: float) -> None:
        """Show that the scale of the mistakes ends at this share of a row."""
        self._end = end
        self.setAccessibleName(f"Shades: {self._texts[0]}; {self._texts[1]}")
        self.update()

    @property
    def _texts(self) -> tuple[str, str]:
        return "right, 0 to 100% of a row", f"wrong, 0 to {self._end:.0%}"

    @property
    def _pieces(self) -> list[tuple[float, float]]:
        """Where each scale with its text begins, across and down: side by side, if they fit."""
        unit = self._look.unit
        metrics = QFontMetricsF(self._look.font(TEXT))
        scale = (LENGTH + GAP) * unit
        first, second = (scale + metrics.horizontalAdvance(text) for text in self._texts)
        between = 3 * GAP * unit
        if first + between + second <= self.width():
            return [(0.0, 0.0), (first + between, 0.0)]
        return [(0.0, 0.0), (0.0, metrics.height())]

    def sizeHint(self) -> QSize:
        """One line or two."""
        line = QFontMetricsF(self._look.font(TEXT)).height()
        return QSize(1, round(self._pieces[-1][1] + line + 1))

    def resizeEvent(self, event: QResizeEvent | None) -> None:
        """Need another height, perhaps."""
        super().resizeEvent(event)
        self.updateGeometry()

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Paint both scales with what they mean."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._look.font(TEXT))
        metrics = QFontMetricsF(painter.font())
        unit, theme = self._look.unit, self._look.theme
        shades = Shades(self._look, self._end)
        for is_right, text, (left, top) in zip(
            (True, False), self._texts, self._pieces, strict=True
        ):
            middle = top + metrics.height() / 2
            height = HEIGHT * unit
            bar = QRectF(left + 1, middle - height / 2, LENGTH * unit - 2, height)
            blend = QLinearGradient(bar.topLeft(), bar.topRight())
            for stop in (0.0, 1.0):
                share = max(stop, 1e-9) * (1.0 if is_right else self._end)
                blend.setColorAt(stop, shades.of(share, is_right=is_right))
            painter.setPen(QPen(shades.rim(is_right=is_right), theme.line_width))
            painter.setBrush(blend)
            painter.drawRoundedRect(bar, 2, 2)
            painter.setPen(theme.muted)
            baseline = top + metrics.ascent()
            painter.drawText(QPointF(left + (LENGTH + GAP) * unit, baseline), text)
        painter.setBrush(Qt.BrushStyle.NoBrush)
