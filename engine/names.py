"""The names of a step's arrays, taken apart: da2_kept is a gradient, of ã, of layer 2."""

import re
from dataclasses import dataclass
from functools import lru_cache

_PATTERN = re.compile(
    r"(?P<role>d|update_|)(?P<letter>W|b|z|a|mask|slope|x|y)(?P<layer>\d*)"
    r"(?P<kept>_kept)?(?P<trial>_trial)?"
)


@dataclass(frozen=True)
class ArrayName:
    """What a name says: whose array it is (`letter` and `layer`), and which of them.

    `letter` is W, b, z, a, x, y, mask or slope; x is layer 0, and y has none. `role` is "d" for a
    gradient ∂C/∂, "update_" for a change Δ, else "".
    """

    role: str
    letter: str
    layer: int | None
    is_kept: bool = False
    """Whether it is behind the dropout of its layer."""
    is_trial: bool = False
    """Whether it is of random search's trial."""

    @property
    def is_parameter(self) -> bool:
        """Whether it has a number for each weight, or bias, of a layer."""
        return self.letter in ("W", "b")

    @property
    def is_by_example(self) -> bool:
        """Whether it has a row for each example."""
        return not self.is_parameter


@lru_cache(maxsize=512)
def array_name(name: str) -> ArrayName | None:
    """The parts of a name, or None if it is none of a layer's arrays: m, C, velocity, …"""
    found = _PATTERN.fullmatch(name)
    if found is None or (found["letter"] in "xy") == bool(found["layer"]):
        return None
    layer = {"x": 0, "y": None}.get(found["letter"], int(found["layer"] or 0))
    return ArrayName(
        found["role"], found["letter"], layer, bool(found["kept"]), bool(found["trial"])
    )
