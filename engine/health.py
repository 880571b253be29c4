"""Health: layers that cannot learn, or learn too wildly, with the number that says so."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from engine.addresses import NodeId
from engine.metrics import near_ends, norm
from engine.trace import Trace

Array = NDArray[Any]

MANY = 0.1
"""From this share of a layer's neurons on, dead or saturated ones are a finding. A few are usual;
under too high a learning rate, 40 % of a network can be dead (CS231n, "Neural networks 1")."""
VANISHING = 0.01
"""How slowly a layer may learn, as a multiple of the last. Measured at the start on digits: layers
of ReLU or tanh have 0.7 to 2.5, and each layer of sigmoids, whose f′ is ¼ at most, divides it by
about four, so that the first of two has 0.09, and the first of four 0.005."""
EXPLODING = 100.0
"""How fast a layer may learn, as a multiple of the last: the same the other way round."""
LARGE_UPDATE = 0.1
"""How large an update may be, as a share of the weights. A thousandth is the usual advice, and a
hundredth is still fine for small networks (CS231n, "Neural networks 3"); after ten updates of a
tenth, the weights may be altogether others."""


class Ailment(StrEnum):
    """What a layer can suffer from."""

    DEAD = "dead"
    SATURATED = "saturated"
    VANISHING = "vanishing"
    EXPLODING = "exploding"
    LARGE_UPDATE = "large update"


@dataclass(frozen=True)
class Finding:
    """Something that is not well: the number that says so, and the limit that it is beyond.

    Of dead and saturated neurons the number is their share of the layer, and `neurons` are these.
    Of vanishing and exploding gradients it is `LayerHealth.pace`, of an update `update_ratio`.
    """

    ailment: Ailment
    value: float
    limit: float
    neurons: tuple[int, ...] = ()


@dataclass(frozen=True)
class LayerHealth:
    """How a layer fared in a step: in numbers, and in findings if some are beyond a limit.

    What the step has not computed is None. Norms are Euclidean, of the weights without biases, as
    they were when the step began. `dead` are the neurons that are 0 for every example of the batch
    (None unless ReLU), `saturated` those that are within 1 % of the range's ends for every example
    (None unless sigmoid or tanh).
    """

    layer: int
    neurons: int
    examples: int
    weight_norm: float
    gradient_norm: float | None
    update_norm: float | None
    pace: float | None
    """‖∂C/∂W‖ / ‖W‖, as a multiple of the last layer's."""
    dead: tuple[int, ...] | None
    saturated: tuple[int, ...] | None

    @property
    def update_ratio(self) -> float | None:
        """‖ΔW‖ / ‖W‖; None also if all weights are 0."""
        return _ratio(self.update_norm, self.weight_norm)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What is beyond its limit."""
        return tuple(self._findings())

    def _findings(self) -> Iterator[Finding]:
        for ailment, stuck in ((Ailment.DEAD, self.dead), (Ailment.SATURATED, self.saturated)):
            share = len(stuck or ()) / self.neurons
            if stuck and share >= MANY:
                yield Finding(ailment, share, MANY, stuck)
        if self.pace is not None and self.pace < VANISHING:
            yield Finding(Ailment.VANISHING, self.pace, VANISHING)
        if self.pace is not None and self.pace > EXPLODING:
            yield Finding(Ailment.EXPLODING, self.pace, EXPLODING)
        if self.update_ratio is not None and self.update_ratio > LARGE_UPDATE:
            yield Finding(Ailment.LARGE_UPDATE, self.update_ratio, LARGE_UPDATE)


@dataclass(frozen=True)
class NeuronHealth:
    """In how many `examples` of the batch a neuron is stuck where no gradient passes.

    `zero_in` is None unless it is a ReLU, `saturated_in` unless it is a sigmoid or tanh.
    """

    examples: int
    zero_in: int | None
    saturated_in: int | None

    @property
    def is_dead(self) -> bool:
        """Whether it is 0 for all of them."""
        return self.zero_in == self.examples

    @property
    def is_saturated(self) -> bool:
        """Whether it is near an end of its range for all of them."""
        return self.saturated_in == self.examples


def health(trace: Trace) -> tuple[LayerHealth, ...]:
    """The health of each layer, from the first to the last."""
    norms = {n: _norms(trace, n) for n, _ in trace.network.numbered()}
    last = _ratio(norms[trace.network.depth].gradient, norms[trace.network.depth].weight)
    layers = []
    for n, layer in trace.network.numbered():
        zero, saturated = _stuck(trace, n)
        layers.append(
            LayerHealth(
                n,
                layer.size,
                trace.examples,
                norms[n].weight,
                norms[n].gradient,
                norms[n].update,
                _ratio(_ratio(norms[n].gradient, norms[n].weight), last),
                _always(zero),
                _always(saturated),
            )
        )
    return tuple(layers)


def neuron_health(trace: Trace, node: NodeId) -> NeuronHealth:
    """The health of one neuron, of layer 1 or later; raises `NotComputedError`."""
    trace.read(f"a{node.layer}")
    zero, saturated = _stuck(trace, node.layer)
    return NeuronHealth(
        trace.examples,
        None if zero is None else int(zero[:, node.index].sum()),
        None if saturated is None else int(saturated[:, node.index].sum()),
    )


@dataclass(frozen=True)
class _Norms:
    weight: float
    gradient: float | None
    update: float | None


def _norms(trace: Trace, layer: int) -> _Norms:
    gradient, update = (trace.values.get(f"{kind}W{layer}") for kind in ("d", "update_"))
    with np.errstate(over="ignore"):  # see norm
        return _Norms(
            norm(trace.before[f"W{layer}"].ravel()),
            None if gradient is None else norm(gradient.ravel()),
            None if update is None else norm(update.ravel()),
        )


def _stuck(trace: Trace, layer: int) -> tuple[Array | None, Array | None]:
    """Where, shape (m, n), a is 0, and where it is near an end; None where this means nothing."""
    activation, a = trace.network.layers[layer - 1].activation, trace.values.get(f"a{layer}")
    if a is None:
        return None, None
    ends = activation.asymptotes
    return a == 0 if activation.dies else None, near_ends(a, *ends) if ends else None


def _always(flags: Array | None) -> tuple[int, ...] | None:
    """The columns whose flags are all set."""
    return None if flags is None else tuple(np.flatnonzero(flags.all(axis=0)).tolist())


def _ratio(above: float | None, below: float | None) -> float | None:
    return None if above is None or not below else above / below
