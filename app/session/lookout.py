"""The lookout: what is stopped at and watched on the bench, and what was hit."""

from app.session.messages import Orders
from app.session.rows import Watched
from engine.breakpoints import Hit
from engine.guard import Guard, Memory
from engine.training import Trainer


class Lookout:
    """Guards a trainer as it was ordered.

    `memory` is what the guard saw of the last step, None where it saw none; `hit` is what the
    training stands at.
    """

    def __init__(self, trainer: Trainer) -> None:
        self._trainer = trainer
        self._orders = Orders()
        self.memory: Memory | None = None
        self.hit: Hit | None = None
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

    def look(self) -> tuple[Hit | None, Watched]:
        """Look at the step that was just done: the first hit, and the values watched."""
        hit = self._guard.check()
        self.memory = self._guard.memory()
        return hit, Watched(self._orders.number, self._guard.values())

    def _place(self) -> None:
        orders = self._orders
        self._guard = Guard(self._trainer, orders.breakpoints, orders.watches, self.memory)
