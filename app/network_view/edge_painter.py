"""The edges as an image: few all at once; of many the strongest, over a picture of all."""

from enum import Enum, auto

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtGui import QImage, QPainter

from app.network_view.edge_pass import EdgePass, Moment, Sheet, draw_as_seen
from app.network_view.edges import Edges, Part, strongest
from app.network_view.ink import Ink

FEW = 3000
"""Up to so many edges are all drawn in every frame."""
STRONGEST = 1500
"""Of more, so many are drawn in every frame."""
DASHED = 120
"""Up to so many edges show their sign also by dashes."""
BROAD = 500
"""Up to so many edges are broad enough for pixels of their pure colour."""
HAZE_OPACITY = 0.55
FRAME_SLICE = 0.002
"""Seconds that the haze may take of a frame."""


class Completeness(Enum):
    """How much of all edges an image shows."""

    ALL = auto()
    HAZE = auto()
    """The strongest, before a picture of all at an earlier moment."""
    FRONT = auto()
    """The strongest, while the picture of all is being painted."""


class EdgePainter:
    """Keeps an image of the edges that is true for the moment shown."""

    def __init__(self, edges: Edges) -> None:
        self.edges = edges
        self.image = QImage()
        self.completeness = Completeness.FRONT
        self._moment: Moment | None = None
        self._place: tuple[Sheet, Ink] | None = None
        self._front: list[Part] = []
        self._pass: EdgePass | None = None
        self._standing: EdgePass | None = None

    @property
    def is_few(self) -> bool:
        """Whether all edges are drawn at once."""
        return len(self.edges) <= FEW

    @property
    def width(self) -> float:
        """How broad the lines are."""
        count = len(self.edges)
        return 2.0 if count <= DASHED else 1.5 if count <= BROAD else 1.0

    def compose(self, moment: Moment, sheet: Sheet, ink: Ink, *, is_running: bool) -> None:
        """Make the image for this moment; during a run the haze may take a slice of the frame."""
        before = self._moment
        if before is None or not moment.equal(before):
            self._front = self._choose(moment)
            if not is_running:
                self._standing = None
            if before is not None and not moment.has_kind_of(before):
                self._standing = self._pass = None
        elif self.completeness is Completeness.ALL and self._place == (sheet, ink):
            return  # only neurons have changed
        else:
            moment = before
        self._moment, self._place = moment, (sheet, ink)
        if not self.is_few:
            self._renew(moment, sheet, ink, in_full=not is_running)
            if is_running:
                self.advance(FRAME_SLICE)
        self._paint(moment, sheet, ink, is_running)

    def advance(self, seconds: float) -> bool:
        """Paint on at the picture of all for so long; tell whether it became complete."""
        if self._pass is None or not self._pass.advance(seconds):
            return False
        self._standing, self._pass = self._pass, None
        return True

    @property
    def is_busy(self) -> bool:
        """Whether a picture of all is being painted."""
        return self._pass is not None

    def draw(
        self,
        painter: QPainter,
        parts: list[Part],
        moment: Moment,
        sheet: Sheet,
        ink: Ink,
        *,
        is_clear: bool = False,
    ) -> None:
        """Draw some of the edges, the weakest first; if clear, what is behind shines through."""
        known = [(layer, places) for layer, places in parts if moment.values.of(layer) is not None]
        if not known:
            return
        rank = np.concatenate([self._ranks(layer, places, moment) for layer, places in known])
        order = np.argsort(rank, kind="stable")
        places = np.concatenate([places for _, places in known])[order]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setClipRect(sheet.box)
        ink.lines(
            painter,
            sheet.zoom.points((self.edges.lines if is_clear else self.edges.seen)[places]),
            rank[order],
            width=self.width,
            is_dashed=len(self.edges) <= DASHED,
            is_clear=is_clear,
        )

    def draw_front(self, painter: QPainter, sheet: Sheet, ink: Ink) -> None:
        """Draw all edges of the moment shown if they are few, else the strongest of them."""
        if self._moment is not None:
            self.draw(painter, self._front, self._moment, sheet, ink)

    def _ranks(self, layer: int, places: NDArray[np.intp], moment: Moment) -> NDArray[np.uint8]:
        values = moment.values.of(layer)
        assert values is not None
        return moment.ranks(layer, values[places - self.edges.slice(layer).start])

    def _choose(self, moment: Moment) -> list[Part]:
        return strongest(moment.values, self.edges, FEW if self.is_few else STRONGEST)

    def _renew(self, moment: Moment, sheet: Sheet, ink: Ink, *, in_full: bool) -> None:
        """Begin a new pass unless one stands or is under way that will do."""

        def will_do(done: EdgePass | None) -> bool:
            return (
                done is not None
                and (done.in_full, done.sheet, done.ink) == (in_full, sheet, ink)
                and (not in_full or done.moment.equal(moment))
            )

        if self._pass is not None and not will_do(self._pass):
            self._pass = None
        if self._pass is None and not (in_full and will_do(self._standing)):
            self._pass = EdgePass(self.edges, moment, sheet, ink, in_full=in_full)

    def _paint(self, moment: Moment, sheet: Sheet, ink: Ink, is_running: bool) -> None:
        if self.image.size() != sheet.size * sheet.ratio:
            self.image = sheet.image(sheet.ratio)
        standing = self._standing
        painter = QPainter(self.image)
        painter.fillRect(sheet.box, ink.colours[0])
        if self.is_few:
            self.completeness = Completeness.ALL
        elif (
            standing is not None
            and standing.in_full
            and standing.sheet == sheet
            and standing.moment is moment
        ):
            self.completeness = Completeness.ALL
            draw_as_seen(painter, standing, sheet)
        else:
            is_hazy = is_running and standing is not None
            self.completeness = Completeness.HAZE if is_hazy else Completeness.FRONT
            backdrop = standing or self._pass
            if backdrop is not None:
                painter.setOpacity(1.0 if backdrop.in_full and not is_hazy else HAZE_OPACITY)
                draw_as_seen(painter, backdrop, sheet)
                painter.setOpacity(1.0)
        if self.is_few or self.completeness is not Completeness.ALL:
            self.draw(painter, self._front, moment, sheet, ink)
        painter.end()
