"""The numbers of the neurons at one moment, and their scales."""

from typing import Any, NamedTuple

from numpy.typing import NDArray

from app.network_view.scales import Scales, largest
from app.network_view.settings import ViewSettings
from engine.activations import ReLU, Sigmoid, Softmax
from engine.datasets.dataset import Dataset
from engine.network import Network
from engine.reading import NeuronQuantity, Reading


class NeuronMoment(NamedTuple):
    """The values of all layers from the inputs on, None where not computed, and their scales."""

    layers: tuple[NDArray[Any] | None, ...]
    scales: tuple[float | None, ...]


class Neurons:
    """Reads the neurons; inputs have a scale of their own, as they are another kind of number."""

    def __init__(self, network: Network, dataset: Dataset) -> None:
        self._network = network
        self._scales = Scales()
        self._input_scale = Scales()
        self.has_negative_inputs = bool(dataset.train.x.min() < 0)
        never_negative = ReLU | Sigmoid | Softmax
        self._has_negative_activations = not all(
            isinstance(layer.activation, never_negative) for layer in network.layers
        )

    def forget(self) -> None:
        """Begin anew: another quantity has other values."""
        self._scales.forget()

    def are_signed(self, quantity: NeuronQuantity) -> bool:
        """Whether this quantity may be below zero in this network."""
        return quantity is not NeuronQuantity.ACTIVATION or self._has_negative_activations

    def read(self, reading: Reading, settings: ViewSettings, *, is_running: bool) -> NeuronMoment:
        """The values at the moment of this reading."""
        inputs = reading.fields.get("x")
        layers = tuple(
            reading.neurons(settings.neurons, layer) for layer, _ in self._network.numbered()
        )
        of_input = self._input_scale.follow(
            (largest(inputs),), is_running=is_running, is_common=False
        )
        scales = self._scales.follow(
            tuple(map(largest, layers)), is_running=is_running, is_common=settings.is_common
        )
        return NeuronMoment((inputs, *layers), (*of_input, *scales))
