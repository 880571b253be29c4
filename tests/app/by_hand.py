"""The network that is often worked by hand, as an experiment of the window."""

from dataclasses import dataclass
from typing import ClassVar

import numpy as np

from engine.activations import Sigmoid
from engine.addresses import BiasId, EdgeId
from engine.datasets.dataset import Dataset, Examples
from engine.datasets.source import Source
from engine.experiment import Experiment
from engine.layers import Dense
from engine.losses import HALF_SUM_OF_SQUARES
from engine.network import Network
from engine.optimizers import SGD

WEIGHTS: dict[EdgeId | BiasId, float] = {
    EdgeId(1, 0, 0): 0.15,
    EdgeId(1, 0, 1): 0.25,
    EdgeId(1, 1, 0): 0.20,
    EdgeId(1, 1, 1): 0.30,
    BiasId(1, 0): 0.35,
    BiasId(1, 1): 0.35,
    EdgeId(2, 0, 0): 0.40,
    EdgeId(2, 0, 1): 0.50,
    EdgeId(2, 1, 0): 0.45,
    EdgeId(2, 1, 1): 0.55,
    BiasId(2, 0): 0.60,
    BiasId(2, 1): 0.60,
}


@dataclass(frozen=True)
class ByHand(Source):
    """One example: inputs 0.05 and 0.10, targets 0.01 and 0.99."""

    name: ClassVar[str] = "by-hand"
    title: ClassVar[str] = "By hand"
    uses_seed: ClassVar[bool] = False

    def load(self, seed: int) -> Dataset:
        examples = Examples(np.array([[0.05, 0.10]]), np.array([[0.01, 0.99]]))
        return Dataset(self.title, examples, examples, (2,))


TWO_TWO_TWO = Experiment(
    ByHand(),
    Network(2, (Dense(2, Sigmoid()), Dense(2, Sigmoid())), "float64"),
    HALF_SUM_OF_SQUARES,
    SGD(),
    learning_rate=0.5,
    batch_size=1,
)
"""2-2-2 with sigmoids, often worked by hand: E = ½ Σ (target − out)², η = 0.5."""
