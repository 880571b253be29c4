"""How far a run goes."""

from math import inf, nan

import pytest

from app.targets import Measure, Target
from engine.errors import InputError


@pytest.mark.parametrize(
    ("measure", "value"),
    [
        (Measure.STEPS, 1),
        (Measure.EPOCHS, 12.0),
        (Measure.COST, 1e-9),
        (Measure.QUALITY, 0.95),
        (Measure.QUALITY, 1),
    ],
)
def test_what_can_be_aimed_at(measure: Measure, value: float) -> None:
    assert Target(measure, value).value == value


@pytest.mark.parametrize(
    ("measure", "value", "sentence"),
    [
        (Measure.STEPS, 0, "The number of steps to run is a whole number of at least 1, not 0."),
        (Measure.EPOCHS, 2.5, "The number of epochs to run is a whole number .* not 2.5."),
        (Measure.STEPS, inf, "not inf."),
        (Measure.STEPS, nan, "not nan."),
        (Measure.COST, 0, "A cost to reach is above 0, not 0."),
        (Measure.COST, nan, "not nan."),
        (Measure.QUALITY, 0, "A share of right answers is above 0 and at most 1, not 0."),
        (Measure.QUALITY, 95, "at most 1, not 95."),
    ],
)
def test_what_cannot_is_refused_with_a_reason(
    measure: Measure, value: float, sentence: str
) -> None:
    with pytest.raises(InputError, match=sentence):
        Target(measure, value)
