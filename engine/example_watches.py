"""Watches of a chosen example of the training set."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

from engine.datasets.dataset import Examples
from engine.evaluation import judge_of
from engine.step import State, compile_evaluation
from engine.training import Trainer
from engine.watches import Reader, Watch, nothing


@dataclass(frozen=True)
class ExampleWatch(Watch):
    """Something of an example of the training set, by its number there, fed forward alone.

    It is fed through the parameters after the update, without dropout.
    """

    example: int

    @property
    def needs_step(self) -> bool:
        """It is known at any time."""
        return False

    def _fed(self, trainer: Trainer) -> Callable[[], dict[str, Any]] | None:
        """What feeds the example forward and gives the values; None if there is none."""
        experiment, dataset = trainer.experiment, trainer.dataset
        if not 0 <= self.example < len(dataset.train):
            return None
        network = experiment.network
        rows = slice(self.example, self.example + 1)
        one = Examples(dataset.train.x[rows], dataset.train.y[rows], dataset.train.scale)
        # Over the trainer's own parameters: an evaluation reads them, and writes none.
        state = State(trainer.program.namespace["params"], {})
        program = compile_evaluation(experiment.recipe, state, 1)
        values = program.namespace
        one.in_precision(network.precision).fetch(np.array([0]), out=values["x"])
        values["y"][:] = dataset.targets(one, network.output.size, network.precision)

        def feed() -> dict[str, Any]:
            program.restart()
            program.run()
            return values

        return feed


@dataclass(frozen=True)
class ExampleLoss(ExampleWatch):
    """The loss of an example of the training set."""

    @property
    def title(self) -> str:
        """What it is, and of which example."""
        return f"loss of example {self.example}"

    def reader(self, trainer: Trainer) -> Reader:
        """Its loss, without a penalty."""
        feed = self._fed(trainer)
        return nothing if feed is None else lambda: float(feed()["L"][0])


@dataclass(frozen=True)
class ExampleRightness(ExampleWatch):
    """Whether an example of the training set is right: 1 or 0; of a regression, all its values."""

    @property
    def title(self) -> str:
        """What it is, and of which example."""
        return f"example {self.example} is right"

    @property
    def subject(self) -> str:
        """The example."""
        return f"example {self.example}"

    def reader(self, trainer: Trainer) -> Reader:
        """1 if it is right, 0 if it is wrong."""
        feed = self._fed(trainer)
        if feed is None:
            return nothing
        judge = judge_of(trainer.dataset, trainer.experiment.tolerance)
        output = f"a{trainer.experiment.network.depth}"

        def read() -> float:
            values = feed()
            return float(judge.right(values[output], values["y"]).all())

        return read
