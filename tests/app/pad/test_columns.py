import numpy as np
import pytest

from app.pad.columns import BINS, column, input_name
from engine.datasets.dataset import Dataset, Examples
from tests.app.pad.kinds import IRIS, MOONS, digits


def data(*values: float, scale: float = 1.0) -> Dataset:
    some = Examples(np.array([values]).T, np.zeros((len(values), 1)), scale)
    return Dataset("data", some, some, (1,), input_names=("x",))


def test_the_range_reaches_a_little_beyond_the_data() -> None:
    found = column(data(0.0, 1.0, 4.0, 5.0), 0)
    assert (found.low, found.high) == pytest.approx((-0.3, 5.3))
    assert (found.least, found.most, found.mean) == (0.0, 5.0, 2.5)
    assert found.counts.sum() == 4
    assert len(found.counts) == BINS


def test_what_is_always_the_same_has_a_range_too() -> None:
    found = column(data(3.0, 3.0), 0)
    assert (found.low, found.high) == (2.5, 3.5)


def test_values_are_those_that_the_network_sees() -> None:
    found = column(data(0.0, 255.0, scale=1 / 255), 0)
    assert (found.least, found.most) == pytest.approx((0.0, 1.0))


@pytest.mark.parametrize(
    ("width", "step", "value"), [(1.0, 0.02, 0.457), (30.0, 0.5, 13.7), (4e-5, 5e-7, 1.8275e-5)]
)
def test_steps_are_round_and_values_have_few_digits(
    width: float, step: float, value: float
) -> None:
    found = column(data(0.0, width), 0)
    assert found.step == pytest.approx(step)
    share = (value - found.low) / (found.high - found.low)
    assert found.value_at(share) == pytest.approx(value, abs=width / 1000)
    assert len(f"{found.value_at(share):g}") <= 9


def test_a_value_stays_within_the_range() -> None:
    found = column(data(0.0, 100.0), 0)
    assert found.value_at(-3) == found.rounded(found.low) == -6
    assert found.value_at(3) == 106


def test_standardised_columns_are_known_by_their_numbers() -> None:
    assert all(column(IRIS, index).is_standardised for index in range(4))
    assert not column(MOONS, 0).is_standardised


def test_every_input_has_a_name() -> None:
    nameless = Dataset("data", data(1.0).train, data(1.0).test, (1,))
    assert input_name(MOONS, 1) == "x₁"
    assert input_name(nameless, 0) == "x[0]"
    assert input_name(digits(), 30) == "row 1, column 2"
