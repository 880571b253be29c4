"""A training that comes to a number that is not finite stops, says where, and loses nothing."""

import pickle
import re

import numpy as np
import pytest

from engine.activations import Linear, Softmax
from engine.batches import Position
from engine.datasets.dataset import Dataset, Examples
from engine.epochs import train_epochs
from engine.layers import Dense
from engine.losses import LOSSES
from engine.network import Network
from engine.non_finite import NonFiniteError
from engine.optimizers import OPTIMIZERS
from engine.training import Trainer
from tests.engine.cases import bits, experiment, steps, trainer


def exploding() -> Trainer:
    network = Network(4, (Dense(8), Dense(3, Softmax())))
    sgd = OPTIMIZERS["sgd"]()
    return trainer(network=network, optimizer=sgd, learning_rate=1e12)


def test_training_stops_and_names_the_operation() -> None:
    driven = exploding()
    with pytest.raises(NonFiniteError) as caught:
        steps(driven, 1000)
    operation = driven.program.operations[caught.value.number - 1]
    assert operation.text == caught.value.text
    assert re.match(
        rf"The training stopped in step {driven.position.step} \(epoch \d+\): operation "
        rf"{operation.number}, '{re.escape(operation.text)}', gave the first number that is "
        "not finite. All parameters are kept as they were before this step. Usually the "
        "learning rate is too large",
        str(caught.value),
    )


def test_the_last_good_parameters_are_kept() -> None:
    driven = exploding()
    with pytest.raises(NonFiniteError) as caught:
        steps(driven, 1000)
    assert driven.position == caught.value.position
    assert np.isfinite(driven.checkpoint().state.params).all()
    assert bits(driven) == bits(steps(exploding(), driven.position.step))


def test_the_operation_is_the_first_of_the_step_that_is_not_finite() -> None:
    driven = exploding()
    with pytest.raises(NonFiniteError) as caught:
        steps(driven, 1000)
    at_fault = driven.program.operations[caught.value.number - 1]
    for operation in driven.program.operations:
        driven.program.advance()
        value = driven.program.values[operation.writes]
        assert np.isfinite(value).all() == (operation is not at_fault)
        if operation is at_fault:
            break


def test_the_error_can_be_sent_to_another_process() -> None:
    with pytest.raises(NonFiniteError) as caught:
        steps(exploding(), 1000)
    copy = pickle.loads(pickle.dumps(caught.value))
    assert str(copy) == str(caught.value)
    assert copy.position == caught.value.position


def test_stepping_by_operations_stops_too() -> None:
    driven = exploding()
    driven.hooks.on_operation(lambda *_: None)
    with pytest.raises(NonFiniteError):
        steps(driven, 1000)
    assert np.isfinite(driven.checkpoint().state.params).all()


def overflowing() -> Trainer:
    """Inputs so large that the squares of their gradients overflow, but not their cost."""
    data = Examples(np.full((2, 1), 1e25), np.ones((2, 1)))
    return Trainer(
        experiment(
            network=Network(1, (Dense(1, Linear()),)),
            loss=LOSSES["mean-absolute-error"],
            optimizer=OPTIMIZERS["adagrad"](),
            batch_size=1,
        ),
        Dataset("huge", data, data, (1,)),
    )


def test_a_checkpoint_is_always_finite() -> None:
    driven = steps(overflowing(), 1)
    with pytest.raises(NonFiniteError):
        driven.checkpoint()
    assert np.isfinite(driven.checkpoint().state.vectors["cache"]).all()
    assert driven.position == Position()


@pytest.mark.parametrize("by_epoch", [True, False])
def test_an_infinity_that_the_cost_does_not_show_is_found(by_epoch: bool) -> None:
    driven = overflowing()
    with pytest.raises(NonFiniteError) as caught:
        list(train_epochs(driven, 1)) if by_epoch else steps(driven, 1000)
    assert caught.value.text == "cache = cache + np.square(grads)"
    assert driven.position == Position()
