"""The names of the parts of a network in words, as its data set calls them."""

from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from engine.addresses import Address, BiasId, EdgeId
from engine.datasets.dataset import Dataset
from engine.network import Network


@dataclass(frozen=True)
class Names:
    """What inputs, neurons, outputs and examples are called."""

    network: Network
    dataset: Dataset

    def layer(self, layer: int) -> str:
        """What a layer is called: input, hidden 1, …, output."""
        if layer == 0:
            return "input"
        return "output" if layer == self.network.depth else f"hidden {layer}"

    def own_name(self, layer: int, index: int) -> str:
        """What the data set calls an input or an output, "" where that says no more than a number.

        A pixel is called by its row and column.
        """
        data = self.dataset
        if layer == 0 and len(data.input_shape) == 2:
            return "pixel {}, {}".format(*divmod(index, data.input_shape[1]))
        if layer == 0:
            name = data.input_names[index] if data.input_names else ""
        elif layer == self.network.depth and data.class_names:
            name = data.class_names[index if self.network.output.size > 1 else 1]
        else:
            name = ""
        return "" if name == str(index) else name

    def neuron(self, layer: int, index: int) -> str:
        """A neuron, input or output in words, with its layer."""
        if layer in (0, self.network.depth):
            kind = "input" if layer == 0 else "output"
            name = self.own_name(layer, index)
            return f"{kind} {index}" + (f" ({name})" if name else "")
        return f"neuron {index} of {self.layer(layer)}"

    def title(self, address: Address) -> str:
        """A part of the network in words."""
        if isinstance(address, EdgeId):
            before = self.neuron(address.layer - 1, address.source)
            return f"weight from {before} to {self.neuron(address.layer, address.target)}"
        if isinstance(address, BiasId):
            return f"bias of {self.neuron(address.layer, address.index)}"
        return self.neuron(address.layer, address.index)

    def label(self, y: NDArray[Any]) -> str:
        """The class that a target row says, "" for a regression."""
        if not self.dataset.is_classification:
            return ""
        index = int(y.argmax()) if len(y) > 1 else int(y[0] > 0.5)
        return self.dataset.class_names[index]
