"""Names for the parts of a network: what a picture, a file or an explanation refers to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class NodeId:
    """A neuron, by layer (0 is the input) and place in it."""

    layer: int
    index: int

    def __str__(self) -> str:
        if self.layer == 0:
            return f"x[{self.index}]"
        return f"a{self.layer}[{self.index}]"


@dataclass(frozen=True)
class BiasId:
    """The bias of a neuron, by layer (from 1) and place in it."""

    layer: int
    index: int

    def __str__(self) -> str:
        return f"b{self.layer}[{self.index}]"


@dataclass(frozen=True)
class EdgeId:
    """A weight: the edge into layer `layer` (from 1) from neuron `source` of the layer before."""

    layer: int
    source: int
    target: int

    def __str__(self) -> str:
        return f"W{self.layer}[{self.source}, {self.target}]"


Address = NodeId | BiasId | EdgeId
