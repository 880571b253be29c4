"""Watches of neurons that are stuck where no gradient passes: dead ones, and saturated ones."""

from abc import abstractmethod
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.activations import Activation
from engine.addresses import NodeId
from engine.metrics import SATURATED
from engine.network import Network
from engine.training import Trainer
from engine.watches import Reader, Watch, nothing

Array = NDArray[Any]


@dataclass(frozen=True)
class StuckNeurons(Watch):
    """How many neurons are stuck, for every example of the batch, where no gradient passes.

    Of all hidden layers, of one layer, or one neuron alone: then 1 or 0.
    """

    layer: int | None = None
    index: int | None = None

    @property
    @abstractmethod
    def adjective(self) -> str:
        """How such neurons are called."""

    @property
    def title(self) -> str:
        """What it is, and of which layer."""
        if self.index is not None:
            return f"a{self.layer}[{self.index}] is {self.adjective}"
        return f"{self.adjective} neurons" + (f" of layer {self.layer}" if self.layer else "")

    @property
    def subject(self) -> str:
        """As its title, with what is counted."""
        return f"the number of {self.title}" if self.index is None else f"“{self.title}”"

    def neurons(self, network: Network) -> tuple[NodeId, ...]:
        """The neurons that are looked at: those that can be stuck."""
        numbers = range(1, network.depth) if self.layer is None else (self.layer,)
        layers = {n: layer for n, layer in network.numbered() if n in numbers}
        return tuple(
            NodeId(number, index)
            for number, layer in layers.items()
            if self._free(layer.activation) is not None
            for index in (range(layer.size) if self.index is None else (self.index,))
            if index < layer.size
        )

    def free(self, trainer: Trainer) -> Callable[[], NDArray[np.bool_]]:
        """A function that tells of each of `neurons` whether it is not stuck in the last step."""
        network = trainer.experiment.network
        numbers = sorted({neuron.layer for neuron in self.neurons(network)})
        columns = slice(None) if self.index is None else slice(self.index, self.index + 1)
        parts = [
            (f"a{number}", free)
            for number in numbers
            if (free := self._free(network.layers[number - 1].activation)) is not None
        ]

        def read() -> NDArray[np.bool_]:
            values = trainer.program.namespace
            flags = [free(values[name][:, columns]) for name, free in parts]
            return flags[0] if len(flags) == 1 else np.concatenate(flags)

        return read

    def reader(self, trainer: Trainer) -> Reader:
        """Their number."""
        if not self.neurons(trainer.experiment.network):
            return nothing
        free = self.free(trainer)

        def read() -> float:
            flags = free()
            return float(flags.size - np.count_nonzero(flags))

        return read

    @abstractmethod
    def _free(self, activation: Activation) -> Callable[[Array], NDArray[np.bool_]] | None:
        """What tells, from activations of shape (m, n), which of n neurons are not stuck.

        None for an activation that never is.
        """


@dataclass(frozen=True)
class DeadNeurons(StuckNeurons):
    """How many ReLU neurons are 0 for every example of the batch."""

    @property
    def adjective(self) -> str:
        """How such neurons are called."""
        return "dead"

    def _free(self, activation: Activation) -> Callable[[Array], NDArray[np.bool_]] | None:
        def free(a: Array) -> NDArray[np.bool_]:
            flags: NDArray[np.bool_] = np.logical_or.reduce(a, axis=0)
            return flags

        return free if activation.dies else None


@dataclass(frozen=True)
class SaturatedNeurons(StuckNeurons):
    """How many sigmoid or tanh neurons are within 1 % of their range's ends for every example."""

    @property
    def adjective(self) -> str:
        """How such neurons are called."""
        return "saturated"

    def _free(self, activation: Activation) -> Callable[[Array], NDArray[np.bool_]] | None:
        if activation.asymptotes is None:
            return None
        low, high = activation.asymptotes
        margin = SATURATED * (high - low)

        def free(a: Array) -> NDArray[np.bool_]:
            distance = np.minimum(a - low, high - a)
            flags: NDArray[np.bool_] = np.maximum.reduce(distance, axis=0) > margin
            return flags

        return free
