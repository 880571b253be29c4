"""What is pointed at, in the network or elsewhere, and what is computed now, is seen."""

from dataclasses import replace

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QColor, QImage
from PyQt6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from app.look.look import Look
from app.look.theme import THEMES
from app.network_view.network_view import NetworkView
from app.network_view.painting import Painting
from engine.addresses import Address, BiasId, EdgeId, NodeId
from engine.reading import EdgeQuantity, NeuronQuantity
from tests.app.moments import snapshot
from tests.app.network_view.moments import advance_to, classifier, close_up, of_pictures
from tests.app.network_view.test_canvas import Screen
from tests.app.network_view.test_network_view import button
from tests.app.network_view.test_truth import painted
from tests.engine.cases import steps

Key = Qt.Key
EDGES = {
    EdgeQuantity.WEIGHT: "edges: weight w",
    EdgeQuantity.SIGNAL: "edges: signal a·w",
    EdgeQuantity.GRADIENT: "edges: gradient ∂C/∂w",
    EdgeQuantity.UPDATE: "edges: update Δw",
}
NEURONS = {
    NeuronQuantity.ACTIVATION: "neurons: activation a",
    NeuronQuantity.PRE_ACTIVATION: "neurons: z",
    NeuronQuantity.ACTIVATION_GRADIENT: "neurons: ∂C/∂a",
    NeuronQuantity.DELTA: "neurons: δ",
    NeuronQuantity.BIAS: "neurons: bias b",
}


@pytest.fixture
def screen(qtbot: QtBot) -> Screen:
    return Screen(qtbot, steps(classifier(4, 5, 3), 2))


def follow_box(view: NetworkView) -> QCheckBox:
    box = view.findChild(QCheckBox)
    assert box is not None
    return box


def changed(before: QImage, after: QImage) -> int:
    """The number of pixels that differ."""
    size = before.size()
    return sum(
        before.pixel(x, y) != after.pixel(x, y)
        for x in range(size.width())
        for y in range(size.height())
    )


def colours(image: QImage, place: QPoint, reach: int) -> set[str]:
    """The colours on the cross around a place."""
    ways = range(-reach, reach + 1)
    across = {image.pixelColor(place + QPoint(way, 0)).name() for way in ways}
    return across | {image.pixelColor(place + QPoint(0, way)).name() for way in ways}


def test_what_the_mouse_points_at_is_told_when_it_changes(screen: Screen) -> None:
    told: list[Address | None] = []
    screen.view.pointed.connect(told.append)
    nothing, node = QPoint(5, 60), screen.node(1, 3)
    for place in (node, node + QPoint(1, 1), nothing, nothing + QPoint(1, 0), screen.node(0, 2)):
        screen.bot.mouseMove(screen.canvas, place)
    assert told == [NodeId(1, 3), None, NodeId(0, 2)]
    screen.bot.mouseMove(screen.canvas, screen.on(EdgeId(1, 0, 4), 0.2))
    assert told[-1] == EdgeId(1, 0, 4)


def test_what_is_pointed_at_elsewhere_is_not_told_back(screen: Screen) -> None:
    with screen.bot.assertNotEmitted(screen.view.pointed):
        screen.view.show_pointed((NodeId(1, 3), EdgeId(2, 3, 1)))
        painted(screen.view)


@pytest.mark.parametrize("theme", list(THEMES))
def test_an_edge_gets_a_rim_and_neurons_a_second_ring_in_every_theme(
    qtbot: QtBot, theme: str
) -> None:
    look = Look(THEMES[theme])
    screen = Screen(qtbot, steps(classifier(4, 5, 3), 2))
    screen.view.show_look(look)
    plain, _ = painted(screen.view)
    edge, node = EdgeId(1, 0, 4), NodeId(2, 1)
    screen.view.show_pointed((edge, node))
    lit, _ = painted(screen.view)
    on_edge = screen.on(edge, 0.25)
    assert look.theme.text.name() in colours(lit, on_edge, 6)
    assert look.theme.text.name() not in colours(plain, on_edge, 6)
    reach = round(screen.geometry.columns[2].radius) + 8
    assert look.theme.text.name() in {
        lit.pixelColor(screen.node(2, 1) + QPoint(x, 0)).name() for x in range(-reach, -reach + 6)
    }
    screen.view.show_pointed(())
    assert painted(screen.view)[0] == plain


def test_the_edge_keeps_the_colour_of_its_value_between_its_rims(screen: Screen) -> None:
    look, edge = Look(), EdgeId(1, 0, 4)
    screen.view.show_pointed((edge,))
    lit, _ = painted(screen.view)
    weights = screen.trainer.parameters["W1"]
    share = float(weights[0, 4] / abs(weights).max())
    end, ground = look.ends.positive if share > 0 else look.ends.negative, look.theme.background
    found = lit.pixelColor(screen.on(edge, 0.25))
    for seen, strong, none in zip(found.getRgb(), end.getRgb(), ground.getRgb(), strict=True):
        assert seen == pytest.approx(none + (strong - none) * abs(share), abs=12)


def test_a_path_is_seen_as_a_row_of_edges_and_neurons(screen: Screen) -> None:
    path = (NodeId(0, 0), EdgeId(1, 0, 2), NodeId(1, 2), EdgeId(2, 2, 1), NodeId(2, 1))
    screen.view.show_pointed(path)
    lit, _ = painted(screen.view)
    text = Look().theme.text.name()
    for edge in (EdgeId(1, 0, 2), EdgeId(2, 2, 1)):
        assert text in colours(lit, screen.on(edge, 0.25), 6)


def test_a_pixel_gets_a_frame(qtbot: QtBot) -> None:
    screen = Screen(qtbot, of_pictures(12, 5, 3))
    plain, _ = painted(screen.view)
    screen.view.show_pointed((NodeId(0, 40),))
    framed, _ = painted(screen.view)
    place, half = screen.node(0, 40), screen.geometry.columns[0].radius
    corner = place + QPoint(-round(half + 5), -round(half + 5))
    assert framed.pixelColor(corner) == Look().theme.text
    assert plain.pixelColor(place) == framed.pixelColor(place)


def test_what_this_network_does_not_have_is_not_lit(screen: Screen) -> None:
    plain, _ = painted(screen.view)
    others = (NodeId(3, 0), NodeId(1, 5), EdgeId(1, 4, 0), EdgeId(2, 0, 3), BiasId(2, 3))
    screen.view.show_pointed(others)
    assert painted(screen.view)[0] == plain


def test_what_is_folded_is_lit_at_the_handle_of_its_layer(qtbot: QtBot) -> None:
    screen = Screen(qtbot, classifier(4, 400, 3))
    handle = screen.geometry.columns[1].handle
    assert handle is not None
    screen.view.show_pointed((EdgeId(1, 0, 200), NodeId(1, 200)))
    lit, _ = painted(screen.view)
    right = QPoint(round(handle.x + handle.width), round(handle.y + handle.height / 2))
    assert Look().theme.text.name() in colours(lit, right, 8)


def test_pointing_paints_the_network_itself_no_more(
    screen: Screen, monkeypatch: pytest.MonkeyPatch
) -> None:
    painted(screen.view)
    monkeypatch.setattr(Painting, "paint", lambda *_: pytest.fail("all was painted again"))
    screen.view.show_pointed((EdgeId(1, 0, 4), NodeId(2, 1)))
    screen.bot.mouseMove(screen.canvas, screen.node(1, 3))
    QApplication.processEvents()
    painted(screen.view)


@pytest.mark.parametrize("address", [NodeId(1, 3), BiasId(1, 3), EdgeId(2, 3, 1), NodeId(0, 1)])
def test_what_is_selected_is_seen_among_all_that_is_lit(screen: Screen, address: Address) -> None:
    advance_to(screen.trainer, "z2")
    screen.view.show_snapshot(close_up(screen.trainer, 1, 4))
    screen.view.show_pointed((address, NodeId(1, 2)))
    without, _ = painted(screen.view)
    screen.view.show_selection(address)
    selected, _ = painted(screen.view)
    assert changed(without, selected) > 20


def test_neurons_that_are_not_computed_yet_are_hollow_in_a_close_up(qtbot: QtBot) -> None:
    screen = Screen(qtbot, classifier(4, 5, 3))
    screen.view.show_following(True)
    screen.view.show_snapshot(close_up(screen.trainer, 2, 2))
    image, _ = painted(screen.view)
    look = Look()
    radius = screen.geometry.columns[1].radius

    def inside(row: int) -> set[str]:
        """The colours on the line through the upper half of a neuron, clear of its number."""
        y = -round(0.75 * radius)
        reach = round(0.45 * radius)
        place = screen.node(1, row)
        return {image.pixelColor(place + QPoint(x, y)).name() for x in range(-reach, reach + 1)}

    background = look.theme.background.name()
    assert [inside(row) == {background} for row in range(5)] == [False, False, False, True, True]


def test_the_card_of_a_neuron_has_what_is_computed_of_it_just_now(qtbot: QtBot) -> None:
    screen = Screen(qtbot, classifier(4, 5, 3))
    moment = close_up(screen.trainer, 2, 2)
    assert moment.close_up is not None
    assert moment.close_up.row is not None
    screen.view.show_snapshot(moment)
    screen.bot.mouseMove(screen.canvas, screen.node(1, 1))
    digits = str(abs(moment.close_up.row[1]))[:6]
    assert "z1 = " in screen.lines[-1]
    assert digits in screen.lines[-1]
    screen.bot.mouseMove(screen.canvas, screen.node(1, 4))
    assert "z1 = " not in screen.lines[-1]


def test_the_sum_under_way_lights_its_edge_and_fades_the_others(screen: Screen) -> None:
    advance_to(screen.trainer, "z2")
    screen.view.show_snapshot(close_up(screen.trainer, 1, 3))
    image, _ = painted(screen.view)
    spotlight = Look().theme.warning.name()
    assert spotlight in colours(image, screen.on(EdgeId(2, 2, 1), 0.3), 6)
    assert spotlight not in colours(image, screen.on(EdgeId(2, 3, 1), 0.3), 3)

    def strength(place: QPoint) -> int:
        colour: QColor = image.pixelColor(place)
        return max(colour.getRgb()[:3])

    later = [screen.on(EdgeId(1, source, 4), 0.3) for source in range(4)]
    assert max(map(strength, later)) < 70


def test_following_shows_what_each_operation_computes(qtbot: QtBot) -> None:
    screen = Screen(qtbot, classifier(4, 5, 3))
    view, trainer = screen.view, screen.trainer
    asked: list[EdgeQuantity] = []
    view.edge_quantity_chosen.connect(asked.append)
    with qtbot.waitSignal(view.following_chosen) as chosen:
        screen.bot.keyClick(follow_box(view), Key.Key_Space)
    assert chosen.args == [True]
    seen = []
    while not (trainer.program.is_finished):
        operation = trainer.advance()
        view.show_snapshot(snapshot(trainer))
        edges = next(q for q, name in EDGES.items() if button(view, name).isChecked())
        neurons = next(q for q, name in NEURONS.items() if button(view, name).isChecked())
        seen.append((operation.writes, edges, neurons))
    weight, signal, gradient, update = EdgeQuantity
    a, z, da, delta, _ = NeuronQuantity
    assert seen == [
        ("z1", signal, z),
        ("a1", weight, a),
        ("z2", signal, z),
        ("a2", weight, a),
        ("L", weight, a),
        ("C", weight, a),
        ("dz2", weight, delta),
        ("dW2", gradient, delta),
        ("db2", gradient, delta),
        ("da1", weight, da),
        ("dz1", weight, delta),
        ("dW1", gradient, delta),
        ("db1", gradient, delta),
        ("moment1", gradient, a),
        ("moment2", gradient, a),
        ("correction1", gradient, a),
        ("correction2", gradient, a),
        ("update", update, a),
        ("params", weight, a),
    ]
    assert asked == [
        *(signal, weight, signal, weight),
        *(gradient, weight, gradient, update, weight),
    ]


def test_the_users_own_choice_comes_back_when_it_runs(qtbot: QtBot) -> None:
    screen = Screen(qtbot, classifier(4, 5, 3))
    view = screen.view
    view.show_following(True)
    advance_to(screen.trainer, "db2")
    view.show_snapshot(snapshot(screen.trainer))
    assert button(view, "edges: gradient ∂C/∂w").isChecked()
    with qtbot.waitSignal(view.edge_quantity_chosen) as asked:
        view.show_snapshot(snapshot(screen.trainer, is_running=True))
    assert asked.args == [EdgeQuantity.WEIGHT]
    assert button(view, "neurons: activation a").isChecked()


def test_a_choice_by_click_is_shown_up_to_the_next_operation(qtbot: QtBot) -> None:
    screen = Screen(qtbot, classifier(4, 5, 3))
    view = screen.view
    view.show_following(True)
    advance_to(screen.trainer, "a1")
    view.show_snapshot(snapshot(screen.trainer))
    assert button(view, "neurons: z").isChecked()
    qtbot.mouseClick(button(view, "neurons: bias b"), Qt.MouseButton.LeftButton)
    assert button(view, "neurons: bias b").isChecked()
    screen.trainer.advance()
    view.show_snapshot(snapshot(screen.trainer))
    assert button(view, "neurons: activation a").isChecked()
    qtbot.mouseClick(follow_box(view), Qt.MouseButton.LeftButton)
    assert not follow_box(view).isChecked()


def test_in_the_middle_of_a_step_neurons_show_its_numbers_not_maps(qtbot: QtBot) -> None:
    screen = Screen(qtbot, steps(classifier(2, 3, 2), 1))
    maps, _ = painted(screen.view)
    screen.trainer.advance()
    screen.view.show_snapshot(snapshot(screen.trainer))
    numbers, _ = painted(screen.view)
    radius = round(screen.geometry.columns[2].radius)
    corner = screen.node(2, 0) + QPoint(radius - 2, radius - 2)
    assert maps.pixelColor(corner) != Look().theme.background
    assert numbers.pixelColor(corner) == Look().theme.background
    moment = snapshot(screen.trainer)
    screen.view.show_snapshot(replace(moment, is_running=True))
    assert painted(screen.view)[0].pixelColor(corner) == maps.pixelColor(corner)


def test_the_arrow_keys_go_from_pixel_to_pixel(qtbot: QtBot) -> None:
    screen = Screen(qtbot, of_pictures(6, 5, 3))
    assert screen.click(screen.node(0, 20)) == NodeId(0, 20)
    assert screen.key(Key.Key_Left) == NodeId(0, 19)
    assert screen.key(Key.Key_Left) == NodeId(0, 18)
    told = len(screen.told)
    assert screen.key(Key.Key_Left) == NodeId(0, 18)
    assert len(screen.told) == told
    assert screen.key(Key.Key_Up) == NodeId(0, 12)
    assert screen.key(*[Key.Key_Right] * 5) == NodeId(0, 17)
    there = screen.key(Key.Key_Right)
    assert isinstance(there, NodeId)
    assert there.layer == 1
    assert screen.key(Key.Key_Left) in (NodeId(0, 17), NodeId(0, 11), NodeId(0, 23))
