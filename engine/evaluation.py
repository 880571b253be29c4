"""Evaluation: how good a network is on a whole set of examples."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.datasets.dataset import Dataset, Examples
from engine.errors import require
from engine.metrics import Evaluation, Judge, r_squared, share, squared_error
from engine.program import Program
from engine.step import Recipe, State, compile_evaluation

CHUNK = 1000
"""Examples that are evaluated at a time."""
USUAL_TOLERANCE = 0.1
"""Share of the training targets' deviation within which a regression value counts as right."""


class Chunk(NamedTuple):
    """What the network makes of some examples: the `rows` of them all that these are.

    `a` are its outputs and `y` the targets, shape (m, outputs), `losses` of shape (m,). Outputs and
    losses hold until the next chunk: copy what is to be kept.
    """

    rows: slice
    a: NDArray[Any]
    y: NDArray[Any]
    losses: NDArray[Any]


class Examination:
    """Feeds examples forward, without dropout, through the present parameters of a `state`.

    It has buffers of its own and changes nothing.
    """

    def __init__(self, recipe: Recipe, state: State, dataset: Dataset) -> None:
        self._recipe = recipe
        self._state = state
        self._dataset = dataset
        self._programs: dict[int, Program] = {}

    def targets(self, examples: Examples) -> NDArray[Any]:
        """What the network should answer; raises `InputError` if the `examples` do not fit."""
        require(len(examples) > 0, "There are no examples to evaluate.")
        require(
            examples.x.shape[1] == self._dataset.inputs,
            f"The examples have {examples.x.shape[1]} inputs, the network {self._dataset.inputs}.",
        )
        network = self._recipe.network
        return self._dataset.targets(examples, network.output.size, network.precision)

    def chunks(self, examples: Examples, y: NDArray[Any]) -> Iterator[Chunk]:
        """All `examples` with their targets `y`, a chunk at a time."""
        network = self._recipe.network
        examples = examples.in_precision(network.precision)
        for start in range(0, len(examples), CHUNK):
            rows = slice(start, min(start + CHUNK, len(examples)))
            program = self._program(rows.stop - start)
            values = program.namespace
            examples.fetch(np.arange(start, rows.stop), out=values["x"])
            np.copyto(values["y"], y[rows])
            program.restart()
            program.run()
            yield Chunk(rows, values[f"a{network.depth}"], y[rows], values["L"])

    def _program(self, size: int) -> Program:
        if size not in self._programs:
            self._programs[size] = compile_evaluation(self._recipe, self._state, size)
        return self._programs[size]


class Evaluator:
    """Judges the answers that the present parameters of a `state` give; it changes nothing."""

    def __init__(self, recipe: Recipe, state: State, dataset: Dataset, judge: Judge) -> None:
        self._examination = Examination(recipe, state, dataset)
        self._judge = judge

    def evaluate(self, examples: Examples) -> Evaluation:
        """Judge the answers to all `examples`; raises `InputError` if they do not fit."""
        y = self._examination.targets(examples)
        loss = squared = 0.0
        right = []
        for chunk in self._examination.chunks(examples, y):
            loss += float(chunk.losses.sum(dtype=np.float64))
            squared += squared_error(chunk.a, chunk.y)
            right.append(self._judge.right(chunk.a, chunk.y))
        accuracy = share(np.concatenate(right))
        is_classification = self._judge.is_classification
        return Evaluation(
            examples=len(examples),
            loss=loss / len(examples),
            accuracy=accuracy if is_classification else None,
            r2=None if is_classification else r_squared(squared, y),
            within_tolerance=None if is_classification else accuracy,
        )


def judge_of(dataset: Dataset, tolerance: float | None) -> Judge:
    """What tells right from wrong on a data set; `tolerance` None: the usual one."""
    if dataset.is_classification:
        return Judge(is_classification=True, tolerance=0.0)
    if tolerance is None:
        targets = dataset.train.y
        largest = max(float(np.abs(targets).max()), 1.0)  # so that no square overflows
        tolerance = USUAL_TOLERANCE * largest * float((targets / largest).std())
    return Judge(is_classification=False, tolerance=tolerance)
