"""Scopes: the sets of examples that a network can be evaluated on."""

from enum import Enum


class Scope(Enum):
    """A set of examples."""

    TEST = "test"
    TRAIN = "train"
    OWN = "own"

    @property
    def title(self) -> str:
        """What it is called on screen."""
        return _TITLES[self]


_TITLES = {
    Scope.TEST: "Test examples",
    Scope.TRAIN: "Training examples",
    Scope.OWN: "Own drawings",
}
