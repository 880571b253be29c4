"""Dense layers and their dropout."""

from collections.abc import Callable

import numpy as np
import pytest

from engine.errors import InputError
from engine.layers import Dense, dropout_mask

A = np.ones((200, 50), np.float32)


def test_a_mask_keeps_the_share_and_the_mean() -> None:
    mask = dropout_mask(A, 0.3, seed=1, step=2, layer=3)
    assert set(np.unique(mask)) == {np.float32(0), np.float32(1 / 0.7)}
    assert (mask > 0).mean() == pytest.approx(0.7, abs=0.01)
    assert mask.mean() == pytest.approx(1, abs=0.02)


def test_a_mask_is_a_function_of_seed_step_and_layer() -> None:
    mask = dropout_mask(A, 0.3, seed=1, step=2, layer=3)
    np.testing.assert_array_equal(mask, dropout_mask(A, 0.3, seed=1, step=2, layer=3))
    for place in ((2, 2, 3), (1, 3, 3), (1, 2, 4)):
        assert (dropout_mask(A, 0.3, *place) != mask).mean() > 0.3


def test_a_mask_is_the_same_in_both_precisions() -> None:
    single, double = (dropout_mask(A.astype(t), 0.3, 1, 2, 3) for t in ("float32", "float64"))
    np.testing.assert_array_equal(single > 0, double > 0)


def test_the_output_behind_dropout_has_another_name_in_training_only() -> None:
    layer = Dense(3, dropout=0.5)
    assert layer.output(2) == "a2_kept"
    assert layer.output(2, training=False) == "a2"
    assert Dense(3).output(2) == "a2"


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda: Dense(0), "at least 1 neuron, not 0"),
        (lambda: Dense(-3), "at least 1 neuron, not -3"),
        (lambda: Dense(10**20), "at most 1,000,000 neurons"),
        (lambda: Dense(3, dropout=1.0), "dropout rate is at least 0 and below 1"),
        (lambda: Dense(3, dropout=-0.1), "dropout rate"),
        (lambda: Dense(3, bias=float("nan")), "initial bias"),
    ],
)
def test_settings_that_make_no_sense(make: Callable[[], Dense], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        make()
