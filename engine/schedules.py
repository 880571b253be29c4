"""Learning-rate schedules: each as the statement that computes this step's rate.

A schedule counts time in steps or in epochs, both from 0.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf
from typing import ClassVar, Literal

from engine.errors import require, unknown_name

Clock = Literal["step", "epoch"]
CLOCKS: Sequence[Clock] = ("step", "epoch")


@dataclass(frozen=True)
class Schedule:
    """How the learning rate η changes from its initial value η₀ with time."""

    name: ClassVar[str]
    title: ClassVar[str]
    statement: ClassVar[str]
    """Template of the statement, with `{time}` for the step or the epoch."""
    formula: ClassVar[str]

    def scalars(self) -> dict[str, float]:
        """The numbers that the statement names, besides initial_rate, step and epoch."""
        return {}


@dataclass(frozen=True)
class Constant(Schedule):
    """η = η₀."""

    name = "constant"
    title = "constant"
    statement = ""
    formula = r"\eta = \eta_0"


@dataclass(frozen=True)
class Timed(Schedule):
    """A schedule that moves with a clock: `per` "step" or per "epoch"."""

    per: Clock = "step"

    def __post_init__(self) -> None:
        if self.per not in CLOCKS:
            raise unknown_name("clock of a schedule", self.per, CLOCKS)


@dataclass(frozen=True)
class InverseTimeDecay(Timed):
    """η = η₀ / (1 + decay · t)."""

    decay: float = 1e-3

    name = "inverse-time"
    title = "1/t decay"
    statement = "learning_rate = initial_rate / (1 + decay * {time})"
    formula = r"\eta = \frac{\eta_0}{1 + d\,t}"

    def __post_init__(self) -> None:
        super().__post_init__()
        require(
            0 <= self.decay < inf,
            f"The decay of the learning rate is a finite number of at least 0, not {self.decay}.",
        )

    def scalars(self) -> dict[str, float]:
        """The decay."""
        return {"decay": self.decay}


@dataclass(frozen=True)
class Falling(Timed):
    """A schedule that multiplies the rate by `factor` in `every` ticks of its clock."""

    factor: float = 0.5
    every: int = 1000

    def __post_init__(self) -> None:
        super().__post_init__()
        require(
            0 < self.factor <= 1,
            f"The factor of a schedule is above 0 and at most 1, not {self.factor}.",
        )
        _require_length(self.every)

    def scalars(self) -> dict[str, float]:
        """The factor and the time it takes to apply."""
        return {"factor": self.factor, "every": self.every}


@dataclass(frozen=True)
class StepDecay(Falling):
    """η = η₀ · factor^⌊t / every⌋."""

    name = "step"
    title = "drops"
    statement = "learning_rate = initial_rate * factor ** ({time} // every)"
    formula = r"\eta = \eta_0 \, f^{\lfloor t / T \rfloor}"


@dataclass(frozen=True)
class ExponentialDecay(Falling):
    """η = η₀ · factor^(t / every)."""

    name = "exponential"
    title = "exponential"
    statement = "learning_rate = initial_rate * factor ** ({time} / every)"
    formula = r"\eta = \eta_0 \, f^{\,t / T}"


@dataclass(frozen=True)
class CosineDecay(Timed):
    """Half a cosine from η₀ down to 0 in `total` steps or epochs, then 0.

    Source: Loshchilov and Hutter, "SGDR: stochastic gradient descent with warm restarts", 2017.
    """

    total: int = 1000

    name = "cosine"
    title = "cosine"
    statement = (
        "learning_rate = initial_rate * (1 + math.cos(math.pi * min({time} / total, 1))) / 2"
    )
    formula = r"\eta = \frac{\eta_0}{2} (1 + \cos(\pi \min(t / T, 1)))"

    def __post_init__(self) -> None:
        super().__post_init__()
        _require_length(self.total)

    def scalars(self) -> dict[str, float]:
        """The time after which the rate is 0."""
        return {"total": self.total}


SCHEDULES: dict[str, type[Schedule]] = {
    kind.name: kind
    for kind in (Constant, InverseTimeDecay, StepDecay, ExponentialDecay, CosineDecay)
}


def _require_length(time: int) -> None:
    require(time >= 1, f"A schedule needs a length of at least 1, not {time}.")
