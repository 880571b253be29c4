"""The numbers of the neurons at one moment, and their scales."""

from typing import Any, NamedTuple

from numpy.typing import NDArray

from app.network_view.plane_maps import PlaneMaps
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
    """Reads the neurons; inputs have a scale of their own, as they are another kind of number.

    Neurons that are shown as maps over the plane have the scale of their maps.
    """

    def __init__(self, network: Network, dataset: Dataset, maps: PlaneMaps | None) -> None:
        self._network = network
        self._maps = maps
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
        """Whether this quantity is shown as one that may be below zero; maps always are."""
        if self._maps is not None and self._maps.of(quantity, 0) is not None:
            return True
        return quantity is not NeuronQuantity.ACTIVATION or self._has_negative_activations

    def read(
        self, reading: Reading, settings: ViewSettings, *, is_running: bool, is_held: bool
    ) -> NeuronMoment:
        """The values at the moment of this reading; scales may be held during a run."""
        inputs = reading.fields.get("x")
        layers = tuple(
            reading.neurons(settings.neurons, layer) for layer, _ in self._network.numbered()
        )
        most = [
            largest(values if shown is None else shown)
            for values, shown in zip((inputs, *layers), self._shown(settings), strict=True)
        ]
        of_input = self._input_scale.follow(tuple(most[:1]), is_running=is_running, is_held=is_held)
        scales = self._scales.follow(
            tuple(most[1:]),
            is_running=is_running,
            is_held=is_held,
            is_common=settings.is_common,
        )
        return NeuronMoment((inputs, *layers), (*of_input, *scales))

    def _shown(self, settings: ViewSettings) -> list[NDArray[Any] | None]:
        """The maps of each layer, None where there are none."""
        layers = range(self._network.depth + 1)
        return [None if self._maps is None else self._maps.of(settings.neurons, n) for n in layers]
