"""A few pictures look as they were approved, but for what another font may change.

After a change that is meant to be seen, look at what fails, and run this with the environment
variable APPROVE=1 to keep the new pictures.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QImage
from PyQt6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from app.inspected import Inspected
from app.inspector.inspector import Inspector
from app.look import style
from app.look.look import Look
from app.look.palettes import PALETTES
from app.look.theme import THEMES
from app.stepping.ribbon import Ribbon
from engine.activations import Softmax
from engine.addresses import EdgeId
from engine.datasets.embedded import MnistSample
from engine.datasets.source import Source
from engine.datasets.synthetic import TwoMoons
from engine.experiment import Experiment
from engine.layers import Dense
from engine.losses import CROSS_ENTROPY
from engine.network import Network
from engine.optimizers import Momentum
from engine.reading import EdgeQuantity, Focus
from engine.trace import take_trace
from engine.training import Trainer
from tests.app.moments import snapshot
from tests.app.network_view.moments import view_of
from tests.engine.cases import steps

APPROVED = Path(__file__).parent / "approved"
BLOCK = 10
"""Pixels of a side of the blocks whose mean colours are compared, so that text hardly counts."""
DIFFERENCE = 24
"""Of a block's channels, of 255, at most."""

DARK = Look()
LIGHT = replace(DARK, theme=THEMES["light"], palette=PALETTES["magenta-green"])
CONTRAST = replace(DARK, theme=THEMES["high-contrast"])


def trained(source: Source, *sizes: int) -> Trainer:
    """A network after 100 steps."""
    hidden = [Dense(size) for size in sizes[1:-1]]
    network = Network(sizes[0], (*hidden, Dense(sizes[-1], Softmax())))
    experiment = Experiment(source, network, CROSS_ENTROPY, Momentum(), learning_rate=0.03)
    return steps(Trainer(experiment, experiment.load()), 100)


def digits(qtbot: QtBot, look: Look) -> QWidget:
    return view_of(qtbot, trained(MnistSample(), 784, 16, 16, 10), look=look)


def gradients(qtbot: QtBot, look: Look) -> QWidget:
    focus = Focus(None, EdgeQuantity.GRADIENT)
    return view_of(qtbot, trained(MnistSample(), 784, 16, 16, 10), focus, look=look)


def large(qtbot: QtBot, look: Look) -> QWidget:
    return view_of(qtbot, trained(MnistSample(), 784, 128, 64, 10), look=look)


def plane(qtbot: QtBot, look: Look) -> QWidget:
    return view_of(qtbot, trained(TwoMoons(), 2, 8, 8, 2), look=look)


def ribbon(qtbot: QtBot, look: Look) -> QWidget:
    widget = Ribbon()
    qtbot.addWidget(widget)
    widget.resize(780, 40)
    widget.show_look(look)
    trainer = trained(TwoMoons(), 2, 8, 8, 2)
    for _ in range(9):
        trainer.advance()
    widget.show_snapshot(snapshot(trainer))
    return widget


def explanation(qtbot: QtBot, look: Look) -> QWidget:
    widget = Inspector()
    qtbot.addWidget(widget)
    trainer = trained(MnistSample(), 784, 16, 16, 10)
    widget.show_look(look)
    widget.show_experiment(trainer.experiment, trainer.dataset)
    widget.show_inspected(Inspected(take_trace(trainer), EdgeId(2, 4, 5), 0))
    widget.resize(400, 560)
    with qtbot.waitExposed(widget):
        widget.show()
    QApplication.processEvents()  # for what is laid out anew when its place is known
    return widget


@pytest.mark.parametrize(
    ("scene", "look"),
    [
        (digits, DARK),
        (gradients, LIGHT),
        (large, DARK),
        (plane, CONTRAST),
        (ribbon, DARK),
        (explanation, LIGHT),
    ],
)
def test_it_looks_as_approved(
    qtbot: QtBot,
    qapp: QApplication,
    scene: Callable[[QtBot, Look], QWidget],
    look: Look,
    tmp_path: Path,
) -> None:
    style.apply(qapp, look)
    picture = scene(qtbot, look).grab().toImage()
    approved = APPROVED / f"{scene.__name__}.png"
    if os.environ.get("APPROVE"):
        picture.save(str(approved))
    seen = tmp_path / approved.name
    picture.save(str(seen))
    difference = np.abs(blocks(picture) - blocks(QImage(str(approved)))).max()
    assert difference <= DIFFERENCE, f"compare {seen} with {approved}"


def blocks(picture: QImage) -> NDArray[np.float64]:
    """The mean colours of blocks, shape (rows, columns, 3)."""
    width, height = picture.width() // BLOCK, picture.height() // BLOCK
    small = picture.scaled(
        width,
        height,
        Qt.AspectRatioMode.IgnoreAspectRatio,
        Qt.TransformationMode.SmoothTransformation,
    ).convertToFormat(QImage.Format.Format_RGBA8888)
    bits = small.constBits()
    assert bits is not None
    channels = np.array(bits.asarray(small.sizeInBytes()), np.float64)
    return channels.reshape(height, width, 4)[:, :, :3]
