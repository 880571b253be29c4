import re

import numpy as np
import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtWidgets import QHBoxLayout, QLabel, QListView, QPushButton, QScrollArea, QWidget
from pytestqt.qtbot import QtBot

from app.inspector.chain_tab import ChainTab
from app.inspector.check_line import CheckLine
from app.inspector.crumbs import Crumbs
from app.inspector.paths_section import PathsSection
from app.look.look import Look
from engine.addresses import Address, BiasId, EdgeId, NodeId
from engine.elements import Element
from engine.layers import Dense
from engine.optimizers import Adam
from engine.regularizers import Regularizer
from engine.training import Trainer
from tests.app.inspector.hands import (
    button,
    click_factor,
    click_row,
    formula,
    place_in_row,
    read,
    read_terms,
    terms,
)
from tests.app.inspector.steps import LOOK, inspected, pictures, two_two_two


def tab(
    qtbot: QtBot,
    trainer: Trainer,
    address: Address,
    example: int | None = 0,
    width: int = 380,
    look: Look = LOOK,
) -> ChainTab:
    widget = ChainTab()
    qtbot.addWidget(widget)
    widget.show_look(look)
    widget.show_experiment(trainer.experiment, trainer.dataset)
    widget.resize(width, 700)
    widget.show()
    widget.show_inspected(inspected(trainer, address, example))
    qtbot.wait(1)  # for the layout
    return widget


def check(widget: ChainTab) -> str:
    return widget.findChild(CheckLine).findChild(QLabel).text()


def test_the_hand_worked_weight_behind_the_hidden_layer(qtbot: QtBot) -> None:
    widget = tab(qtbot, two_two_two(), EdgeId(2, 0, 0))
    symbols, numbers = read(widget)
    assert symbols == "∂C/∂w⁽²⁾₀,₀ = ∂C/∂a⁽²⁾₀ · σ′(z⁽²⁾₀) · a⁽¹⁾₀"
    assert numbers == "= 0.7414 · 0.1868 · 0.5933 = +0.08217"
    assert check(widget).startswith("✓ this comes to +0.08217 · the step has +0.08217")


def test_the_hand_worked_weight_before_it_sums_up_over_both_outputs(qtbot: QtBot) -> None:
    widget = tab(qtbot, two_two_two(), EdgeId(1, 0, 0))
    symbols, numbers = read(widget)
    assert symbols == "∂C/∂w⁽¹⁾₀,₀ = Σₖ ∂C/∂z⁽²⁾ₖ · w⁽²⁾₀,ₖ · σ′(z⁽¹⁾₀) · x₀"
    assert numbers == "= 0.03635 · 0.2413 · 0.05 = +4.386e−4"
    assert read_terms(widget) == [
        "k = 0: +0.1385 × +0.4 = +0.05540",
        "k = 1: −0.03810 × +0.5 = −0.01905",
    ]
    assert check(widget).startswith("✓ terms add up to +4.386e−4 · the step has +4.386e−4")


def test_weights_that_the_update_has_changed_are_said_to_be_old(qtbot: QtBot) -> None:
    old = "Weights and biases are those from before the update."
    count = len(two_two_two().program.operations)
    for done, is_said in ((count - 1, False), (count, True)):
        widget = tab(qtbot, two_two_two(done), EdgeId(1, 0, 0))
        shown = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
        assert (old in shown) is is_said


def test_factors_are_unfolded_by_clicks_to_the_last_known_one(qtbot: QtBot) -> None:
    widget = tab(qtbot, two_two_two(), EdgeId(2, 0, 0))
    click_factor(qtbot, widget, "2")
    assert read(widget) == ["a⁽¹⁾₀ = σ(z⁽¹⁾₀)", "= σ(0.3775) = +0.5933"]
    click_factor(qtbot, widget, "0")
    assert read(widget)[0] == "z⁽¹⁾₀ = Σᵢ xᵢ · w⁽¹⁾ᵢ,₀ + b⁽¹⁾₀"
    assert read(widget)[1] == "= 0.0275 + 0.35 = +0.3775"
    assert read_terms(widget) == [
        "i = 1: +0.1 × +0.2 = +0.02",
        "i = 0: +0.05 × +0.15 = +0.0075",
    ]
    before = read(widget)
    click_factor(qtbot, widget, "0")  # b is known: there is nothing to take apart
    assert read(widget) == before


def test_crumbs_and_keys_lead_back(qtbot: QtBot) -> None:
    widget = tab(qtbot, two_two_two(), EdgeId(2, 0, 0))
    start = read(widget)
    click_factor(qtbot, widget, "2")
    middle = read(widget)
    click_factor(qtbot, widget, "0")
    qtbot.keyClick(widget, Qt.Key.Key_Backspace)
    assert read(widget) == middle
    click_factor(qtbot, widget, "0")
    qtbot.keyClick(widget, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert read(widget) == middle
    first = widget.findChild(Crumbs).findChild(type(button(widget, "example 1")))
    qtbot.mouseClick(first, Qt.MouseButton.LeftButton)
    assert read(widget) == start
    qtbot.keyClick(widget, Qt.Key.Key_Backspace)
    assert read(widget) == start
    assert not widget.findChild(Crumbs).isVisible()


def test_backspace_leads_back_while_something_else_has_the_focus(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    widget = tab(qtbot, two_two_two(), EdgeId(2, 0, 0))
    start = read(widget)
    network = QPushButton()
    row = QHBoxLayout(window)
    row.addWidget(network)
    row.addWidget(widget)
    window.resize(600, 600)
    window.show()
    window.activateWindow()
    network.setFocus()
    qtbot.waitUntil(network.hasFocus)
    click_factor(qtbot, widget, "2")
    assert read(widget) != start
    qtbot.keyClick(network, Qt.Key.Key_Backspace)
    assert read(widget) == start


def test_what_was_taken_apart_stays_open_as_the_step_goes_on(qtbot: QtBot) -> None:
    widget = tab(qtbot, two_two_two(), EdgeId(2, 0, 0))
    click_factor(qtbot, widget, "2")
    other = two_two_two()
    other.step()
    widget.show_inspected(inspected(other, EdgeId(2, 0, 0)))
    assert read(widget)[0] == "a⁽¹⁾₀ = σ(z⁽¹⁾₀)"
    widget.show_inspected(inspected(other, EdgeId(2, 1, 0)))
    assert read(widget)[0].startswith("∂C/∂w⁽²⁾₁,₀ =")


def test_hovering_a_factor_points_at_its_part_of_the_network(qtbot: QtBot) -> None:
    widget = tab(qtbot, two_two_two(), EdgeId(2, 0, 0))
    view = formula(widget)
    with qtbot.waitSignal(widget.pointed_at) as pointed:
        qtbot.mouseMove(view, view.slot_rect("2").center().toPoint())
    assert pointed.args == [NodeId(1, 0)]


def test_hovering_a_term_points_at_its_edge_and_its_factors(qtbot: QtBot) -> None:
    widget = tab(qtbot, two_two_two(), EdgeId(1, 0, 0))
    seen: list[object] = []
    widget.pointed_at.connect(seen.append)
    for column in (None, 0, 1):  # k = 1: its edge, ∂C/∂z, w
        qtbot.mouseMove(*place_in_row(widget, 1, column))
    assert seen == [EdgeId(2, 0, 1), NodeId(2, 1), EdgeId(2, 0, 1)]


def test_a_factor_of_a_term_is_taken_apart_by_a_click(qtbot: QtBot) -> None:
    widget = tab(qtbot, two_two_two(), EdgeId(1, 0, 0))
    click_row(qtbot, widget, 1, column=0)
    assert widget.shown is not None
    assert widget.shown.element == Element("dz2", (0, 1))
    qtbot.keyClick(widget, Qt.Key.Key_Backspace)
    click_row(qtbot, widget, 0)
    assert widget.shown.element == Element("dz2", (0, 0))


def test_a_term_is_taken_apart_by_the_keyboard(qtbot: QtBot) -> None:
    widget = tab(qtbot, two_two_two(), EdgeId(1, 0, 0))
    view = widget.findChild(QListView)
    view.setFocus()
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Down)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert widget.shown is not None
    assert widget.shown.element == Element("dz2", (0, 1))


def test_the_batch_is_a_sum_over_examples_to_look_at(qtbot: QtBot) -> None:
    widget = tab(qtbot, pictures(), EdgeId(2, 3, 4), None)
    assert widget.shown is not None
    assert widget.shown.sum is not None
    largest = abs(widget.shown.sum.terms).argmax()
    with qtbot.waitSignal(widget.example_chosen) as chosen:
        click_row(qtbot, widget, 0)
    assert chosen.args == [largest]
    sides = " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())
    assert re.search(r"push(es)?\sup: ", sides)
    assert re.search(r"push(es)?\sdown: ", sides)


def test_the_switch_asks_for_an_example_or_the_batch(qtbot: QtBot) -> None:
    widget = tab(qtbot, pictures(), EdgeId(2, 3, 4), 2)
    with qtbot.waitSignal(widget.example_chosen) as chosen:
        qtbot.mouseClick(button(widget, "batch of 12"), Qt.MouseButton.LeftButton)
    assert chosen.args == [None]
    with qtbot.waitSignal(widget.example_chosen) as chosen:
        qtbot.mouseClick(button(widget, "example 3"), Qt.MouseButton.LeftButton)
    assert chosen.args == [2]


def test_the_smaller_terms_are_added_up_and_opened(qtbot: QtBot) -> None:
    widget = tab(qtbot, pictures(), EdgeId(3, 3, 4), None)
    assert widget.shown is not None
    assert widget.shown.sum is not None
    rows = terms(widget).rows
    count = rows.rowCount()
    assert count < 12
    assert "smaller term" in read_terms(widget)[-1] or "of 0" in read_terms(widget)[-1]
    assert rows.terms is not None
    shown = sum(widget.shown.sum.terms[rows.term(row)] for row in range(count - 1))
    assert shown + rows.terms.rest == pytest.approx(widget.shown.sum.total)
    click_row(qtbot, widget, count - 1)
    assert rows.rowCount() == 13
    click_row(qtbot, widget, 12)
    assert rows.rowCount() == count


def test_p_minus_y_is_shown_in_full_on_request(qtbot: QtBot) -> None:
    widget = tab(qtbot, pictures(), NodeId(3, 4))
    assert "a⁽³⁾₄ − y₄" in read(widget)[0]
    qtbot.mouseClick(button(widget, "Where a − y comes from"), Qt.MouseButton.LeftButton)
    assert "Σⱼ" in read(widget)[0]
    assert check(widget).startswith("✓ terms add up to")
    qtbot.mouseClick(button(widget, "Simplify it again"), Qt.MouseButton.LeftButton)
    assert "a⁽³⁾₄ − y₄" in read(widget)[0]


def test_numbers_that_are_not_computed_yet_are_not_shown(qtbot: QtBot) -> None:
    trainer = pictures(3)
    widget = tab(qtbot, trainer, EdgeId(2, 3, 4))
    assert widget.shown is None
    texts = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    assert any("not computed yet" in text and "operation" in text for text in texts)
    assert not any(view.isVisible() for view in widget.findChildren(QListView))


def test_penalty_and_dropout_are_factors_by_themselves(qtbot: QtBot) -> None:
    hidden = Dense(8, regularizer=Regularizer(0, 0.01, 0, 0), dropout=0.3)
    trainer = pictures(hidden=hidden, optimizer=Adam())
    widget = tab(qtbot, trainer, EdgeId(2, 3, 4), None)
    assert "+ 2 · λ" in read(widget)[0]
    widget.show_inspected(inspected(trainer, EdgeId(2, 3, 4), 0))
    assert "r⁽²⁾₄" in read(widget)[0]


def test_paths_are_shown_for_one_example_the_strongest_first(qtbot: QtBot) -> None:
    trainer = pictures()
    deltas = abs(trainer.program.values["dz1"])
    row, neuron = map(int, np.unravel_index(deltas.argmax(), deltas.shape))
    widget = tab(qtbot, trainer, BiasId(1, neuron), row)
    texts = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    assert any("of 80 paths" in text for text in texts)
    widget.show_inspected(inspected(trainer, BiasId(1, neuron), None))
    texts = [label.text() for label in widget.findChildren(QLabel) if label.isVisible()]
    assert not any("of 80 paths" in text for text in texts)


def test_hovering_a_path_points_at_all_its_edges_and_neurons(qtbot: QtBot) -> None:
    widget = tab(qtbot, two_two_two(), EdgeId(1, 0, 0))
    rows = widget.findChild(PathsSection).findChild(QListView)
    viewport = rows.viewport()
    assert viewport is not None
    with qtbot.waitSignal(widget.pointed_at) as pointed:
        qtbot.mouseMove(viewport, viewport.rect().center() - QPoint(0, viewport.height() // 4))
    edges = (EdgeId(1, 0, 0), EdgeId(2, 0, 0))
    assert pointed.args == [(*edges, NodeId(0, 0), NodeId(1, 0), NodeId(2, 0))]


@pytest.mark.parametrize("size", [10, 16])
@pytest.mark.parametrize("example", [0, None])
@pytest.mark.parametrize(
    "address", [EdgeId(1, 3, 4), EdgeId(3, 3, 4), BiasId(2, 1), NodeId(0, 5), NodeId(3, 2)]
)
def test_nothing_is_wider_than_a_narrow_dock(
    qtbot: QtBot, address: Address, example: int | None, size: int
) -> None:
    look = Look().with_text_size(size)
    hidden = Dense(8, regularizer=Regularizer(0, 0.01, 0, 0), dropout=0.3)
    widget = tab(qtbot, pictures(hidden=hidden), address, example, 330, look)
    area = widget.findChild(QScrollArea)
    contents, viewport = area.widget(), area.viewport()
    assert contents is not None
    assert viewport is not None
    assert contents.width() <= viewport.width()
