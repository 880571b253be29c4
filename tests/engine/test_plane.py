"""The plane: its grid, its answers and its boundary, in the inputs' own units."""

import numpy as np
import pytest

from engine.activations import Linear, Sigmoid, Softmax
from engine.datasets.dataset import Dataset, Examples
from engine.layers import Dense
from engine.losses import LOSSES
from engine.network import Network
from engine.plane import Plane, plane, plane_grid, plane_ranges
from engine.step import Recipe
from tests.engine.cases import experiment, labelled

CORNERS = np.array([[0.0, -1.0], [10.0, 1.0]])
ENDS = Examples(CORNERS, np.array([0, 1]))
TWO = Dataset("two", ENDS, ENDS, (2,), ("a", "b"))


def recipe(*layers: Dense, loss: str = "binary-cross-entropy") -> Recipe:
    return experiment(network=Network(2, layers, "float64"), loss=LOSSES[loss]).recipe


def test_it_reaches_a_little_beyond_the_data() -> None:
    across, up = plane_ranges(TWO)
    assert across == pytest.approx((-0.6, 10.6))
    assert up == pytest.approx((-1.12, 1.12))


def test_the_grid_goes_row_by_row_from_the_top_left() -> None:
    grid = plane_grid(*plane_ranges(TWO), 2).reshape(2, 2, 2)
    assert grid[..., 0] == pytest.approx(np.array([[2.2, 7.8]] * 2))
    assert grid[..., 1] == pytest.approx(np.array([[0.56] * 2, [-0.56] * 2]))


def found(recipe: Recipe, params: list[float], dataset: Dataset = TWO) -> Plane:
    made = plane(recipe, np.array(params), dataset, side=32)
    assert made is not None
    return made


def test_the_boundary_of_a_line_is_where_z_is_zero() -> None:
    made = found(recipe(Dense(1, Sigmoid())), [1.0, 2.0, -4.0])  # z = x + 2 y − 4
    assert made.outputs.shape == (1, 32, 32)
    assert len(made.lines)
    for across, down in made.lines.reshape(-1, 2):
        x, y = -0.6 + across * 11.2, 1.12 - down * 2.24
        assert x + 2 * y == pytest.approx(4)
    points = np.array([[4.0, 0.0]])
    assert made.places(points)[0] == pytest.approx([4.6 / 11.2, 0.5])


def test_two_softmax_outputs_part_where_they_are_equal() -> None:
    made = found(
        recipe(Dense(2, Softmax()), loss="cross-entropy"), [1.0, -1.0, 0.0, 0.0, -5.0, 5.0]
    )
    assert -0.6 + made.lines[:, [0, 2]] * 11.2 == pytest.approx(np.full((len(made.lines), 2), 5.0))


def test_a_regression_has_answers_and_no_boundary() -> None:
    data = Examples(CORNERS, np.array([[0.0], [1.0]]))
    made = found(
        recipe(Dense(1, Linear()), loss="sum-of-squares"),
        [1.0, 0.0, 0.0],
        Dataset("r", data, data, (2,)),
    )
    assert made.outputs[0, :, [0, -1]] == pytest.approx(np.array([[-0.425] * 32, [10.425] * 32]))
    assert made.lines.shape == (0, 4)


def test_numbers_that_are_not_finite_are_no_crash() -> None:
    made = found(
        recipe(Dense(2, Linear()), loss="sum-of-squares"), [1e308, -1e308, 1e308, 0.0, 0.0, 0.0]
    )
    assert not np.isfinite(made.outputs).all()


def test_other_numbers_of_inputs_have_no_plane() -> None:
    settings = experiment()
    params = settings.network.initial_parameters(0)
    assert plane(settings.recipe, params, labelled()) is None
