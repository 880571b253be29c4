"""The embedded data are what they are said to be."""

import numpy as np
import pytest

from engine.datasets.embedded import ASSETS, Iris, MnistSample


def test_mnist_sample() -> None:
    data = MnistSample().load(seed=0)
    assert data.train.x.shape == (4000, 784)
    assert data.test.x.shape == (1000, 784)
    assert data.input_shape == (28, 28)
    assert np.bincount(data.train.y).tolist() == [400] * 10
    assert np.bincount(data.test.y).tolist() == [100] * 10
    assert (data.train.x.min(), data.train.x.max()) == (0, 255)
    together = np.concatenate((data.train.x, data.test.x))
    assert len(np.unique(together, axis=0)) == 5000


def test_mnist_sample_is_the_same_for_every_seed() -> None:
    np.testing.assert_array_equal(MnistSample().load(0).test.x, MnistSample().load(1).test.x)


def test_mnist_sample_shows_upright_digits() -> None:
    """The mean 1 is a narrow column of ink, the mean 0 a ring with a hole."""
    data = MnistSample().load(seed=0)
    mean = [data.train.x[data.train.y == digit].mean(axis=0).reshape(28, 28) for digit in (0, 1)]
    assert mean[0][14, 14] < 20 < mean[0][14, 8]
    assert mean[1][14, 14] > 150 > mean[1][14, 4]


def test_mnist_sample_is_small_enough_to_be_embedded() -> None:
    assert (ASSETS / "mnist-5k.npz").stat().st_size < 1_000_000


def test_iris() -> None:
    data = Iris().load(seed=0)
    assert data.class_names == ("setosa", "versicolor", "virginica")
    assert len(data.input_names) == data.inputs == 4
    assert np.bincount(data.train.y).tolist() == [40] * 3
    assert np.bincount(data.test.y).tolist() == [10] * 3
    np.testing.assert_allclose(data.train.x.mean(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(data.train.x.std(axis=0), 1)


def test_iris_is_shuffled_by_its_seed() -> None:
    assert (Iris().load(0).test.x != Iris().load(1).test.x).any()


@pytest.mark.parametrize("name", ["mnist-5k.npz", "iris.npz"])
def test_assets_hold_plain_arrays(name: str) -> None:
    with np.load(ASSETS / name, allow_pickle=False) as file:
        assert all(file[key].dtype.kind in "uifU" for key in file.files)
