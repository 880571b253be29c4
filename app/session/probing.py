"""Probing: what the network makes of an input of the user's own, while it trains too."""

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PyQt6.QtCore import QObject, pyqtSignal

from app.probed import Probed
from app.session.loader import Loader, Task
from app.session.training import Training
from app.snapshot import Snapshot
from engine.counterfactual import Counterfactual, counterfactual
from engine.datasets.dataset import Dataset
from engine.network import Network
from engine.probe import Probe
from engine.progress import Progress
from engine.saliency import Saliency

Array = NDArray[Any]


class Probing(QObject):
    """Feeds an input forward through the parameters of each snapshot of a `training`.

    Training does not notice. While the probe is looked at, snapshots are passed on with what it
    lights up in the network; else as they are.
    """

    #: What the network view is to show: a `Snapshot`.
    snapshot_ready = pyqtSignal(object)
    #: What the network makes of the probe: a `Probed`, or None without one.
    probed = pyqtSignal(object)
    #: A change of the probe after which the network answers otherwise: a `Counterfactual`.
    counterfactual_found = pyqtSignal(object)
    #: Whether one is looked for.
    seeking_changed = pyqtSignal(bool)
    #: Why it could not be found.
    failed = pyqtSignal(str)

    def __init__(self, training: Training) -> None:
        super().__init__()
        self._training = training
        self._snapshot: Snapshot | None = None
        self._feeds: tuple[Network, Probe, Saliency] | None = None
        self._is_wanted = False
        self._x: Array | None = None
        self._outputs: Array | None = None
        self._before: Array | None = None
        self._chosen: int | None = None
        self._seeker = Loader()
        training.snapshot_ready.connect(self._on_snapshot)

    @property
    def input(self) -> Array | None:
        """The input, shape (inputs,), if there is one."""
        return self._x

    def close(self) -> None:
        """Do nothing any more."""
        self._seeker.cancel()
        self._is_wanted = False

    def forget(self) -> None:
        """Another run is trained: of its network, nothing is known yet."""
        self.cancel_seeking()
        self._snapshot = self._outputs = self._before = None

    def want(self, wanted: bool) -> None:
        """Say whether anybody looks at the probe."""
        self._is_wanted = wanted
        self._show()

    def show_input(self, x: Array | None) -> None:
        """Probe with another input, shape (inputs,), or with none."""
        self._x = x
        self._before = None
        self._show()

    def choose_output(self, output: int | None) -> None:
        """Tell the derivative of this output by the input, too."""
        self._chosen = output
        self._show()

    def note_training(self) -> None:
        """The network will be trained on the probe: keep what it answers before that."""
        self._before = self._outputs

    def seek(self, goal: int) -> None:
        """Look for a small change of the input after which the network answers `goal`."""
        snapshot, x, dataset = self._snapshot, self._x, self._training.bench.trainer.dataset
        if snapshot is None or x is None:
            return
        recipe = replace(self._training.experiment.recipe, network=snapshot.reading.network)
        params, (low, high) = snapshot.reading.flat_parameters, _limits(dataset)

        def job(progress: Progress) -> Counterfactual:
            return counterfactual(recipe, params, x, goal, low, high, progress)

        def tell(found: Counterfactual) -> None:
            self.seeking_changed.emit(False)
            self.counterfactual_found.emit(found)

        def give_up(problem: str) -> None:
            self.seeking_changed.emit(False)
            self.failed.emit(problem)

        self.seeking_changed.emit(True)
        self._seeker.start(Task(job, tell, give_up))

    def cancel_seeking(self) -> None:
        """Look for it no more."""
        self._seeker.cancel()
        self.seeking_changed.emit(False)

    def _on_snapshot(self, snapshot: Snapshot) -> None:
        self._snapshot = snapshot
        self._show()

    def _show(self) -> None:
        snapshot = self._snapshot
        if snapshot is None:
            return
        if self._x is None or not self._is_wanted:
            self.snapshot_ready.emit(snapshot)
            if self._is_wanted:
                self.probed.emit(None)
            return
        network = snapshot.reading.network
        if len(self._x) != network.inputs:  # it was made for other data
            self.show_input(None)
            return
        probe, saliency = self._feeds_of(network)
        params = snapshot.reading.flat_parameters
        results = probe.feed(params, self._x[np.newaxis])
        rows = {name: values[0].copy() for name, values in results.items()}
        x = self._x.astype(network.precision)
        reading = snapshot.reading.of_probe(x, rows)
        lit = replace(
            snapshot, reading=reading, operations=(), cursor=0, close_up=None, is_probe=True
        )
        self.snapshot_ready.emit(lit)
        self._outputs = rows[f"a{network.depth}"]
        chosen = self._chosen if self._chosen in range(network.output.size) else None
        gradient = None
        if chosen is not None:
            gradient = saliency.input_gradient(params, self._x, chosen)
        steps = snapshot.position.step + (snapshot.next is None)
        before = self._before
        if before is not None and np.array_equal(before, self._outputs):  # it was taken back
            before = None
        self.probed.emit(Probed(self._x, self._outputs, steps, before, chosen, gradient))

    def _feeds_of(self, network: Network) -> tuple[Probe, Saliency]:
        """What feeds inputs through this network, made once for each."""
        if self._feeds is None or self._feeds[0] != network:
            recipe = replace(self._training.experiment.recipe, network=network)
            self._feeds = network, Probe(recipe, 1), Saliency(recipe)
        return self._feeds[1:]


def _limits(dataset: Dataset) -> tuple[float, float]:
    """Between which values an input may be changed: those of pictures, or of the data."""
    if dataset.train.x.dtype.kind == "u":
        return 0.0, 1.0
    values = dataset.train.x
    return float(values.min()) * dataset.train.scale, float(values.max()) * dataset.train.scale
