"""What a step or a whole set of examples says about a network, in numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import isfinite, sqrt
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from engine.activations import Activation
from engine.network import Network

Array = NDArray[Any]

SATURATED = 0.01
"""A neuron counts as saturated within this share of its activation's range from an end."""


class LayerMetrics(NamedTuple):
    """One layer in one step. Norms are Euclidean, of the weight matrix without biases.

    `dead`: the share of neurons that are 0 for every example of the batch (None unless ReLU).
    `saturated`: the share that are within 1 % of the range's ends for every example of the batch
    (None unless sigmoid or tanh). `gradient_norm` is None where no gradient is computed.
    """

    weight_norm: float
    gradient_norm: float | None
    update_norm: float
    activation_mean: float
    activation_deviation: float
    dead: float | None
    saturated: float | None


class StepMetrics(NamedTuple):
    """One step. The cost is the data loss plus the penalty, before the update; norms of weights
    are after it.

    For classes `accuracy` is the share of the batch that is right; for a regression `r2` is 1 −
    (squared errors / squared deviations of the targets from their mean), None if the targets are
    all the same, and `within_tolerance` the share of values that are near enough.
    """

    step: int
    epoch: int
    examples: int
    cost: float
    data_loss: float
    penalty: float
    learning_rate: float
    accuracy: float | None
    r2: float | None
    within_tolerance: float | None
    layers: tuple[LayerMetrics, ...]


@dataclass(frozen=True)
class Judge:
    """Tells right answers from wrong ones: for classes, or for a regression with a tolerance."""

    is_classification: bool
    tolerance: float

    def right(self, a: Array, y: Array) -> NDArray[np.bool_]:
        """Which outputs are right: one for each example of classes, one for each regression value.

        With several outputs the greatest names the class; with one, the side of ½ that it is on.
        """
        if not self.is_classification:
            right: NDArray[np.bool_] = np.abs(a - y) <= self.tolerance
        elif a.shape[1] == 1:
            right = np.equal(a > 0.5, y > 0.5)[:, 0]
        else:
            right = np.equal(a.argmax(axis=1), y.argmax(axis=1))
        return right


def share(flags: NDArray[np.bool_]) -> float:
    """The share of flags that are set."""
    return int(np.count_nonzero(flags)) / flags.size


def r_squared(squared_error: float, y: Array) -> float | None:
    """1 − Σ(a − y)² / Σ(y − mean)² over all targets y, shape (n, outputs).

    The mean is that of each output. None if each output's targets are all the same.
    """
    targets = y.astype(np.float64)
    spread = float(np.square(targets - targets.mean(axis=0)).sum())
    return 1 - squared_error / spread if spread > 0 else None


class StepMeter:
    """Measures steps of one network: reads the values of a finished step, and changes none."""

    def __init__(
        self, network: Network, judge: Judge, batch_size: int, *, has_gradients: bool
    ) -> None:
        self._judge = judge
        self._output = f"a{network.depth}"
        self._layers = [
            (
                f"W{n}",
                f"dW{n}" if has_gradients else None,
                f"update_W{n}",
                f"a{n}",
                layer.activation,
            )
            for n, layer in network.numbered()
        ]
        longest = max(batch_size, *network.sizes)
        self._ones = np.ones(longest, network.precision)  # a product with them sums fastest

    def measure(self, values: Mapping[str, Any]) -> StepMetrics:
        """The metrics of the step whose values, named as in its statements, these are."""
        with np.errstate(over="ignore"):  # see norm
            layers = tuple([self._measure_layer(values, *layer) for layer in self._layers])
        a, y = values[self._output], values["y"]
        is_right = share(self._judge.right(a, y))
        is_classification = self._judge.is_classification
        cost = float(values["C"])
        data_loss = float(values["C0"]) if "C0" in values else cost
        return StepMetrics(
            step=values["step"],
            epoch=values["epoch"],
            examples=values["m"],
            cost=cost,
            data_loss=data_loss,
            penalty=cost - data_loss,
            learning_rate=values["learning_rate"],
            accuracy=is_right if is_classification else None,
            r2=None if is_classification else r_squared(squared_error(a, y), y),
            within_tolerance=None if is_classification else is_right,
            layers=layers,
        )

    def _measure_layer(
        self,
        values: Mapping[str, Any],
        weights: str,
        gradient: str | None,
        update: str,
        output: str,
        activation: Activation,
    ) -> LayerMetrics:
        a = values[output]
        sums = np.dot(self._ones[: len(a)], a)
        mean = float(np.dot(sums, self._ones[: len(sums)])) / a.size
        ends = activation.asymptotes
        return LayerMetrics(
            norm(values[weights]),
            norm(values[gradient]) if gradient else None,
            norm(values[update]),
            mean,
            deviation(a, mean),
            share(sums <= 0) if activation.dies else None,
            saturated_share(a, *ends) if ends else None,
        )


def norm(array: Array) -> float:
    """The Euclidean norm √Σ x², over all elements."""
    flat = array.ravel()
    square = float(np.dot(flat, flat))
    if not isfinite(square):  # the norm of large float32 numbers may fit where its square does not
        square = float(np.square(flat, dtype=np.float64).sum())
    return sqrt(square)


def deviation(a: Array, mean: float) -> float:
    """√(mean of (a − mean)²), over all elements."""
    flat = a.ravel()
    mean_square = float(np.dot(flat, flat)) / a.size
    variance = mean_square - mean * mean
    if variance > 0.1 * mean_square:  # so the difference costs one digit at most
        return sqrt(variance)
    return norm(a - mean) / sqrt(a.size)


def squared_error(a: Array, y: Array) -> float:
    """Σ (a − y)², over all examples and outputs."""
    difference = np.subtract(a, y, dtype=np.float64)
    return float(np.vdot(difference, difference))


def saturated_share(a: Array, low: float, high: float) -> float:
    """The share of neurons, columns of a, that are all but at an end of low…high each time."""
    distance = np.minimum(a - low, high - a)
    return share(np.maximum.reduce(distance, axis=0) <= SATURATED * (high - low))


class Evaluation(NamedTuple):
    """A network without dropout over a whole set of examples; the loss is without the penalty."""

    examples: int
    loss: float
    accuracy: float | None
    r2: float | None
    within_tolerance: float | None


class EpochMetrics(NamedTuple):
    """One epoch: the mean cost of its steps by examples, and the tests at its end."""

    epoch: int
    steps: int
    examples: int
    cost: float
    test: Evaluation
    seconds: float
    """The time that the steps took, without the evaluation."""
