"""Networks to look at, and snapshots of them from real trainers."""

from dataclasses import replace
from typing import Any

import numpy as np
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.look.look import Look
from app.network_view.network_view import NetworkView
from app.snapshot import Snapshot
from engine.activations import Softmax
from engine.close_up import CloseUp, CloseUpWalk
from engine.datasets.dataset import Dataset, Examples
from engine.layers import Dense
from engine.network import Network
from engine.reading import Focus
from engine.trace import take_trace
from engine.training import Trainer
from tests.app.moments import FIRST_EXAMPLE, snapshot
from tests.engine.cases import experiment, labelled

USUAL_LOOK = Look()


def classifier(*sizes: int, **settings: Any) -> Trainer:
    """A ReLU network with softmax for as many classes as outputs."""
    hidden = [Dense(size) for size in sizes[1:-1]]
    network = Network(sizes[0], (*hidden, Dense(sizes[-1], Softmax())))
    return Trainer(
        experiment(network=network, **settings), labelled(inputs=sizes[0], classes=sizes[-1])
    )


def of_pictures(side: int, *sizes: int) -> Trainer:
    """The same for pictures of side × side pixels."""
    rng = np.random.default_rng(0)
    examples = Examples(rng.random((40, side * side), np.float32), np.arange(40) % sizes[-1])
    data = Dataset("pictures", examples, examples, (side, side), tuple("abcdefgh"[: sizes[-1]]))
    hidden = [Dense(size) for size in sizes[:-1]]
    network = Network(side * side, (*hidden, Dense(sizes[-1], Softmax())))
    return Trainer(experiment(network=network), data)


def view_of(
    qtbot: QtBot,
    trainer: Trainer,
    focus: Focus = FIRST_EXAMPLE,
    *,
    look: Look = USUAL_LOOK,
    width: int = 780,
    height: int = 500,
) -> NetworkView:
    """A view of this moment, on screen."""
    view = NetworkView()
    qtbot.addWidget(view)
    view.resize(width, height)
    view.show_look(look)
    view.show_experiment(trainer.experiment, trainer.dataset)
    view.choose_edges(focus.edges)
    view.show_snapshot(snapshot(trainer, focus))
    view.show()
    qtbot.waitExposed(view)
    wait_for_all(qtbot, view)
    return view


def advance_to(trainer: Trainer, writes: str) -> None:
    """Do operations until the one comes next that writes this; begin a step if none is begun."""
    if trainer.program.is_finished:
        trainer.advance()
    while trainer.program.next is not None and trainer.program.next.writes != writes:
        trainer.advance()
    assert trainer.program.next is not None


def close_up(trainer: Trainer, neuron: int, terms: int = 0) -> Snapshot:
    """The next operation seen from close by, with so many terms of a neuron's sum added."""
    walk = CloseUpWalk(take_trace(trainer))
    while True:
        walk.forward()
        found = walk.close_up
        assert found is not None
        if (found.explanation.element.index[-1], found.terms) == (neuron, terms):
            return replace(snapshot(trainer), close_up=CloseUp(**vars(found)))


def wait_for_all(qtbot: QtBot, view: NetworkView) -> None:
    """Until every edge is in the picture."""
    QApplication.processEvents()
    qtbot.waitUntil(lambda: view.has_complete_picture)
