"""Initial weights have the spread that their names promise."""

import numpy as np
import pytest

from engine.errors import InputError
from engine.initializers import INITIALIZERS, Initializer, Normal, Uniform

FAN_IN, FAN_OUT = 300, 200
DEVIATIONS = {
    "zeros": 0,
    "normal": 0.01,
    "uniform": 0.05 / np.sqrt(3),
    "xavier-normal": np.sqrt(2 / 500),
    "xavier-uniform": np.sqrt(2 / 500),
    "he-normal": np.sqrt(2 / 300),
    "he-uniform": np.sqrt(2 / 300),
}


@pytest.mark.parametrize("kind", INITIALIZERS.values(), ids=INITIALIZERS)
def test_deviation(kind: type[Initializer]) -> None:
    weights = kind().draw(np.random.default_rng(0), FAN_IN, FAN_OUT)
    assert weights.shape == (FAN_IN, FAN_OUT)
    assert weights.std() == pytest.approx(DEVIATIONS[kind.name], rel=0.02)
    assert weights.mean() == pytest.approx(0, abs=0.001)


@pytest.mark.parametrize("name", ["uniform", "xavier-uniform", "he-uniform"])
def test_uniform_weights_end_at_their_limit(name: str) -> None:
    weights = INITIALIZERS[name]().draw(np.random.default_rng(0), FAN_IN, FAN_OUT)
    assert np.abs(weights).max() == pytest.approx(np.sqrt(3) * DEVIATIONS[name], rel=0.001)


@pytest.mark.parametrize("spread", [-1.0, float("inf"), float("nan")])
def test_a_spread_that_makes_no_sense(spread: float) -> None:
    with pytest.raises(InputError, match="standard deviation"):
        Normal(spread)
    with pytest.raises(InputError, match="limit"):
        Uniform(spread)
