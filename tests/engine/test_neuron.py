import numpy as np
import pytest

from engine.activations import LeakyReLU, ReLU, Sigmoid, Softmax, Tanh
from engine.addresses import NodeId
from engine.errors import InputError, NotComputedError
from engine.neuron import across_batch, curves, incoming, outgoing
from engine.trace import take_trace
from tests.engine.cases import trainer


def test_the_terms_and_the_bias_make_z() -> None:
    training = trainer()
    training.step()
    trace = take_trace(training)
    for node in (NodeId(1, 5), NodeId(2, 1)):
        z = across_batch(trace, f"z{node.layer}", node)
        bias = trace.before[f"b{node.layer}"][node.index]
        assert z is not None
        for example in (0, 7):
            assert incoming(trace, node, example).total + bias == pytest.approx(
                z[example], abs=1e-5
            )
        assert incoming(trace, node, None).total + bias == pytest.approx(z.mean(), abs=1e-5)


def test_weights_are_those_that_the_step_began_with() -> None:
    training = trainer()
    before = training.parameters["W2"].copy()
    training.step()
    trace = take_trace(training)
    assert np.array_equal(incoming(trace, NodeId(2, 1), 0).columns[1], before[:, 1])
    assert np.array_equal(outgoing(trace, NodeId(1, 3), 0).weights, before[3])


def test_what_goes_on_is_behind_dropout() -> None:
    training = trainer()  # its hidden layer has dropout
    training.step()
    trace = take_trace(training)
    kept = trace.values["a1_kept"]
    assert np.array_equal(incoming(trace, NodeId(2, 0), 4).columns[0], kept[4])
    signals = outgoing(trace, NodeId(1, 3), None).signals
    assert signals is not None
    assert signals == pytest.approx(kept[:, 3].mean() * trace.before["W2"][3], rel=1e-5)


def test_what_is_not_computed_is_not_there() -> None:
    training = trainer()
    trace = take_trace(training)
    assert across_batch(trace, "z1", NodeId(1, 0)) is None
    assert outgoing(trace, NodeId(1, 0), 0).signals is None
    with pytest.raises(NotComputedError, match="a1_kept is not computed yet: operation"):
        incoming(trace, NodeId(2, 0), 0)


def test_an_output_feeds_nothing() -> None:
    with pytest.raises(InputError, match="is an output"):
        outgoing(take_trace(trainer()), NodeId(2, 0), 0)


@pytest.mark.parametrize("activation", [ReLU(), LeakyReLU(0.1), Sigmoid(), Tanh()])
def test_the_slope_is_that_of_the_curve(activation: ReLU) -> None:
    z = np.array([-2.0, -0.5, 0.5, 2.0])
    _, slope = curves(activation, z)
    above, below = curves(activation, z + 1e-6)[0], curves(activation, z - 1e-6)[0]
    assert slope == pytest.approx((above - below) / 2e-6, abs=1e-8)


def test_softmax_has_no_curve_of_its_own() -> None:
    with pytest.raises(InputError, match="depends on every z"):
        curves(Softmax(), np.zeros(3))
