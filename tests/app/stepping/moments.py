"""Moments of a real training, and what a user finds on a widget, for the tests of this folder."""

from typing import Any

from PyQt6.QtWidgets import QAbstractButton, QLabel, QWidget

from engine.training import Trainer
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


def button(widget: QWidget, text: str) -> QAbstractButton:
    """The button with this text or this accessible name."""
    buttons = widget.findChildren(QAbstractButton)
    return next(b for b in buttons if text in (b.text(), b.accessibleName()))


def texts(widget: QWidget) -> list[str]:
    """The texts of all labels that can be seen."""
    return [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
