"""An element: one number of a step, by the name of its array and its place in it."""

from typing import NamedTuple


class Element(NamedTuple):
    """One number of a step, such as W2[3, 15] or dz2[0, 15]; a single number has no index.

    Besides the names of the program there are, because explanations speak of them, `slope2`: f′(z)
    of layer 2, shape (m, n); `dx`: ∂C/∂x, shape (m, n₀); and `da3`: ∂C/∂a of an output layer
    whose loss is fused with its activation.
    """

    name: str
    index: tuple[int, ...] = ()  # type: ignore[assignment]  # hides tuple.index, of no use here

    def __str__(self) -> str:
        return f"{self.name}[{', '.join(map(str, self.index))}]" if self.index else self.name
