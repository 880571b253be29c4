"""Penalties and their derivatives, as terms of statements."""

import pytest

from engine.errors import InputError
from engine.regularizers import Regularizer


def test_terms_of_the_penalty() -> None:
    assert Regularizer(weights_l1=0.1, biases_l2=0.2).penalty(3) == (
        "l1_W3 * np.abs(W3).sum() + l2_b3 * np.square(b3).sum()"
    )


def test_terms_of_the_gradient() -> None:
    regularizer = Regularizer(weights_l1=0.1, weights_l2=0.2, biases_l1=0.3)
    assert regularizer.gradient("W2", 2) == " + l1_W2 * np.sign(W2) + 2 * l2_W2 * W2"
    assert regularizer.gradient("b2", 2) == " + l1_b2 * np.sign(b2)"


def test_no_penalty_is_no_line() -> None:
    assert Regularizer().penalty(1) == ""
    assert Regularizer().gradient("W1", 1) == ""
    assert Regularizer().factors(1) == {}


@pytest.mark.parametrize("factor", [-0.1, float("inf"), float("nan")])
def test_a_factor_that_makes_no_sense(factor: float) -> None:
    with pytest.raises(InputError, match=r"at least 0, not .* \(biases_l1\)"):
        Regularizer(biases_l1=factor)
