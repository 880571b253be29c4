"""Turns: what waits to be drawn is drawn one after the other, never all in one frame."""

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from time import monotonic

from PyQt6.QtCore import QObject, Qt, QTimer

FRAME = 16
"""Milliseconds from one turn to the next."""

SHORTEST_PAUSE = 1 / 15
"""Seconds from one drawing of a thing to the next of the same."""


class Turns(QObject):
    """Calls the drawing functions, by name, of what waits."""

    def __init__(self, draw: Mapping[str, Callable[[], None]], parent: QObject) -> None:
        super().__init__(parent)
        self._draw = draw
        self._order = deque(draw)
        self._waiting: set[str] = set()
        self._drawn_at = dict.fromkeys(draw, 0.0)
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(FRAME)
        self._timer.timeout.connect(self._take_turn)

    def wait(self, names: Iterable[str]) -> None:
        """Draw these, each when its turn comes."""
        self._waiting.update(names)
        if self._waiting and not self._timer.isActive():
            self._timer.start()

    def draw_now(self, names: Iterable[str]) -> None:
        """Draw these at once."""
        for name in names:
            self._waiting.discard(name)
            self._drawn_at[name] = monotonic()
            self._draw[name]()

    def _take_turn(self) -> None:
        latest = monotonic() - SHORTEST_PAUSE
        due = [n for n in self._order if n in self._waiting and self._drawn_at[n] <= latest]
        if due:
            self._order.remove(due[0])
            self._order.append(due[0])
            self.draw_now(due[:1])
        if not self._waiting:
            self._timer.stop()
