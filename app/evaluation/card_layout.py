"""Where the parts of a card lie: its input, and the lines of text below or beside it."""

from collections.abc import Sequence
from dataclasses import dataclass

from PyQt6.QtCore import QRectF
from PyQt6.QtGui import QFont, QFontMetricsF

from app.look.look import Look

PIXELS = (3, 2)
"""How many logical pixels a pixel of a picture takes, if there is room, and if not."""
PICTURE = 28
"""The side of a usual picture: others are painted about as large."""
GAP = 5
"""Between the parts of a card, in logical pixels at the usual text size."""
LEAST_TEXT, MOST_TEXT, MOST_VALUE = 62, 108, 160
"""How wide texts are at least and at most, and an input's name and value at most, likewise."""
VALUE = "−0.00"
"""There is room for it behind the name of an input."""
MOST_VALUES = 5
"""More inputs that are no picture are not written."""
SMALL = 0.9
"""The size of all lines but the first, as a share of usual text."""


@dataclass(frozen=True)
class CardLayout:
    """A card of that `width` and `height`, and where in it the input and the texts are."""

    width: int
    height: int
    input: QRectF
    texts: QRectF


def line_font(look: Look, number: int) -> QFont:
    """The font of a line of text: the first stands out."""
    return look.font(1.0, bold=True) if number == 0 else look.font(SMALL)


def layout(
    cards: Sequence[tuple[str, ...]],
    inputs: Sequence[str] | None,
    look: Look,
    width: float,
    height: float,
) -> CardLayout:
    """The layout of cards with these lines of text, in rows that fill the width.

    `inputs` are the names of values that are written, None for a picture. A card is so large that
    it fits into the height: if texts do not fit below a picture, they are beside it.
    """
    gap, lines = GAP * look.unit, max(map(len, cards), default=0)
    metrics = [QFontMetricsF(line_font(look, number)) for number in range(lines)]
    text_height = sum(line.height() for line in metrics)
    widest = max(
        (m.horizontalAdvance(t) for card in cards for m, t in zip(metrics, card, strict=True)),
        default=0.0,
    )
    text = min(max(widest + 1, LEAST_TEXT * look.unit), MOST_TEXT * look.unit)
    large, small = (float(PICTURE * pixels) for pixels in PIXELS)
    if inputs is not None:
        written = QFontMetricsF(look.font(SMALL))
        large = small = written.height() * min(len(inputs), MOST_VALUES)
        value = written.horizontalAdvance(VALUE) + 2 * written.averageCharWidth()
        value += max(map(written.horizontalAdvance, inputs[:MOST_VALUES]))
        text = max(text, min(value, MOST_VALUE * look.unit))
    around = 2 * gap
    if inputs is None and small + text_height + around + gap > height:
        across = _filling(small + gap + text + around, width)
        room = max(small, text_height)
        picture = QRectF(gap, gap, small, room)
        left = picture.right() + gap
        texts = QRectF(left, gap, across - left - gap, room)
        return CardLayout(across, round(room + around), picture, texts)
    side = large if large + text_height + around + gap <= height else small
    least = max(text, side) if inputs is None else text
    across = _filling(least + around, width)
    picture = QRectF(gap, gap, across - around, side)
    texts = QRectF(gap, picture.bottom() + gap, across - around, text_height)
    return CardLayout(across, round(texts.bottom() + gap), picture, texts)


def _filling(card: float, width: float) -> int:
    """The width of cards, at least that, of which a whole number fills the row."""
    return max(round(card), int(width // max(1, int(width // card))))
