from dataclasses import replace

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QScrollArea
from pytestqt.qtbot import QtBot

from app.inspector.health_tab import HealthTab, summary
from app.inspector.health_words import HELP
from app.look import numbers
from app.look.look import Look
from app.look.theme import THEMES
from engine.activations import Sigmoid, Softmax
from engine.addresses import NodeId
from engine.health import Ailment, health
from engine.initializers import Normal
from engine.layers import Dense
from engine.network import Network
from engine.trace import take_trace
from engine.training import Trainer
from tests.app.inspector.traces import index, rows, shown, texts, trainer, view

LAYER = "Health of the layer"
STUCK = "Neurons that are stuck"


def dying() -> Trainer:
    """All neurons of its hidden layer are dead."""
    return trainer(network=Network(4, (Dense(8, bias=-100.0), Dense(3, Softmax()))))


def saturating() -> Trainer:
    """The neurons of its hidden layer are near 1 or 0 for all examples."""
    hidden = Dense(8, Sigmoid(), bias=100.0)
    return trainer(network=Network(4, (hidden, Dense(3, Softmax()))))


def opened(
    qtbot: QtBot, training: Trainer, width: int = 380, look: Look | None = None
) -> HealthTab:
    return shown(qtbot, HealthTab(), training, None, 0, width=width, look=look)


def test_each_layer_has_its_numbers(qtbot: QtBot) -> None:
    training = trainer()
    tab = opened(qtbot, training)
    first = health(take_trace(training))[0]
    assert "hidden 1 · ReLU · 8 neurons" in texts(tab)
    assert "output · softmax · 3 neurons" in texts(tab)
    assert first.gradient_norm is not None
    assert any(row.endswith(numbers.plain(first.gradient_norm)) for row in rows(tab, LAYER))
    assert rows(tab, LAYER)[0].endswith(" of 8")


def test_dead_neurons_are_counted_named_and_explained(qtbot: QtBot) -> None:
    tab = opened(qtbot, dying())
    assert "⚠ Dead: 8 of 8 neurons (100.0%) are 0 for all 16 examples" in texts(tab)
    assert HELP[Ailment.DEAD] in texts(tab)
    assert rows(tab, LAYER)[0] == "⚠ dead (limit 10%): 8 of 8"
    listing = view(tab, STUCK)
    place = listing.visualRect(index(tab, STUCK, 2)).center()
    with qtbot.waitSignal(tab.address_chosen) as chosen:
        qtbot.mouseClick(listing.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == [NodeId(1, 2)]


def test_saturated_neurons_are_counted_and_explained(qtbot: QtBot) -> None:
    tab = opened(qtbot, saturating())
    assert "⚠ Saturated: 8 of 8 neurons (100.0%) are within 1% of an end" in texts(tab)
    assert HELP[Ailment.SATURATED] in texts(tab)


def test_a_large_update_is_explained(qtbot: QtBot) -> None:
    tab = opened(qtbot, trainer(learning_rate=5.0))
    assert "⚠ Large update: this one step changes the weights by" in texts(tab)


def test_vanishing_gradients_are_explained(qtbot: QtBot) -> None:
    hidden = [Dense(8, Sigmoid(), Normal(0.02)) for _ in range(4)]
    tab = opened(qtbot, trainer(network=Network(4, (*hidden, Dense(3, Softmax())))))
    assert "⚠ Vanishing gradient: measured by its weights, that of hidden 1 is" in texts(tab)


def test_all_well_is_said_with_the_numbers() -> None:
    training = trainer()
    layers = health(take_trace(training))
    well = tuple(replace(layer, dead=(), pace=1.0, update_norm=0.0) for layer in layers)
    role, text = summary(well, is_whole=True)
    assert role == "good"
    assert text.startswith("✓ All is well")


def test_what_is_not_computed_yet_is_said_and_not_guessed(qtbot: QtBot) -> None:
    tab = opened(qtbot, trainer(2))
    assert "is not computed yet: operation" in texts(tab)
    assert any(row.endswith("‖∂C/∂W‖: –") for row in rows(tab, LAYER))
    assert "All is well" not in texts(tab)


@pytest.mark.parametrize("theme", ["dark", "light", "high-contrast"])
@pytest.mark.parametrize(("width", "size"), [(330, 10), (330, 16), (520, 10)])
def test_nothing_is_wider_than_the_tab(qtbot: QtBot, theme: str, width: int, size: int) -> None:
    look = Look(THEMES[theme]).with_text_size(size)
    tab = opened(qtbot, dying(), width, look)
    tab.grab()
    area = tab.findChild(QScrollArea)
    assert area is not None
    contents = area.widget()
    assert contents is not None
    assert contents.minimumSizeHint().width() <= width
