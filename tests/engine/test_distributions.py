"""How the numbers of a layer are spread."""

from typing import Any

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.distributions import BINS, distribution, distributions
from engine.optimizers import OPTIMIZERS
from tests.engine.cases import steps, trainer


@example([1.0141204801825835e31, -3.4028234663852886e38])
@given(st.lists(st.floats(width=32, allow_nan=False, allow_infinity=False), min_size=1))
@pytest.mark.parametrize("precision", ["float32", "float64"])
def test_every_number_is_counted_between_the_least_and_the_greatest(
    precision: str, numbers: list[float]
) -> None:
    values = np.array(numbers, precision)
    found = distribution(values)
    if found is None:
        assert float(values.max()) - float(values.min()) > float(np.finfo(precision).max)
        return
    assert found.counts.shape == (BINS,)
    assert found.counts.sum() == len(numbers)
    assert found.low <= min(numbers) <= max(numbers) <= found.high


def test_the_counts_are_those_of_numpy() -> None:
    values = np.random.default_rng(0).standard_normal((200, 50))
    found = distribution(values)
    assert found is not None
    counts, edges = np.histogram(values, BINS)
    np.testing.assert_array_equal(found.counts, counts)
    assert (found.low, found.high) == (edges[0], edges[-1])


def test_numbers_that_are_all_the_same_lie_in_the_middle() -> None:
    found = distribution(np.full((2, 3), 1e30, np.float32))
    assert found is not None
    assert found.counts[BINS // 2] == 6
    assert found.low < 1e30 < found.high


@pytest.mark.parametrize("worst", [np.nan, np.inf, -np.inf])
def test_what_is_not_finite_has_no_distribution(worst: float) -> None:
    assert distribution(np.array([0.0, 1.0, worst])) is None


def counted(values: NDArray[Any]) -> list[int]:
    found = distribution(values)
    assert found is not None
    counts: list[int] = found.counts.tolist()
    return counts


def test_a_step_has_those_of_weights_gradients_and_activations() -> None:
    driven = steps(trainer(), 3)
    found = distributions(driven.program.values, driven.experiment.network)
    assert found.step == 2
    for kind, name in ((found.weights, "W"), (found.gradients, "dW"), (found.activations, "a")):
        for number, spread in enumerate(kind, start=1):
            assert spread is not None
            assert spread.counts.tolist() == counted(driven.program.values[f"{name}{number}"])


def test_what_is_not_computed_has_none() -> None:
    driven = steps(trainer(), 3)
    driven.advance()
    driven.advance()
    found = distributions(driven.program.values, driven.experiment.network)
    assert [spread is None for spread in found.weights] == [False, False]
    assert [spread is None for spread in found.activations] == [False, True]
    assert found.gradients == (None, None)


def test_an_optimizer_without_gradients_has_none() -> None:
    driven = steps(trainer(optimizer=OPTIMIZERS["random-search"]()), 1)
    found = distributions(driven.program.values, driven.experiment.network)
    assert found.gradients == (None, None)
