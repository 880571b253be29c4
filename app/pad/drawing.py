"""A drawing: marks that can be taken back one by one, and their ink."""

import numpy as np
from numpy.typing import NDArray

from app.pad.marks import PAD, Dot, Mark, Picture, Piece, Stroke, blank
from app.pad.raster import Raster


class Drawing:
    """What is on the pad. A mark that changes nothing is not kept."""

    def __init__(self) -> None:
        self._raster = Raster(PAD)
        self._marks: list[Mark] = []
        self._undone: list[Mark] = []
        self._stroke: Stroke | None = None
        self._before = self._raster.values.copy()
        self.made = 0
        """How many marks were ever made; those that are put back do not count again."""

    @property
    def values(self) -> NDArray[np.uint8]:
        """The ink, shape (PAD, PAD), from 0 to 255; it changes with the drawing."""
        return self._raster.values

    @property
    def ink(self) -> NDArray[np.float32]:
        """The ink now, shape (PAD, PAD), from 0 to 1."""
        return np.divide(self._raster.values, 255, dtype=np.float32)

    @property
    def is_empty(self) -> bool:
        """Whether there is no ink at all."""
        return not self._raster.values.any()

    @property
    def is_under_way(self) -> bool:
        """Whether a stroke has begun and not ended."""
        return self._stroke is not None

    @property
    def can_undo(self) -> bool:
        """Whether there is a mark to take back."""
        return bool(self._marks) or self.is_under_way

    @property
    def can_redo(self) -> bool:
        """Whether there is a mark that was taken back."""
        return bool(self._undone)

    def begin(self, dot: Dot, *, erases: bool) -> Piece:
        """Put the pen down; gives the first piece."""
        self.end()
        self._stroke = Stroke(erases)
        self._before[:] = self._raster.values
        return self._draw(self._stroke.add(dot))

    def go_on(self, dot: Dot) -> Piece | None:
        """Move the pen that is down; gives the new piece, None if it does not move."""
        if self._stroke is None or dot == self._stroke.dots[-1]:
            return None
        return self._draw(self._stroke.add(dot))

    def end(self) -> None:
        """Lift the pen, if it is down."""
        if self._stroke is not None:
            self._keep(self._stroke)
            self._stroke = None

    def drop(self) -> None:
        """Take the stroke that is under way back, as if it had never begun."""
        if self._stroke is not None:
            self._stroke = None
            self._raster.values[:] = self._before

    def put(self, picture: Picture) -> None:
        """Put a layer of ink on the pad."""
        self.end()
        self._before[:] = self._raster.values
        self._raster.draw(picture)
        self._keep(picture)

    def clear(self) -> None:
        """Take all ink away, which can be taken back like a stroke."""
        self.put(blank())

    def undo(self) -> bool:
        """Take the last mark back; gives whether there was one."""
        self.end()
        if not self._marks:
            return False
        self._undone.append(self._marks.pop())
        self._raster.clear()
        self.draw_on(self._raster)
        return True

    def redo(self) -> bool:
        """Put back the mark that was taken back last; gives whether there was one."""
        self.end()
        if not self._undone:
            return False
        mark = self._undone.pop()
        self._marks.append(mark)
        self._raster.draw(mark)
        return True

    def draw_on(self, raster: Raster) -> None:
        """Draw all marks on an empty raster."""
        starts = (
            number
            for number, mark in reversed(list(enumerate(self._marks)))
            if isinstance(mark, Picture) and mark.instead
        )
        for mark in self._marks[next(starts, 0) :]:
            raster.draw(mark)
        if self._stroke is not None:
            raster.draw(self._stroke)

    def _draw(self, piece: Piece) -> Piece:
        self._raster.draw_piece(piece)
        return piece

    def _keep(self, mark: Mark) -> None:
        """Keep a mark that has just been made, if it made a difference."""
        if not np.array_equal(self._before, self._raster.values):
            self._marks.append(mark)
            self._undone.clear()
            self.made += 1
