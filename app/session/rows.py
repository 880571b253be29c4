"""Rows: what is recorded of each step, for the curves."""

from math import nan

import numpy as np
from numpy.typing import NDArray

from app.history import History
from engine.metrics import Evaluation, StepMetrics

_STEP_COLUMNS = ("step", "cost", "quality", "learning_rate")
_TEST_COLUMNS = ("loss", "quality")
_LAYER_COLUMNS = ("gradient_norm", "update_norm", "weight_norm")
_TESTS = len(_STEP_COLUMNS)
_LAYERS = _TESTS + len(_TEST_COLUMNS)


def row_length(depth: int) -> int:
    """How many numbers a row has, for a network of so many layers."""
    return _LAYERS + depth * len(_LAYER_COLUMNS)


def row(metrics: StepMetrics, test: Evaluation | None, depth: int) -> list[float]:
    """A step's row, with the `test` behind it if it was the last of an epoch.

    NaN stands where nothing was tested, where layers were not measured, or have no such number.
    """
    numbers = [metrics.step, metrics.cost, quality(metrics), metrics.learning_rate]
    numbers += (nan, nan) if test is None else (test.loss, quality(test))
    for layer in metrics.layers:
        gradient = nan if layer.gradient_norm is None else layer.gradient_norm
        numbers += (gradient, layer.update_norm, layer.weight_norm)
    return numbers + [nan] * (row_length(depth) - len(numbers))


def quality(metrics: StepMetrics | Evaluation) -> float:
    """The share that is right: accuracy, or for a regression the share within tolerance."""
    share = metrics.within_tolerance if metrics.accuracy is None else metrics.accuracy
    return nan if share is None else share


def record(history: History, rows: NDArray[np.float64]) -> None:
    """Add rows, shape (steps, `row_length`), to the curves."""
    history.steps.append(dict(zip(_STEP_COLUMNS, rows.T, strict=False)))
    tested = rows[~np.isnan(rows[:, _TESTS])]
    steps_done = tested[:, 0] + 1
    tests = zip(("step", *_TEST_COLUMNS), (steps_done, *tested.T[_TESTS:_LAYERS]), strict=True)
    history.tests.append(dict(tests))
    history.epochs.append({"step": steps_done})
    names = [f"{name}{n}" for n in range(1, history.depth + 1) for name in _LAYER_COLUMNS]
    measured = rows[~np.isnan(rows[:, -1])]  # the norm of the weights is always a number
    layers = zip(("step", *names), (measured[:, 0], *measured.T[_LAYERS:]), strict=True)
    history.layers.append(dict(layers))
