"""The picture of a plot, as the content of a file."""

from PyQt6.QtCore import QBuffer, QIODevice, QPoint, QRect
from PyQt6.QtGui import QImage, QPainter
from PyQt6.QtSvg import QSvgGenerator

from app.plots.card import Card

PNG_SCALE = 2


def png(card: Card) -> bytes:
    """The picture of a plot as it is on the screen, with twice as many pixels each way."""
    size = card.picture_size
    image = QImage(size * PNG_SCALE, QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(PNG_SCALE)
    painter = QPainter(image)
    card.draw_picture(painter)
    painter.end()
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG")
    return bytes(buffer.data().data())


def svg(card: Card) -> bytes:
    """The same as a drawing that is sharp at any size."""
    buffer = QBuffer()
    generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)  # version 1.2 tiny has no clipping
    generator.setOutputDevice(buffer)
    generator.setResolution(card.logicalDpiX())  # else axes and texts come out in another size
    generator.setTitle(card.title)
    generator.setDescription(card.meaning)
    generator.setSize(card.picture_size)
    generator.setViewBox(QRect(QPoint(), card.picture_size))
    painter = QPainter(generator)
    card.draw_picture(painter)
    painter.end()
    return bytes(buffer.data().data())
