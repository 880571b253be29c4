"""Data sets made from formulas: little worlds whose truth is known."""

from abc import abstractmethod
from dataclasses import dataclass
from math import isfinite, pi

import numpy as np
from numpy.typing import NDArray

from engine.datasets.dataset import MOST_CLASSES, Dataset, Examples, require_test_share, split
from engine.datasets.source import Source
from engine.errors import require
from engine.randomness import Purpose, generator

Floats = NDArray[np.float64]

MOST_EXAMPLES = 10_000_000


@dataclass(frozen=True)
class Synthetic(Source):
    """`examples` points with normal `noise` of that deviation, a `test_share` of them to test."""

    examples: int = 1000
    noise: float = 0.1
    test_share: float = 0.2

    def __post_init__(self) -> None:
        require(
            10 <= self.examples <= MOST_EXAMPLES,
            f"A synthetic data set has from 10 to {MOST_EXAMPLES:,} examples, "
            f"not {self.examples:,}.",
        )
        require(
            isfinite(self.noise) and self.noise >= 0,
            f"The noise is a finite number of at least 0, not {self.noise}.",
        )
        require_test_share(self.test_share)


class Plane(Synthetic):
    """Classes of points in the plane."""

    @property
    def class_count(self) -> int:
        """The number of classes."""
        return 2

    @abstractmethod
    def points(self, labels: NDArray[np.intp], rng: np.random.Generator) -> Floats:
        """A point for each label, without noise, shape (n, 2)."""

    def load(self, seed: int) -> Dataset:
        """As many examples of each class as can be, with two inputs x₀ and x₁."""
        rng = generator(seed, Purpose.DATA)
        labels = np.arange(self.examples, dtype=np.intp) % self.class_count
        x = self.points(labels, rng) + self.noise * rng.standard_normal((self.examples, 2))
        train, test = split(labels, self.test_share, seed)
        return Dataset(
            name=self.name,
            train=Examples(x[train], labels[train]),
            test=Examples(x[test], labels[test]),
            input_shape=(2,),
            class_names=tuple(str(label) for label in range(self.class_count)),
            input_names=("x₀", "x₁"),
        )


@dataclass(frozen=True)
class Xor(Plane):
    """Four corners of a square; those that lie opposite belong together."""

    name = "xor"
    title = "XOR"

    def points(self, labels: NDArray[np.intp], rng: np.random.Generator) -> Floats:
        """(0, 0) and (1, 1) for class 0, (0, 1) and (1, 0) for class 1."""
        x0 = rng.integers(0, 2, len(labels))
        return np.column_stack((x0, x0 ^ labels)).astype(np.float64)


@dataclass(frozen=True)
class TwoMoons(Plane):
    """Two half circles that reach into each other."""

    name = "two-moons"
    title = "Two moons"

    def points(self, labels: NDArray[np.intp], rng: np.random.Generator) -> Floats:
        """The upper half circle around (0, 0), and the lower one around (1, ½)."""
        angle = rng.uniform(0, pi, len(labels))
        upper = _polar(np.ones(len(labels)), angle)
        return np.where(labels[:, np.newaxis] == 0, upper, (1, 0.5) - upper)


@dataclass(frozen=True)
class Circles(Plane):
    """A circle inside another."""

    name = "circles"
    title = "Circles"

    def points(self, labels: NDArray[np.intp], rng: np.random.Generator) -> Floats:
        """Radius 1 for class 0, radius ½ for class 1."""
        angle = rng.uniform(0, 2 * pi, len(labels))
        radius = np.where(labels == 0, 1.0, 0.5)
        return _polar(radius, angle)


@dataclass(frozen=True)
class ManyClasses(Plane):
    """Points in the plane, of as many `classes` as one likes."""

    classes: int = 3

    def __post_init__(self) -> None:
        super().__post_init__()
        most = min(self.examples, MOST_CLASSES)
        require(
            2 <= self.classes <= most,
            f"There can be from 2 to {most:,} classes for {self.examples:,} examples, "
            f"not {self.classes:,}.",
        )

    @property
    def class_count(self) -> int:
        """The number of classes."""
        return self.classes


@dataclass(frozen=True)
class Spirals(ManyClasses):
    """Spiral arms around one centre, ⅔ of a turn each."""

    noise: float = 0.03

    name = "spirals"
    title = "Spirals"

    def points(self, labels: NDArray[np.intp], rng: np.random.Generator) -> Floats:
        """An arm for each class, from radius 0 to 1."""
        radius = rng.uniform(0, 1, len(labels))
        angle = 2 * pi * (labels / self.classes + radius * 2 / 3)
        return _polar(radius, angle)


@dataclass(frozen=True)
class Blobs(ManyClasses):
    """Round clouds, one for each class, spread evenly on a circle of radius 1."""

    noise: float = 0.2

    name = "blobs"
    title = "Blobs"

    def points(self, labels: NDArray[np.intp], rng: np.random.Generator) -> Floats:
        """The centres: all the spread comes from the noise."""
        angle = 2 * pi * labels / self.classes
        return _polar(np.ones(len(labels)), angle)


class Curve(Synthetic):
    """A function of one input, to be learnt from noisy values."""

    @abstractmethod
    def value(self, x: Floats) -> Floats:
        """The true function."""

    def load(self, seed: int) -> Dataset:
        """Inputs equally likely in −1…1, with the function's noisy value as target."""
        rng = generator(seed, Purpose.DATA)
        x = rng.uniform(-1, 1, (self.examples, 1))
        y = self.value(x) + self.noise * rng.standard_normal(x.shape)
        train, test = split(np.zeros(len(x), np.intp), self.test_share, seed)
        return Dataset(
            name=self.name,
            train=Examples(x[train], y[train]),
            test=Examples(x[test], y[test]),
            input_shape=(1,),
            input_names=("x",),
        )


@dataclass(frozen=True)
class Sine(Curve):
    """One period of a sine."""

    name = "sine"
    title = "Sine"

    def value(self, x: Floats) -> Floats:
        """sin(πx)."""
        return np.sin(pi * x)


@dataclass(frozen=True)
class Line(Curve):
    """A straight line, which a single linear neuron learns."""

    weight: float = 2.0
    bias: float = 0.5

    name = "line"
    title = "Line"

    def value(self, x: Floats) -> Floats:
        """weight · x + bias."""
        return self.weight * x + self.bias


SYNTHETIC: dict[str, type[Synthetic]] = {
    kind.name: kind for kind in (Xor, TwoMoons, Circles, Spirals, Blobs, Sine, Line)
}


def _polar(radius: Floats, angle: Floats) -> Floats:
    """Points in the plane, shape (n, 2)."""
    return np.column_stack((radius * np.cos(angle), radius * np.sin(angle)))
