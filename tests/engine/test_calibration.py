"""Calibration: the bins, against loops and numbers found by hand."""

from math import isnan

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.activations import Linear, ReLU, Sigmoid, Softmax, Tanh
from engine.answers import Answers
from engine.calibration import BINS, Calibration, calibration
from engine.datasets.dataset import Examples


def calibrated(shares: list[float], right: list[bool]) -> Calibration:
    """Answers of a single output for the second class with these shares; `right` are right."""
    labels = [int((share > 0.5) == is_right) for share, is_right in zip(shares, right, strict=True)]
    data = Examples(np.zeros((len(shares), 1)), np.array(labels))
    found = calibration(Answers(data, np.array([shares]).T, np.zeros(len(shares))), Sigmoid())
    assert found is not None
    return found


def test_by_hand() -> None:
    found = calibrated([0.95, 0.95, 0.91, 0.05, 0.55, 0.58], [True, True, True, False, True, False])
    assert found.counts.tolist() == [0, 0, 0, 0, 0, 2, 0, 0, 0, 4]
    assert found.confidence[[5, 9]] == pytest.approx([0.565, 0.94])
    assert found.right[[5, 9]] == pytest.approx([0.5, 0.75])
    assert found.error == pytest.approx((2 * 0.065 + 4 * 0.19) / 6)
    assert found.bins.tolist() == [9, 9, 9, 9, 5, 5]


def test_a_confidence_on_an_edge_is_of_the_lower_bin() -> None:
    found = calibrated([0.6, 0.600001, 1.0, 0.5], [True] * 4)
    assert found.bins.tolist() == [5, 6, 9, 4]
    assert found.edges[[0, 6, 10]].tolist() == [0, 0.6, 1]


def test_empty_bins_have_no_numbers_and_an_example_without_an_answer_no_bin() -> None:
    found = calibrated([0.95, np.nan], [True, True])
    assert found.counts.sum() == 1
    assert np.isnan(found.confidence[:9]).all()
    assert found.bins.tolist() == [9, -1]
    assert found.error == pytest.approx(0.05)
    assert isnan(calibrated([np.nan], [True]).error)


@pytest.mark.parametrize("output", [Linear(), ReLU(), Tanh()])
def test_only_probabilities_can_be_calibrated(output: Linear | ReLU | Tanh) -> None:
    data = Examples(np.zeros((1, 1)), np.array([0]))
    assert calibration(Answers(data, np.eye(3)[:1], np.zeros(1)), output) is None


@settings(max_examples=50, deadline=None)
@given(st.integers(1, 40), st.integers(2, 5), st.integers(0, 2**32))
def test_bins_are_those_of_a_loop(examples: int, classes: int, seed: int) -> None:
    rng = np.random.default_rng(seed)
    outputs = rng.dirichlet(np.full(classes, 0.5), examples)
    labels = rng.integers(0, classes, examples)
    given = Answers(Examples(np.zeros((examples, 1)), labels), outputs, np.zeros(examples))
    found = calibration(given, Softmax())
    assert found is not None
    error = 0.0
    for number in range(BINS):
        inside = [
            (max(row), row.index(max(row)) == label)
            for row, label in zip(outputs.tolist(), labels.tolist(), strict=True)
            if number / BINS < max(row) <= (number + 1) / BINS
        ]
        assert found.counts[number] == len(inside)
        if inside:
            confidence = sum(share for share, _ in inside) / len(inside)
            right = sum(is_right for _, is_right in inside) / len(inside)
            assert found.confidence[number] == pytest.approx(confidence)
            assert found.right[number] == pytest.approx(right)
            error += abs(confidence - right) * len(inside) / examples
    assert found.error == pytest.approx(error)
    assert found.counts.sum() == examples
