"""The painter of portraits: the network with its legend, as an image or as a drawing."""

from dataclasses import replace
from functools import cached_property

from PyQt6.QtCore import QBuffer, QIODevice, QPoint, QPointF, QRect, QRectF, QSize, Qt
from PyQt6.QtGui import QFontMetricsF, QImage, QPainter
from PyQt6.QtSvg import QSvgGenerator

from app.look import numbers
from app.network_view.edge_painter import STRONGEST
from app.network_view.legend import LEAST_BAR_WIDTH, LegendPainter
from app.network_view.painting import Painting
from app.network_view.picture import NetworkPicture
from app.network_view.portrait import Portrait
from app.snapshot import Snapshot
from engine.progress import Progress

SLICE = 0.05
"""Seconds of painting edges between two looks at whether to go on."""
MARGIN = 8.0
DOTS_PER_INCH = 96
LONG_CAPTION = "after 1,234,567 steps · cost 1.234e−5"
"""There is room for it in any case, so that all pictures of a film have one size."""


class PortraitPainter:
    """Paints a portrait, and other moments of the same network after it.

    `complete` comes first. All but `svg` may be done in any thread, by one at a time.
    """

    def __init__(self, portrait: Portrait) -> None:
        self._portrait = portrait

    @cached_property
    def _picture(self) -> NetworkPicture:
        portrait = self._portrait
        picture = NetworkPicture(
            portrait.experiment, portrait.dataset, portrait.look, portrait.size
        )
        picture.zoom, picture.selection = portrait.zoom, portrait.selection
        for layer in portrait.unfolded:
            picture.toggle_fold(layer)
        picture.show_settings(portrait.settings)
        picture.show_snapshot(_at_rest(portrait.snapshot))
        return picture

    def show(self, snapshot: Snapshot, caption: str) -> None:
        """Paint this moment from now on."""
        self._portrait = replace(self._portrait, snapshot=snapshot, caption=caption)
        self._picture.show_snapshot(_at_rest(snapshot))

    def complete(self, ratio: float, progress: Progress) -> bool:
        """Draw all edges, with so many pixels for each unit; tell whether that was let be done.

        As nobody knows how long it takes, `progress` is told 0 of 0.
        """
        picture = self._picture
        picture.prepare(ratio)
        while not picture.is_complete:
            if not progress(0, 0):
                return False
            picture.advance(SLICE)
            picture.prepare(ratio)
        return True

    def image(self) -> QImage:
        """The picture."""
        ratio = self._picture.sheet.ratio
        image = QImage(self._size * ratio, QImage.Format.Format_RGB32)
        image.setDevicePixelRatio(ratio)
        painter = QPainter(image)
        self._paint(painter, Painting(self._picture))
        painter.end()
        return image

    def png(self) -> bytes:
        """The picture as the content of a file."""
        buffer = QBuffer()
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self.image().save(buffer, "PNG")
        return bytes(buffer.data().data())

    def svg(self) -> bytes:
        """A drawing that is sharp at any size, to be made in the window's thread."""
        buffer = QBuffer()
        generator = QSvgGenerator(QSvgGenerator.SvgVersion.Svg11)  # version 1.2 tiny cannot clip
        generator.setOutputDevice(buffer)
        generator.setResolution(DOTS_PER_INCH)
        generator.setTitle(self._portrait.caption)
        generator.setDescription(self.remark)
        generator.setSize(self._size)
        generator.setViewBox(QRect(QPoint(), self._size))
        painter = QPainter(generator)
        self._paint(painter, Painting(self._picture, has_lines=True))
        painter.end()
        return bytes(buffer.data().data())

    @property
    def remark(self) -> str:
        """How a drawing shows the edges."""
        edges = self._picture.scene.edge_painter
        if edges.is_few:
            return "Every edge is a line."
        return (
            f"The strongest {numbers.count(STRONGEST)} edges are lines, over an image of all "
            f"{numbers.count(len(edges.edges))}."
        )

    @property
    def _size(self) -> QSize:
        return self._portrait.size + QSize(0, self._header)

    @cached_property
    def _has_own_line(self) -> bool:
        """Whether the caption stands over the legend, as there is no room beside it."""
        advance = QFontMetricsF(self._portrait.look.font()).horizontalAdvance
        caption = max(advance(self._portrait.caption), advance(LONG_CAPTION))
        return caption + self._legend.size(LEAST_BAR_WIDTH).width() > self._room

    @property
    def _room(self) -> float:
        """The width for caption and legend together."""
        return self._portrait.size.width() - 3 * self._margin

    @property
    def _margin(self) -> float:
        return MARGIN * self._portrait.look.unit

    @property
    def _legend(self) -> LegendPainter:
        return LegendPainter(self._portrait.look, self._picture.shown)

    @property
    def _line(self) -> int:
        return self._legend.size().height() + round(self._margin)

    @property
    def _header(self) -> int:
        """The height of what stands over the network."""
        return self._line * (2 if self._has_own_line else 1)

    def _paint(self, painter: QPainter, painting: Painting) -> None:
        """Caption and legend, and the network under them."""
        look, header, line = self._portrait.look, self._header, self._line
        painter.fillRect(QRect(QPoint(), self._size), look.theme.background)
        metrics = QFontMetricsF(look.font())
        caption = metrics.horizontalAdvance(self._portrait.caption)
        room = self._room if self._has_own_line else self._room - caption
        width = min(self._legend.size().width(), room)
        left = self._size.width() - self._margin - width
        self._legend.paint(painter, QRectF(left, header - line, width, line))
        text = metrics.elidedText(
            self._portrait.caption, Qt.TextElideMode.ElideRight, self._room + self._margin
        )
        painter.setFont(look.font())
        painter.setPen(look.theme.text)
        painter.drawText(QPointF(self._margin, (line + metrics.capHeight()) / 2), text)
        painter.translate(0, header)
        painting.paint(painter)
        painting.paint_over(painter)


def _at_rest(snapshot: Snapshot) -> Snapshot:
    """The same moment, to be looked at by itself."""
    return replace(snapshot, is_running=False, pace=None)
