"""A trace: frozen copies of what a step has computed so far."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.batches import Position
from engine.errors import NotComputedError
from engine.experiment import Experiment
from engine.network import Network
from engine.program import Operation, Program
from engine.step import State
from engine.training import Trainer

WHOLES = {"params": "{}", "grads": "d{}", "update": "update_{}", "params_trial": "{}_trial"}
"""The flat vectors that have named parts, and what those are called."""


@dataclass(frozen=True, eq=False)
class Trace:
    """Every number that a step has computed, of the moment when it was taken.

    `values` has what is known then, by name: inputs, settings, parameters, and what the first
    `cursor` operations have written. `before` has what the step began with: the parameters, flat
    (`params`) and by name (W1, b1, …), and the optimizer's vectors. Arrays are read-only copies.
    """

    experiment: Experiment
    position: Position
    examples: int
    operations: tuple[Operation, ...]
    cursor: int
    values: Mapping[str, Any]
    before: Mapping[str, NDArray[Any]]

    @property
    def network(self) -> Network:
        """The settings of the network."""
        return self.experiment.network

    @property
    def is_finished(self) -> bool:
        """Whether the step is done to its end."""
        return self.cursor == len(self.operations)

    @cached_property
    def writers(self) -> Mapping[str, Operation]:
        """The operation that computes each name of the program, wholes and parts of vectors too."""
        writers = {operation.writes: operation for operation in self.operations}
        shapes = self.network.shapes()
        if "db1" in writers:
            writers["grads"] = writers["db1"]  # the backward pass ends there
        for whole, pattern in WHOLES.items():
            if whole != "grads" and whole in writers:
                writers |= {pattern.format(name): writers[whole] for name in shapes}
        return writers

    def read(self, name: str, operation: Operation | None = None) -> Any:
        """The value of a name as an operation reads it; None: any that looks at its results.

        Parameters and the optimizer's vectors are those that the step began with, unless they are
        written before that operation. Raises `NotComputedError`.
        """
        writer = self.writers.get(name)
        number = len(self.operations) if operation is None else operation.number
        is_lasting = name in self.before
        if is_lasting and (name in self.parameters or writer is None or writer.number >= number):
            return self.before[name]
        if name not in self.values:
            raise self._not_computed(name)
        return self.values[name]

    def require(self, name: str) -> Operation:
        """The operation that has computed a name; raises `NotComputedError` if none has."""
        operation = self.writers.get(name)
        if operation is None or operation.number > self.cursor:
            raise self._not_computed(name)
        return operation

    @cached_property
    def parameters(self) -> frozenset[str]:
        """The names of the parameters: params, W1, b1, …"""
        return frozenset({"params", *self.network.shapes()})

    def _not_computed(self, name: str) -> NotComputedError:
        title = re.sub(r"^d([a-zWb]\d*)(_kept)?$", r"∂C/∂\1\2", name)
        if name in self.writers:
            number = self.writers[name].number
            return NotComputedError(f"{title} is not computed yet: operation {number} will do so.")
        optimizer = self.experiment.optimizer
        if title != name and not optimizer.needs_gradients:
            return NotComputedError(
                f"{title} is never computed: {optimizer.title} does without gradients."
            )
        return NotComputedError(f"{title} is not computed in this step.")


def take_trace(trainer: Trainer) -> Trace:
    """The trace of the step that the trainer shows: the one under way, or else done last.

    Raises `NonFiniteError` if the last steps have led to numbers that are not finite.
    """
    start = trainer.start_of_shown()
    return trace_of(trainer.program, start.state, trainer.experiment, trainer.shown)


def trace_of(program: Program, start: State, experiment: Experiment, position: Position) -> Trace:
    """The trace of a program, as far as it has come since the state that its step began with."""
    before = {name: _frozen(vector) for name, vector in start.vectors.items()}
    before["params"] = _frozen(start.params)
    before |= experiment.network.views(before["params"])
    return Trace(
        experiment,
        position,
        program.namespace["m"],
        program.operations,
        program.cursor,
        MappingProxyType(_values(program.values, experiment.network)),
        MappingProxyType(before),
    )


def _values(known: Mapping[str, Any], network: Network) -> dict[str, Any]:
    """Copies of what is known; the named parts of a flat vector as views of its copy."""
    values: dict[str, Any] = {}
    for whole, pattern in WHOLES.items():
        if whole in known:
            values[whole] = _frozen(known[whole])
            values |= network.views(values[whole], pattern)
    for name, value in known.items():
        if name not in values:
            values[name] = _frozen(value) if isinstance(value, np.ndarray) else value
    return values


def _frozen(array: NDArray[Any]) -> NDArray[Any]:
    copy = array.copy()
    copy.flags.writeable = False
    return copy
