"""The top bar sums up the experiment, and gives way where there is little room."""

from dataclasses import replace

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QLabel, QMenu, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from app.bars.top_bar import TopBar
from app.look.look import Look
from app.perspectives import PERSPECTIVES
from engine.activations import Softmax
from engine.layers import Dense
from engine.network import Network
from tests.app.shell import MOONS

DATASET = MOONS.load()
PILLS = ["Two moons · 160 examples", "2 – 4 – 2", "SGD · η 0.05"]


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    qtbot.addWidget(window)
    return window


@pytest.fixture
def bar(window: QWidget) -> TopBar:
    bar = TopBar(PERSPECTIVES.values(), [QAction("Undo", window)], QMenu(window))
    bar.setParent(window)
    bar.show_look(Look())
    bar.show_experiment(MOONS, DATASET)
    bar.resize(1200, 40)
    window.show()
    return bar


def shown(bar: TopBar) -> list[str]:
    """What the visible pills say."""
    pills = [b for b in bar.findChildren(QToolButton) if b.property("role") == "pill"]
    return [pill.text() for pill in pills if pill.isVisible()]


def button(bar: TopBar, text: str) -> QToolButton:
    return next(b for b in bar.findChildren(QToolButton) if b.text() == text)


def test_pills_sum_up_data_network_and_training(bar: TopBar) -> None:
    assert shown(bar) == PILLS
    bar.show_experiment(replace(MOONS, learning_rate=0.125), DATASET)
    assert shown(bar)[2] == "SGD · η 0.125"


def test_of_a_deep_network_the_ends_are_named(bar: TopBar) -> None:
    network = Network(2, (*map(Dense, (9, 8, 7, 6, 5)), Dense(2, Softmax())))
    bar.show_experiment(replace(MOONS, network=network), DATASET)
    assert shown(bar)[1] == "2 – 9 – 8 – … – 5 – 2"


def test_a_pill_tells_its_section_and_a_segment_its_perspective(bar: TopBar, qtbot: QtBot) -> None:
    told: list[str] = []
    bar.section_wanted.connect(told.append)
    bar.perspective_chosen.connect(told.append)
    for text in (*PILLS, "Step && inspect"):
        qtbot.mouseClick(button(bar, text), Qt.MouseButton.LeftButton)
    bar.show_perspective("watch")
    assert told == ["data", "network", "training", "step"]
    assert button(bar, "Watch").isChecked()


def test_where_room_is_short_the_name_goes_first_then_pills(bar: TopBar) -> None:
    counts = []
    for width in range(1200, bar.minimumSizeHint().width(), -10):
        bar.resize(width, 40)
        is_named = any(label.text() == "Nablascope" for label in visible_labels(bar))
        counts.append(len(shown(bar)) + is_named)
        assert shown(bar) == PILLS[: len(shown(bar))]
        assert button(bar, "Menu").isVisible()
    assert counts == sorted(counts, reverse=True)
    assert set(counts) == {4, 3, 2, 1, 0}
    bar.resize(1200, 40)
    assert shown(bar) == PILLS


def visible_labels(bar: TopBar) -> list[QLabel]:
    return [label for label in bar.findChildren(QLabel) if label.isVisible()]
