"""Synthetic data: seeded, balanced, and shaped as their names say."""

import numpy as np
import pytest

from engine.activations import Array
from engine.datasets.synthetic import (
    SYNTHETIC,
    Blobs,
    Circles,
    Line,
    Sine,
    Spirals,
    Synthetic,
    TwoMoons,
    Xor,
)
from engine.errors import InputError

NAMES = sorted(SYNTHETIC)


@pytest.mark.parametrize("name", NAMES)
def test_the_seed_decides(name: str) -> None:
    source = SYNTHETIC[name]()
    first, again, other = source.load(1), source.load(1), source.load(2)
    np.testing.assert_array_equal(first.train.x, again.train.x)
    np.testing.assert_array_equal(first.test.y, again.test.y)
    assert (first.train.x != other.train.x).any()


@pytest.mark.parametrize("name", NAMES)
def test_sizes(name: str) -> None:
    data = SYNTHETIC[name](examples=300, test_share=0.4).load(0)
    assert (len(data.train), len(data.test)) == (180, 120)
    assert data.inputs == len(data.input_names)
    if data.is_classification:
        counts = np.bincount(np.concatenate((data.train.y, data.test.y)))
        assert set(counts) == {300 // len(data.class_names)}


def everything(source: Synthetic) -> tuple[Array, Array]:
    data = source.load(0)
    return np.concatenate((data.train.x, data.test.x)), np.concatenate((data.train.y, data.test.y))


def test_xor_without_noise_is_the_truth_table() -> None:
    x, y = everything(Xor(noise=0))
    np.testing.assert_array_equal(y, x[:, 0].astype(int) ^ x[:, 1].astype(int))
    assert len(np.unique(x, axis=0)) == 4


def test_moons_without_noise_are_half_circles() -> None:
    x, y = everything(TwoMoons(noise=0))
    upper, lower = x[y == 0], x[y == 1]
    np.testing.assert_allclose(np.linalg.norm(upper, axis=1), 1)
    np.testing.assert_allclose(np.linalg.norm(lower - (1, 0.5), axis=1), 1)
    assert (upper[:, 1] >= 0).all()
    assert (lower[:, 1] <= 0.5).all()


def test_circles_without_noise_have_two_radii() -> None:
    x, y = everything(Circles(noise=0))
    np.testing.assert_allclose(np.linalg.norm(x, axis=1), np.where(y == 0, 1, 0.5))


@pytest.mark.parametrize("classes", [2, 3, 5])
def test_spirals_without_noise_turn_by_two_thirds(classes: int) -> None:
    x, y = everything(Spirals(noise=0, classes=classes, examples=500))
    radius = np.linalg.norm(x, axis=1)
    turn = np.arctan2(x[:, 1], x[:, 0]) / (2 * np.pi) - y / classes - radius * 2 / 3
    np.testing.assert_allclose(turn, np.round(turn), atol=1e-9)
    assert radius.max() <= 1


def test_blobs_lie_around_their_centres() -> None:
    x, y = everything(Blobs(noise=0.1, classes=4, examples=2000))
    for label, centre in enumerate([(1, 0), (0, 1), (-1, 0), (0, -1)]):
        cloud = x[y == label] - centre
        np.testing.assert_allclose(cloud.mean(axis=0), 0, atol=0.02)
        np.testing.assert_allclose(cloud.std(axis=0), 0.1, rtol=0.1)


def test_curves_without_noise_are_their_functions() -> None:
    x, y = everything(Sine(noise=0))
    np.testing.assert_allclose(y, np.sin(np.pi * x))
    x, y = everything(Line(noise=0, weight=-3, bias=1))
    np.testing.assert_allclose(y, 1 - 3 * x)


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"examples": 9}, "from 10 to 10,000,000 examples"),
        ({"noise": -1.0}, "noise is a finite number"),
        ({"noise": float("nan")}, "noise is a finite number"),
        ({"classes": 1}, "from 2 to 1,000 classes"),
        ({"classes": 1001, "examples": 5000}, "from 2 to 1,000 classes"),
        ({"classes": 30, "examples": 20}, "from 2 to 20 classes for 20 examples"),
    ],
)
def test_settings_that_make_no_sense(settings: dict[str, float], sentence: str) -> None:
    with pytest.raises(InputError, match=sentence):
        Spirals(**settings)  # type: ignore[arg-type]
