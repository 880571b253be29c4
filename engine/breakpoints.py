"""Breakpoints: what a run stops at by itself, at that very step."""

from dataclasses import dataclass
from enum import StrEnum
from math import isfinite

from engine.errors import require
from engine.example_watches import ExampleRightness
from engine.neuron_watches import DeadNeurons, StuckNeurons
from engine.watches import NonFinite, Parameter, StepNumber, Watch

USUAL_PATIENCE = 20


class Relation(StrEnum):
    """What has to happen to a watched number."""

    FALLS_BELOW = "falls below"
    RISES_ABOVE = "rises above"
    CROSSES = "crosses"
    REACHES = "reaches"
    TURNS_RIGHT = "becomes right"
    TURNS_WRONG = "becomes wrong"
    CHANGES = "becomes right or wrong"
    OCCURS = "occurs"

    @property
    def has_level(self) -> bool:
        """Whether it compares with a number."""
        return self in (self.FALLS_BELOW, self.RISES_ABOVE, self.CROSSES, self.REACHES)


def relations(watch: Watch) -> tuple[Relation, ...]:
    """What can happen to such a number, the likeliest first."""
    limits = (Relation.FALLS_BELOW, Relation.RISES_ABOVE)
    match watch:
        case NonFinite():
            return (Relation.OCCURS,)
        case StuckNeurons(index=None):
            return (Relation.OCCURS, Relation.RISES_ABOVE)
        case StuckNeurons():
            return (Relation.OCCURS,)
        case ExampleRightness():
            return (Relation.CHANGES, Relation.TURNS_RIGHT, Relation.TURNS_WRONG)
        case StepNumber():
            return (Relation.REACHES,)
        case Parameter():
            return (Relation.CROSSES, *limits)
    return limits


@dataclass(frozen=True)
class Breakpoint:
    """Stop when this happens to what is watched: once, and not as long as it stays so.

    `OCCURS` is for numbers that are not finite, and for neurons that die or saturate: a neuron
    that was free, and then is stuck for every example of `patience` steps in a row.
    """

    watch: Watch
    relation: Relation
    level: float = 0.0
    patience: int = USUAL_PATIENCE

    def __post_init__(self) -> None:
        require(isfinite(self.level), f"A level is a finite number, not {self.level}.")
        require(
            self.patience >= 1,
            f"The number of steps in a row is a whole number of at least 1, not {self.patience}.",
        )
        require(
            self.relation in relations(self.watch),
            f"“{self.relation}” is nothing that can be said of “{self.watch.title}”.",
        )

    @property
    def title(self) -> str:
        """When it stops, in a few words."""
        watch = self.watch
        if isinstance(watch, NonFinite):
            return "anything becomes NaN or infinite"
        if self.relation is Relation.OCCURS and isinstance(watch, StuckNeurons):
            verb = "dies" if isinstance(watch, DeadNeurons) else "saturates"
            if watch.index is not None:
                return f"neuron {watch.index} of layer {watch.layer} {verb}"
            return f"a neuron {f'of layer {watch.layer} ' if watch.layer else ''}{verb}"
        if not self.relation.has_level:
            return f"{watch.subject} {self.relation}"
        return f"{watch.title} {self.relation} {text(self.level)}"


@dataclass(frozen=True)
class Hit:
    """A breakpoint that a run stopped at, when so many steps were done, and what happened."""

    breakpoint: Breakpoint
    step: int
    event: str

    @property
    def sentence(self) -> str:
        """What to tell the user."""
        return f"Stopped after step {self.step:,}: {self.event}."


def text(value: float) -> str:
    """A number, as it is written in titles and sentences."""
    return f"{value:.4g}".replace("-", "−")
