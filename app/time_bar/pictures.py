"""Pictures: the lanes painted twice, as done and as later, to be copied at every frame."""

from PyQt6.QtCore import QRectF, Qt
from PyQt6.QtGui import QPainter, QPixmap
from PyQt6.QtWidgets import QWidget

from app.time_bar.lane_painter import LanePainter


class Pictures:
    """Paints lanes anew only after `clear`."""

    def __init__(self) -> None:
        self._pixmaps: dict[bool, QPixmap] = {}

    def clear(self) -> None:
        """The lanes have changed."""
        self._pixmaps.clear()

    def paint(self, painter: QPainter, widget: QWidget, lanes: LanePainter, handle: float) -> None:
        """Copy the lanes: as done up to the handle, and as later from there on."""
        width, height = widget.width(), widget.height()
        for done, part in (
            (True, QRectF(0, 0, handle, height)),
            (False, QRectF(handle, 0, width - handle, height)),
        ):
            painter.setClipRect(part)
            painter.drawPixmap(0, 0, self._pixmap(widget, lanes, done=done))
        painter.setClipping(False)

    def _pixmap(self, widget: QWidget, lanes: LanePainter, *, done: bool) -> QPixmap:
        if done not in self._pixmaps:
            ratio = widget.devicePixelRatioF()
            pixmap = QPixmap(widget.size() * ratio)
            pixmap.setDevicePixelRatio(ratio)
            pixmap.fill(Qt.GlobalColor.transparent)
            painter = QPainter(pixmap)
            lanes.paint_lanes(painter, done=done)
            painter.end()
            self._pixmaps[done] = pixmap
        return self._pixmaps[done]
