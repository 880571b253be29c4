"""Evaluation: how good a network is on a whole set of examples."""

from typing import Any

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


class Evaluator:
    """Feeds examples forward, without dropout, through the present parameters of a `state`.

    It has buffers of its own and changes nothing.
    """

    def __init__(self, recipe: Recipe, state: State, dataset: Dataset, judge: Judge) -> None:
        self._recipe = recipe
        self._state = state
        self._dataset = dataset
        self._judge = judge
        self._programs: dict[int, Program] = {}

    def evaluate(self, examples: Examples) -> Evaluation:
        """Judge the answers to all `examples`; raises `InputError` if they do not fit."""
        require(len(examples) > 0, "There are no examples to evaluate.")
        require(
            examples.x.shape[1] == self._dataset.inputs,
            f"The examples have {examples.x.shape[1]} inputs, the network {self._dataset.inputs}.",
        )
        network = self._recipe.network
        y = self._dataset.targets(examples, network.output.size, network.precision)
        examples = examples.in_precision(network.precision)
        loss = squared = 0.0
        right = []
        for start in range(0, len(examples), CHUNK):
            chunk = np.arange(start, min(start + CHUNK, len(examples)))
            values = self._feed(examples, chunk, y[chunk])
            a = values[f"a{network.depth}"]
            loss += float(values["L"].sum(dtype=np.float64))
            squared += squared_error(a, y[chunk])
            right.append(self._judge.right(a, y[chunk]))
        accuracy = share(np.concatenate(right))
        is_classification = self._judge.is_classification
        return Evaluation(
            examples=len(examples),
            loss=loss / len(examples),
            accuracy=accuracy if is_classification else None,
            r2=None if is_classification else r_squared(squared, y),
            within_tolerance=None if is_classification else accuracy,
        )

    def _feed(self, examples: Examples, chunk: NDArray[np.intp], y: NDArray[Any]) -> dict[str, Any]:
        """The values of the forward pass and the loss for the examples with these numbers."""
        if len(chunk) not in self._programs:
            program = compile_evaluation(self._recipe, self._state, len(chunk))
            self._programs[len(chunk)] = program
        program = self._programs[len(chunk)]
        examples.fetch(chunk, out=program.namespace["x"])
        np.copyto(program.namespace["y"], y)
        program.restart()
        program.run()
        return program.namespace


def judge_of(dataset: Dataset, tolerance: float | None) -> Judge:
    """What tells right from wrong on a data set; `tolerance` None: the usual one."""
    if dataset.is_classification:
        return Judge(is_classification=True, tolerance=0.0)
    if tolerance is None:
        targets = dataset.train.y
        largest = max(float(np.abs(targets).max()), 1.0)  # so that no square overflows
        tolerance = USUAL_TOLERANCE * largest * float((targets / largest).std())
    return Judge(is_classification=False, tolerance=tolerance)
