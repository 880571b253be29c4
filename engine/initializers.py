"""Initial weights: each way to draw a matrix of shape (fan_in, fan_out), with its spread."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from math import isfinite, sqrt
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from engine.errors import require


class Initializer(ABC):
    """How a weight matrix is filled before the first step."""

    name: ClassVar[str]
    title: ClassVar[str]

    @abstractmethod
    def draw(self, rng: np.random.Generator, fan_in: int, fan_out: int) -> NDArray[np.float64]:
        """Weights of shape (fan_in, fan_out), from the numbers that `rng` gives."""


@dataclass(frozen=True)
class Zeros(Initializer):
    """All weights 0: the neurons of a layer stay alike for ever, which is worth seeing once."""

    name = "zeros"
    title = "zeros"

    def draw(self, rng: np.random.Generator, fan_in: int, fan_out: int) -> NDArray[np.float64]:
        """Zeros; asks `rng` for nothing."""
        return np.zeros((fan_in, fan_out))


@dataclass(frozen=True)
class Normal(Initializer):
    """Normally distributed around 0 with a chosen standard deviation σ."""

    sigma: float = 0.01

    name = "normal"
    title = "normal"

    def __post_init__(self) -> None:
        _require_spread("standard deviation of the initial weights", self.sigma)

    def draw(self, rng: np.random.Generator, fan_in: int, fan_out: int) -> NDArray[np.float64]:
        """σ · N(0, 1)."""
        return self.sigma * rng.standard_normal((fan_in, fan_out))


@dataclass(frozen=True)
class Uniform(Initializer):
    """Equally likely between −limit and +limit."""

    limit: float = 0.05

    name = "uniform"
    title = "uniform"

    def __post_init__(self) -> None:
        _require_spread("limit of the initial weights", self.limit)

    def draw(self, rng: np.random.Generator, fan_in: int, fan_out: int) -> NDArray[np.float64]:
        """U(−limit, limit)."""
        return self.limit * rng.uniform(-1, 1, (fan_in, fan_out))


def xavier_deviation(fan_in: int, fan_out: int) -> float:
    """σ = √(2 / (fan_in + fan_out)), which keeps activations and gradients alike in size.

    Source: Glorot and Bengio, "Understanding the difficulty of training deep feedforward neural
    networks", 2010. A uniform distribution has this deviation if its limit is √3 σ.
    """
    return sqrt(2 / (fan_in + fan_out))


def he_deviation(fan_in: int) -> float:
    """σ = √(2 / fan_in), which makes up for the half that ReLU cuts off.

    Source: He et al., "Delving deep into rectifiers", 2015.
    """
    return sqrt(2 / fan_in)


@dataclass(frozen=True)
class XavierNormal(Initializer):
    """Normal with Glorot's deviation; for sigmoid, tanh, softmax and linear layers."""

    name = "xavier-normal"
    title = "Xavier normal"

    def draw(self, rng: np.random.Generator, fan_in: int, fan_out: int) -> NDArray[np.float64]:
        """N(0, 2 / (fan_in + fan_out))."""
        return Normal(xavier_deviation(fan_in, fan_out)).draw(rng, fan_in, fan_out)


@dataclass(frozen=True)
class XavierUniform(Initializer):
    """Uniform with Glorot's deviation; for sigmoid, tanh, softmax and linear layers."""

    name = "xavier-uniform"
    title = "Xavier uniform"

    def draw(self, rng: np.random.Generator, fan_in: int, fan_out: int) -> NDArray[np.float64]:
        """U(−l, l) with l = √(6 / (fan_in + fan_out))."""
        return Uniform(sqrt(3) * xavier_deviation(fan_in, fan_out)).draw(rng, fan_in, fan_out)


@dataclass(frozen=True)
class HeNormal(Initializer):
    """Normal with He's deviation; for ReLU layers."""

    name = "he-normal"
    title = "He normal"

    def draw(self, rng: np.random.Generator, fan_in: int, fan_out: int) -> NDArray[np.float64]:
        """N(0, 2 / fan_in)."""
        return Normal(he_deviation(fan_in)).draw(rng, fan_in, fan_out)


@dataclass(frozen=True)
class HeUniform(Initializer):
    """Uniform with He's deviation; for ReLU layers."""

    name = "he-uniform"
    title = "He uniform"

    def draw(self, rng: np.random.Generator, fan_in: int, fan_out: int) -> NDArray[np.float64]:
        """U(−l, l) with l = √(6 / fan_in)."""
        return Uniform(sqrt(3) * he_deviation(fan_in)).draw(rng, fan_in, fan_out)


INITIALIZERS: dict[str, type[Initializer]] = {
    kind.name: kind
    for kind in (Zeros, Normal, Uniform, XavierNormal, XavierUniform, HeNormal, HeUniform)
}


def _require_spread(what: str, spread: float) -> None:
    require(
        isfinite(spread) and spread >= 0,
        f"The {what} is a finite number of at least 0, not {spread}.",
    )
