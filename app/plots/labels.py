"""Labels: texts in a chart that belong to points and must not cover each other."""

from collections.abc import Sequence
from typing import NamedTuple

from PyQt6.QtCore import QRectF, Qt
from PyQt6.QtGui import QColor, QFont, QPen
from PyQt6.QtWidgets import QGraphicsItem, QGraphicsRectItem, QGraphicsSimpleTextItem

PADDING = 3


class Label(NamedTuple):
    """A text's rectangle where it would best stand, in pixels from the top left."""

    x: float
    y: float
    width: float
    height: float


def placed(
    labels: Sequence[Label], width: float, height: float
) -> list[tuple[float, float] | None]:
    """The top left of each label, inside the area, moved up or down until none covers another.

    They keep their order from top to bottom. None for a label that has no room.
    """
    order = sorted(range(len(labels)), key=lambda number: labels[number].y)
    spots = {
        n: labels[n]._replace(x=max(min(labels[n].x, width - labels[n].width), 0.0)) for n in order
    }
    done: list[Label] = []
    for number in order:  # downwards, out of the way of those above
        spot = spots[number]
        y = max([spot.y, 0.0, *(other.y + other.height for other in done if _meet(spot, other))])
        spots[number] = spot._replace(y=y)
        done.append(spots[number])
    done = []
    for number in reversed(order):  # and upwards, back into the area
        spot = spots[number]
        y = min(
            [
                spot.y,
                height - spot.height,
                *(other.y - spot.height for other in done if _meet(spot, other)),
            ]
        )
        spots[number] = spot._replace(y=y)
        done.append(spots[number])
    return [(spots[n].x, spots[n].y) if spots[n].y >= 0 else None for n in range(len(labels))]


def _meet(a: Label, b: Label) -> bool:
    """Whether one stands above the other."""
    return a.x < b.x + b.width and b.x < a.x + a.width


class TextField:
    """A text on a ground that sets it off from the curves behind it; hidden at first."""

    def __init__(self, parent: QGraphicsItem) -> None:
        self._ground = QGraphicsRectItem(parent)
        self._ground.setZValue(20)
        self._ground.setPen(QPen(Qt.PenStyle.NoPen))
        self._text = QGraphicsSimpleTextItem(self._ground)
        self._text.setX(PADDING)
        self._ground.hide()

    @property
    def size(self) -> QRectF:
        """The rectangle that the field takes, from (0, 0)."""
        return self._ground.rect()

    def show(self, text: str, font: QFont, colour: QColor, ground: QColor) -> None:
        """Show this text."""
        self._text.setText(text)
        self._text.setFont(font)
        self._text.setBrush(colour)
        self._ground.setBrush(ground)
        self._ground.setRect(self._text.boundingRect().adjusted(0, 0, 2 * PADDING, 0))
        self._ground.show()

    def move(self, x: float, y: float) -> None:
        """Put the top left there, in the coordinates of the parent."""
        self._ground.setPos(x, y)

    def hide(self) -> None:
        """Show nothing."""
        self._ground.hide()
