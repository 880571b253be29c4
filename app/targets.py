"""Targets: how far a run goes before it stops by itself."""

from dataclasses import dataclass
from enum import StrEnum

from engine.errors import require


class Measure(StrEnum):
    """What a target counts or compares."""

    STEPS = "steps"
    EPOCHS = "epochs"
    COST = "cost"
    QUALITY = "quality"


@dataclass(frozen=True)
class Target:
    """Run for `value` more steps or epochs, or until the cost or the quality reaches `value`.

    The cost is that of a batch and stops the run when it is at most `value`. The quality is that
    of the examples for testing, at the end of an epoch (accuracy, or for a regression the share
    within tolerance), and stops the run when it is at least `value`.
    """

    measure: Measure
    value: float

    def __post_init__(self) -> None:
        if self.measure in (Measure.STEPS, Measure.EPOCHS):
            require(
                self.value >= 1 and float(self.value).is_integer(),
                f"The number of {self.measure} to run is a whole number of at least 1, "
                f"not {self.value:g}.",
            )
        elif self.measure is Measure.QUALITY:
            require(
                0 < self.value <= 1,
                f"A share of right answers is above 0 and at most 1, not {self.value:g}.",
            )
        else:
            require(self.value > 0, f"A cost to reach is above 0, not {self.value:g}.")
