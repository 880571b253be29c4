"""The names of the parts of a network in words, as its data set calls them."""

from dataclasses import dataclass
from typing import Any

from numpy.typing import NDArray

from engine.addresses import Address, BiasId, EdgeId
from engine.datasets.dataset import Dataset
from engine.network import Network

NO_BREAK = "\N{NO-BREAK SPACE}"


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
        else:
            classes = data.output_names(self.network.output.size)
            name = classes[index] if layer == self.network.depth and classes else ""
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
            before = self._end(address.layer - 1, address.source)
            return f"weight from {before} to {self._end(address.layer, address.target)}"
        if isinstance(address, BiasId):
            return f"bias of {self.neuron(address.layer, address.index)}"
        return self.neuron(address.layer, address.index)

    def _end(self, layer: int, index: int) -> str:
        """One of the two ends of a weight, in so few words that both have room in a line."""
        if layer in (0, self.network.depth):
            return self.own_name(layer, index) or self.neuron(layer, index)
        return f"{self.layer(layer)} #{index}".replace(" ", NO_BREAK)

    def label(self, y: NDArray[Any]) -> str:
        """The class that a target row says, "" for a regression."""
        if not self.dataset.is_classification:
            return ""
        return self.dataset.class_names[self.dataset.class_of(y)]
