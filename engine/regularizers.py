"""Regularizers: the penalty on large weights and biases, and its derivative, term by term."""

from dataclasses import dataclass, fields
from math import isfinite

from engine.errors import require


@dataclass(frozen=True)
class Regularizer:
    """The penalty of one layer, R = Σ λ₁ |θ| + λ₂ θ², with its own λ for weights and for biases.

    Its derivative is λ₁ sign(θ) + 2 λ₂ θ, with sign(0) = 0. A λ of 0 leaves its term out.
    """

    weights_l1: float = 0.0
    weights_l2: float = 0.0
    biases_l1: float = 0.0
    biases_l2: float = 0.0

    def __post_init__(self) -> None:
        for field in fields(self):
            factor = getattr(self, field.name)
            require(
                isfinite(factor) and factor >= 0,
                f"A regularization factor is a finite number of at least 0, "
                f"not {factor} ({field.name}).",
            )

    def factors(self, layer: int) -> dict[str, float]:
        """The λ that are not 0, by the names that statements use: l1_W1, l2_W1, l1_b1, l2_b1."""
        named = {
            f"l1_W{layer}": self.weights_l1,
            f"l2_W{layer}": self.weights_l2,
            f"l1_b{layer}": self.biases_l1,
            f"l2_b{layer}": self.biases_l2,
        }
        return {name: factor for name, factor in named.items() if factor}

    def penalty(self, layer: int) -> str:
        """The terms of R for a layer, as NumPy text; empty where there is no penalty."""
        norm = {"l1": "np.abs({}).sum()", "l2": "np.square({}).sum()"}
        terms = []
        for name in self.factors(layer):
            kind, parameter = name.split("_")
            terms.append(f"{name} * {norm[kind].format(parameter)}")
        return " + ".join(terms)

    def gradient(self, parameter: str, layer: int) -> str:
        """The terms of ∂R/∂θ to add to the gradient of `parameter`, such as W1, as NumPy text."""
        derivative = {"l1": "{} * np.sign({})", "l2": "2 * {} * {}"}
        return "".join(
            " + " + derivative[name[:2]].format(name, parameter)
            for name in self.factors(layer)
            if name.endswith(f"_{parameter}")
        )
