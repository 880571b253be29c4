"""Networks to look at, and snapshots of them from real trainers."""

from typing import Any

import numpy as np
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.look.look import Look
from app.network_view.network_view import NetworkView
from engine.activations import Softmax
from engine.datasets.dataset import Dataset, Examples
from engine.layers import Dense
from engine.network import Network
from engine.reading import Focus
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


def wait_for_all(qtbot: QtBot, view: NetworkView) -> None:
    """Until every edge is in the picture."""
    QApplication.processEvents()
    qtbot.waitUntil(lambda: view.has_complete_picture)
