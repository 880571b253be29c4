"""Rows: what is recorded of each step, for the curves."""

from math import nan

import numpy as np
from numpy.typing import NDArray

from app.history import Columns, History
from engine.metrics import Evaluation, StepMetrics

_STEP_COLUMNS = ("step", "cost", "quality", "learning_rate")
_LAYER_COLUMNS = ("gradient_norm", "update_norm", "weight_norm")


def row_length(depth: int) -> int:
    """How many numbers a row has, for a network of so many layers."""
    return len(_STEP_COLUMNS) + depth * len(_LAYER_COLUMNS)


def row(metrics: StepMetrics, depth: int) -> list[float]:
    """A step's row; NaN where its layers were not measured, or have no such number."""
    numbers = [metrics.step, metrics.cost, quality(metrics), metrics.learning_rate]
    for layer in metrics.layers:
        gradient = nan if layer.gradient_norm is None else layer.gradient_norm
        numbers += (gradient, layer.update_norm, layer.weight_norm)
    return numbers + [nan] * (row_length(depth) - len(numbers))


def quality(metrics: StepMetrics | Evaluation) -> float:
    """The share that is right: accuracy, or for a regression the share within tolerance."""
    share = metrics.within_tolerance if metrics.accuracy is None else metrics.accuracy
    return nan if share is None else share


def record_steps(history: History, rows: NDArray[np.float64]) -> None:
    """Add rows, shape (steps, `row_length`), to the curves."""
    history.steps.append(dict(zip(_STEP_COLUMNS, rows.T, strict=False)))
    names = [f"{name}{n}" for n in range(1, history.depth + 1) for name in _LAYER_COLUMNS]
    measured = rows[~np.isnan(rows[:, -1])]  # the norm of the weights is always a number
    columns = zip(("step", *names), (measured[:, 0], *measured.T[4:]), strict=True)
    history.layers.append(dict(columns))


def record_test(history: History, steps: int, loss: float, share: float) -> None:
    """Add an evaluation on the examples for testing, after so many steps."""
    history.tests.append(_one_row(step=steps, loss=loss, quality=share))


def record_epoch(history: History, first_step: int) -> None:
    """Note that an epoch begins with this step."""
    history.epochs.append(_one_row(step=first_step))


def _one_row(**numbers: float) -> Columns:
    return {name: [number] for name, number in numbers.items()}
