"""The health of layers and neurons, as planted, and as the metrics say it."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.activations import ReLU, Sigmoid, Softmax, Tanh
from engine.addresses import NodeId
from engine.errors import NotComputedError
from engine.health import Ailment, Finding, LayerHealth, health, neuron_health
from engine.initializers import Normal
from engine.layers import Dense
from engine.losses import CROSS_ENTROPY
from engine.network import Network
from engine.optimizers import OPTIMIZERS
from engine.trace import Trace, take_trace
from tests.engine.cases import case, steps, trainer
from tests.engine.strategies import traces
from tests.engine.traces import trace

SIX = Network(3, (Dense(6, ReLU()), Dense(5, Tanh()), Dense(4, Sigmoid()), Dense(2, Softmax())))


def altered(done: Trace, **changes: Any) -> Trace:
    """The same step with other values."""
    return replace(done, values={**done.values, **changes})


def ailments(layer: LayerHealth) -> list[Ailment]:
    return [finding.ailment for finding in layer.findings]


def test_a_usual_step_is_healthy() -> None:
    layers = health(take_trace(steps(trainer(), 3)))
    assert [layer.layer for layer in layers] == [1, 2]
    assert [layer.findings for layer in layers] == [(), ()]


def test_norms_and_shares_are_those_of_the_metrics() -> None:
    settings = [ReLU(), Tanh(), Sigmoid()]
    layers = tuple(Dense(12, f, Normal(4.0)) for f in settings)
    training = trainer(network=Network(4, (*layers, Dense(3, Softmax()))), batch_size=4)
    weights = [np.linalg.norm(training.parameters[f"W{n}"]) for n in range(1, 5)]
    training.step()
    metrics = training.metrics().layers
    for layer, measured, weight in zip(health(take_trace(training)), metrics, weights, strict=True):
        assert layer.weight_norm == pytest.approx(weight)
        assert layer.gradient_norm == measured.gradient_norm
        assert layer.update_norm == measured.update_norm
        for stuck, share in ((layer.dead, measured.dead), (layer.saturated, measured.saturated)):
            assert (stuck is None) == (share is None)
            assert stuck is None or len(stuck) / 12 == pytest.approx(share)
    assert metrics[0].dead or metrics[1].saturated or metrics[2].saturated


def test_dead_neurons_are_named() -> None:
    done = trace(case(SIX, CROSS_ENTROPY, examples=3))
    a = np.ones((3, 6), np.float32)
    a[:, [1, 4]] = 0
    a[:2, 0] = 0
    layer = health(altered(done, a1=a))[0]
    assert layer.dead == (1, 4)
    assert layer.saturated is None
    assert layer.findings[0] == Finding(Ailment.DEAD, 2 / 6, 0.1, (1, 4))
    assert neuron_health(altered(done, a1=a), NodeId(1, 4)).is_dead
    alive = neuron_health(altered(done, a1=a), NodeId(1, 0))
    assert (alive.zero_in, alive.examples, alive.saturated_in) == (2, 3, None)
    assert not alive.is_dead


def test_saturated_neurons_are_named() -> None:
    done = trace(case(SIX, CROSS_ENTROPY, examples=2))
    a = np.zeros((2, 5), np.float32)
    a[:, 2] = 0.985, -0.999  # of tanh, whose range is 2: within 0.02 of an end
    a[:, 3] = 0.999, 0.97
    layer = health(altered(done, a2=a))[1]
    assert layer.saturated == (2,)
    assert layer.dead is None
    assert Finding(Ailment.SATURATED, 1 / 5, 0.1, (2,)) in layer.findings
    assert neuron_health(altered(done, a2=a), NodeId(2, 2)).is_saturated
    assert neuron_health(altered(done, a2=a), NodeId(2, 3)).saturated_in == 1


def test_a_few_dead_neurons_in_many_are_no_finding() -> None:
    done = trace(case(Network(3, (Dense(20), Dense(2, Softmax()))), CROSS_ENTROPY, examples=3))
    a = np.ones((3, 20), np.float32)
    a[:, 7] = 0
    layer = health(altered(done, a1=a))[0]
    assert layer.dead == (7,)
    assert Ailment.DEAD not in ailments(layer)


@pytest.mark.parametrize(
    ("factor", "expected"),
    [(0.005, [Ailment.VANISHING]), (0.02, []), (50.0, []), (200.0, [Ailment.EXPLODING])],
)
def test_gradients_that_vanish_or_explode_towards_the_first_layer(
    factor: float, expected: list[Ailment]
) -> None:
    done = trace(case(SIX, CROSS_ENTROPY, learning_rate=1e-6))
    last = np.linalg.norm(done.values["dW4"]) / np.linalg.norm(done.before["W4"])
    first = np.linalg.norm(done.values["dW1"]) / np.linalg.norm(done.before["W1"])
    layer = health(altered(done, dW1=done.values["dW1"] * factor * last / first))[0]
    assert layer.pace == pytest.approx(factor, rel=1e-5)
    assert [a for a in ailments(layer) if a in (Ailment.VANISHING, Ailment.EXPLODING)] == expected


def test_an_update_that_is_large_for_its_weights() -> None:
    done = trace(case(SIX, CROSS_ENTROPY, learning_rate=1e-6))
    layer = health(altered(done, update_W2=0.2 * done.before["W2"]))[1]
    assert layer.update_ratio == pytest.approx(0.2)
    assert ailments(layer)[-1] is Ailment.LARGE_UPDATE
    assert Ailment.LARGE_UPDATE not in ailments(health(done)[1])


def test_deep_sigmoids_vanish() -> None:
    layers = (*[Dense(30, Sigmoid())] * 6, Dense(10, Softmax()))
    found = health(trace(case(Network(20, layers), CROSS_ENTROPY, examples=10)))
    assert Ailment.VANISHING in ailments(found[0])
    assert found[-1].pace == 1


def test_what_is_not_computed_is_not_said() -> None:
    step = case(SIX, CROSS_ENTROPY)
    first = health(trace(step, 0))[0]
    assert (first.dead, first.gradient_norm, first.update_ratio, first.pace) == (None,) * 4
    assert first.weight_norm > 0
    assert first.findings == ()
    with pytest.raises(NotComputedError, match="a1"):
        neuron_health(trace(step, 0), NodeId(1, 0))
    last = next(op.number for op in step.program.operations if op.writes == "dW4")
    layers = health(trace(step, last))
    assert [layer.pace for layer in layers] == [None, None, None, 1]
    assert layers[0].dead is not None


def test_random_search_has_no_gradients_and_zero_weights_no_ratio() -> None:
    done = trace(case(SIX, CROSS_ENTROPY, optimizer=OPTIMIZERS["random-search"]()))
    assert health(done)[0].gradient_norm is None
    zero = replace(done, before={**done.before, "W1": np.zeros((3, 6))})
    assert health(zero)[0].update_ratio is None


@given(st.sampled_from(["float32", "float64"]).flatmap(traces))
@settings(max_examples=50, deadline=None)
def test_every_finding_is_beyond_its_limit(done: Trace) -> None:
    for layer in health(done):
        for finding in layer.findings:
            if finding.ailment is Ailment.VANISHING:
                assert finding.value < finding.limit
            else:
                assert finding.value >= finding.limit
            assert bool(finding.neurons) == (finding.ailment in (Ailment.DEAD, Ailment.SATURATED))
