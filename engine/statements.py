"""A line of a training step: what it computes, as NumPy text and as a formula."""

from dataclasses import dataclass
from enum import StrEnum


class Pass(StrEnum):
    """The four parts of a step, in their order."""

    FORWARD = "forward"
    LOSS = "loss"
    BACKWARD = "backward"
    UPDATE = "update"


@dataclass(frozen=True)
class Statement:
    """One assignment of a training step, before it is compiled.

    `text` is valid Python over NumPy, with one name on its left; `formula` says the same in LaTeX,
    in the notation of the field. `layer` counts from 1 and is None where a line serves all layers.
    """

    text: str
    formula: str
    pass_: Pass
    layer: int | None = None


def at_layer(formula: str, layer: int) -> str:
    """A formula that is written for any layer (l), for the layer of this number."""
    for offset, symbol in ((-1, "(l-1)"), (0, "(l)"), (1, "(l+1)")):
        formula = formula.replace(symbol, f"({layer + offset})")
    return formula
