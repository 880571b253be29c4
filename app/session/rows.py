"""Rows: what is recorded of each step, for the curves."""

from collections.abc import Mapping, Sequence
from math import nan
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from app.history import History
from engine.guard import MOST_WATCHES
from engine.metrics import Evaluation, StepMetrics
from engine.training import Trainer

_STEP_COLUMNS = ("step", "cost", "learning_rate")
_TEST_COLUMNS = ("loss", "quality")
_LAYER_COLUMNS = ("gradient_norm", "update_norm", "weight_norm")
EDIT = len(_STEP_COLUMNS)
"""The column with the number of the edit under which the step was done."""
_TESTS = EDIT + 1
_WATCHED = _TESTS + len(_TEST_COLUMNS)
_QUALITY = _WATCHED + 1 + MOST_WATCHES
_LAYERS = _QUALITY + 1


class Watched(NamedTuple):
    """The values of what is watched, and the number of the list of these things."""

    list_number: int = 0
    values: Sequence[float] = ()


NOTHING_WATCHED = Watched()


def row_length(depth: int) -> int:
    """How many numbers a row has, for a network of so many layers."""
    return _LAYERS + depth * len(_LAYER_COLUMNS)


def row(
    trainer: Trainer,
    edit: int,
    metrics: StepMetrics | None,
    test: Evaluation | None,
    watched: Watched = NOTHING_WATCHED,
) -> list[float]:
    """The row of the last step, with its `metrics` if it was measured in full.

    If it was the last of an epoch, it has the `test` behind it. NaN stands where nothing was
    tested, watched or measured, or where there is no such number. `edit` is the number of the edit
    under which the step was done.
    """
    depth = trainer.experiment.network.depth
    numbers = [trainer.shown.step, trainer.cost, trainer.learning_rate, edit]
    numbers += (nan, nan) if test is None else (test.loss, quality(test))
    numbers += (watched.list_number, *watched.values)
    numbers += [nan] * (MOST_WATCHES - len(watched.values))
    if metrics is None:
        return numbers + [nan] * (row_length(depth) - len(numbers))
    numbers.append(quality(metrics))
    for layer in metrics.layers:
        gradient = nan if layer.gradient_norm is None else layer.gradient_norm
        numbers += (gradient, layer.update_norm, layer.weight_norm)
    return numbers


def quality(metrics: StepMetrics | Evaluation) -> float:
    """The share that is right: accuracy, or for a regression the share within tolerance."""
    share = metrics.within_tolerance if metrics.accuracy is None else metrics.accuracy
    return nan if share is None else share


def record(
    history: History, rows: NDArray[np.float64], watch_lists: Mapping[int, Sequence[str]] = {}
) -> None:
    """Add rows, shape (steps, `row_length`), to the curves; steps that are there are the same.

    `watch_lists` has the titles of what was watched, by the number of the list.
    """
    for number, titles in watch_lists.items():
        watched = rows[rows[:, _WATCHED] == number]
        for column, title in enumerate(titles, start=_WATCHED + 1):
            history.watch(title, watched[:, 0], watched[:, column])
    rows = rows[rows[:, 0] >= history.length]
    history.steps.append(dict(zip(_STEP_COLUMNS, rows.T, strict=False)))
    tested = rows[~np.isnan(rows[:, _TESTS])]
    steps_done = tested[:, 0] + 1
    tests = zip(("step", *_TEST_COLUMNS), (steps_done, *tested.T[_TESTS:_WATCHED]), strict=True)
    history.tests.append(dict(tests))
    history.epochs.append({"step": steps_done})
    names = [f"{name}{n}" for n in range(1, history.depth + 1) for name in _LAYER_COLUMNS]
    measured = rows[~np.isnan(rows[:, -1])]  # the norm of the weights is always a number
    columns = (measured[:, 0], *measured.T[_QUALITY:])
    history.measured.append(dict(zip(("step", "quality", *names), columns, strict=True)))
