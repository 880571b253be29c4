"""The numbers of the neurons at one moment, and their scales."""

from typing import Any, NamedTuple

from numpy.typing import NDArray

from app.network_view.computing import Row, absence
from app.network_view.plane_maps import PlaneMaps
from app.network_view.scales import Scales, largest
from app.network_view.settings import ViewSettings
from app.snapshot import Snapshot
from engine.activations import ReLU, Sigmoid, Softmax
from engine.datasets.dataset import Dataset
from engine.network import Network
from engine.reading import NeuronQuantity


class NeuronMoment(NamedTuple):
    """The values of all layers from the inputs on, None where not computed, and their scales.

    `maps` has those of all layers if neurons are shown as maps over the plane; `row` is the layer
    that is computed just now, neuron by neuron.
    """

    layers: tuple[NDArray[Any] | None, ...]
    scales: tuple[float | None, ...]
    maps: tuple[NDArray[Any], ...] | None = None
    row: Row | None = None

    def of(self, layer: int) -> tuple[NDArray[Any] | None, float | None]:
        """The values of a layer, and their scale."""
        return (self.layers[layer], self.scales[layer]) if self.layers else (None, None)

    def absences(self, snapshot: Snapshot, quantity: NeuronQuantity) -> tuple[str, ...]:
        """Why a layer has no scale, of each layer behind the inputs; "" where it has one."""
        return tuple(
            absence(snapshot, quantity, layer) if scale is None else ""
            for layer, scale in enumerate(self.scales[1:], start=1)
        )


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

    def are_signed(self, quantity: NeuronQuantity | None, *, has_maps: bool = False) -> bool:
        """Whether this quantity is shown as one that may be below zero; maps always are."""
        is_activation = quantity is NeuronQuantity.ACTIVATION
        return has_maps or not is_activation or self._has_negative_activations

    def read(
        self, snapshot: Snapshot, settings: ViewSettings, *, is_running: bool, is_held: bool
    ) -> NeuronMoment:
        """The values at this moment; scales may be held during a run.

        There are no maps in the middle of a step, for they are not what it computes.
        """
        reading, row = snapshot.reading, Row.of(snapshot.close_up)
        is_under_way = bool(snapshot.cursor and snapshot.next) or snapshot.close_up is not None
        maps = None if is_under_way and not is_running else self._maps_of(settings.neurons)
        inputs = reading.fields.get("x")
        layers = tuple(
            reading.neurons(settings.neurons, layer) for layer, _ in self._network.numbered()
        )
        most = [
            largest(values if maps is None else maps[layer])
            for layer, values in enumerate((inputs, *layers))
        ]
        if row is not None and row.quantity is settings.neurons:
            most[row.layer] = row.scale
        of_input = self._input_scale.follow(tuple(most[:1]), is_running=is_running, is_held=is_held)
        scales = self._scales.follow(
            tuple(most[1:]),
            is_running=is_running,
            is_held=is_held,
            is_common=settings.is_common,
        )
        return NeuronMoment((inputs, *layers), (*of_input, *scales), maps, row)

    def _maps_of(self, quantity: NeuronQuantity) -> tuple[NDArray[Any], ...] | None:
        """The maps of all layers; None where there are none."""
        if self._maps is None:
            return None
        found = [self._maps.of(quantity, layer) for layer in range(self._network.depth + 1)]
        maps = tuple(layer for layer in found if layer is not None)
        return maps if len(maps) == len(found) else None
