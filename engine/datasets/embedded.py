"""The data sets that come with the program: 5,000 MNIST digits, and Iris."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from engine.datasets.dataset import Dataset, Examples, require_test_share, split
from engine.datasets.source import Source
from engine.datasets.standardization import standardized

ASSETS = Path(__file__).parents[2] / "assets"
DIGITS = tuple("0123456789")


@dataclass(frozen=True)
class MnistSample(Source):
    """500 real MNIST images of each digit: of each the first 400 to learn, the last 100 to test."""

    name = "mnist-5k"
    title = "MNIST, 5,000 images"
    uses_seed = False

    def load(self, seed: int) -> Dataset:
        """4,000 and 1,000 images, the same ones for every seed."""
        with np.load(ASSETS / "mnist-5k.npz") as file:
            images, labels = file["images"], file["labels"].astype(np.intp)
        pixels = images.reshape(len(images), -1)
        number_in_class = np.zeros(len(labels), np.intp)
        for digit in range(len(DIGITS)):
            of_digit = labels == digit
            number_in_class[of_digit] = np.arange(np.count_nonzero(of_digit))
        is_test = number_in_class >= 400
        return Dataset(
            name=self.name,
            train=Examples(pixels[~is_test], labels[~is_test], scale=1 / 255),
            test=Examples(pixels[is_test], labels[is_test], scale=1 / 255),
            input_shape=(28, 28),
            class_names=DIGITS,
        )


@dataclass(frozen=True)
class Iris(Source):
    """150 iris flowers of three species, four measurements each, standardised (Fisher, 1936)."""

    test_share: float = 0.2

    name = "iris"
    title = "Iris"

    def __post_init__(self) -> None:
        require_test_share(self.test_share)

    def load(self, seed: int) -> Dataset:
        """Shuffled and split by `seed`, each species in the same share."""
        with np.load(ASSETS / "iris.npz") as file:
            measurements, labels = file["measurements"], file["labels"].astype(np.intp)
            class_names = tuple(str(name) for name in file["class_names"])
            input_names = tuple(str(name) for name in file["input_names"])
        train, test = split(labels, self.test_share, seed)
        x = standardized(measurements, train)
        return Dataset(
            name=self.name,
            train=Examples(x[train], labels[train]),
            test=Examples(x[test], labels[test]),
            input_shape=(len(input_names),),
            class_names=class_names,
            input_names=input_names,
        )
