"""Watches: numbers that are read after every step, to be plotted or to stop at."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from math import inf, nan, sqrt

import numpy as np

from engine.addresses import BiasId, EdgeId
from engine.metrics import norm
from engine.places import has_part, parameter_of
from engine.training import Trainer

Reader = Callable[[], float]


@dataclass(frozen=True)
class Watch(ABC):
    """Something to look at after every step. It changes nothing.

    What a trainer does not have, such as a neuron of a smaller network, reads as NaN.
    """

    @property
    @abstractmethod
    def title(self) -> str:
        """What it is, in two or three words."""

    @property
    def subject(self) -> str:
        """What it is, at the start of a sentence that goes on with a verb."""
        return f"the {self.title}"

    @abstractmethod
    def reader(self, trainer: Trainer) -> Reader:
        """A function that reads the number when a step is done, for as long as the trainer lives.

        All that stays the same is looked up once, here; a step may have another program, with
        arrays of its own, than the one before.
        """

    @property
    def needs_step(self) -> bool:
        """Whether it reads what a step has computed; else it can be read before the first one."""
        return True


@dataclass(frozen=True)
class Cost(Watch):
    """The cost C of a step's batch."""

    @property
    def title(self) -> str:
        """What it is."""
        return "cost"

    def reader(self, trainer: Trainer) -> Reader:
        """The cost, penalty included."""
        return lambda: float(trainer.program.namespace["C"])


@dataclass(frozen=True)
class StepNumber(Watch):
    """How many steps are done."""

    @property
    def title(self) -> str:
        """What it is."""
        return "number of steps"

    @property
    def needs_step(self) -> bool:
        """It is known at any time."""
        return False

    def reader(self, trainer: Trainer) -> Reader:
        """The steps done since the beginning."""
        return lambda: float(trainer.position.step)


@dataclass(frozen=True)
class GradientNorm(Watch):
    """The Euclidean norm of the gradient: of all parameters, or of a layer's weights."""

    layer: int | None = None

    @property
    def title(self) -> str:
        """What it is, and of which layer."""
        return "gradient norm" + ("" if self.layer is None else f" of layer {self.layer}")

    def reader(self, trainer: Trainer) -> Reader:
        """√Σ (∂C/∂w)²; NaN where no gradient is computed."""
        name = "grads" if self.layer is None else f"dW{self.layer}"
        if name not in trainer.program.namespace:
            return nothing

        def read() -> float:
            gradient = trainer.program.namespace[name].ravel()
            square = float(np.vdot(gradient, gradient))  # the fastest sum, and without a warning
            if square < inf:
                return sqrt(square)
            with np.errstate(over="ignore"):
                return norm(gradient)

        return read


@dataclass(frozen=True)
class Parameter(Watch):
    """A weight or a bias."""

    address: EdgeId | BiasId

    @property
    def title(self) -> str:
        """Its name."""
        return str(self.address)

    @property
    def subject(self) -> str:
        """Its name."""
        return self.title

    @property
    def needs_step(self) -> bool:
        """It is known at any time."""
        return False

    def reader(self, trainer: Trainer) -> Reader:
        """Its value, after the update."""
        if not has_part(trainer.experiment.network, self.address):
            return nothing
        name, place = parameter_of(self.address)
        values = trainer.parameters[name]  # shared by all programs
        return lambda: float(values[place])


@dataclass(frozen=True)
class NonFinite(Watch):
    """Whether any number is NaN or infinite.

    There is nothing to read: the trainer itself finds the first such number, and gives its step up.
    """

    @property
    def title(self) -> str:
        """What it is."""
        return "NaN or infinite numbers"

    def reader(self, trainer: Trainer) -> Reader:
        """Nothing."""
        return nothing


def nothing() -> float:
    """Reads what there is not."""
    return nan
