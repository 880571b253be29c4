"""Learning rates over time, against their formulas worked by hand."""

import math
from collections.abc import Callable

import pytest

from engine.errors import InputError
from engine.schedules import (
    Constant,
    CosineDecay,
    ExponentialDecay,
    InverseTimeDecay,
    Schedule,
    StepDecay,
)


def rate(schedule: Schedule, step: int, epoch: int = 0) -> float:
    names = {"math": math, "initial_rate": 0.8, "step": step, "epoch": epoch}
    names |= schedule.scalars()
    exec(schedule.statement.format(time=getattr(schedule, "per", "step")), names)
    value: float = names["learning_rate"]  # type: ignore[assignment]
    return value


@pytest.mark.parametrize(
    ("schedule", "step", "expected"),
    [
        (InverseTimeDecay(decay=0.5), 0, 0.8),
        (InverseTimeDecay(decay=0.5), 6, 0.2),
        (StepDecay(factor=0.5, every=10), 9, 0.8),
        (StepDecay(factor=0.5, every=10), 10, 0.4),
        (StepDecay(factor=0.5, every=10), 39, 0.1),
        (ExponentialDecay(factor=0.25, every=10), 5, 0.4),
        (ExponentialDecay(factor=0.25, every=10), 10, 0.2),
        (CosineDecay(total=10), 0, 0.8),
        (CosineDecay(total=10), 5, 0.4),
        (CosineDecay(total=10), 10, 0.0),
        (CosineDecay(total=10), 99, 0.0),
    ],
)
def test_rate_at_a_step(schedule: Schedule, step: int, expected: float) -> None:
    assert rate(schedule, step) == pytest.approx(expected, abs=1e-15)


def test_a_schedule_can_count_epochs() -> None:
    assert rate(InverseTimeDecay("epoch", decay=1.0), step=999, epoch=3) == pytest.approx(0.2)


def test_a_constant_rate_needs_no_statement() -> None:
    assert Constant().statement == ""


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: InverseTimeDecay("steps"), "did you mean 'step'"),  # type: ignore[arg-type]
        (lambda: InverseTimeDecay(decay=-1), "decay of the learning rate"),
        (lambda: InverseTimeDecay(decay=math.inf), "finite"),
        (lambda: StepDecay(factor=0), "factor of a schedule"),
        (lambda: StepDecay(every=0), "length of at least 1"),
        (lambda: CosineDecay(total=0), "length of at least 1"),
    ],
)
def test_settings_that_make_no_sense(make: Callable[[], Schedule], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        make()
