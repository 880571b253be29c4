"""The feed: puts the examples of each step into its program, and makes these programs."""

import numpy as np

from engine.batches import Batches, Position
from engine.datasets.dataset import Dataset, Examples
from engine.errors import require
from engine.experiment import Experiment
from engine.metrics import Judge, StepMeter
from engine.network import Network
from engine.program import Program
from engine.step import State, compile_step

MOST_PROGRAMS = 8
"""Programs that are kept ready: own examples come in batches of any size, and each needs memory."""


class Feed:
    """The batches of a data set, each in a program for its size over the arrays of one `state`.

    Where there are `own` examples, all of these are the batch of every step, and the epoch waits.
    """

    def __init__(
        self, experiment: Experiment, dataset: Dataset, state: State, judge: Judge
    ) -> None:
        network = experiment.network
        self._dataset = dataset
        self._examples = dataset.train.in_precision(network.precision)
        self._targets = dataset.targets(dataset.train, network.output.size, network.precision)
        self._state = state
        self._judge = judge
        self.own: Examples | None = None
        self._programs: dict[int, Program] = {}
        self._meters: dict[Program, StepMeter] = {}
        self.take_over(experiment)

    def take_over(self, experiment: Experiment) -> None:
        """Make batches and programs of another experiment, which continues the last one."""
        self.batches: Batches = experiment.batches(len(self._examples))
        self._experiment = experiment
        self._programs.clear()
        self._meters.clear()

    def load(self, position: Position) -> Program:
        """The program of the step at a position, before its first operation."""
        if self.own is None:
            indices = self.batches.indices(position)
            program = self.program_for(len(indices))
            values = program.namespace
            self._examples.fetch(indices, out=values["x"])
            self._targets.take(indices, axis=0, out=values["y"], mode="clip")
        else:
            program = self.program_for(len(self.own))
            values = program.namespace
            network = self._experiment.network
            own = self.own.in_precision(network.precision)
            own.fetch(np.arange(len(own)), out=values["x"])
            values["y"][:] = self._dataset.targets(own, network.output.size, network.precision)
        values["step"] = position.step
        values["epoch"] = position.epoch
        program.restart()
        return program

    def after(self, position: Position) -> Position:
        """The position behind the step at this one."""
        if self.own is None:
            return self.batches.after(position)
        return position._replace(step=position.step + 1)

    def program_for(self, examples: int) -> Program:
        """The program of steps on so many examples."""
        program = self._programs.pop(examples, None)
        if program is None:
            program = compile_step(self._experiment.recipe, self._state, examples)
        self._programs[examples] = program  # last: the one used longest ago is the first to go
        if len(self._programs) > MOST_PROGRAMS:
            dropped = self._programs.pop(next(iter(self._programs)))
            self._meters.pop(dropped, None)
        return program

    def meter_of(self, program: Program) -> StepMeter:
        """What measures the steps of a program."""
        if program not in self._meters:
            network = self._experiment.network
            self._meters[program] = StepMeter(program.namespace, network, self._judge)
        return self._meters[program]


def require_fit(examples: Examples, network: Network, dataset: Dataset) -> None:
    """Raise `InputError` unless these could be a batch for a network on this data set."""
    require(
        examples.x.shape[1] == network.inputs,
        f"The examples have {examples.x.shape[1]} inputs, the network {network.inputs}.",
    )
    examples.in_precision(network.precision)
    dataset.targets(examples, network.output.size, network.precision)
