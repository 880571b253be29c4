"""Hooks see everything, change nothing, and fail alone."""

import logging
from typing import Any

import numpy as np
import pytest

from engine.epochs import train_epochs
from engine.metrics import EpochMetrics, StepMetrics
from engine.program import Operation, Values
from engine.training import Trainer
from tests.engine.cases import experiment, labelled


@pytest.fixture
def trainer() -> Trainer:
    return Trainer(experiment(), labelled())


def parameters_after(steps: int) -> np.ndarray[Any, Any]:
    """What the parameters are after so many steps that nobody looked at."""
    trainer = Trainer(experiment(), labelled())
    for _ in range(steps):
        trainer.step()
    return trainer.checkpoint().state.params


def test_an_operation_hook_is_called_for_each_operation_in_order(trainer: Trainer) -> None:
    seen: list[str] = []
    trainer.hooks.on_operation(lambda operation, _: seen.append(operation.text))
    trainer.step()
    assert seen == [operation.text for operation in trainer.program.operations]


def test_an_operation_hook_sees_what_is_known_at_that_moment(trainer: Trainer) -> None:
    def look(operation: Operation, values: Values) -> None:
        assert operation.writes in values
        later = [op.writes for op in trainer.program.operations[operation.number :]]
        assert not {"z2", "C", "dW1"}.intersection(later).intersection(values)

    trainer.hooks.on_operation(look)
    trainer.step()
    assert trainer.hooks.failures == []


def test_activation_hooks_are_called_for_every_layer(trainer: Trainer) -> None:
    shapes: dict[int, tuple[int, ...]] = {}
    trainer.hooks.on_activation(lambda layer, a: shapes.update({layer: a.shape}))
    trainer.step()
    assert shapes == {1: (16, 8), 2: (16, 3)}


def test_gradient_hooks_are_called_for_every_gradient(trainer: Trainer) -> None:
    names: list[str] = []
    trainer.hooks.on_gradient(lambda name, _: names.append(name))
    trainer.step()
    assert names == ["dz2", "dW2", "db2", "da1_kept", "da1", "dz1", "dW1", "db1"]


def test_step_and_epoch_hooks_get_their_metrics(trainer: Trainer) -> None:
    steps: list[StepMetrics] = []
    epochs: list[EpochMetrics] = []
    trainer.hooks.on_step(steps.append)
    trainer.hooks.on_epoch(epochs.append)
    given = list(train_epochs(trainer, 2))
    assert [metrics.step for metrics in steps] == list(range(8))
    assert epochs == given


def test_a_cancelled_hook_is_called_no_more(trainer: Trainer) -> None:
    seen: list[int] = []
    subscription = trainer.hooks.on_step(lambda metrics: seen.append(metrics.step))
    trainer.step()
    subscription.cancel()
    subscription.cancel()
    trainer.step()
    assert seen == [0]


def test_a_hook_may_cancel_itself(trainer: Trainer) -> None:
    seen: list[int] = []

    def once(metrics: StepMetrics) -> None:
        seen.append(metrics.step)
        subscription.cancel()

    subscription = trainer.hooks.on_step(once)
    trainer.step()
    trainer.step()
    assert seen == [0]


def test_a_hook_that_another_has_cancelled_is_not_called(trainer: Trainer) -> None:
    seen: list[int] = []
    trainer.hooks.on_step(lambda _: second.cancel())
    second = trainer.hooks.on_step(lambda metrics: seen.append(metrics.step))
    trainer.step()
    assert seen == []


def test_a_hook_that_raises_is_reported_by_name_and_the_numbers_stay_right(
    trainer: Trainer, caplog: pytest.LogCaptureFixture
) -> None:
    def careless_hook(operation: Operation, values: Values) -> None:
        raise ZeroDivisionError("oh")

    trainer.hooks.on_operation(careless_hook)
    with caplog.at_level(logging.ERROR):
        for _ in range(3):
            trainer.step()
    (failure,) = trainer.hooks.failures
    assert "careless_hook" in failure.hook
    assert isinstance(failure.exception, ZeroDivisionError)
    assert "careless_hook failed after operation 'z1 = x @ W1 + b1'" in caplog.text
    np.testing.assert_array_equal(trainer.checkpoint().state.params, parameters_after(3))


def test_a_hook_that_writes_into_what_it_sees_fails_and_changes_nothing(trainer: Trainer) -> None:
    def vandal(layer: int, a: np.ndarray[Any, Any]) -> None:
        a[:] = 0

    trainer.hooks.on_activation(vandal)
    trainer.step()
    assert "read-only" in str(trainer.hooks.failures[0])
    np.testing.assert_array_equal(trainer.checkpoint().state.params, parameters_after(1))


def test_looking_changes_no_bit(trainer: Trainer) -> None:
    sums: list[float] = []
    trainer.hooks.on_gradient(lambda _, gradient: sums.append(float(gradient.sum())))
    trainer.hooks.on_step(lambda metrics: sums.append(metrics.cost))
    for _ in range(5):
        trainer.step()
        trainer.evaluate(trainer.dataset.test)
    np.testing.assert_array_equal(trainer.checkpoint().state.params, parameters_after(5))
