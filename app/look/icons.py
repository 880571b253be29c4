"""Icons: own simple drawings in one colour, sharp at every size."""

from pathlib import Path

from PyQt6.QtCore import QByteArray, QRect, QRectF, QSize, Qt
from PyQt6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPixmap
from PyQt6.QtSvg import QSvgRenderer

FOLDER = Path(__file__).parents[2] / "assets" / "icons"

DISABLED_OPACITY = 0.4


def icon(name: str, colour: QColor) -> QIcon:
    """The icon of that name in `colour`. Raises `KeyError` if there is none of that name."""
    path = FOLDER / f"{name}.svg"
    if not path.is_file():
        raise KeyError(name)
    drawing = path.read_text(encoding="utf-8").replace("currentColor", colour.name())
    return QIcon(_Drawing(drawing.encode()))


def application_icon() -> QIcon:
    """The icon of the program."""
    return QIcon(_Drawing((FOLDER / "nablascope.svg").read_bytes()))


class _Drawing(QIconEngine):
    """Paints an SVG at the size that is asked for, so that no pixel is ever stretched."""

    def __init__(self, svg: bytes) -> None:
        super().__init__()
        self._svg = svg
        self._renderer = QSvgRenderer(QByteArray(svg))

    def paint(
        self, painter: QPainter | None, rect: QRect, mode: QIcon.Mode, state: QIcon.State
    ) -> None:
        """Draw into `rect`, pixel by pixel of the screen."""
        assert painter is not None
        device = painter.device()
        ratio = device.devicePixelRatioF() if device else 1.0
        painter.drawPixmap(rect, self.pixmap(rect.size() * ratio, mode, state))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The drawing in that many pixels, on nothing; paler if it can't be used."""
        pixmap = QPixmap(size)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        self._renderer.render(painter, QRectF(pixmap.rect()))
        if mode == QIcon.Mode.Disabled:
            # Afterwards, as paler strokes on a paler filling would be darker where they overlap.
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
            painter.fillRect(pixmap.rect(), QColor.fromRgbF(0.0, 0.0, 0.0, DISABLED_OPACITY))
        painter.end()
        return pixmap

    def clone(self) -> QIconEngine:
        """Another of the same drawing."""
        return _Drawing(self._svg)
