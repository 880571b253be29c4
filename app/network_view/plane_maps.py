"""Maps over the plane of two inputs: what each neuron answers at every point of it."""

from time import monotonic
from typing import Any

from numpy.typing import NDArray

from engine.datasets.dataset import Dataset
from engine.experiment import Experiment
from engine.plane import plane_grid, plane_ranges
from engine.probe import Probe
from engine.reading import NeuronQuantity, Reading

SIDE = 48
"""Points of the grid along each axis."""
SECONDS_BETWEEN_MAPS = 0.1


class PlaneMaps:
    """The answers of every neuron on a grid over the range of the training data.

    `version` changes with the answers.
    """

    def __init__(self, experiment: Experiment, dataset: Dataset) -> None:
        self._network = experiment.network
        self._probe = Probe(experiment.recipe, SIDE * SIDE)
        self.across, self.up = plane_ranges(dataset)
        self._grid = plane_grid(self.across, self.up, SIDE)
        self._maps: dict[str, NDArray[Any]] = {}
        self.version = 0
        self._shown: Reading | None = None
        self._when = 0.0

    def follow(self, reading: Reading, *, is_running: bool) -> None:
        """Take the parameters of this moment; during a run only every tenth of a second."""
        now = monotonic()
        is_soon = is_running and now - self._when < SECONDS_BETWEEN_MAPS
        if reading is self._shown or (self._maps and is_soon):
            return
        self._when, self._shown = now, reading
        self.version += 1
        answers = self._probe.feed(reading.flat_parameters, self._grid)
        self._maps = {
            f"{letter}{number}": answers[f"{letter}{number}"].T.reshape(-1, SIDE, SIDE).copy()
            for number, _ in self._network.numbered()
            for letter in "za"
        }

    def of(self, quantity: NeuronQuantity, layer: int) -> NDArray[Any] | None:
        """The maps of a layer's neurons, shape (neurons, SIDE, SIDE), top row first.

        The inputs are their own maps; a bias and the derivatives have none.
        """
        if quantity not in (NeuronQuantity.ACTIVATION, NeuronQuantity.PRE_ACTIVATION):
            return None
        if layer == 0:
            return self._grid.T.reshape(2, SIDE, SIDE)
        return self._maps.get(f"{'a' if quantity is NeuronQuantity.ACTIVATION else 'z'}{layer}")

    @property
    def answers(self) -> NDArray[Any]:
        """The maps of the outputs."""
        return self._maps[f"a{self._network.depth}"]
