"""Extra steps: on examples of the user's choice, between those of the epoch."""

from dataclasses import dataclass

from engine.datasets.dataset import Examples
from engine.errors import require


@dataclass(frozen=True, eq=False)
class Extra:
    """So many `steps`, each on all of these examples; then the epoch goes on where it was.

    Raises `InputError` if there is nothing to be done.
    """

    examples: Examples
    steps: int

    def __post_init__(self) -> None:
        require(len(self.examples) > 0, "An extra step needs at least one example.")
        require(self.steps >= 1, f"There is at least 1 extra step, not {self.steps}.")
