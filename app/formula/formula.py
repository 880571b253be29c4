"""`Formula`: a typeset formula, laid out once and painted often."""

from collections.abc import Hashable, Iterable, Sequence
from functools import partial
from math import inf

from PyQt6.QtCore import QPointF, QRectF, QSizeF
from PyQt6.QtGui import QColor, QPainter

from app.formula import atoms
from app.formula.breaking import broken, lead
from app.formula.font import MathFont, math_font
from app.formula.latex import parse
from app.formula.line import Slot
from app.formula.live_number import LiveNumber
from app.formula.paint_list import PaintList
from app.formula.style import Style

SMALLEST_SCALE = 0.25
"""Of a formula that is too wide even when it is broken wherever it can be."""


class Formula:
    """A template in LaTeX with #0, #1, …, #S, and symbols or live numbers in their places."""

    def __init__(self, template: str, slots: Sequence[Slot] = (), *, numbers: bool = False) -> None:
        self._font: MathFont = math_font()
        self._numbers: dict[Hashable, list[LiveNumber]] = {}
        make = self._number if numbers else _symbol
        self.row = parse(template, {str(slot.key): partial(make, slot) for slot in slots})
        self._paint_list = PaintList(self._font, ())
        self.size = QSizeF()
        self.baselines: tuple[float, ...] = ()

    def lead(self, size: float) -> float:
        """The width of what stands before the first relation, at this size in pixels."""
        return lead(self.row.segments(Style(self._font, size)))

    def lay_out(self, size: float, width: float = inf, equals: float | None = None) -> None:
        """Place everything, at this size in pixels, in lines of at most this width.

        `equals` is where the first relation is to stand, to be below that of another formula.
        """
        em = size
        while True:
            segments = self.row.segments(Style(self._font, em))
            at = lead(segments) if equals is None or em < size else equals
            lines = broken(segments, width, em, at)
            if lines.width <= width + 0.01 or em <= SMALLEST_SCALE * size:
                break
            em = max(SMALLEST_SCALE * size, min(em * 0.97, em * width / lines.width))
        self.size = QSizeF(lines.width, lines.height)
        self.baselines = lines.baselines
        self._paint_list = PaintList(self._font, lines.pieces)

    def show_values(self, slots: Iterable[Slot], *, is_live: bool = True) -> bool:
        """Show the numbers of these slots, which are otherwise as before; tell if all found room.

        If not, `lay_out` is to be called again: for `is_live` numbers only if one does not fit.
        """
        fits = True
        for slot in slots:
            for number in self._numbers.get(slot.key, ()):
                if not is_live and number.text != slot.text:
                    number.forget_room()
                    fits = False
                number.text = slot.text
        return self._paint_list.update_numbers() and fits

    def _number(self, slot: Slot) -> atoms.Slot:
        number = LiveNumber(slot.text)
        self._numbers.setdefault(slot.key, []).append(number)
        colour = slot.colour if slot.colour.isValid() else None
        return atoms.Slot(slot.key, colour, atoms.Number(number))

    def paint(self, painter: QPainter, x: float, y: float, colour: QColor) -> None:
        """Paint it with its upper left corner at (x, y); what has no colour of its own in this."""
        self._paint_list.paint(painter, QPointF(x, y), colour)

    @property
    def keys(self) -> tuple[Hashable, ...]:
        """Of its slots, as they are read, each once."""
        return tuple(dict.fromkeys(key for key, _ in self._paint_list.areas))

    def rects(self, key: Hashable) -> list[QRectF]:
        """Where a slot is: more than one place if it occurs more than once."""
        return [rect for at, rect in self._paint_list.areas if at == key]

    def rect(self, key: Hashable) -> QRectF:
        """Where a slot is first; empty if it is nowhere."""
        return next(iter(self.rects(key)), QRectF())


def _symbol(slot: Slot) -> atoms.Slot:
    return atoms.Slot(slot.key, slot.colour, parse(slot.symbol))
