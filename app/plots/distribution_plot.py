"""A plot of how the numbers of each layer are spread."""

from typing import Any

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PyQt6.QtGui import QColor

from app.look import numbers
from app.look.look import Look
from app.plots.card import Card
from app.plots.catalogue import DistributionKind
from app.plots.chart import Chart, Mark, Range
from app.plots.pens import line_pen
from app.plots.series import layer_colour
from app.plots.values import Value
from engine.distributions import Distribution, Distributions

Array = NDArray[Any]
Layers = tuple[Distribution | None, ...]

LINE_WIDTH = 1.3
MARGIN = 0.03
HEADROOM = 0.08


class DistributionPlot:
    """One stepped outline for each layer, in a card."""

    def __init__(self, kind: DistributionKind) -> None:
        self.card = Card(Chart(kind.x_name))
        self.name = kind.name
        self._kind = kind
        self._chart = self.card.chart
        self._look = Look()
        self._counted: Layers = ()
        self._layers: Layers = ()
        self._outlines: list[pg.PlotCurveItem] = []
        self._place: float | None = None
        self._chart.show_y_name("count ÷ max")
        self._chart.pointed_at.connect(self._point)
        self._chart.pointer_left.connect(lambda: self._point(None))
        self.card.show_texts(kind.title, kind.meaning)

    def show_look(self, look: Look) -> None:
        """Take the colours and the size of text of this look."""
        self._look = look
        self.card.show_look(look)
        self.redraw()

    def show_distributions(self, distributions: Distributions | None) -> None:
        """Take these distributions, or none, to be drawn by `redraw`."""
        found = getattr(distributions, self._kind.field) if distributions else ()
        self._counted = found
        self._layers = tuple(layer and _joined(layer) for layer in found)

    def set_log(self, is_log: bool) -> None:
        """Make the y axis logarithmic, or linear."""
        self._chart.set_log(is_log)
        self.redraw()

    def redraw(self) -> None:
        """Draw again what the distributions, the window and the scale have become."""
        while len(self._outlines) < len(self._layers):
            outline = pg.PlotCurveItem(connect="finite", antialias=True)
            self._outlines.append(outline)
            self._chart.box.addItem(outline)
        for number, outline in enumerate(self._outlines, start=1):
            layer = self._layers[number - 1] if number <= len(self._layers) else None
            outline.setVisible(layer is not None)
            if layer is not None:
                outline.setPen(line_pen(self._colour(number), self._look, LINE_WIDTH))
                x, heights = _stepped(layer)
                outline.setData(x, self._chart.scaled(heights))
        self._chart.show_ranges(self._x_range(), self._y_range())
        self._chart.show_marks(self._marks())
        self.card.show_state()
        self._show_values()

    def table(self) -> dict[str, Array]:
        """A row for each bin of each layer: where it lies, and how many numbers are in it."""
        layers = _present(self._counted)
        names = [f"{self._kind.letter}{n}" for n, layer in layers for _ in layer.counts]
        edges = [_edges(layer) for _, layer in layers]
        nothing = np.empty(0)
        return {
            "layer": np.array(names, dtype=str),
            "from": np.concatenate([nothing, *(ends[:-1] for ends in edges)]),
            "to": np.concatenate([nothing, *(ends[1:] for ends in edges)]),
            "count": np.concatenate([nothing, *(layer.counts for _, layer in layers)]).astype(int),
        }

    def _colour(self, number: int) -> QColor:
        return layer_colour(number)(self._look.theme)

    def _x_range(self) -> Range:
        present = _present(self._layers)
        low = min((layer.low for _, layer in present), default=-1.0)
        high = max((layer.high for _, layer in present), default=1.0)
        margin = (high - low) * MARGIN
        return low - margin, high + margin

    def _y_range(self) -> Range:
        if not self._chart.is_log:
            return 0.0, 1.0 + HEADROOM
        lowest = min(
            (np.log10(1 / layer.counts.max()) for _, layer in _present(self._layers)), default=-3
        )
        return float(lowest) - HEADROOM, HEADROOM

    def _marks(self) -> list[Mark]:
        """The name of each layer at the right flank of its outline, each higher than the last.

        First layers are mostly the narrowest: their names stand clear inside the other outlines.
        """
        marks = []
        for number, layer in _present(self._layers):
            height = (number - 0.5) / len(self._layers)
            flank = int(np.flatnonzero(_heights(layer) >= height)[-1])
            place = float(self._chart.scaled(np.array([height]))[0])
            x = float(_edges(layer)[flank + 1])
            marks.append(Mark(x, place, f"{self._kind.letter}{number}", self._colour(number)))
        return marks

    def _point(self, x: float | None) -> None:
        self._place = x if _present(self._layers) else None
        if self._place is None:
            self._chart.hide_cursor()
        else:
            self._chart.show_cursor(self._place, numbers.plain(self._place))
        self._show_values()

    def _show_values(self) -> None:
        values = []
        for number, layer in enumerate(self._layers, start=1):
            text = "–" if layer is None else ""
            if layer is not None and self._place is not None:
                text = numbers.count(_count(layer, self._place))
            name = f"{self._kind.letter}{number}"
            values.append(Value(name, text, text, self._colour(number)))
        self.card.values.show_values(values, at_once=True)


def _present(layers: Layers) -> list[tuple[int, Distribution]]:
    """The layers whose distribution is computed, with their numbers from 1."""
    return [(n, layer) for n, layer in enumerate(layers, start=1) if layer is not None]


def _joined(layer: Distribution) -> Distribution:
    """The same in wider bins, about as many as suit so few numbers: 2 · ∛n (Rice's rule).

    In narrower ones, it is chance that makes one bin fuller than the next.
    """
    bins = len(layer.counts)
    most = bins / (2 * max(int(layer.counts.sum()), 1) ** (1 / 3))
    width = max((n for n in range(1, bins + 1) if bins % n == 0 and n <= most), default=1)
    return layer._replace(counts=layer.counts.reshape(-1, width).sum(axis=1))


def _edges(layer: Distribution) -> Array:
    return np.linspace(layer.low, layer.high, len(layer.counts) + 1)


def _stepped(layer: Distribution) -> tuple[Array, Array]:
    """The corners of the outline, from the ground and back to it."""
    heights = np.repeat(_heights(layer), 2)
    return np.repeat(_edges(layer), 2), np.concatenate([[0.0], heights, [0.0]])


def _heights(layer: Distribution) -> Array:
    """The counts as shares of the greatest of them."""
    heights: Array = layer.counts / layer.counts.max()
    return heights


def _count(layer: Distribution, x: float) -> int:
    """How many numbers are in the bin around `x`."""
    if not layer.low <= x <= layer.high:
        return 0
    bins = len(layer.counts)
    place = int((x - layer.low) / (layer.high - layer.low) * bins)
    return int(layer.counts[min(place, bins - 1)])
