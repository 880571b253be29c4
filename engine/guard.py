"""The guard: looks after every step whether a breakpoint is hit, and reads watched values."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping, Sequence
from math import nan
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.breakpoints import Breakpoint, Hit, Relation, text
from engine.errors import require
from engine.neuron_watches import DeadNeurons, StuckNeurons
from engine.non_finite import NonFiniteError
from engine.training import Trainer
from engine.watches import NonFinite, Reader, Watch

MOST_WATCHES = 8
NEVER = 2**62
"""Stands for the step after which a stuck neuron was last free, until it was seen so."""

_PAST = {
    Relation.FALLS_BELOW: "fell below",
    Relation.RISES_ABOVE: "rose above",
    Relation.CROSSES: "crossed",
    Relation.REACHES: "reached",
}

_HAPPENS: dict[Relation, Callable[[float, float, float], bool]] = {
    Relation.FALLS_BELOW: lambda before, now, level: now < level <= before,
    Relation.RISES_ABOVE: lambda before, now, level: now > level >= before,
    Relation.CROSSES: lambda before, now, level: before < level <= now or before > level >= now,
    Relation.REACHES: lambda before, now, level: before < level <= now,
    Relation.TURNS_RIGHT: lambda before, now, _: before < now,
    Relation.TURNS_WRONG: lambda before, now, _: before > now,
    Relation.CHANGES: lambda before, now, _: before < now or before > now,
    Relation.OCCURS: lambda _, now, __: now > 0,  # finite numbers are what every run begins with
}
"""Whether it happened from one step to the next. A number that is not known is NaN."""

Memory = Mapping[Breakpoint, Any]
"""What was seen last, by breakpoint. It can be pickled."""


class Guard:
    """Looks at a trainer after every step, and changes nothing.

    A breakpoint compares a step with the one before. At the first step that a guard sees, that is
    what the `memory` of the last guard says, if the training goes on where that one left it: then
    a pause makes no difference. Without it weights, examples and the number of steps are read when
    the guard is made; of what only a step can tell, such as the cost, the first value is taken as
    having been so before, and a neuron must be seen free before it can die.
    """

    def __init__(
        self,
        trainer: Trainer,
        breakpoints: Sequence[Breakpoint],
        watches: Sequence[Watch] = (),
        memory: Memory | None = None,
    ) -> None:
        require(
            len(watches) <= MOST_WATCHES,
            f"At most {MOST_WATCHES} values can be watched at once, not {len(watches)}.",
        )
        self._trainer = trainer
        self._readers: dict[Watch, Reader] = {watch: watch.reader(trainer) for watch in watches}
        self._shown = len(self._readers)
        self._alarm = next((p for p in breakpoints if isinstance(p.watch, NonFinite)), None)
        self._sentries = [
            self._sentry(point, memory or {})
            for point in breakpoints
            if not isinstance(point.watch, NonFinite)
        ]
        self._reads = tuple(self._readers.values())
        self._numbers = [nan] * len(self._reads)

    def check(self) -> Hit | None:
        """What happened in the step that the trainer has just done: the first hit, or None."""
        if not self._reads and not self._sentries:
            return None
        self._numbers = [read() for read in self._reads]
        hit = None
        for sentry in self._sentries:
            event = sentry.look(self._numbers)
            if event and hit is None:
                hit = Hit(sentry.breakpoint, self._trainer.position.step, event)
        return hit

    def failed(self, error: NonFiniteError) -> Hit | None:
        """The hit of a step that the trainer gave up, or None if no breakpoint is for that.

        The trainer stands before that step, which can be done again operation by operation.
        """
        if self._alarm is None:
            return None
        event = f"in the next one “{error.text}” gives NaN or infinity"
        return Hit(self._alarm, error.position.step, event)

    def values(self) -> list[float]:
        """The watched values as `check` has just read them."""
        return self._numbers[: self._shown]

    def memory(self) -> Memory:
        """What the next guard needs to know."""
        return {sentry.breakpoint: sentry.memory for sentry in self._sentries}

    def _sentry(self, point: Breakpoint, memory: Memory) -> "_Sentry":
        watch, known = point.watch, memory.get(point)
        if isinstance(watch, StuckNeurons) and point.relation is Relation.OCCURS:
            return _Endurance(point, watch, self._trainer, known)
        if watch not in self._readers:
            self._readers[watch] = watch.reader(self._trainer)
        if known is None:
            known = nan if watch.needs_step else self._readers[watch]()
        return _Edge(point, list(self._readers).index(watch), known)


class _Sentry(ABC):
    """Looks whether a breakpoint is hit."""

    breakpoint: Breakpoint

    @property
    @abstractmethod
    def memory(self) -> Any:
        """What has to be known of the last step."""

    @abstractmethod
    def look(self, numbers: Sequence[float]) -> str:
        """What happened in this step, with these numbers read, or ""."""


class _Edge(_Sentry):
    """Compares the number with that after the step before."""

    def __init__(self, point: Breakpoint, place: int, before: float) -> None:
        self.breakpoint = point
        self._place = place
        self._before = before
        self._happens = _HAPPENS[point.relation]

    @property
    def memory(self) -> float:
        return self._before

    def look(self, numbers: Sequence[float]) -> str:
        point = self.breakpoint
        before, now = self._before, numbers[self._place]
        self._before = now
        if not self._happens(before, now, point.level):
            return ""
        if not point.relation.has_level:
            return f"{point.watch.subject} became {'right' if now else 'wrong'}"
        event = f"{point.watch.subject} {_PAST[point.relation]} {text(point.level)}"
        return event if point.relation is Relation.REACHES else f"{event} ({text(now)})"


class _Endurance(_Sentry):
    """Knows of each neuron after which step it was last free."""

    def __init__(
        self,
        point: Breakpoint,
        watch: StuckNeurons,
        trainer: Trainer,
        known: NDArray[np.int64] | None,
    ) -> None:
        self.breakpoint = point
        self._trainer = trainer
        self._neurons = watch.neurons(trainer.experiment.network)
        self._free = watch.free(trainer)
        self._last_free = np.full(len(self._neurons), NEVER)
        if known is not None and len(known) == len(self._neurons):
            self._last_free[:] = known

    @property
    def memory(self) -> NDArray[np.int64]:
        return self._last_free.copy()

    def look(self, numbers: Sequence[float]) -> str:
        if not self._neurons:
            return ""
        step, patience = self._trainer.position.step, self.breakpoint.patience
        np.copyto(self._last_free, step, where=self._free())
        stuck = np.flatnonzero(self._last_free == step - patience)
        return self._event(stuck.tolist()) if len(stuck) else ""

    def _event(self, stuck: list[int]) -> str:
        is_dead = isinstance(self.breakpoint.watch, DeadNeurons)
        first, others = self._neurons[stuck[0]], len(stuck) - 1
        who = f"neuron {first.index} of layer {first.layer}"
        if others:
            who += f" and {others} other{'s' if others > 1 else ''}"
        patience = self.breakpoint.patience
        steps = f"{patience} steps" if patience > 1 else "step"
        how = "0" if is_dead else "at an end of its range"
        return (
            f"{who} {'died' if is_dead else 'saturated'} "
            f"({how} for every example of the last {steps})"
        )
