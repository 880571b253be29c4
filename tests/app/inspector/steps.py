"""Steps to inspect: the network that is often worked by hand, and a little one for pictures."""

from typing import Any

import numpy as np

from app.inspected import Inspected
from app.look.look import Look
from engine.activations import Sigmoid, Softmax
from engine.addresses import Address
from engine.checkpoint import Checkpoint
from engine.datasets.dataset import Dataset, Examples
from engine.datasets.embedded import Iris
from engine.experiment import Experiment
from engine.layers import Dense
from engine.losses import CROSS_ENTROPY, HALF_SUM_OF_SQUARES
from engine.network import Network
from engine.optimizers import SGD
from engine.trace import take_trace
from engine.training import Trainer

LOOK = Look()


def two_two_two(operations: int | None = None) -> Trainer:
    """2-2-2 with sigmoids, often worked by hand, behind its step or some of it.

    Inputs 0.05 and 0.10, targets 0.01 and 0.99, E = ½ Σ (target − out)², η = 0.5.
    """
    network = Network(2, (Dense(2, Sigmoid()), Dense(2, Sigmoid())), "float64")
    examples = Examples(np.array([[0.05, 0.10]]), np.array([[0.01, 0.99]]))
    dataset = Dataset("by hand", examples, examples, (2,))
    experiment = Experiment(Iris(), network, HALF_SUM_OF_SQUARES, SGD(), 0.5, batch_size=1)
    trainer = Trainer(experiment, dataset)
    start = trainer.checkpoint()
    weights = {
        "W1": [[0.15, 0.25], [0.20, 0.30]],
        "b1": [0.35, 0.35],
        "W2": [[0.40, 0.50], [0.45, 0.55]],
        "b2": [0.60, 0.60],
    }
    for name, view in network.views(start.state.params).items():
        view[:] = weights[name]
    trainer.restore(Checkpoint(start.position, start.state))
    return advanced(trainer, operations)


def pictures(operations: int | None = None, examples: int = 12, **settings: Any) -> Trainer:
    """Inputs of 4 × 4 pixels in 10 classes, 16-8-8-10, in one batch, behind its step."""
    rng = np.random.default_rng(3)
    labels = np.arange(examples) % 10
    x = np.clip(rng.random((examples, 16)) + np.eye(10, 16)[labels] - 0.3, 0, 1)
    data = Examples(x, labels)
    dataset = Dataset("pictures", data, data, (4, 4), tuple("0123456789"))
    hidden = settings.pop("hidden", Dense(8))
    network = Network(16, (hidden, hidden, Dense(10, Softmax())))
    defaults: dict[str, Any] = {"optimizer": SGD(), "learning_rate": 0.1, "batch_size": examples}
    experiment = Experiment(Iris(), network, CROSS_ENTROPY, **defaults | settings)
    return advanced(Trainer(experiment, dataset), operations)


def advanced(trainer: Trainer, operations: int | None) -> Trainer:
    """So many operations on, or a whole step."""
    count = len(trainer.program.operations) if operations is None else operations
    for _ in range(count):
        trainer.advance()
    return trainer


def inspected(trainer: Trainer, address: Address | None, example: int | None = 0) -> Inspected:
    """What is inspected in the trainer's step."""
    return Inspected(take_trace(trainer), address, example)
