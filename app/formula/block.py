"""A block: several formulas below each other, their first relations aligned."""

import re
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from math import inf

from PyQt6.QtCore import QPointF, QRectF, QSizeF
from PyQt6.QtGui import QColor, QPainter

from app.formula.formula import Formula
from app.formula.line import Line, Slot
from app.formula.text import latex, plain

RESULT = "R"
"""The key of the slot that a number at the end of a line gets, to be live as well."""

GAP = 0.55
"""Between formulas, in em."""

SMALLER = 0.88
"""The smallest letters, as a share of the usual ones, that save breaking a formula."""

_RELATION = re.compile(r"\s*(=|<|>|\\leftarrow|\\sim|\\approx|\\le|\\ge)(?![a-zA-Z])")
_RESULT = re.compile(r"\s*(=|\\approx)?\s*([-+−]?\d[\d,.]*(?:e[-−]?\d+)?|NaN|[-−]?∞)\s*")


@dataclass(frozen=True)
class _Result(Slot):
    """A slot for a number that is text already."""

    number: str = ""

    @property
    def text(self) -> str:
        """The number as it was given."""
        return self.number


class Block:
    """Lines as formulas, for any width."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self._shape = _shape(lines)
        is_equation = any(line.left for line in lines)
        self._formulas = [
            Formula(_template(line, is_equation=is_equation), _slots(line), numbers=line.numbers)
            for line in lines
        ]
        self._tops: list[float] = []
        self.size = QSizeF()

    def differs_in_numbers_only(self, lines: Sequence[Line]) -> bool:
        """Whether these lines are the same but for their numbers."""
        return _shape(lines) == self._shape

    def show_values(self, lines: Sequence[Line], *, is_live: bool = True) -> bool:
        """Show the numbers of these lines; tell whether all found room, or `lay_out` is needed.

        `is_live` numbers keep their rooms, if they can.
        """
        pairs = zip(self._formulas, lines, strict=True)
        fits = [formula.show_values(_slots(line), is_live=is_live) for formula, line in pairs]
        return all(fits)

    def lay_out(self, size: float, width: float = inf) -> None:
        """Place all formulas, with letters of this size in pixels, within this width.

        Letters are a little smaller where that saves a line.
        """
        self._place(size, width)
        if any(len(formula.baselines) > 1 for formula in self._formulas):
            self._place(size, inf)
            widths = [formula.size.width() for formula in self._formulas]
            tight = [natural for natural in widths if width < natural <= width / SMALLER]
            self._place(size * width / max(tight, default=width), width)

    def _place(self, size: float, width: float) -> None:
        equals: float | None = max((f.lead(size) for f in self._formulas), default=0.0)
        if equals is not None and equals > width / 2:
            equals = None
        y = widest = 0.0
        self._tops = []
        for formula in self._formulas:
            formula.lay_out(size, width, equals)
            y += GAP * size if self._tops else 0.0
            self._tops.append(y)
            y += formula.size.height()
            widest = max(widest, formula.size.width())
        self.size = QSizeF(widest, y)

    def paint(self, painter: QPainter, corner: QPointF, colour: QColor) -> None:
        """Paint all with the upper left corner there."""
        for formula, top in zip(self._formulas, self._tops, strict=True):
            formula.paint(painter, corner.x(), corner.y() + top, colour)

    @property
    def keys(self) -> tuple[Hashable, ...]:
        """Of all slots, as they are read, each once."""
        keys = (key for formula in self._formulas for key in formula.keys if key != RESULT)
        return tuple(dict.fromkeys(keys))

    def rects(self, key: Hashable) -> list[QRectF]:
        """All the places of a slot."""
        return [
            rect.translated(0, top)
            for formula, top in zip(self._formulas, self._tops, strict=True)
            for rect in formula.rects(key)
        ]

    def plain_text(self) -> str:
        """The formulas in plain characters, one a line."""
        return "\n".join(plain(formula.row).strip() for formula in self._formulas)

    def latex(self) -> str:
        """The formulas in LaTeX: one as it is, several aligned."""
        rows = [latex(formula.row) for formula in self._formulas]
        if len(rows) == 1:
            return rows[0]
        aligned = [re.sub(r"=|\\leftarrow", r"&\g<0>", row, count=1) for row in rows]
        body = " \\\\\n".join(aligned)
        return f"\\begin{{aligned}}\n{body}\n\\end{{aligned}}"


def _template(line: Line, *, is_equation: bool) -> str:
    """The whole line in LaTeX, with an equals sign where it needs one."""
    parts = [line.left, line.template]
    if is_equation and line.template and not _RELATION.match(line.template):
        parts.insert(1, "=")
    if found := _RESULT.fullmatch(line.result):
        parts += [found[1] or "=", f"#{RESULT}"]
    else:
        parts.append(line.result)
    return " ".join(parts)


def _slots(line: Line) -> Sequence[Slot]:
    if found := _RESULT.fullmatch(line.result):
        number = found[2].replace("-", "−")
        return (*line.slots, _Result(RESULT, "", None, QColor(), "", False, number))
    return line.slots


def _shape(lines: Sequence[Line]) -> list[object]:
    """What a formula is apart from its numbers: as long as that is the same, nothing is rebuilt."""
    return [
        (
            line.left,
            line.template,
            line.numbers,
            _RESULT.sub("", line.result),
            [
                (slot.key, slot.symbol, slot.colour.rgba(), slot.colour.isValid())
                for slot in line.slots
            ],
        )
        for line in lines
    ]
