"""The gradient check: derivatives as the step computed them, beside finite differences."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from heapq import nlargest
from itertools import chain
from math import isfinite
from operator import itemgetter
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.addresses import Address, BiasId, EdgeId, NodeId
from engine.differences import Numbers, Precision, epsilons
from engine.objective import Objective
from engine.places import parameter_of
from engine.progress import Progress
from engine.rounding import delta_sizes
from engine.trace import Trace

Array = NDArray[Any]

WORST = 20
"""How many results of a check of all parameters are kept."""


@dataclass(frozen=True)
class Nudge:
    """A derivative of the cost twice: by backpropagation, and by a nudge up and down.

    `difference` is (C(v + ε) − C(v − ε)) / 2ε in float64. They agree if they differ by `tolerance`
    at most: a share of the larger (`RELATIVE_TOLERANCE`), what rounding may have cost either, and
    `bend`, what the difference itself may be off because the cost is no straight line so far (None
    if that is not known, because kinks are in the way). `rounding` is the part of the tolerance
    that a larger ε would make smaller.
    """

    address: Address
    example: int | None
    value: float
    epsilon: float
    cost_below: float
    cost_above: float
    backprop: float
    difference: float
    rounding: float
    bend: float | None
    tolerance: float
    kinks: int
    """Between v − ε and v + ε: signs of ReLU's z, of a − y, or of a weight under L1, that change,
    or are exactly 0 where the step was."""

    @property
    def error(self) -> float:
        """How far the two are apart."""
        return abs(self.backprop - self.difference)

    @property
    def relative_error(self) -> float:
        """The same as a share of the larger; 0 if both are 0."""
        larger = max(abs(self.backprop), abs(self.difference))
        return self.error / larger if larger else 0.0

    @property
    def agrees(self) -> bool:
        """Whether they are equal within the tolerance."""
        return isfinite(self.error) and self.error <= self.tolerance

    @property
    def is_at_kink(self) -> bool:
        """Whether they differ where there is no derivative, so that neither need be wrong."""
        return self.kinks > 0 and not self.agrees


@dataclass(frozen=True)
class CheckResult:
    """How many of all weights and biases were checked, with what result, and the worst of them.

    Those that disagree come first, then those at a kink, each by error / tolerance.
    """

    total: int
    agreeing: int
    at_kink: int
    disagreeing: int
    worst: tuple[Nudge, ...]

    @property
    def checked(self) -> int:
        """How many were checked before it ended or was stopped."""
        return self.agreeing + self.at_kink + self.disagreeing


def nudge(
    objective: Objective,
    address: Address,
    example: int | None = None,
    epsilon: float | None = None,
) -> Nudge:
    """Nudge one number up and down by `epsilon` (None: the usual one), and compare.

    Of a neuron it is z that is nudged, so the derivative is its δ. `example` is as for `Objective`.
    Raises `NotComputedError` if the step has not come to that derivative, and `InputError` as
    `epsilons`.
    """
    trace, layer = objective.trace, max(address.layer, 1)
    value = np.array([objective.value(address, example)])
    backprop = np.array([_backprop(trace, address, example)])
    sizes = delta_sizes(trace, layer)
    numbers = Numbers(
        lambda values: objective.move(address, values, example),
        value,
        epsilons(value, epsilon),
        backprop,
        np.array([_through(trace, address, example, sizes, np.abs)]),
        Precision(trace, layer),
    )
    found = numbers.compare()
    kinks = int(found.kinks[0])
    return Nudge(
        address,
        example,
        value=float(value[0]),
        epsilon=float(numbers.epsilon[0]),
        cost_below=objective.cost() + float(found.low.changes[0]),
        cost_above=objective.cost() + float(found.high.changes[0]),
        backprop=float(backprop[0]),
        difference=float(found.difference[0]),
        rounding=float(numbers.rounding[0]),
        bend=None if kinks else float(found.bend[0]),
        tolerance=float(found.tolerance[0]),
        kinks=kinks,
    )


def check_all(
    objective: Objective, epsilon: float | None = None, progress: Progress | None = None
) -> CheckResult:
    """Nudge every weight and bias, layer by layer; `epsilon` None: each by the usual one.

    `progress` is told how many are done; if it answers False the check ends with what it has.
    Raises `NotComputedError` unless the step has come to all gradients, and `InputError` as
    `epsilons`.
    """
    network = objective.trace.network
    layers = [_Layer(objective, n, epsilon) for n, _ in network.numbered()]
    total, done = network.parameter_count(), 0
    counts = np.zeros(len(_Verdict), int)
    worst: list[tuple[int, float, Address]] = []
    for layer, places in chain.from_iterable(map(_Layer.chunks, layers)):
        verdicts, ratios = layer.check(places)
        counts += np.bincount(verdicts, minlength=len(_Verdict))
        worst += zip(verdicts.tolist(), ratios.tolist(), map(layer.address, places), strict=True)
        worst = nlargest(WORST, worst, key=itemgetter(0, 1))
        done += len(places)
        if progress is not None and not progress(done, total):
            break
    agreeing, at_kink, disagreeing = counts.tolist()
    return CheckResult(
        total,
        agreeing,
        at_kink,
        disagreeing,
        tuple(nudge(objective, address, None, epsilon) for _, _, address in worst),
    )


class _Verdict(IntEnum):
    AGREES = 0
    AT_KINK = 1
    DISAGREES = 2


class _Layer:
    """The weights and biases of a layer, in the order of `Objective.parameters`."""

    def __init__(self, objective: Objective, layer: int, epsilon: float | None) -> None:
        trace = objective.trace
        self._objective = objective
        self._layer = layer
        self._inputs, self._neurons = trace.network.sizes[layer - 1 : layer + 1]
        self._values = objective.parameters(layer)
        self._epsilon = epsilons(self._values, epsilon)
        gradients = [trace.read(f"dW{layer}").ravel(), trace.read(f"db{layer}")]
        self._backprop = np.concatenate(gradients, dtype=np.float64)
        sizes = delta_sizes(trace, layer)
        before = np.abs(trace.read(trace.network.output_name(layer - 1)), dtype=np.float64)
        self._size = np.concatenate([(before.T @ sizes).ravel(), sizes.sum(axis=0)])
        self._precision = Precision(trace, layer)

    def address(self, place: int) -> Address:
        """The weight or bias at a place."""
        source, target = divmod(int(place), self._neurons)
        if source == self._inputs:
            return BiasId(self._layer, target)
        return EdgeId(self._layer, source, target)

    def chunks(self) -> Iterator[tuple["_Layer", Array]]:
        """All its places, as many at a time as fit."""
        objective = self._objective
        count = objective.copies_at_a_time(self._layer, objective.trace.examples)
        for start in range(0, len(self._values), count):
            yield self, np.arange(start, min(start + count, len(self._values)))

    def check(self, places: Array) -> tuple[Array, Array]:
        """For each place the verdict, and how large the error is to its tolerance.

        Most agree at once; of the others alone it is asked whether a kink or a bend is the reason.
        """
        numbers = self._numbers(places)
        difference = numbers.central(numbers.epsilon)[2]
        ratios = numbers.ratio(difference, numbers.tolerance(difference))
        verdicts = np.full(len(places), _Verdict.AGREES)
        doubtful = np.flatnonzero(ratios > 1)
        if len(doubtful):
            numbers = self._numbers(places[doubtful])
            found = numbers.compare()
            ratios[doubtful] = numbers.ratio(found.difference, found.tolerance)
            reason = np.where(found.kinks, _Verdict.AT_KINK, _Verdict.DISAGREES)
            verdicts[doubtful] = np.where(ratios[doubtful] > 1, reason, _Verdict.AGREES)
        return verdicts, ratios

    def _numbers(self, places: Array) -> Numbers:
        return Numbers(
            lambda values: self._objective.move_parameters(self._layer, places, values),
            self._values[places],
            self._epsilon[places],
            self._backprop[places],
            self._size[places],
            self._precision,
        )


def _backprop(trace: Trace, address: Address, example: int | None) -> float:
    """The derivative that the step computed: of the batch, or an example's share of it."""
    if example is None and not isinstance(address, NodeId):
        name, index = parameter_of(address)
        return float(trace.read(f"d{name}")[index])
    deltas = trace.read(f"dz{max(address.layer, 1)}").astype(np.float64)
    return _through(trace, address, example, deltas)


def _through(
    trace: Trace,
    address: Address,
    example: int | None,
    deltas: Array,
    part: Callable[[Array], Array] = np.asarray,
) -> float:
    """Σ over examples and neurons of ∂C/∂z, shape (m, n), times a part of ∂z by the number."""
    rows = slice(None) if example is None else slice(example, example + 1)
    match address:
        case EdgeId(layer, source, target):
            before = trace.read(trace.network.output_name(layer - 1))[rows, source]
            return float(deltas[rows, target] @ part(before))
        case NodeId(0, index):
            return float((deltas[rows] @ part(trace.read("W1")[index])).sum())
        case BiasId(_, index) | NodeId(_, index):
            return float(deltas[rows, index].sum())
