"""The card beside the cursor: the name and exact values of what is there."""

from typing import NamedTuple

from PyQt6.QtCore import QPointF, QRectF
from PyQt6.QtGui import QFontMetricsF, QImage, QPainter, QPen

from app.look.look import Look
from app.network_view.facts import Fact

DISTANCE = 16.0
PADDING = 9.0
PICTURE_SIDE = 112.0


class Card(NamedTuple):
    """What a card says: a title, values, remarks, and a picture with its caption."""

    title: str
    facts: tuple[Fact, ...]
    remarks: tuple[str, ...] = ()
    picture: QImage | None = None
    caption: str = ""

    @property
    def line(self) -> str:
        """The title and the values in one line, or the remarks if there are no values."""
        facts = [f"{name} = {value}" for name, value in self.facts]
        return "   ".join([self.title, *(facts or self.remarks)])


def paint_card(painter: QPainter, card: Card, look: Look, x: float, y: float, view: QRectF) -> None:
    """Paint a card near a point, where it is wholly inside the view."""
    plain, bold, mono = look.font(0.9), look.font(0.9, bold=True), look.mono(0.9)
    line = QFontMetricsF(plain).height() * 1.12
    padding = PADDING * look.unit
    names = max((QFontMetricsF(plain).horizontalAdvance(name) for name, _ in card.facts), default=0)
    values = max((QFontMetricsF(mono).horizontalAdvance(text) for _, text in card.facts), default=0)
    value_x = names + 12 * look.unit
    widths = [
        QFontMetricsF(bold).horizontalAdvance(card.title),
        value_x + values,
        *(QFontMetricsF(plain).horizontalAdvance(text) for text in (*card.remarks, card.caption)),
    ]
    side = PICTURE_SIDE * look.unit if card.picture is not None else 0.0
    rows = 1 + len(card.facts) + len(card.remarks) + (card.picture is not None)
    width = max(*widths, side) + 2 * padding
    height = rows * line + 2 * padding + (side + padding / 2 if side else 0.0)
    box = _place(x, y, width, height, view, DISTANCE * look.unit)

    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(look.theme.line, look.theme.line_width))
    painter.setBrush(look.theme.raised)
    painter.drawRoundedRect(box, 6, 6)
    left, baseline = box.left() + padding, box.top() + padding + QFontMetricsF(plain).ascent()
    painter.setPen(look.theme.text)
    painter.setFont(bold)
    painter.drawText(QPointF(left, baseline), card.title)
    for name, value in card.facts:
        baseline += line
        painter.setFont(plain)
        painter.setPen(look.theme.muted)
        painter.drawText(QPointF(left, baseline), name)
        painter.setFont(mono)
        painter.setPen(look.theme.text)
        painter.drawText(QPointF(left + value_x, baseline), value)
    painter.setFont(plain)
    painter.setPen(look.theme.muted)
    for remark in card.remarks:
        baseline += line
        painter.drawText(QPointF(left, baseline), remark)
    if card.picture is not None:
        top = baseline + QFontMetricsF(plain).descent() + padding / 2
        painter.drawImage(QRectF(left, top, side, side), card.picture)
        painter.drawText(QPointF(left, top + side + line * 0.9), card.caption)


def _place(
    x: float, y: float, width: float, height: float, view: QRectF, distance: float
) -> QRectF:
    """To the right of the point and below, or on the other side where there is no room."""
    left = x + distance if x + distance + width < view.right() else x - distance - width
    top = y + distance if y + distance + height < view.bottom() else y - distance - height
    left = min(max(left, view.left() + 2), view.right() - width - 2)
    top = min(max(top, view.top() + 2), view.bottom() - height - 2)
    return QRectF(left, top, width, height)
