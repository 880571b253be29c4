"""The lookout: what is stopped at and watched on the bench, and what was hit."""

from app.chronicle import Mark, MarkKind
from app.session.messages import Orders
from app.session.rows import Watched
from engine.breakpoints import Hit
from engine.guard import Guard, Memory
from engine.training import Trainer


class Lookout:
    """Guards a trainer as it was ordered, and remembers the hits of each branch.

    `memory` is what the guard saw of the last step, None where it saw none; `hit` is what the
    training stands at.
    """

    def __init__(self, trainer: Trainer) -> None:
        self._trainer = trainer
        self._orders = Orders()
        self.memory: Memory | None = None
        self.hit: Hit | None = None
        self.marks: dict[int, list[Mark]] = {}
        self.titles: dict[int, tuple[str, ...]] = {}
        self._place()

    def obey(self, orders: Orders) -> None:
        """Look out for other things from the next step on."""
        self._orders = orders
        self.titles = {orders.number: tuple(watch.title for watch in orders.watches)}
        self._place()

    def stand_at(self, memory: Memory | None) -> None:
        """Go on from elsewhere, where the last step was seen so, or not at all."""
        self.memory, self.hit = memory, None
        self._place()

    def look(self, branch: int) -> Watched:
        """Look at the step that was just done on a branch."""
        self.note(branch, self._guard.check())
        self.memory = self._guard.memory()
        return Watched(self._orders.number, self._guard.values())

    def note(self, branch: int, hit: Hit | None) -> None:
        """Note what the training has come to."""
        self.hit = hit
        if hit is not None:
            mark = Mark(hit.step, MarkKind.BREAKPOINT, hit.event)
            marks = self.marks.setdefault(branch, [])
            if mark not in marks:
                marks.append(mark)

    def _place(self) -> None:
        orders = self._orders
        self._guard = Guard(self._trainer, orders.breakpoints, orders.watches, self.memory)
