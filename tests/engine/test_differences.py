"""Finite differences of costs whose slopes are known."""

from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

from engine.differences import USUAL_EPSILON, Numbers, Precision, epsilons
from engine.errors import InputError
from engine.layers import Dense
from engine.losses import MEAN_SQUARED_ERROR
from engine.network import Network
from engine.objective import Moved
from tests.engine.cases import case
from tests.engine.traces import trace

Array = NDArray[Any]
POINTS = np.array([-2.0, 0.5, 3.0])


def numbers(derivative: Array, epsilon: float = 1e-3, kink: float = 10.0) -> Numbers:
    """Of the cost v³, whose slope is 3v², with a kink somewhere."""

    def move(values: Array) -> Moved:
        return Moved(values**3, (values - kink,), (POINTS - kink,))

    done = trace(case(Network(2, (Dense(1),), "float64"), MEAN_SQUARED_ERROR))
    none = np.zeros(len(POINTS))
    precision = Precision(done, 1)
    return Numbers(move, POINTS, np.full(len(POINTS), epsilon), derivative, none, precision)


def test_epsilon_grows_with_large_numbers_only() -> None:
    expected = [USUAL_EPSILON, USUAL_EPSILON, 50 * USUAL_EPSILON]
    np.testing.assert_allclose(epsilons(np.array([0, 0.5, -50]), None), expected)


@pytest.mark.parametrize(
    ("epsilon", "words"),
    [
        (0.0, "above 0"),
        (-1e-3, "above 0"),
        (np.inf, "finite"),
        (np.nan, "finite"),
        (1e-20, "like 3"),
    ],
)
def test_an_epsilon_that_says_nothing_is_refused(epsilon: float, words: str) -> None:
    with pytest.raises(InputError, match=words):
        epsilons(POINTS, epsilon)


def test_a_central_difference_is_off_by_the_square_of_epsilon() -> None:
    found = numbers(3 * POINTS**2).compare()
    np.testing.assert_allclose(found.difference, 3 * POINTS**2 + 1e-6, rtol=1e-9)


def test_what_the_bend_is_off_is_known() -> None:
    for epsilon in (1e-3, 0.1, 1.0):
        given = numbers(3 * POINTS**2, epsilon)
        found = given.compare()
        np.testing.assert_allclose(found.bend, 1.5 * epsilon**2, rtol=1e-3)
        assert (given.ratio(found.difference, found.tolerance) <= 1).all()


def test_a_wrong_derivative_is_beyond_the_tolerance() -> None:
    given = numbers(3 * POINTS**2 * [1, 1.01, 1])
    found = given.compare()
    assert (given.ratio(found.difference, found.tolerance) > 1).tolist() == [False, True, False]


def test_at_a_kink_nothing_is_said_about_the_bend() -> None:
    found = numbers(3 * POINTS**2, kink=0.5).compare()
    assert found.kinks.tolist() == [0, 1, 0]
    assert found.bend[1] == 0


def test_what_is_not_finite_never_agrees() -> None:
    given = numbers(np.array([np.nan, np.inf, 27.0]))
    difference = given.central(given.epsilon)[2]
    ratios = given.ratio(difference, given.tolerance(difference))
    assert ratios[:2].tolist() == [np.inf, np.inf]
    assert ratios[2] <= 1
