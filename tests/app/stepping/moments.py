"""Moments of a real training, and what a user finds on a widget, for the tests of this folder."""

from dataclasses import replace
from typing import Any

from PyQt6.QtWidgets import QAbstractButton, QLabel, QWidget

from app.snapshot import Snapshot
from engine.close_up import CloseUpWalk
from engine.trace import take_trace
from engine.training import Trainer
from tests.app.moments import snapshot
from tests.engine.cases import trainer


def after(operations: int, **settings: Any) -> Trainer:
    """A trainer that has done so many operations of its first step."""
    result = trainer(**settings)
    for _ in range(operations):
        result.advance()
    return result


def number_of(trainer: Trainer, writes: str) -> int:
    """The number of the operation that writes this name."""
    return next(o.number for o in trainer.program.operations if o.writes == writes)


def within(trainer: Trainer, writes: str, *, neurons: int = 0, terms: int = 0) -> Snapshot:
    """In the operation that writes this name, so many neurons and then so many terms on."""
    while trainer.program.next is None or trainer.program.next.writes != writes:
        trainer.advance()
    walk = CloseUpWalk(take_trace(trainer))
    for _ in range(neurons):
        walk.forward(by_neuron=True)
    for _ in range(terms):
        walk.forward()
    assert walk.close_up is not None
    return replace(snapshot(trainer), close_up=walk.close_up)


def button(widget: QWidget, text: str) -> QAbstractButton:
    """The button with this text or this accessible name."""
    buttons = widget.findChildren(QAbstractButton)
    return next(b for b in buttons if text in (b.text(), b.accessibleName()))


def texts(widget: QWidget) -> list[str]:
    """The texts of all labels that can be seen."""
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
