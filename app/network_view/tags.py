"""Tags: small labels beside the parts of a network that are lit."""

from collections.abc import Iterable
from typing import NamedTuple

from PyQt6.QtCore import QPointF, QRectF
from PyQt6.QtGui import QFontMetricsF, QPainter, QPen

from app.look.look import Look

SMALL = 0.85
PADDING = 4.0
DISTANCE = 4.0


class Tag(NamedTuple):
    """A text, and what it belongs to: it stands below that, or else above."""

    text: str
    beside: QRectF


def paint_tags(painter: QPainter, tags: Iterable[Tag], look: Look, view: QRectF) -> None:
    """Paint tags where they are inside the view, and clear of each other."""
    font, theme = look.font(SMALL), look.theme
    metrics = QFontMetricsF(font)
    painter.setFont(font)
    for text, box in placed(tags, look, view):
        painter.setPen(QPen(theme.muted, theme.line_width))
        painter.setBrush(theme.raised)
        painter.drawRoundedRect(box, 4, 4)
        painter.setPen(theme.text)
        baseline = box.center().y() + metrics.capHeight() / 2
        painter.drawText(QPointF(box.left() + PADDING * look.unit, baseline), text)


def placed(tags: Iterable[Tag], look: Look, view: QRectF) -> list[tuple[str, QRectF]]:
    """The text of each tag, and its box."""
    metrics = QFontMetricsF(look.font(SMALL))
    boxes: list[tuple[str, QRectF]] = []
    for text, beside in tags:
        width = metrics.horizontalAdvance(text) + 2 * PADDING * look.unit
        box = QRectF(0, 0, width, metrics.height() + 2)
        boxes.append((text, _place(box, beside, view, [taken for _, taken in boxes])))
    return boxes


def _place(box: QRectF, beside: QRectF, view: QRectF, taken: list[QRectF]) -> QRectF:
    """The first free place below or above, nearest first; the first one if none is free."""
    x = beside.center().x() - box.width() / 2
    x = min(max(x, view.left() + 2), view.right() - box.width() - 2)
    step = box.height() + DISTANCE
    places = []
    for number in range(6):
        places.append(beside.bottom() + DISTANCE + number * step)
        places.append(beside.top() - DISTANCE - box.height() - number * step)
    inside = [QRectF(x, y, box.width(), box.height()) for y in places]
    inside = [place for place in inside if view.contains(place)] or inside[:1]
    free = (place for place in inside if not any(place.intersects(other) for other in taken))
    return next(free, inside[0])
