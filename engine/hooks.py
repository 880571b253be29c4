"""Hooks: functions that are called while a network learns, and cannot disturb it."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from engine.metrics import EpochMetrics, StepMetrics
from engine.program import Operation, Values
from engine.statements import Pass

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class HookFailure:
    """A hook that raised: its name, when it was called, and the exception."""

    hook: str
    moment: str
    exception: Exception

    def __str__(self) -> str:
        try:
            reason = f"{type(self.exception).__name__}: {self.exception}"
        except Exception:  # an exception that cannot say what it is
            reason = type(self.exception).__name__
        return (
            f"The hook {self.hook} failed after {self.moment} ({reason}) and is called no more; "
            "the training goes on, and its numbers are right."
        )


@dataclass(frozen=True, eq=False)
class Subscription:
    """A hook that is called until it is cancelled."""

    name: str
    call: Callable[..., object]
    _owner: "list[Subscription]"

    def cancel(self) -> None:
        """Call it no more. Cancelling twice is harmless."""
        if self in self._owner:
            self._owner.remove(self)


class Hooks:
    """The hooks of a trainer.

    A hook sees arrays as read-only views that hold their numbers during its call: copy what is to
    be kept. If it raises, this is logged and noted in `failures`, and the hook is cancelled.
    """

    def __init__(self) -> None:
        self.failures: list[HookFailure] = []
        self.are_called = False  # while one of them runs
        self._operation: list[Subscription] = []
        self._step: list[Subscription] = []
        self._epoch: list[Subscription] = []

    def on_operation(self, callback: Callable[[Operation, Values], object]) -> Subscription:
        """Call `callback(operation, values)` after every operation."""
        return _subscribe(self._operation, callback, callback)

    def on_activation(self, callback: Callable[[int, Any], object]) -> Subscription:
        """Call `callback(layer, a)` when a layer's activations are computed, shape (m, n)."""

        def call(operation: Operation, values: Values) -> None:
            layer = operation.layer
            if layer is not None and operation.writes == f"a{layer}":
                callback(layer, values[operation.writes])

        return _subscribe(self._operation, callback, call)

    def on_gradient(self, callback: Callable[[str, Any], object]) -> Subscription:
        """Call `callback(name, gradient)` for each of dz3, dW3, db3, da2, … when computed."""

        def call(operation: Operation, values: Values) -> None:
            if operation.pass_ is Pass.BACKWARD:
                callback(operation.writes, values[operation.writes])

        return _subscribe(self._operation, callback, call)

    def on_step(self, callback: Callable[[StepMetrics], object]) -> Subscription:
        """Call `callback(metrics)` after every step."""
        return _subscribe(self._step, callback, callback)

    def on_epoch(self, callback: Callable[[EpochMetrics], object]) -> Subscription:
        """Call `callback(metrics)` after every epoch."""
        return _subscribe(self._epoch, callback, callback)

    @property
    def watch_operations(self) -> bool:
        """Whether anybody wants to be called after an operation."""
        return bool(self._operation)

    @property
    def watch_steps(self) -> bool:
        """Whether anybody wants to be called after a step."""
        return bool(self._step)

    def after_operation(self, operation: Operation, values: Values) -> None:
        """Call the hooks of an operation."""
        self._call(self._operation, f"operation '{operation.text}'", operation, values)

    def after_step(self, metrics: StepMetrics) -> None:
        """Call the hooks of a step."""
        self._call(self._step, f"step {metrics.step}", metrics)

    def after_epoch(self, metrics: EpochMetrics) -> None:
        """Call the hooks of an epoch."""
        self._call(self._epoch, f"epoch {metrics.epoch}", metrics)

    def _call(self, subscriptions: list[Subscription], moment: str, *facts: object) -> None:
        self.are_called = True
        try:
            for subscription in tuple(subscriptions):
                if subscription in subscriptions:  # another hook may have cancelled it
                    self._call_one(subscription, moment, *facts)
        finally:
            self.are_called = False

    def _call_one(self, subscription: Subscription, moment: str, *facts: object) -> None:
        try:
            subscription.call(*facts)
        except Exception as exception:  # whatever a stranger's code may raise
            subscription.cancel()
            failure = HookFailure(subscription.name, moment, exception)
            self.failures.append(failure)
            logger.error("%s", failure)


def _subscribe(
    owner: list[Subscription], callback: Callable[..., object], call: Callable[..., object]
) -> Subscription:
    name = getattr(callback, "__qualname__", type(callback).__qualname__)
    subscription = Subscription(name, call, owner)
    owner.append(subscription)
    return subscription
