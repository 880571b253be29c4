"""Activations at the places where careless ones fail."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engine.activations import (
    Array,
    LeakyReLU,
    activation,
    leaky_relu,
    leaky_relu_derivative,
    relu,
    sigmoid,
    softmax,
)
from engine.errors import InputError

matrices = arrays(np.float64, (3, 4), elements=st.floats(-500, 500))


def test_relu_has_no_slope_at_zero() -> None:
    z = np.array([[-1.0, 0.0, 2.0]])
    assert relu(z).tolist() == [[0, 0, 2]]
    assert (z > 0).tolist() == [[False, False, True]]


def test_relu_lets_nan_through() -> None:
    assert np.isnan(relu(np.array([[np.nan]]))).all()


def test_leaky_relu_and_its_derivative() -> None:
    z = np.array([[-2.0, 0.0, 2.0]])
    assert leaky_relu(z, 0.1).tolist() == [[-0.2, 0, 2]]
    assert leaky_relu_derivative(z, 0.1).tolist() == [[0.1, 0.1, 1]]


@given(matrices)
def test_sigmoid_is_symmetric_and_within_its_range(z: Array) -> None:
    a = sigmoid(z)
    assert ((a >= 0) & (a <= 1)).all()
    np.testing.assert_allclose(a + sigmoid(-z), 1, rtol=1e-15)


def test_sigmoid_keeps_the_digits_of_small_results() -> None:
    z = np.array([[-40.0, -700.0]])
    np.testing.assert_allclose(sigmoid(z), np.exp(z), rtol=1e-15)


@given(matrices)
def test_softmax_is_positive_with_sum_one_and_blind_to_a_shift(z: Array) -> None:
    p = softmax(z)
    assert (p >= 0).all()
    np.testing.assert_allclose(p.sum(axis=1), 1, rtol=1e-14)
    np.testing.assert_allclose(softmax(z + 3.0), p, rtol=1e-10, atol=1e-300)


def test_softmax_of_huge_numbers_is_finite() -> None:
    assert softmax(np.array([[1e4, 0.0]], np.float32)).tolist() == [[1, 0]]


@given(matrices)
def test_functions_write_into_a_buffer_what_they_return(z: Array) -> None:
    for function in (relu, sigmoid, softmax, lambda z, out=None: leaky_relu(z, 0.1, out)):
        buffer = np.full_like(z, 7.0)
        assert function(z, out=buffer) is buffer
        np.testing.assert_array_equal(buffer, function(z))


def test_an_unknown_name_is_answered_with_the_nearest() -> None:
    with pytest.raises(InputError, match="no activation 'rellu': did you mean 'relu'"):
        activation("rellu")


@pytest.mark.parametrize("slope", [-0.1, 1.0, float("nan")])
def test_a_slope_that_makes_no_leaky_relu(slope: float) -> None:
    with pytest.raises(InputError, match="slope of a leaky ReLU"):
        LeakyReLU(slope)
