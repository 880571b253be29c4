"""The paint list of a formula: its ink in as few strokes of Qt's pen as possible."""

from collections.abc import Hashable, Iterable
from typing import NamedTuple

from PyQt6.QtCore import QPointF, QRectF
from PyQt6.QtGui import QColor, QGlyphRun, QPainter

from app.formula.boxes import Area, Piece, Room, Rule, Sign
from app.formula.font import MathFont


class _Signs(NamedTuple):
    """Glyphs of one colour and size."""

    colour: QColor | None
    indices: list[int]
    places: list[QPointF]


class PaintList:
    """What is painted: one run of glyphs for each colour and size, bars, and live numbers."""

    def __init__(self, font: MathFont, pieces: Iterable[Piece]) -> None:
        self._font = font
        self.areas: list[tuple[Hashable, QRectF]] = []
        self._rules: list[tuple[QRectF, QColor | None]] = []
        self._rooms: list[tuple[QPointF, Room, QColor | None]] = []
        self._texts: list[str] = []
        self._number_runs: list[tuple[QGlyphRun, QColor | None]] = []
        signs: dict[tuple[int, float, int | None], _Signs] = {}
        for x, y, ink, colour in pieces:
            match ink:
                case Sign(glyph, pixels):
                    key = glyph.face, pixels, colour.rgba() if colour else None
                    group = signs.setdefault(key, _Signs(colour, [], []))
                    group.indices.append(glyph.index)
                    group.places.append(QPointF(x, y))
                case Rule(width, thickness):
                    self._rules.append((QRectF(x, y, width, thickness), colour))
                case Room():
                    self._rooms.append((QPointF(x, y), ink, colour))
                case Area(key=slot, width=width, height=height):
                    self.areas.append((slot, QRectF(x, y, width, height)))
        self._runs = [
            (self._run(face, pixels, group.indices, group.places), group.colour)
            for (face, pixels, _), group in signs.items()
        ]
        self.update_numbers()

    def _run(
        self, face: int, pixels: float, indices: list[int], places: list[QPointF]
    ) -> QGlyphRun:
        run = QGlyphRun()
        run.setRawFont(self._font.raw(face, pixels))
        run.setGlyphIndexes(indices)
        run.setPositions(places)
        return run

    def update_numbers(self) -> bool:
        """Take over the texts of the live numbers; tell whether all fit into their rooms."""
        texts = [room.number.written for _, room, _ in self._rooms]
        if texts == self._texts:
            return True
        self._texts = texts
        self._number_runs = []
        fits = True
        for place, room, colour in self._rooms:
            fits = self._add_number(place, room, colour) and fits
        return fits

    def _add_number(self, place: QPointF, room: Room, colour: QColor | None) -> bool:
        """The runs of one number: its digits, and its parentheses in the colour of the text."""
        number, em = room.number, room.pixels
        glyphs = [self._font.glyph(character) for character in number.written]
        width = sum(glyph.advance for glyph in glyphs) * em
        x = place.x() + max(0.0, (room.width - width) / 2)
        indices, places = [], []
        for glyph in glyphs:
            indices.append(glyph.index)
            places.append(QPointF(x, place.y()))
            x += glyph.advance * em
        face = glyphs[0].face
        if number.has_parentheses:
            ends = self._run(face, em, [indices[0], indices[-1]], [places[0], places[-1]])
            self._number_runs.append((ends, None))
            indices, places = indices[1:-1], places[1:-1]
        self._number_runs.append((self._run(face, em, indices, places), colour))
        return width <= room.width + 0.01

    def paint(self, painter: QPainter, corner: QPointF, colour: QColor) -> None:
        """Paint all, with the upper left corner there."""
        for run, own in (*self._runs, *self._number_runs):
            painter.setPen(own or colour)
            painter.drawGlyphRun(corner, run)
        for rect, own in self._rules:
            painter.fillRect(rect.translated(corner), own or colour)
