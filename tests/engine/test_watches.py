"""Watches read true numbers after every step, of whatever batch, and change nothing."""

import pickle
from math import isnan

import numpy as np
import pytest

from engine.activations import Sigmoid, Softmax, Tanh
from engine.addresses import BiasId, EdgeId, NodeId
from engine.example_watches import ExampleLoss, ExampleRightness
from engine.layers import Dense
from engine.network import Network
from engine.neuron_watches import DeadNeurons, SaturatedNeurons
from engine.optimizers import RandomSearch
from engine.training import Trainer
from engine.watches import Cost, GradientNorm, NonFinite, Parameter, StepNumber, Watch
from tests.engine.cases import bits, steps, trainer

EVERY = (
    Cost(),
    StepNumber(),
    GradientNorm(),
    GradientNorm(2),
    Parameter(EdgeId(1, 3, 7)),
    Parameter(BiasId(2, 1)),
    DeadNeurons(),
    DeadNeurons(1, 5),
    SaturatedNeurons(),
    ExampleLoss(4),
    ExampleRightness(4),
    NonFinite(),
)


def saturable() -> Trainer:
    return trainer(network=Network(4, (Dense(8, Tanh()), Dense(6, Sigmoid()), Dense(3, Softmax()))))


def set_bias(driven: Trainer, layer: int, index: int, value: float) -> None:
    """Plant a bias, as an edit would."""
    driven.program.namespace[f"b{layer}"][index] = value


def test_the_numbers_are_those_that_the_trainer_measures_also_of_the_last_smaller_batch() -> None:
    driven = trainer()
    watches = (Cost(), GradientNorm(1), GradientNorm(2), DeadNeurons(1), StepNumber())
    readers = [watch.reader(driven) for watch in watches]
    sizes = set()
    for _ in range(10):
        driven.step()
        sizes.add(driven.program.namespace["m"])
        cost, norm1, norm2, dead, count = (read() for read in readers)
        first, second = driven.metrics().layers
        assert cost == driven.cost
        assert norm1 == pytest.approx(first.gradient_norm)
        assert norm2 == pytest.approx(second.gradient_norm)
        assert first.dead is not None
        assert dead == round(8 * first.dead)
        assert count == driven.position.step
    assert sizes == {16, 12}


def test_the_norm_of_the_whole_gradient_is_that_of_all_weights_and_biases() -> None:
    driven = steps(trainer(), 1)
    grads = driven.program.values["grads"]
    assert GradientNorm().reader(driven)() == pytest.approx(np.linalg.norm(grads))


def test_a_weight_and_a_bias_are_read_after_the_update() -> None:
    driven = trainer()
    weight = Parameter(EdgeId(1, 3, 7)).reader(driven)
    bias = Parameter(BiasId(2, 1)).reader(driven)
    for _ in range(6):
        driven.step()
        assert weight() == driven.parameters["W1"][3, 7]
        assert bias() == driven.parameters["b2"][1]
    driven.restore(trainer().checkpoint())
    assert weight() == trainer().parameters["W1"][3, 7]


def test_a_neuron_with_a_huge_negative_bias_is_dead() -> None:
    driven = trainer()
    set_bias(driven, 1, 5, -1e6)
    driven.step()
    assert DeadNeurons(1, 5).reader(driven)() == 1
    assert DeadNeurons(1, 4).reader(driven)() == 0
    assert DeadNeurons().reader(driven)() == DeadNeurons(1).reader(driven)() >= 1


def test_a_neuron_with_a_huge_bias_is_saturated_at_either_end() -> None:
    driven = saturable()
    set_bias(driven, 1, 2, 1e3)
    set_bias(driven, 2, 0, -1e3)
    driven.step()
    first, second = driven.metrics().layers[:2]
    assert first.saturated is not None
    assert second.saturated is not None
    assert SaturatedNeurons(1).reader(driven)() == round(8 * first.saturated)
    assert SaturatedNeurons().reader(driven)() == round(8 * first.saturated + 6 * second.saturated)
    assert SaturatedNeurons(1, 2).reader(driven)() == SaturatedNeurons(2, 0).reader(driven)() == 1
    neurons = SaturatedNeurons().neurons(driven.experiment.network)
    free = SaturatedNeurons().free(driven)()
    assert not free[neurons.index(NodeId(1, 2))]
    assert not free[neurons.index(NodeId(2, 0))]


def test_an_example_is_fed_forward_alone_without_dropout_and_penalty() -> None:
    driven = trainer()
    losses = [ExampleLoss(number).reader(driven) for number in range(60)]
    rights = [ExampleRightness(number).reader(driven) for number in range(60)]
    for _ in range(3):
        driven.step()
        evaluation = driven.evaluate(driven.dataset.train)
        assert np.mean([read() for read in losses]) == pytest.approx(evaluation.loss)
        assert np.mean([read() for read in rights]) == pytest.approx(evaluation.accuracy)


def test_what_a_network_does_not_have_is_not_a_number() -> None:
    driven = steps(trainer(), 1)
    absent: tuple[Watch, ...] = (
        GradientNorm(3),
        Parameter(EdgeId(1, 4, 0)),
        Parameter(BiasId(3, 0)),
        DeadNeurons(2),
        DeadNeurons(1, 8),
        SaturatedNeurons(1),
        ExampleLoss(60),
        ExampleRightness(-1),
    )
    for watch in absent:
        assert isnan(watch.reader(driven)()), watch.title
    searching = steps(trainer(optimizer=RandomSearch()), 1)
    assert isnan(GradientNorm().reader(searching)())
    assert isnan(NonFinite().reader(searching)())


def test_looking_changes_nothing() -> None:
    driven, alone = trainer(), trainer()
    readers = [watch.reader(driven) for watch in EVERY]
    for _ in range(9):
        driven.step()
        alone.step()
        for read in readers:
            read()
    assert bits(driven) == bits(alone)


@pytest.mark.parametrize("watch", EVERY, ids=lambda watch: watch.title)
def test_a_watch_can_be_sent_to_another_process_and_compared(watch: Watch) -> None:
    copy = pickle.loads(pickle.dumps(watch))
    assert copy == watch
    assert hash(copy) == hash(watch)
    assert len(watch.title) < 30
