"""Round values along an axis."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.look.ticks import linear, logarithmic


@given(st.floats(-1e6, 1e6), st.floats(1e-3, 1e7), st.integers(1, 12))
def test_ticks_are_inside_and_few(low: float, span: float, most: int) -> None:
    found = linear(low, low + span, most)
    assert len(found) <= most + 1
    assert all(low - span * 1e-6 <= tick.place <= low + span * (1 + 1e-6) for tick in found)


@pytest.mark.parametrize(
    ("low", "high", "texts"),
    [
        (0, 1, ["0.0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
        (0, 2.4, ["0.0", "0.5", "1.0", "1.5", "2.0"]),
        (-1.2, 1.2, ["−1.0", "−0.5", "0.0", "0.5", "1.0"]),
        (0, 100_000, ["0", "20,000", "40,000", "60,000", "80,000", "100,000"]),
        (0, 2e-6, ["0", "5e−7", "1e−6", "1.5e−6", "2e−6"]),
    ],
)
def test_how_they_are_written(low: float, high: float, texts: list[str]) -> None:
    assert [tick.text for tick in linear(low, high, 5)] == texts


def test_powers_of_ten_on_a_logarithmic_axis() -> None:
    ticks = logarithmic(-4.2, 1.1, 6)
    assert [tick.text for tick in ticks] == ["1e−4", "1e−3", "0.01", "0.1", "1", "10"]
    assert [tick.place for tick in ticks] == [-4, -3, -2, -1, 0, 1]


def test_within_one_power_of_ten_there_are_round_values_between() -> None:
    ticks = logarithmic(0.05, 0.95, 4)
    assert [tick.text for tick in ticks] == ["2", "4", "6", "8"]
    assert ticks[0].place == pytest.approx(0.30103)


def test_of_many_powers_only_some_are_shown() -> None:
    assert [tick.place for tick in logarithmic(-30, 0, 4)] == [-24, -16, -8, 0]


def test_an_axis_without_extent_has_no_ticks() -> None:
    assert linear(3.0, 3.0, 5) == linear(3.0, 2.0, 5) == []
