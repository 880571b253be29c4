"""What is probed: an input of the user's own, and what the network makes of it."""

from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray


@dataclass(frozen=True, eq=False)
class Probed:
    """An input `x`, shape (inputs,), and the network's `outputs` for it, shape (outputs,).

    They are those after `steps` steps. `before` are the outputs for the same input just before the
    network was last trained on it, None if it was not. `gradient` is ∂(output `chosen`)/∂x, shape
    (inputs,), None if no output is chosen.
    """

    x: NDArray[Any]
    outputs: NDArray[Any]
    steps: int
    before: NDArray[Any] | None = None
    chosen: int | None = None
    gradient: NDArray[Any] | None = None
