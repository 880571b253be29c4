"""The confusion matrix and its figures, against loops and numbers found by hand."""

from math import isnan, sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from engine.answers import Answers
from engine.confusion import Confusion, Pair, confusion, wilson
from engine.datasets.dataset import Examples

BY_HAND = Confusion(
    np.array([[5, 3, 0], [1, 4, 1], [0, 0, 6]]),
    np.array([0, 0, 2]),
    np.array([[0, 2, 0], [1, 0, 0], [0, 0, 0]]),
)


def answers(outputs: NDArray[np.float64], labels: NDArray[np.int64]) -> Answers:
    data = Examples(np.zeros((len(labels), 1)), labels)
    return Answers(data, outputs, np.zeros(len(labels)))


@st.composite
def answered(draw: st.DrawFn) -> tuple[Answers, int]:
    """Answers to examples of some classes, with ties and outputs that are not finite."""
    classes = draw(st.integers(2, 5))
    outputs = 1 if classes == 2 and draw(st.booleans()) else classes
    values = st.sampled_from([0.0, 0.1, 0.25, 0.5, 0.75, 1.0, np.nan, np.inf])
    rows = draw(
        st.lists(st.lists(values, min_size=outputs, max_size=outputs), min_size=1, max_size=30)
    )
    labels = [draw(st.integers(0, classes - 1)) for _ in rows]
    return answers(np.array(rows), np.array(labels)), classes


def by_loops(given: Answers, classes: int) -> tuple[list[list[int]], list[int], list[list[int]]]:
    """Matrix, unanswered and near misses, example by example."""
    matrix, near = ([[0] * classes for _ in range(classes)] for _ in range(2))
    unanswered = [0] * classes
    for row, true in zip(given.outputs.tolist(), given.examples.y.tolist(), strict=True):
        if any(isnan(value) or abs(value) == float("inf") for value in row):
            unanswered[true] += 1
            continue
        scores = [0.5, row[0]] if len(row) == 1 else row
        ranked = sorted(range(classes), key=lambda k: (-scores[k], k))
        matrix[true][ranked[0]] += 1
        if true == ranked[1]:
            near[true][ranked[0]] += 1
    return matrix, unanswered, near


@settings(max_examples=60, deadline=None)
@given(answered())
def test_it_counts_as_loops_do(case: tuple[Answers, int]) -> None:
    found = confusion(*case)
    matrix, unanswered, near = by_loops(*case)
    assert found.matrix.tolist() == matrix
    assert found.unanswered.tolist() == unanswered
    if case[1] > 2:
        assert found.near_misses is not None
        assert found.near_misses.tolist() == near
    else:
        assert found.near_misses is None


@settings(max_examples=60, deadline=None)
@given(answered())
def test_its_sums_are_what_they_must_be(case: tuple[Answers, int]) -> None:
    given, classes = case
    found = confusion(given, classes)
    assert found.support.tolist() == np.bincount(given.examples.y, minlength=classes).tolist()
    assert found.total == len(given) == int(found.matrix.sum()) + given.unanswered
    assert found.accuracy == np.trace(found.matrix) / len(given) == given.is_right.mean()
    assert found.interval.low <= found.accuracy <= found.interval.high
    assert found.top2 is None or found.accuracy <= found.top2 <= 1
    all_pairs = found.pairs(classes**2)
    assert sum(pair.times for pair in all_pairs) == found.matrix.sum() - found.right
    for figures in (found.precision, found.recall, found.f1):
        assert all(0 <= figure <= 1 for figure in figures if not isnan(figure))


@settings(max_examples=30, deadline=None)
@given(answered(), st.integers(0, 2**32))
def test_the_order_of_the_examples_does_not_matter(case: tuple[Answers, int], seed: int) -> None:
    given, classes = case
    order = np.random.default_rng(seed).permutation(len(given))
    shuffled = answers(given.outputs[order], given.examples.y[order])
    assert np.array_equal(confusion(shuffled, classes).matrix, confusion(given, classes).matrix)


def test_figures_by_hand() -> None:
    assert BY_HAND.support.tolist() == [8, 6, 8]
    assert (BY_HAND.right, BY_HAND.total) == (15, 22)
    assert BY_HAND.accuracy == pytest.approx(15 / 22)
    assert BY_HAND.precision == pytest.approx([5 / 6, 4 / 7, 6 / 7])
    assert BY_HAND.recall == pytest.approx([5 / 8, 4 / 6, 6 / 8])
    assert BY_HAND.f1 == pytest.approx([10 / 14, 8 / 13, 12 / 15])
    harmonic = [2 * p * r / (p + r) for p, r in zip(BY_HAND.precision, BY_HAND.recall, strict=True)]
    assert BY_HAND.f1 == pytest.approx(harmonic)
    assert BY_HAND.means.recall == pytest.approx((5 / 8 + 4 / 6 + 6 / 8) / 3)
    assert BY_HAND.top2 == pytest.approx(18 / 22)


def test_the_most_frequent_confusions_come_first() -> None:
    assert BY_HAND.pairs() == (Pair(0, 1, 3), Pair(1, 0, 1), Pair(1, 2, 1))
    assert BY_HAND.pairs(1) == (Pair(0, 1, 3),)
    assert BY_HAND.near_pairs() == (Pair(0, 1, 2), Pair(1, 0, 1))


def test_a_class_is_most_often_taken_for_another() -> None:
    assert [BY_HAND.taken_for(k) for k in range(3)] == [Pair(0, 1, 3), Pair(1, 0, 1), None]


def test_a_class_that_is_not_there_has_no_recall_and_one_never_given_no_precision() -> None:
    found = confusion(answers(np.eye(3)[[0, 0, 2]], np.array([0, 1, 0])), 3)
    assert found.recall == pytest.approx([0.5, 0, np.nan], nan_ok=True)
    assert found.precision == pytest.approx([0.5, np.nan, 0], nan_ok=True)
    assert found.f1 == pytest.approx([0.5, 0, 0])
    assert found.means == pytest.approx((0.25, 0.25, 0.5 / 3))


def test_without_any_answer_nothing_is_right() -> None:
    found = confusion(answers(np.full((4, 3), np.nan), np.array([0, 1, 2, 2])), 3)
    assert (found.accuracy, found.top2, found.pairs()) == (0, 0, ())
    assert found.unanswered.tolist() == [1, 1, 2]
    assert np.isnan(found.precision).all()
    assert isnan(found.means.precision)


def test_wilson_interval_of_the_literature() -> None:
    """R. G. Newcombe, Statistics in Medicine 17 (1998), 857–872, table I, method 3."""
    assert wilson(81, 263) == pytest.approx((0.2553, 0.3662), abs=5e-5)
    assert wilson(15, 148) == pytest.approx((0.0624, 0.1605), abs=5e-5)
    assert wilson(0, 20) == pytest.approx((0, 0.1611), abs=5e-5)
    assert wilson(1, 29) == pytest.approx((0.0061, 0.1718), abs=5e-5)


@given(st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_wilson_interval_ends_where_the_share_is_z_deviations_away(case: tuple[int, int]) -> None:
    right, trials = case
    low, high = wilson(right, trials)
    seen = right / trials
    assert 0 <= low <= seen <= high <= 1
    for end in (low, high):
        if end not in (0, 1):
            away = abs(seen - end) / sqrt(end * (1 - end) / trials)
            assert away == pytest.approx(1.959964, rel=1e-4)
    assert wilson(trials - right, trials) == pytest.approx((1 - high, 1 - low), abs=1e-12)
