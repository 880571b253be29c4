"""What a step or a whole set of examples says about a network, in numbers."""

from collections.abc import Mapping
from dataclasses import dataclass
from math import inf, isfinite, sqrt
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


def share(flags: Array) -> float:
    """The share of flags that are set, or of numbers that are not 0."""
    return int(np.count_nonzero(flags)) / flags.size


def r_squared(squared_error: float, y: Array) -> float | None:
    """1 − Σ(a − y)² / Σ(y − mean)² over all targets y, shape (n, outputs).

    The mean is that of each output. None if each output's targets are all the same, or so large
    that their squares are not finite.
    """
    if not np.ptp(y, axis=0).any():
        return None
    targets = y.astype(np.float64)
    with np.errstate(over="ignore"):
        spread = float(np.square(targets - targets.mean(axis=0)).sum())
    return 1 - squared_error / spread if isfinite(spread) and isfinite(squared_error) else None


class StepMeter:
    """Measures the steps of one program: reads its values after a step, and changes none.

    `values` are the program's own, by name. What can be looked up once is, because this runs after
    every step: the arrays of a program stay the same.
    """

    def __init__(self, values: Mapping[str, Any], network: Network, judge: Judge) -> None:
        self._values = values
        self._judge = judge
        self._output, self._targets = values[f"a{network.depth}"], values["y"]
        self._penalties = [f"R{n}" for n, _ in network.numbered() if f"R{n}" in values]
        self._layers = [
            _LayerMeter(values, number, layer.activation) for number, layer in network.numbered()
        ]

    def measure(self) -> StepMetrics:
        """The metrics of the step that the program has just finished."""
        values, judge = self._values, self._judge
        with np.errstate(over="ignore"):  # see norm
            layers = tuple([layer.measure() for layer in self._layers])
        right = share(judge.right(self._output, self._targets))
        r2 = None
        if not judge.is_classification:
            r2 = r_squared(squared_error(self._output, self._targets), self._targets)
        cost = float(values["C"])
        return StepMetrics(
            step=values["step"],
            epoch=values["epoch"],
            examples=values["m"],
            cost=cost,
            data_loss=float(values["C0"]) if self._penalties else cost,
            penalty=sum((float(values[name]) for name in self._penalties), 0.0),
            learning_rate=values["learning_rate"],
            accuracy=right if judge.is_classification else None,
            r2=r2,
            within_tolerance=None if judge.is_classification else right,
            layers=layers,
        )


class _LayerMeter:
    """Measures one layer of a program."""

    def __init__(self, values: Mapping[str, Any], number: int, activation: Activation) -> None:
        self._weights = values[f"W{number}"].ravel()
        gradient = values.get(f"dW{number}")
        self._gradient = None if gradient is None else gradient.ravel()
        self._update = values[f"update_W{number}"].ravel()
        self._a = values[f"a{number}"]
        self._flat_a = self._a.ravel()
        examples, neurons = self._a.shape
        self._each_example = np.ones(examples, self._a.dtype)  # a product with ones sums fastest
        self._each_neuron = np.ones(neurons, self._a.dtype)
        self._activation = activation

    def measure(self) -> LayerMetrics:
        a, ends = self._a, self._activation.asymptotes
        sums = self._each_example.dot(a)
        mean = float(sums.dot(self._each_neuron)) / a.size
        return LayerMetrics(
            norm(self._weights),
            None if self._gradient is None else norm(self._gradient),
            norm(self._update),
            mean,
            deviation(self._flat_a, mean),
            1 - share(sums) if self._activation.dies else None,
            saturated_share(a, *ends) if ends else None,
        )


def norm(vector: Array) -> float:
    """The Euclidean norm √Σ x²."""
    square = float(vector.dot(vector))
    if square == inf:  # the norm of large float32 numbers may fit where its square does not
        square = float(np.square(vector, dtype=np.float64).sum())
    return sqrt(square)


def deviation(vector: Array, mean: float) -> float:
    """√(mean of (x − mean)²)."""
    mean_square = float(vector.dot(vector)) / vector.size
    variance = mean_square - mean * mean
    if variance > 0.1 * mean_square:  # so the difference costs one digit at most
        return sqrt(variance)
    return norm(vector - mean) / sqrt(vector.size)


def squared_error(a: Array, y: Array) -> float:
    """Σ (a − y)², over all examples and outputs."""
    difference = np.subtract(a, y, dtype=np.float64)
    with np.errstate(over="ignore"):
        return float(np.vdot(difference, difference))


def near_ends(a: Array, low: float, high: float) -> NDArray[np.bool_]:
    """Which activations are all but at an end of low…high, in the shape of `a`."""
    flags: NDArray[np.bool_] = np.minimum(a - low, high - a) <= SATURATED * (high - low)
    return flags


def saturated_share(a: Array, low: float, high: float) -> float:
    """The share of neurons, columns of a, that are all but at an end of low…high each time."""
    return share(np.logical_and.reduce(near_ends(a, low, high), axis=0))


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
