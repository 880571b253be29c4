"""The still: the finished picture as an image, which is copied while only marks over it change."""

from PyQt6.QtGui import QImage, QPainter

from app.network_view.painting import Painting
from app.network_view.picture import NetworkPicture


class Still:
    """Paints a picture on a widget: all of it once, and each time what lies over it."""

    def __init__(self) -> None:
        self._image = QImage()
        self._is_current = False

    def forget(self) -> None:
        """The picture has changed."""
        self._is_current = False

    def paint(self, painter: QPainter, picture: NetworkPicture, ratio: float) -> None:
        """Paint the picture, with so many pixels for each unit of length."""
        if self._image.size() != picture.scene.size * ratio:
            self._image = QImage(picture.scene.size * ratio, QImage.Format.Format_RGB32)
            self._is_current = False
        if not self._is_current:
            picture.prepare(ratio)
        painting = Painting(picture)
        if not self._is_current:
            self._image.setDevicePixelRatio(ratio)
            once = QPainter(self._image)
            painting.paint(once)
            once.end()
            self._is_current = True
        painter.drawImage(0, 0, self._image)
        painting.paint_over(painter)
