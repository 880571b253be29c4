"""A portrait: what is needed to paint what a view shows once more, elsewhere."""

from dataclasses import dataclass, replace

from PyQt6.QtCore import QSize

from app.look import numbers
from app.look.look import Look
from app.network_view.settings import ViewSettings
from app.network_view.zoom import Zoom
from app.snapshot import Snapshot
from engine.addresses import Address
from engine.datasets.dataset import Dataset
from engine.experiment import Experiment
from engine.reading import EdgeQuantity, NeuronQuantity


@dataclass(frozen=True, eq=False)
class Portrait:
    """The network as it is seen at the moment of the `snapshot`, in a view of this `size`.

    `unfolded` are layers. The `caption` stands over the network, beside the legend.
    """

    experiment: Experiment
    dataset: Dataset
    look: Look
    size: QSize
    snapshot: Snapshot
    caption: str
    settings: ViewSettings = ViewSettings()
    zoom: Zoom = Zoom()
    unfolded: frozenset[int] = frozenset()
    selection: Address | None = None

    def of_film(self, size: QSize) -> "Portrait":
        """The network whole, in this size, with quantities that are known without a step."""
        settings = self.settings
        if settings.edges in (EdgeQuantity.GRADIENT, EdgeQuantity.UPDATE):
            settings = replace(settings, edges=EdgeQuantity.WEIGHT)
        if settings.neurons in (NeuronQuantity.ACTIVATION_GRADIENT, NeuronQuantity.DELTA):
            settings = replace(settings, neurons=NeuronQuantity.ACTIVATION)
        return replace(
            self, size=size, settings=settings, zoom=Zoom(), unfolded=frozenset(), selection=None
        )


def caption(experiment: Experiment, snapshot: Snapshot) -> str:
    """Data, network and moment: "MNIST · 784 – 16 – 10 · after 120 steps"."""
    data = experiment.source.title.partition(",")[0]
    sizes = " – ".join(map(str, experiment.network.sizes))
    return " · ".join([data, sizes, *_when(snapshot)])


def _when(snapshot: Snapshot) -> list[str]:
    """At which moment of the training; nothing of a probe, which is not part of it."""
    if snapshot.is_probe:
        return []
    if snapshot.cursor and snapshot.next is not None:
        return [f"in step {numbers.count(snapshot.position.step + 1)}"]
    done = snapshot.position.step + (snapshot.next is None)
    return [f"after {numbers.counted(done, 'step')}" if done else "before the first step"]
