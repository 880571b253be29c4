"""The pointer: whether a movement is a click or a drag, and which click in a row it is."""

from PyQt6.QtCore import QPointF
from PyQt6.QtWidgets import QApplication

SAME_PLACE = 4.0
"""Clicks that are nearer, in pixels, are at the same place."""
WHEEL_STEP = 1.0015
"""By what an eighth of a degree of the wheel enlarges."""


def enlargement(turn: int) -> float:
    """By what the wheel enlarges with a turn in eighths of a degree."""
    return float(WHEEL_STEP**turn)


class Pointer:
    """Follows the mouse over a widget; `place` is None while it is elsewhere."""

    def __init__(self) -> None:
        self.place: QPointF | None = None
        self.is_dragging = False
        self._pressed: QPointF | None = None
        self._clicked: QPointF | None = None
        self._turn = 0

    @property
    def turn(self) -> int:
        """How many clicks in a row there were at this place, counted from 0."""
        return self._turn if self._is_where_clicked() else 0

    def press(self, place: QPointF) -> None:
        """The button goes down."""
        self._pressed = place

    def move(self, place: QPointF) -> QPointF:
        """The pointer comes to a place: give by how much it drags what is there."""
        before, self.place = self._pressed, place
        if before is None:
            return QPointF()
        way = place - before
        self.is_dragging |= way.manhattanLength() >= QApplication.startDragDistance()
        if not self.is_dragging:
            return QPointF()
        self._pressed = place
        return way

    def release(self, place: QPointF) -> bool:
        """The button goes up: tell whether that was a click."""
        is_click = self._pressed is not None and not self.is_dragging
        self._pressed, self.is_dragging, self.place = None, False, place
        if is_click:
            self._turn = self._turn + 1 if self._is_where_clicked() else 0
            self._clicked = place
        return is_click

    def leave(self) -> None:
        """The pointer is elsewhere."""
        self.place = None

    def _is_where_clicked(self) -> bool:
        if self.place is None or self._clicked is None:
            return False
        return (self.place - self._clicked).manhattanLength() < SAME_PLACE
