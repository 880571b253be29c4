import numpy as np
import pytest
from PyQt6.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt6.QtGui import QKeyEvent, QWheelEvent
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.look.look import Look
from app.network_view.canvas import Canvas
from app.network_view.edges import Edges
from app.network_view.geometry import Geometry
from app.network_view.network_view import NetworkView
from engine.addresses import Address, BiasId, EdgeId, NodeId
from engine.training import Trainer
from tests.app.moments import snapshot
from tests.app.network_view.moments import classifier, of_pictures, view_of
from tests.app.network_view.test_truth import laid_out, painted
from tests.engine.cases import steps

LEFT = Qt.MouseButton.LeftButton


class Screen:
    """A view on screen whose clicks are told back to it, as a session does."""

    def __init__(self, qtbot: QtBot, trainer: Trainer, width: int = 780) -> None:
        self.trainer = trainer
        self.bot = qtbot
        self.view: NetworkView = view_of(qtbot, trainer, width=width)
        self.told: list[Address | None] = []
        self.lines: list[str] = []
        self.view.edge_clicked.connect(self._take)
        self.view.node_clicked.connect(self._take)
        self.view.bias_clicked.connect(self._take)
        self.view.selection_cleared.connect(lambda: self._take(None))
        self.view.hovered.connect(self.lines.append)
        _, self.canvas = painted(self.view)
        self.geometry: Geometry = laid_out(trainer, self.canvas, Look())
        self.edges = Edges(self.geometry)

    def _take(self, address: Address | None) -> None:
        self.told.append(address)
        self.view.show_selection(address)

    def node(self, layer: int, row: int) -> QPoint:
        return QPoint(*map(round, self.geometry.columns[layer].places[row]))

    def on(self, edge: EdgeId, share: float = 0.5) -> QPoint:
        place = self.edges.place(edge)
        assert place is not None
        line = self.edges.lines[place]
        return QPoint(*map(round, (1 - share) * line[:2] + share * line[2:]))

    def click(self, place: QPoint) -> Address | None:
        self.bot.mouseMove(self.canvas, place)
        self.bot.mouseClick(self.canvas, LEFT, pos=place)
        return self.told[-1]

    def key(self, *keys: Qt.Key) -> Address | None:
        self.canvas.setFocus()
        for key in keys:
            self.bot.keyClick(self.canvas, key)
        return self.told[-1] if self.told else None


@pytest.fixture
def screen(qtbot: QtBot) -> Screen:
    return Screen(qtbot, steps(classifier(4, 5, 3), 2))


def wheel(canvas: Canvas, place: QPoint, turns: int) -> None:
    none = Qt.KeyboardModifier.NoModifier
    event = QWheelEvent(
        QPointF(place),
        QPointF(canvas.mapToGlobal(place)),
        QPoint(),
        QPoint(0, 120 * turns),
        Qt.MouseButton.NoButton,
        none,
        Qt.ScrollPhase.NoScrollPhase,
        False,
    )
    QApplication.sendEvent(canvas, event)


def test_a_click_on_a_neuron_tells_it(screen: Screen) -> None:
    assert screen.click(screen.node(1, 3)) == NodeId(1, 3)
    assert screen.click(screen.node(0, 2)) == NodeId(0, 2)
    assert screen.click(screen.node(2, 1)) == NodeId(2, 1)


def test_a_click_on_an_edge_tells_it(screen: Screen) -> None:
    edge = EdgeId(1, 0, 4)
    assert screen.click(screen.on(edge, 0.2)) == edge


def test_a_click_on_the_mark_of_a_bias_tells_it(screen: Screen) -> None:
    radius = screen.geometry.columns[1].radius
    place = screen.node(1, 2) + QPoint(round(-0.92 * radius), round(0.86 * radius))
    assert screen.click(place) == BiasId(1, 2)


def test_a_click_on_nothing_clears_the_selection(screen: Screen) -> None:
    screen.click(screen.node(1, 3))
    assert screen.click(QPoint(5, 60)) is None
    assert len(screen.told) == 2


def test_clicks_at_one_place_go_through_all_edges_there_by_strength(qtbot: QtBot) -> None:
    screen = Screen(qtbot, steps(classifier(30, 40, 3), 2))
    place = screen.on(EdgeId(1, 15, 20), 0.9)
    first = [screen.click(place) for _ in range(3)]
    assert len(set(first)) == 3
    weights = screen.trainer.parameters["W1"]
    sizes = [abs(weights[e.source, e.target]) for e in first if isinstance(e, EdgeId)]
    step = np.abs(weights).max() / 32
    assert sizes[0] >= sizes[1] - step
    assert sizes[1] >= sizes[2] - step


def test_the_cursor_over_a_neuron_tells_its_exact_values(screen: Screen) -> None:
    screen.bot.mouseMove(screen.canvas, screen.node(1, 3))
    reading = snapshot(screen.trainer).reading
    assert screen.lines[-1].startswith("a1[3] · hidden 1   a = ")
    for field in ("a1", "z1", "dz1", "b1"):
        assert str(abs(reading.fields[field][3])).replace("e-0", "e−") in screen.lines[-1]


def test_the_cursor_over_an_edge_tells_its_exact_value(screen: Screen) -> None:
    screen.bot.mouseMove(screen.canvas, screen.on(EdgeId(1, 0, 4), 0.2))
    weight = screen.trainer.parameters["W1"][0, 4]
    sign = "+" if weight > 0 else "−"
    assert f"W1[0, 4]   w = {sign}{abs(weight)!s}" in screen.lines[-1]


def test_the_cursor_over_nothing_tells_nothing(screen: Screen) -> None:
    screen.bot.mouseMove(screen.canvas, screen.node(1, 3))
    screen.bot.mouseMove(screen.canvas, QPoint(5, 60))
    assert screen.lines[-1] == ""


def test_looking_changes_nothing(screen: Screen) -> None:
    before = screen.trainer.parameters["W1"].tobytes()
    for place in (screen.node(1, 3), screen.on(EdgeId(2, 0, 1))):
        screen.click(place)
    wheel(screen.canvas, screen.node(1, 3), 3)
    assert screen.trainer.parameters["W1"].tobytes() == before


def test_the_wheel_zooms_around_the_cursor(screen: Screen) -> None:
    place = screen.node(1, 1)
    wheel(screen.canvas, place, 4)
    assert screen.click(place) == NodeId(1, 1)
    assert screen.click(screen.node(1, 4)) != NodeId(1, 4)


def test_dragging_moves_the_picture_and_chooses_nothing(screen: Screen) -> None:
    place = screen.node(1, 1)
    wheel(screen.canvas, place, 4)
    screen.bot.mousePress(screen.canvas, LEFT, pos=place)
    screen.bot.mouseMove(screen.canvas, place + QPoint(25, 10))
    screen.bot.mouseMove(screen.canvas, place + QPoint(60, 30))
    screen.bot.mouseRelease(screen.canvas, LEFT, pos=place + QPoint(60, 30))
    assert screen.told == []
    assert screen.click(place + QPoint(60, 30)) == NodeId(1, 1)


def test_two_clicks_on_nothing_show_it_whole_again(screen: Screen) -> None:
    wheel(screen.canvas, screen.node(1, 1), 2)
    corner = QPoint(4, screen.canvas.height() - 40)
    screen.bot.mouseDClick(screen.canvas, LEFT, pos=corner)
    assert screen.click(screen.node(1, 4)) == NodeId(1, 4)


def test_the_arrow_keys_walk_from_neuron_to_neuron(screen: Screen) -> None:
    Key = Qt.Key
    screen.click(screen.node(1, 2))
    assert screen.key(Key.Key_Up) == NodeId(1, 1)
    assert screen.key(Key.Key_Down, Key.Key_Down) == NodeId(1, 3)
    assert screen.key(Key.Key_Right) in (NodeId(2, 1), NodeId(2, 2))
    assert screen.key(Key.Key_Left, Key.Key_Left) in (NodeId(0, 1), NodeId(0, 2))


def test_enter_goes_to_the_strongest_edge_and_arrows_to_the_next(screen: Screen) -> None:
    Key = Qt.Key
    screen.click(screen.node(1, 2))
    ranked = np.argsort(-np.abs(screen.trainer.parameters["W1"][:, 2]))
    assert screen.key(Key.Key_Return) == EdgeId(1, int(ranked[0]), 2)
    assert screen.key(Key.Key_Down) == EdgeId(1, int(ranked[1]), 2)
    assert screen.key(Key.Key_Left) == NodeId(0, int(ranked[1]))


def test_the_bias_has_a_key_and_escape_clears(screen: Screen) -> None:
    screen.click(screen.node(1, 2))
    assert screen.key(Qt.Key.Key_B) == BiasId(1, 2)
    assert screen.key(Qt.Key.Key_Escape) is None


def test_without_a_selection_enter_begins_a_walk_at_the_first_output(screen: Screen) -> None:
    assert screen.key(Qt.Key.Key_Return) == NodeId(2, 0)


def keeps_arrow(screen: Screen) -> bool:
    """Whether the canvas keeps the right arrow from the shortcuts of the window."""
    kind, none = QEvent.Type.ShortcutOverride, Qt.KeyboardModifier.NoModifier
    event = QKeyEvent(kind, Qt.Key.Key_Right, none)
    event.ignore()
    QApplication.sendEvent(screen.canvas, event)
    return event.isAccepted()


def test_arrow_keys_belong_to_the_window_until_the_keyboard_walks(screen: Screen) -> None:
    assert not keeps_arrow(screen)
    screen.click(screen.node(1, 2))
    assert not keeps_arrow(screen)
    screen.key(Qt.Key.Key_Shift)
    assert not keeps_arrow(screen)
    screen.key(Qt.Key.Key_Down)
    assert keeps_arrow(screen)
    screen.click(screen.node(1, 2))
    assert not keeps_arrow(screen)
    screen.key(Qt.Key.Key_Down, Qt.Key.Key_Escape)
    assert not keeps_arrow(screen)


def test_a_screen_reader_hears_what_is_selected(screen: Screen) -> None:
    screen.click(screen.on(EdgeId(1, 0, 4), 0.2))
    expected = "weight from input, neuron 0, to hidden 1, neuron 4"
    assert screen.canvas.accessibleDescription() == expected


def test_the_line_of_what_is_selected_follows_each_step(screen: Screen) -> None:
    screen.key(Qt.Key.Key_Return)
    before = screen.lines[-1]
    screen.trainer.step()
    moment = snapshot(screen.trainer)
    screen.view.show_snapshot(moment)
    assert screen.lines[-1] != before
    bias = str(abs(moment.reading.fields["b2"][0])).replace("e-0", "e−")
    assert screen.lines[-1].startswith("a2[0]")
    assert bias in screen.lines[-1]


def test_during_a_run_the_line_is_renewed_now_and_then(screen: Screen) -> None:
    screen.key(Qt.Key.Key_Return)
    before = screen.lines[-1]
    screen.trainer.step()
    moment = snapshot(screen.trainer, is_running=True)
    screen.view.show_snapshot(moment)
    assert screen.lines[-1] == before

    def is_renewed() -> bool:
        screen.view.show_snapshot(moment)
        return screen.lines[-1] != before

    screen.bot.waitUntil(is_renewed)


def test_keys_tell_where_they_lead_though_the_cursor_rests_elsewhere(screen: Screen) -> None:
    screen.click(screen.node(1, 2))
    screen.key(Qt.Key.Key_Up)
    assert screen.lines[-1].startswith("a1[1]")
    screen.key(Qt.Key.Key_Escape)
    assert screen.lines[-1] == ""


def test_of_another_network_nothing_is_told_before_its_first_moment(screen: Screen) -> None:
    screen.key(Qt.Key.Key_Return)
    other = classifier(4, 3)
    screen.view.show_experiment(other.experiment, other.dataset)
    assert screen.lines[-1] == ""
    assert screen.canvas.accessibleDescription() == "nothing selected"


def test_a_click_unfolds_a_layer_and_another_folds_it(qtbot: QtBot) -> None:
    screen = Screen(qtbot, classifier(4, 400, 3))
    handle = screen.geometry.columns[1].handle
    assert handle is not None
    folded, _ = painted(screen.view)
    middle = QPoint(round(handle.x + handle.width / 2), round(handle.y + handle.height / 2))
    screen.bot.mouseClick(screen.canvas, LEFT, pos=middle)
    assert screen.told == []
    qtbot.waitUntil(lambda: screen.view.has_complete_picture)
    unfolded, _ = painted(screen.view)
    assert unfolded != folded
    screen.key(Qt.Key.Key_U)
    qtbot.waitUntil(lambda: screen.view.has_complete_picture)
    again, _ = painted(screen.view)
    x, y = screen.node(1, 0).x(), screen.node(1, 0).y()
    assert again.pixelColor(x, y) == folded.pixelColor(x, y)


def test_a_pixel_of_the_picture_can_be_clicked(qtbot: QtBot) -> None:
    screen = Screen(qtbot, of_pictures(6, 5, 3))
    assert screen.click(screen.node(0, 20)) == NodeId(0, 20)
    assert "pixel in row 3, column 2" in screen.lines[-1]


def test_a_neuron_of_the_first_layer_shows_what_it_receives_as_a_picture(qtbot: QtBot) -> None:
    screen = Screen(qtbot, of_pictures(6, 5, 3))
    plain, _ = painted(screen.view)
    screen.click(screen.node(1, 2))
    screen.bot.mouseMove(screen.canvas, QPoint(4, 100))
    marked, _ = painted(screen.view)
    colours = {marked.pixelColor(x, y).name() for x in range(0, 780, 3) for y in range(0, 420, 3)}
    assert len(colours) > 30
    assert marked != plain


def test_the_handle_of_a_folded_layer_says_what_it_does(qtbot: QtBot) -> None:
    screen = Screen(qtbot, classifier(4, 400, 3))
    column = screen.geometry.columns[1]
    assert column.handle is not None
    x, y, width, height = column.handle
    screen.bot.mouseMove(screen.canvas, QPoint(round(x + width / 2), round(y + height / 2)))
    count = f"hidden 1: {column.folded} neurons are not drawn"
    assert screen.lines[-1] == f"{count}   click, or press U, to unfold them"


def test_unfolding_under_the_cursor_finds_the_edges_that_are_there_then(qtbot: QtBot) -> None:
    screen = Screen(qtbot, classifier(4, 400, 3))
    handle = screen.geometry.columns[1].handle
    assert handle is not None
    beside = QPoint(round(handle.x + 4), round(handle.y + handle.height / 2))
    screen.bot.mouseMove(screen.canvas, beside)
    screen.bot.mouseClick(screen.canvas, LEFT, pos=beside)
    assert screen.lines[-1].startswith("W1[")
