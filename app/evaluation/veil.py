"""A veil: what is not true of the present network is seen through it."""

from PyQt6.QtCore import QEvent, QObject, Qt
from PyQt6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PyQt6.QtWidgets import QAbstractScrollArea, QWidget

from app.look.look import Look

OPACITY = 0.15
"""So little that texts stay legible."""
HATCH, APART = 0.1, 16
"""How strong slanted lines are, and how far apart in logical pixels at the usual text size."""


class Veil(QWidget):
    """Lies over the viewport of an `area`; what is below can be used as ever."""

    def __init__(self, area: QAbstractScrollArea) -> None:
        viewport = area.viewport()
        assert viewport is not None
        super().__init__(viewport)
        self._look = Look()
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        viewport.installEventFilter(self)
        self.hide()

    def show_look(self, look: Look) -> None:
        """Take over the colours."""
        self._look = look
        self.update()

    def show_old(self, *, is_old: bool) -> None:
        """Lie over the area, or not."""
        self.setVisible(is_old)
        self._cover()

    def _cover(self) -> None:
        viewport = self.parentWidget()
        assert viewport is not None
        self.setGeometry(viewport.rect())
        self.raise_()

    def eventFilter(self, watched: QObject | None, event: QEvent | None) -> bool:
        """Stay as large as the viewport."""
        if event is not None and event.type() is QEvent.Type.Resize:
            self._cover()
        return False

    def paintEvent(self, event: QPaintEvent | None) -> None:
        """Fade what is below, and hatch it, so that colour is not alone."""
        painter = QPainter(self)
        colour = QColor(self._look.theme.panel)
        colour.setAlphaF(OPACITY)
        painter.fillRect(self.rect(), colour)
        colour = QColor(self._look.theme.text)
        colour.setAlphaF(HATCH)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour, 1.5))
        height, apart = self.height(), round(APART * self._look.unit)
        for left in range(-height, self.width(), apart):
            painter.drawLine(left, height, left + height, 0)
