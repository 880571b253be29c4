"""Small trainings for tests of the session, which a process can load and which take no time."""

from typing import Any

import numpy as np

from app.session.bench import Bench
from app.session.channel import Channel
from app.session.course import Course
from engine.activations import Linear, Softmax
from engine.datasets.dataset import Dataset, Examples
from engine.datasets.embedded import Iris
from engine.experiment import Experiment
from engine.layers import Dense
from engine.losses import LOSSES
from engine.network import Network
from engine.optimizers import SGD, AdaGrad
from engine.timeline import Timeline
from engine.training import Trainer
from tests.engine.cases import experiment, steps

ROOM = 2**17
"""For checkpoints, in bytes."""
DATASET = Iris().load(seed=7)
STEPS_PER_EPOCH = 8
WILD: dict[str, Any] = {"optimizer": SGD(), "learning_rate": 1e12}
"""Settings under which the numbers are soon not finite."""


def iris(**settings: Any) -> Experiment:
    """4-8-3 with dropout and Adam, 120 examples in batches of 16."""
    return experiment(**settings)


def bench(dataset: Dataset = DATASET, **settings: Any) -> Bench:
    """Where such a training begins."""
    return Bench.fresh(iris(**settings), dataset)


def course(trainer: Trainer) -> Course:
    """The course of a trainer on a branch without edits."""
    return Course(trainer, Timeline(trainer.experiment).current)


def channel_for(experiment: Experiment, name: str | None = None) -> Channel:
    """One side of a channel with room for some checkpoints."""
    return Channel(experiment, ROOM, name)


def headless(count: int, **settings: Any) -> Trainer:
    """A trainer that has done so many steps of it, without window or process."""
    return steps(Trainer(iris(**settings), DATASET), count)


def network(*sizes: int) -> Network:
    """A network for it with these hidden layers."""
    return Network(4, (*map(Dense, sizes), Dense(3, Softmax())))


def overflowing() -> Trainer:
    """A trainer whose first step leads to an infinite number, which its cost does not show."""
    data = Examples(np.full((2, 1), 1e25), np.ones((2, 1)))
    settings = iris(
        network=Network(1, (Dense(1, Linear()),)),
        loss=LOSSES["mean-absolute-error"],
        optimizer=AdaGrad(),
        batch_size=1,
    )
    return Trainer(settings, Dataset("huge", data, data, (1,)))
