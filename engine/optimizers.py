"""Optimizers: each as its statements on the flat vectors `params` and `grads`, for any depth.

Every one ends in `update`, the change Δ of all parameters. η is `learning_rate`, and t = step + 1
counts the updates from 1.
"""

from abc import ABC, abstractmethod
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from engine.errors import require
from engine.randomness import Purpose, generator
from engine.statements import Pass, Statement


class Optimizer(ABC):
    """How gradients, or in one case luck, change the parameters."""

    name: ClassVar[str]
    title: ClassVar[str]
    usual_rate: ClassVar[float]
    """A learning rate to start from."""
    vectors: ClassVar[tuple[str, ...]] = ()
    """The vectors that it keeps from step to step, as long as `params`, 0 at first."""
    needs_gradients: ClassVar[bool] = True

    @abstractmethod
    def statements(self, trial: Sequence[Statement]) -> Iterator[Statement]:
        """The statements of the update.

        `trial` are the forward pass and the loss once more, at `params_trial` instead of `params`,
        for those that need it.
        """

    def scalars(self) -> dict[str, float]:
        """The numbers that the statements name, besides learning_rate and step."""
        return {}


@dataclass(frozen=True)
class SGD(Optimizer):
    """Downhill, in proportion to the gradient."""

    name = "sgd"
    title = "SGD"
    usual_rate = 0.1

    def statements(self, trial: Sequence[Statement]) -> Iterator[Statement]:
        """Δ = −η ∇C."""
        yield _line("update = -learning_rate * grads", r"\Delta = -\eta \nabla C")
        yield _apply()


@dataclass(frozen=True)
class Momentum(Optimizer):
    """A ball that rolls downhill: the velocity sums up past gradients and forgets them slowly.

    Source: Polyak, "Some methods of speeding up the convergence of iteration methods", 1964.
    """

    beta: float = 0.9

    name = "momentum"
    title = "Momentum"
    usual_rate = 0.03
    vectors = ("velocity",)

    def __post_init__(self) -> None:
        _require_fraction("momentum β", self.beta)

    def scalars(self) -> dict[str, float]:
        """The share of the velocity that is kept."""
        return {"beta": self.beta}

    def statements(self, trial: Sequence[Statement]) -> Iterator[Statement]:
        """v ← β v + ∇C, Δ = −η v."""
        yield _line("velocity = beta * velocity + grads", r"v \leftarrow \beta v + \nabla C")
        yield _line("update = -learning_rate * velocity", r"\Delta = -\eta v")
        yield _apply()


@dataclass(frozen=True)
class Nesterov(Momentum):
    """Momentum that looks ahead: the velocity counts once more after the gradient is added.

    Source: Sutskever et al., "On the importance of initialization and momentum in deep learning",
    2013, with the parameters written at the point looked ahead to.
    """

    name = "nesterov"
    title = "Nesterov momentum"

    def statements(self, trial: Sequence[Statement]) -> Iterator[Statement]:
        """v ← β v + ∇C, Δ = −η (∇C + β v)."""
        yield _line("velocity = beta * velocity + grads", r"v \leftarrow \beta v + \nabla C")
        yield _line(
            "update = -learning_rate * (grads + beta * velocity)",
            r"\Delta = -\eta (\nabla C + \beta v)",
        )
        yield _apply()


@dataclass(frozen=True)
class AdaGrad(Optimizer):
    """A rate of its own for each parameter, which shrinks with all its past gradients.

    Source: Duchi, Hazan and Singer, "Adaptive subgradient methods", 2011.
    """

    epsilon: float = 1e-8

    name = "adagrad"
    title = "AdaGrad"
    usual_rate = 0.02
    vectors = ("cache",)

    def __post_init__(self) -> None:
        _require_epsilon(self.epsilon)

    def scalars(self) -> dict[str, float]:
        """What keeps the division from 0."""
        return {"epsilon": self.epsilon}

    def statements(self, trial: Sequence[Statement]) -> Iterator[Statement]:
        """c ← c + ∇C², Δ = −η ∇C / (√c + ε)."""
        yield _line("cache = cache + np.square(grads)", r"c \leftarrow c + (\nabla C)^2")
        yield _scaled_by_cache()
        yield _apply()


@dataclass(frozen=True)
class RMSProp(Optimizer):
    """Like AdaGrad, but past gradients are forgotten, so that the rates do not die out.

    Source: Tieleman and Hinton, Coursera lecture 6.5, 2012.
    """

    rho: float = 0.9
    epsilon: float = 1e-8

    name = "rmsprop"
    title = "RMSProp"
    usual_rate = 0.001
    vectors = ("cache",)

    def __post_init__(self) -> None:
        _require_fraction("decay ρ of RMSProp", self.rho)
        _require_epsilon(self.epsilon)

    def scalars(self) -> dict[str, float]:
        """The share of the cache that is kept, and what keeps the division from 0."""
        return {"rho": self.rho, "epsilon": self.epsilon}

    def statements(self, trial: Sequence[Statement]) -> Iterator[Statement]:
        """c ← ρ c + (1 − ρ) ∇C², Δ = −η ∇C / (√c + ε)."""
        yield _line(
            "cache = rho * cache + (1 - rho) * np.square(grads)",
            r"c \leftarrow \rho c + (1 - \rho) (\nabla C)^2",
        )
        yield _scaled_by_cache()
        yield _apply()


@dataclass(frozen=True)
class Adam(Optimizer):
    """Momentum over RMSProp, both corrected for having started at 0.

    Source: Kingma and Ba, "Adam: a method for stochastic optimization", 2015.
    """

    beta1: float = 0.9
    beta2: float = 0.999
    epsilon: float = 1e-8

    name = "adam"
    title = "Adam"
    usual_rate = 0.001
    vectors = ("moment1", "moment2")

    def __post_init__(self) -> None:
        _require_fraction("decay β₁ of Adam", self.beta1)
        _require_fraction("decay β₂ of Adam", self.beta2)
        _require_epsilon(self.epsilon)

    def scalars(self) -> dict[str, float]:
        """The shares of the moments that are kept, and what keeps the division from 0."""
        return {"beta1": self.beta1, "beta2": self.beta2, "epsilon": self.epsilon}

    def statements(self, trial: Sequence[Statement]) -> Iterator[Statement]:
        """The moments, their corrections, and Δ = −η m̂₁ / (√m̂₂ + ε)."""
        yield _line(
            "moment1 = beta1 * moment1 + (1 - beta1) * grads",
            r"m_1 \leftarrow \beta_1 m_1 + (1 - \beta_1) \nabla C",
        )
        yield _line(
            "moment2 = beta2 * moment2 + (1 - beta2) * np.square(grads)",
            r"m_2 \leftarrow \beta_2 m_2 + (1 - \beta_2) (\nabla C)^2",
        )
        yield _line("correction1 = 1 - beta1 ** (step + 1)", r"k_1 = 1 - \beta_1^{\,t}")
        yield _line("correction2 = 1 - beta2 ** (step + 1)", r"k_2 = 1 - \beta_2^{\,t}")
        yield _line(
            "update = -(learning_rate / correction1) * moment1"
            " / (np.sqrt(moment2 / correction2) + epsilon)",
            r"\Delta = -\eta \frac{m_1 / k_1}{\sqrt{m_2 / k_2} + \epsilon}",
        )
        yield _apply()


def random_change(like: NDArray[Any], seed: int, step: int) -> NDArray[Any]:
    """A normally distributed number for each of `like`, a pure function of (seed, step)."""
    rng = generator(seed, Purpose.SEARCH, step)
    return rng.standard_normal(like.shape, dtype=np.float32).astype(like.dtype, copy=False)


@dataclass(frozen=True)
class RandomSearch(Optimizer):
    """Tries a random change of size η and keeps it if the cost of the batch fell: no gradients.

    It shows why gradients are needed: it learns a little network slowly, and a large one never.
    """

    name = "random-search"
    title = "Random search"
    usual_rate = 0.01
    needs_gradients = False

    def statements(self, trial: Sequence[Statement]) -> Iterator[Statement]:
        """Δ = η N(0, 1) if C(θ + Δ) < C(θ), else 0."""
        yield _line(
            "change = learning_rate * random_change(params, seed, step)",
            r"\Delta' = \eta\,\mathcal{N}(0, 1)",
        )
        yield _line("params_trial = params + change", r"\theta' = \theta + \Delta'")
        yield from (replace(statement, pass_=Pass.UPDATE) for statement in trial)
        yield _line("kept = C_trial < C", r"C(\theta') < C(\theta)")
        yield _line("update = kept * change", r"\Delta = \Delta' [C(\theta') < C(\theta)]")
        yield _apply()


OPTIMIZERS: dict[str, type[Optimizer]] = {
    kind.name: kind for kind in (SGD, Momentum, Nesterov, AdaGrad, RMSProp, Adam, RandomSearch)
}


def _line(text: str, formula: str) -> Statement:
    return Statement(text, formula, Pass.UPDATE)


def _apply() -> Statement:
    return _line("params = params + update", r"\theta \leftarrow \theta + \Delta")


def _scaled_by_cache() -> Statement:
    return _line(
        "update = -learning_rate * grads / (np.sqrt(cache) + epsilon)",
        r"\Delta = -\eta \frac{\nabla C}{\sqrt{c} + \epsilon}",
    )


def _require_fraction(what: str, value: float) -> None:
    require(0 <= value < 1, f"The {what} is at least 0 and below 1, not {value}.")


def _require_epsilon(epsilon: float) -> None:
    require(
        1e-30 <= epsilon < 1,  # less would be 0 in float32
        f"The ε of an optimizer is at least 1e-30 and below 1, not {epsilon}.",
    )
