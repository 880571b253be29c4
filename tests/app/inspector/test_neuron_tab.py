from dataclasses import replace

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.inspector.function_plot import FunctionPlot
from app.inspector.neuron_tab import NeuronTab
from app.inspector.weight_picture import WeightPicture
from app.look import numbers
from app.look.look import Look
from app.look.theme import THEMES
from engine.activations import Sigmoid
from engine.addresses import Address, BiasId, EdgeId, NodeId
from engine.trace import take_trace
from tests.app.inspector.traces import button, index, rows, shown, texts, trainer, view

FACTS = "The neuron’s numbers"
FED = "What it feeds"


@pytest.mark.parametrize("address", [NodeId(1, 3), BiasId(1, 3), EdgeId(1, 2, 3)])
def test_it_shows_the_neuron_or_the_one_that_a_parameter_goes_into(
    qtbot: QtBot, address: Address
) -> None:
    training = trainer()
    tab = shown(qtbot, NeuronTab(), training, address, 2)
    values = take_trace(training).values
    facts = rows(tab, FACTS)
    assert "neuron 3 of hidden 1" in texts(tab)
    assert facts[0] == f"z (weighted sum + bias): {numbers.signed(values['z1'][2, 3])}"
    assert facts[1] == f"f(z) (activation a, ReLU): {numbers.signed(values['a1'][2, 3])}"
    assert facts[3] == f"δ = ∂C/∂z (cost per unit of z): {numbers.signed(values['dz1'][2, 3])}"


def test_of_the_batch_it_shows_means_and_the_sum_of_the_deltas(qtbot: QtBot) -> None:
    training = trainer()
    tab = shown(qtbot, NeuronTab(), training, NodeId(1, 3), None)
    values = take_trace(training).values
    facts = rows(tab, FACTS)
    z = values["z1"][:, 3]
    assert facts[0] == f"mean z (over 16 examples): {numbers.signed(z.mean(dtype=float))}"
    assert facts[1] == f"least z: {numbers.signed(z.min())}"
    assert facts[-1].endswith(numbers.signed(values["dz1"][:, 3].sum(dtype=float)))
    plot = tab.findChild(FunctionPlot)
    assert plot is not None
    assert plot.accessibleDescription().startswith("mean z = ")


def test_the_weighted_sum_ends_in_z(qtbot: QtBot) -> None:
    training = trainer()
    tab = shown(qtbot, NeuronTab(), training, NodeId(2, 1), 0)
    trace = take_trace(training)
    total, bias, z = rows(tab, "What the terms add up to")
    assert total.startswith("Σ (sum of all 8 terms): ")
    assert bias == f"b (bias): {numbers.signed(trace.before['b2'][1])}"
    assert z == f"z (= Σ + b): {numbers.signed(trace.values['z2'][0, 1])}"


def test_what_is_not_computed_yet_is_said(qtbot: QtBot) -> None:
    tab = shown(qtbot, NeuronTab(), trainer(1), NodeId(2, 1), 0)
    assert rows(tab, FACTS)[0] == "z (weighted sum + bias): –"
    assert "a1 is not computed yet: operation 2 will do so." in texts(tab)
    assert not view(tab, "What the terms add up to").isVisible()


def test_softmax_has_no_curve_and_the_reason_is_given(qtbot: QtBot) -> None:
    tab = shown(qtbot, NeuronTab(), trainer(), NodeId(2, 1), 0)
    plot = tab.findChild(FunctionPlot)
    assert plot is not None
    assert not plot.isVisible()
    assert "Softmax has no curve of its own for one neuron" in texts(tab)
    assert not any("f′" in row for row in rows(tab, FACTS))


def test_sigmoid_has_its_curve_and_its_slope(qtbot: QtBot) -> None:
    network = trainer().experiment.network
    hidden = replace(network.layers[0], activation=Sigmoid())
    network = replace(network, layers=(hidden, network.layers[1]))
    training = trainer(network=network)
    tab = shown(qtbot, NeuronTab(), training, NodeId(1, 1), 0)
    plot = tab.findChild(FunctionPlot)
    assert plot is not None
    assert plot.isVisible()
    a = float(take_trace(training).values["a1"][0, 1])
    assert f"f′(z) = {numbers.plain(a * (1 - a))}" in plot.accessibleDescription()


def test_an_input_has_a_value_and_what_it_feeds(qtbot: QtBot) -> None:
    training = trainer()
    tab = shown(qtbot, NeuronTab(), training, NodeId(0, 2), 4)
    x = take_trace(training).values["x"][4, 2]
    assert rows(tab, FACTS) == [f"x (value of this input): {numbers.signed(x)}"]
    assert "Incoming weights" not in texts(tab)
    assert len(rows(tab, FED)) == 8


def test_what_it_feeds_is_sorted_and_can_be_chosen(qtbot: QtBot) -> None:
    training = trainer()
    tab = shown(qtbot, NeuronTab(), training, NodeId(1, 3), 2)
    trace = take_trace(training)
    signals = trace.values["a1"][2, 3] * trace.before["W2"][3]
    strongest = int(np.lexsort((-np.abs(trace.before["W2"][3]), -np.abs(signals)))[0])
    assert rows(tab, FED)[0].startswith(f"k = {strongest}")
    listing = view(tab, FED)
    place = listing.visualRect(index(tab, FED, 0)).center()
    with qtbot.waitSignal(tab.address_chosen) as chosen:
        qtbot.mouseClick(listing.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen.args == [EdgeId(2, 3, strongest)]


def test_weaker_ones_are_shown_when_asked_for(qtbot: QtBot) -> None:
    network = trainer().experiment.network
    wide = replace(network.layers[0], size=12)
    training = trainer(network=replace(network, layers=(wide, network.layers[1])))
    tab = shown(qtbot, NeuronTab(), training, NodeId(0, 1), 2)
    assert len(rows(tab, FED)) == 8
    qtbot.mouseClick(button(tab, "4 weaker ones ▾"), Qt.MouseButton.LeftButton)
    assert len(rows(tab, FED)) == 12
    qtbot.mouseClick(button(tab, "Only the first ones ▴"), Qt.MouseButton.LeftButton)
    assert len(rows(tab, FED)) == 8


def test_an_output_feeds_the_loss(qtbot: QtBot) -> None:
    tab = shown(qtbot, NeuronTab(), trainer(), NodeId(2, 1), 0)
    assert "Feeds the loss" in texts(tab)
    assert not view(tab, FED).isVisible()


def test_pixels_of_the_incoming_weights_can_be_pointed_at_and_chosen(qtbot: QtBot) -> None:
    tab = shown(qtbot, NeuronTab(), trainer(pixels=True), NodeId(1, 3), 0)
    picture = tab.findChild(WeightPicture)
    assert picture is not None
    place = picture.place
    lower_left = QPoint(round(place.left() + 2), round(place.bottom() - 2))
    pointed: list[object] = []
    tab.pointed_at.connect(pointed.append)
    qtbot.mouseMove(picture, QPoint(3, 3))
    qtbot.mouseMove(picture, lower_left)
    qtbot.waitUntil(lambda: pointed[-1:] == [EdgeId(1, 2, 3)])
    with qtbot.waitSignal(tab.address_chosen) as chosen:
        qtbot.mouseClick(picture, Qt.MouseButton.LeftButton, pos=lower_left)
    assert chosen.args == [EdgeId(1, 2, 3)]


def test_bars_of_the_incoming_weights_are_sorted(qtbot: QtBot) -> None:
    training = trainer()
    tab = shown(qtbot, NeuronTab(), training, NodeId(2, 1), 0)
    picture = tab.findChild(WeightPicture)
    assert picture is not None
    weights = take_trace(training).before["W2"][:, 1]
    place = picture.place
    first = QPoint(round(place.left()) + 2, round(place.center().y()))
    last = QPoint(round(place.right()) - 2, round(place.center().y()))
    assert picture.edge_at(first) == EdgeId(2, int(weights.argmax()), 1)
    assert picture.edge_at(last) == EdgeId(2, int(weights.argmin()), 1)
    assert picture.edge_at(QPoint(picture.width() - 1, 2)) is None


@pytest.mark.parametrize("theme", ["dark", "light", "high-contrast"])
@pytest.mark.parametrize(("width", "size"), [(330, 10), (330, 16), (520, 10)])
@pytest.mark.parametrize("example", [0, None])
def test_nothing_is_wider_than_the_tab(
    qtbot: QtBot, theme: str, width: int, size: int, example: int | None
) -> None:
    look = Look(THEMES[theme]).with_text_size(size)
    for node in (NodeId(0, 1), NodeId(1, 3), NodeId(2, 1)):
        tab = shown(qtbot, NeuronTab(), trainer(), node, example, width=width, look=look)
        tab.grab()
        area = tab.findChildren(type(tab._scrolling.area))[0]
        contents = area.widget()
        assert contents is not None
        assert contents.minimumSizeHint().width() <= width
