"""Losses: their formulas, and their behaviour where logarithms meet zeros."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from engine.activations import ACTIVATIONS, Array, sigmoid, softmax
from engine.errors import InputError
from engine.losses import (
    LOSSES,
    Loss,
    cross_entropy_of_sigmoids,
    loss,
    sigmoid_cross_entropy,
    softmax_cross_entropy,
)

logits = arrays(np.float64, (4, 3), elements=st.floats(-20, 20))
Y = np.eye(3)[[0, 1, 2, 1]]


@given(logits)
def test_cross_entropies_from_z_equal_their_formulas(z: Array) -> None:
    p, q = softmax(z), sigmoid(z)
    np.testing.assert_allclose(
        softmax_cross_entropy(z, Y), -(Y * np.log(p)).sum(axis=1), rtol=1e-9, atol=1e-12
    )
    np.testing.assert_allclose(
        sigmoid_cross_entropy(z, Y),
        -(Y * np.log(q) + (1 - Y) * np.log(1 - q)).mean(axis=1),
        rtol=1e-6,
        atol=1e-12,
    )
    np.testing.assert_allclose(
        cross_entropy_of_sigmoids(z, Y), -(Y * np.log(q)).sum(axis=1), rtol=1e-9, atol=1e-12
    )


@pytest.mark.parametrize("precision", ["float32", "float64"])
def test_a_confident_wrong_answer_costs_a_large_finite_number(precision: str) -> None:
    z = np.array([[1e4, -1e4]], precision)
    wrong = np.array([[0, 1]], precision)
    assert softmax_cross_entropy(z, wrong).tolist() == [20000]
    assert sigmoid_cross_entropy(z, wrong).tolist() == [10000]
    assert cross_entropy_of_sigmoids(z, wrong).tolist() == [10000]


def test_a_confident_right_answer_costs_nothing() -> None:
    z, right = np.array([[1e4, -1e4]]), np.array([[1.0, 0.0]])
    assert softmax_cross_entropy(z, right).tolist() == [0]
    assert sigmoid_cross_entropy(z, right).tolist() == [0]


FITTING = {
    "cross-entropy": {"softmax", "sigmoid"},
    "binary-cross-entropy": {"sigmoid"},
}


@pytest.mark.parametrize("kind", LOSSES.values(), ids=LOSSES)
def test_which_outputs_a_loss_may_have(kind: Loss) -> None:
    for name, activation in ACTIVATIONS.items():
        if name in FITTING.get(kind.name, ACTIVATIONS):
            assert kind.after(activation()).loss.startswith("L = ")
        else:
            with pytest.raises(InputError, match="does not fit"):
                kind.after(activation())


def test_softmax_under_a_binary_loss_is_refused_with_what_to_do() -> None:
    with pytest.raises(InputError) as caught:
        LOSSES["binary-cross-entropy"].after(ACTIVATIONS["softmax"]())
    assert str(caught.value) == (
        "The loss 'binary cross-entropy' does not fit softmax outputs: choose sigmoid for the last "
        "layer, or another loss."
    )


def test_an_unknown_loss_is_answered_with_the_nearest() -> None:
    with pytest.raises(InputError, match="did you mean 'cross-entropy'"):
        loss("cross_entropy")
