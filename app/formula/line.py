"""What a formula is given: lines, and the slots in them."""

from collections.abc import Hashable
from dataclasses import dataclass

from PyQt6.QtGui import QColor

from app.look import numbers

UNKNOWN = "?"
"""For a number that is not computed yet."""


@dataclass(frozen=True)
class Slot:
    """A place in a formula for a symbol or its number.

    `key` is the number of #0, #1, … or "S" of #S; `symbol` is LaTeX; a `value` of None is not
    computed yet; `tip` says in plain words what it is; `is_open` tells that a click does something.
    """

    key: Hashable
    symbol: str
    value: float | None
    colour: QColor
    tip: str
    is_open: bool

    @property
    def text(self) -> str:
        """The value as it is written."""
        return UNKNOWN if self.value is None else numbers.plain(self.value)


@dataclass(frozen=True)
class Line:
    """A formula: `left` = `template` `result`, all in LaTeX, `template` with #0, #1, … and #S.

    With `numbers`, the values of the slots stand in their places, else their symbols. Without
    `left`, the equals sign stands below that of the line before. `result` is appended, such as
    "= +5.428".
    """

    left: str
    template: str
    slots: tuple[Slot, ...]
    numbers: bool
    result: str = ""
