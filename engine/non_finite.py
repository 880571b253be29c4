"""The error of a training that came to a number that is not finite."""

from engine.batches import Position
from engine.errors import NablascopeError


class NonFiniteError(NablascopeError):
    """A step gave a number that is not finite. The trainer stands before that step again.

    Where the cost does not show it, it is noticed up to 64 steps later: what hooks were told of
    steps from `position` on is void.
    """

    def __init__(self, position: Position, number: int, text: str) -> None:
        self.position = position
        self.number = number
        self.text = text
        super().__init__(
            f"The training stopped in step {position.step} (epoch {position.epoch + 1}): operation "
            f"{number}, '{text}', gave the first number that is not finite. All parameters are "
            "kept as they were before this step. Usually the learning rate is too large; else the "
            "initial weights, the penalties or the data are."
        )

    def __reduce__(self) -> tuple[type["NonFiniteError"], tuple[Position, int, str]]:
        return type(self), (self.position, self.number, self.text)
