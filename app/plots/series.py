"""Series: the curves of a plot over steps, and where in a history their values are."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtGui import QColor

from app.history import History
from app.look.theme import Theme
from app.plots.smoothing import Smoother

Array = NDArray[Any]


class Source(Protocol):
    """Reads a curve from a history."""

    def read(self, history: History) -> tuple[Array, Array]:
        """Steps and values, all rows."""


@dataclass(frozen=True)
class Column:
    """A column of one of the tables of a history."""

    table: str
    name: str

    def read(self, history: History) -> tuple[Array, Array]:
        """Steps and values as they were recorded."""
        table = getattr(history, self.table)
        return table["step"], table[self.name]


@dataclass(frozen=True)
class Ratio:
    """One column divided by another of the same table; NaN where that is 0."""

    above: Column
    below: Column

    def read(self, history: History) -> tuple[Array, Array]:
        """Steps and quotients."""
        steps, above = self.above.read(history)
        below = self.below.read(history)[1]
        return steps, np.divide(above, below, where=below > 0, out=np.full_like(above, np.nan))


@dataclass(frozen=True)
class Watched:
    """The values that were watched under a title."""

    title: str

    def read(self, history: History) -> tuple[Array, Array]:
        """Steps and values as they were recorded; none where it was not watched."""
        table = history.watched.get(self.title)
        return (np.empty(0), np.empty(0)) if table is None else (table["step"], table["value"])


class Smoothed:
    """The moving mean of what another source reads, which may only grow."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._smoother = Smoother()

    def read(self, history: History) -> tuple[Array, Array]:
        """Steps and means."""
        steps, values = self._source.read(history)
        return steps, self._smoother.means(values)


class Style(Enum):
    """How a curve is drawn; the value is the glyph that stands for it beside numbers."""

    FAINT = "─"
    STRONG = "━"
    DOTS = "◆"
    LAYER = ""
    """Faint, with its mean strong, if it has one, and its name at the end."""


@dataclass(frozen=True)
class Series:
    """One curve: its name, where its values are, how and in which colour it is drawn.

    `mean` smooths what is drawn strong of a layer. `sign` stands for it where a long name has no
    room.
    """

    name: str
    source: Source
    style: Style
    colour: Callable[[Theme], QColor]
    mean: Smoother | None = None
    sign: str = ""


def layer_series(number: int, source: Source) -> Series:
    """The curve of layer `number`, from 1."""
    return Series(f"W{number}", source, Style.LAYER, layer_colour(number), Smoother())


def layer_colour(number: int) -> Callable[[Theme], QColor]:
    """The colour of layer `number`, from 1, in each theme."""
    return lambda theme: theme.curves[(number - 1) % len(theme.curves)]
