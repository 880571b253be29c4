"""Settings can change in mid-run, from one step to the next, exactly."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.activations import Linear, Softmax
from engine.batches import Position
from engine.datasets.dataset import Dataset, Examples
from engine.epochs import train_epochs
from engine.errors import InputError
from engine.experiment import Experiment
from engine.layers import Dense
from engine.losses import LOSSES
from engine.network import Network
from engine.non_finite import NonFiniteError
from engine.optimizers import SGD, AdaGrad, Adam
from engine.regularizers import Regularizer
from engine.schedules import ExponentialDecay
from engine.training import Trainer
from tests.engine.cases import bits, experiment, labelled, steps, trainer


def two_layers(dropout: float, regularizer: Regularizer) -> Network:
    return Network(4, (Dense(8, dropout=dropout, regularizer=regularizer), Dense(3, Softmax())))


CHANGES = [
    experiment(learning_rate=0.3),
    experiment(schedule=ExponentialDecay("step", 0.5, 3)),
    experiment(batch_size=7),
    experiment(batch_size=None),
    experiment(optimizer=Adam(beta1=0.5, epsilon=1e-4)),
    experiment(network=two_layers(0.0, Regularizer())),
    experiment(network=two_layers(0.5, Regularizer(weights_l2=0.1, biases_l1=0.1))),
]
"""Experiments that a trainer of `experiment()` can change to."""


def went_on(experiment: Experiment, driven: Trainer) -> Trainer:
    """A new trainer of the `experiment` that stands where the step of another began."""
    other = Trainer(experiment, driven.dataset)
    other.restore(driven.checkpoint())
    return other


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_holds_from_the_next_step(change: Experiment) -> None:
    driven = steps(trainer(), 6)
    expected = went_on(change, driven)
    driven.restore(driven.checkpoint())
    driven.change(change)
    assert (driven.experiment, driven.pending) == (change, None)
    assert driven.program.listing() == expected.program.listing()
    for name in ("x", "y", "step", "epoch"):
        np.testing.assert_array_equal(driven.program.values[name], expected.program.values[name])
    assert bits(steps(driven, 80)) == bits(steps(expected, 80))
    assert driven.position == expected.position
    assert driven.metrics() == expected.metrics()


@pytest.mark.parametrize("change", CHANGES)
def test_the_last_step_can_be_looked_at_until_the_next_begins(change: Experiment) -> None:
    driven = steps(trainer(), 6)
    before = driven.program.listing()
    driven.change(change)
    assert (driven.experiment, driven.pending) == (experiment(), change)
    assert driven.program.listing() == before
    assert driven.metrics() == steps(trainer(), 6).metrics()
    expected = steps(went_on(change, driven), 1)
    driven.advance()
    assert (driven.experiment, driven.pending) == (change, None)
    driven.step()
    assert bits(driven) == bits(expected)


@pytest.mark.parametrize("change", CHANGES)
def test_a_step_that_is_under_way_ends_as_it_began(change: Experiment) -> None:
    driven = steps(trainer(), 6)
    listing = driven.program.listing()
    driven.advance()
    driven.change(change)
    assert (driven.experiment, driven.pending) == (experiment(), change)
    driven.step()
    unchanged = steps(trainer(), 7)
    assert driven.program.listing() == listing
    assert driven.metrics() == unchanged.metrics()
    assert bits(driven) == bits(unchanged)
    assert (driven.experiment, driven.pending) == (experiment(), change)
    expected = steps(went_on(change, driven), 1)
    driven.step()
    assert (driven.experiment, driven.pending) == (change, None)
    assert bits(driven) == bits(expected)


@given(st.lists(st.sampled_from(["step", "some", "back", *CHANGES]), max_size=15))
@settings(max_examples=60, deadline=None)
def test_changes_at_any_moment_give_the_bits_of_the_experiments_that_steps_began_under(
    actions: list[str | Experiment],
) -> None:
    driven, wanted = trainer(), experiment()
    began_under: list[Experiment] = []
    for action in actions:
        if isinstance(action, Experiment):
            driven.change(action)
            wanted = action
        elif action == "back":
            if len(began_under) > driven.position.step:  # a step is under way
                began_under.pop()
            driven.restore(driven.checkpoint())
        else:
            for _ in range(7 if action == "some" else 1):
                if len(began_under) == driven.position.step:
                    began_under.append(wanted)
                driven.step() if action == "step" else driven.advance()
    expected = trainer()
    for present in began_under[: driven.position.step]:
        expected = steps(went_on(present, expected), 1)
    assert bits(driven) == bits(expected)
    assert (driven.pending or driven.experiment) == wanted


def test_a_change_can_be_taken_back_before_it_holds() -> None:
    driven = trainer()
    driven.advance()
    driven.change(CHANGES[0])
    driven.change(experiment())
    assert driven.pending is None
    assert bits(steps(driven, 5)) == bits(steps(trainer(), 5))


def test_no_change_leaves_the_last_step_readable() -> None:
    driven = steps(trainer(), 3)
    driven.change(experiment())
    assert driven.metrics() == steps(trainer(), 3).metrics()


def test_another_batch_size_goes_on_in_the_same_epoch() -> None:
    driven = trainer()
    seen: list[int] = []
    driven.hooks.on_step(lambda metrics: seen.append(metrics.examples))
    steps(driven, 2).change(experiment(batch_size=20))
    (epoch,) = train_epochs(driven, 1)
    assert seen == [16, 16, 20, 8]
    assert (epoch.steps, epoch.examples) == (2, 28)


def test_going_back_lets_a_pending_change_hold() -> None:
    driven = trainer()
    start = driven.checkpoint()
    driven.advance()
    driven.change(CHANGES[2])
    driven.restore(start)
    assert (driven.experiment, driven.pending) == (CHANGES[2], None)
    assert driven.program.values["x"].shape == (7, 4)
    assert bits(steps(driven, 5)) == bits(steps(trainer(batch_size=7), 5))


@pytest.mark.parametrize("operations", [0, 1])
@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"seed": 8}, "^During a training only the learning rate and its schedule, .* can change"),
        ({"optimizer": SGD()}, "^During a training only"),
        ({"network": Network(4, (Dense(9), Dense(3, Softmax())))}, "^During a training only"),
        ({"batch_size": 61}, "A batch of 61 examples is more than the 60 examples for training"),
    ],
)
def test_any_other_change_is_refused_and_changes_nothing(
    settings: dict[str, Any], sentence: str, operations: int
) -> None:
    driven = steps(trainer(), 2)
    for _ in range(operations):
        driven.advance()
    with pytest.raises(InputError, match=sentence):
        driven.change(experiment(**settings))
    assert (driven.experiment, driven.pending) == (experiment(), None)
    driven.step()
    assert bits(driven) == bits(steps(trainer(), 3))


def test_a_hook_cannot_change_the_experiment() -> None:
    driven = trainer()
    driven.hooks.on_step(lambda _: driven.change(CHANGES[0]))
    driven.step()
    assert "a hook cannot drive the trainer" in str(driven.hooks.failures[0])
    assert driven.experiment == experiment()


@pytest.mark.parametrize("operations", [0, 1])
def test_what_goes_wrong_after_a_change_is_found_under_it(operations: int) -> None:
    """The steps before the change, fewer than 64, would go wrong at once under its rate."""
    calm = experiment(optimizer=SGD())
    wild = experiment(
        optimizer=SGD(), learning_rate=1e12, network=two_layers(0.2, Regularizer(0, 0.01))
    )
    driven = steps(Trainer(calm, labelled()), 70)
    for _ in range(operations):
        driven.advance()
    driven.change(wild)
    if operations:
        driven.step()
    start = driven.position.step
    expected = went_on(wild, driven)
    with pytest.raises(NonFiniteError) as caught:
        steps(driven, 1000)
    with pytest.raises(NonFiniteError) as expectation:
        steps(expected, 1000)
    assert str(caught.value) == str(expectation.value)
    assert driven.position == caught.value.position
    assert driven.position.step >= start
    assert driven.program.operations[caught.value.number - 1].text == caught.value.text
    assert np.isfinite(driven.checkpoint().state.params).all()
    assert bits(driven) == bits(expected)


def test_what_went_wrong_before_a_change_is_found_under_the_experiment_of_then() -> None:
    """The cost of the first step does not show that its cache overflows."""
    data = Examples(np.full((2, 1), 1e25), np.ones((2, 1)))
    before = experiment(
        network=Network(1, (Dense(1, Linear()),)),
        loss=LOSSES["mean-absolute-error"],
        optimizer=AdaGrad(),
        batch_size=1,
    )
    after = replace(before, batch_size=2)
    driven = steps(Trainer(before, Dataset("huge", data, data, (1,))), 1)
    driven.change(after)
    with pytest.raises(NonFiniteError) as caught:
        driven.step()
    assert caught.value.text == "cache = cache + np.square(grads)"
    assert driven.program.operations[caught.value.number - 1].text == caught.value.text
    assert (driven.position, driven.experiment) == (Position(), before)
    assert driven.pending == after
    driven.step()
    assert (driven.experiment, driven.position) == (after, Position(1, 1, 0))


def test_a_step_that_goes_wrong_keeps_the_change_for_when_it_is_begun_again() -> None:
    wild = experiment(optimizer=SGD(), learning_rate=1e12)
    driven = Trainer(wild, labelled())
    with pytest.raises(NonFiniteError) as expected:
        steps(driven, 1000)
    calm = replace(wild, network=two_layers(0.0, Regularizer(0, 0.01)), learning_rate=1e-9)
    driven.advance()
    driven.change(calm)
    with pytest.raises(NonFiniteError) as caught:
        driven.step()
    assert str(caught.value) == str(expected.value)
    assert (driven.experiment, driven.pending) == (wild, calm)
    assert driven.program.operations[caught.value.number - 1].text == caught.value.text
    driven.restore(Trainer(wild, labelled()).checkpoint())
    assert (driven.experiment, driven.pending) == (calm, None)
    assert bits(steps(driven, 3)) == bits(steps(Trainer(calm, labelled()), 3))
