"""A network's parameters: one vector, with a view for each part."""

from collections.abc import Callable

import numpy as np
import pytest

from engine.errors import InputError
from engine.initializers import Normal, Zeros
from engine.layers import Dense
from engine.network import Network

NETWORK = Network(3, (Dense(4, bias=0.5), Dense(2, bias=-1.0)))


def test_sizes_and_shapes() -> None:
    assert NETWORK.sizes == (3, 4, 2)
    assert NETWORK.shapes() == {"W1": (3, 4), "b1": (4,), "W2": (4, 2), "b2": (2,)}
    assert NETWORK.parameter_count() == 12 + 4 + 8 + 2


def test_views_cover_the_vector_in_order_and_share_its_memory() -> None:
    vector = np.arange(26.0)
    views = NETWORK.views(vector, "d{}")
    assert list(views) == ["dW1", "db1", "dW2", "db2"]
    np.testing.assert_array_equal(np.concatenate([v.ravel() for v in views.values()]), vector)
    views["db1"][:] = -7
    assert (vector[12:16] == -7).all()


def test_initial_parameters_are_a_function_of_the_seed() -> None:
    first = NETWORK.initial_parameters(seed=1)
    np.testing.assert_array_equal(first, NETWORK.initial_parameters(seed=1))
    assert (first != NETWORK.initial_parameters(seed=2)).any()
    views = NETWORK.views(first)
    assert (views["b1"] == 0.5).all()
    assert (views["b2"] == -1).all()
    assert first.dtype == np.float32


def test_a_layer_keeps_its_initial_weights_when_a_later_one_changes() -> None:
    other = Network(3, (Dense(4), Dense(7, weights=Zeros())))
    before, after = (n.views(n.initial_parameters(seed=1)) for n in (NETWORK, other))
    np.testing.assert_array_equal(before["W1"], after["W1"])


@pytest.mark.parametrize("layer", [Dense(2, bias=1e39), Dense(2, weights=Normal(1e39))])
def test_initial_numbers_too_large_for_the_precision(layer: Dense) -> None:
    with pytest.raises(InputError, match="too large for float32"):
        Network(3, (layer,)).initial_parameters(seed=0)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: Network(0, (Dense(1),)), "at least 1 input"),
        (lambda: Network(1, ()), "at least one layer"),
        (lambda: Network(1, (Dense(1, dropout=0.5),)), "output layer has no dropout"),
        (lambda: Network(1, (Dense(1),), "float23"), "did you mean 'float32'"),  # type: ignore[arg-type]
    ],
)
def test_settings_that_make_no_sense(make: Callable[[], Network], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        make()
