"""Numbers are taken apart, nudged and changed in the inspector, with real clicks."""

from pathlib import Path
from threading import enumerate as enumerate_threads

import pytest
from PyQt6.QtCore import QPoint
from PyQt6.QtGui import QImage
from PyQt6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from app.look.look import Look
from app.main_window import USUAL_SIZE
from engine.activations import Softmax
from engine.addresses import BiasId, EdgeId, NodeId
from engine.datasets.synthetic import TwoMoons
from engine.experiment import Experiment
from engine.layers import Dense
from engine.losses import CROSS_ENTROPY
from engine.network import Network
from engine.optimizers import SGD
from tests.app.gestures import canvas, click_part, formulas, open_tab, place_of, point_at, tab
from tests.app.inspector.hands import (
    click_factor,
    click_row,
    formula,
    place_in_row,
    read,
    read_terms,
    terms,
)
from tests.app.network_view.test_pointing import colours
from tests.app.shell import CTRL, KEY, SHIFT, Shell

FIRST, LAST = EdgeId(1, 0, 0), EdgeId(2, 0, 0)
CHAIN = [
    "∂C/∂w⁽¹⁾₀,₀ = Σₖ ∂C/∂z⁽²⁾ₖ · w⁽²⁾₀,ₖ · σ′(z⁽¹⁾₀) · x₀",
    "= 0.03635 · 0.2413 · 0.05 = +4.386e−4",
]


@pytest.fixture
def done(by_hand: Shell) -> Shell:
    """The window at the end of the step that is worked by hand."""
    by_hand.press(KEY.Key_Right, CTRL)
    return by_hand


def select(shell: Shell, part: EdgeId | BiasId | NodeId) -> None:
    click_part(shell, part)
    QApplication.processEvents()  # for the layout


def picture(shell: Shell) -> QImage:
    return canvas(shell).grab().toImage()


def is_lit(shell: Shell, edge: EdgeId) -> bool:
    """Whether an edge has the rim of what is pointed at elsewhere."""
    text = Look().theme.text.name()
    return text in colours(picture(shell), place_of(shell, edge), 6)


def test_an_edge_is_taken_apart_to_the_last_factor_that_is_known(done: Shell) -> None:
    select(done, FIRST)
    page = tab(done)
    assert read(page) == CHAIN
    assert read_terms(page) == [
        "k = 0: +0.1385 × +0.4 = +0.05540",
        "k = 1: −0.03810 × +0.5 = −0.01905",
    ]
    click_row(done.bot, page, 0, 0)
    assert read(page) == [
        "∂C/∂z⁽²⁾₀ = ∂C/∂a⁽²⁾₀ · a⁽²⁾₀ · (1 − a⁽²⁾₀)",
        "= 0.7414 · 0.7514 · (1 − 0.7514) = +0.1385",
    ]
    click_factor(done.bot, page, "0")
    assert read(page)[0] == "∂C/∂a⁽²⁾₀ = (a⁽²⁾₀ − y₀)/m"
    click_factor(done.bot, page, "0")
    assert read(page) == ["a⁽²⁾₀ = σ(z⁽²⁾₀)", "= σ(1.106) = +0.7514"]
    click_factor(done.bot, page, "0")
    assert read(page)[1] == "= 0.5059 + 0.6 = +1.106"
    click_row(done.bot, page, 1, 0)
    assert read(page) == ["a⁽¹⁾₀ = σ(z⁽¹⁾₀)", "= σ(0.3775) = +0.5933"]
    click_factor(done.bot, page, "0")
    last = read(page)
    assert last[0] == "z⁽¹⁾₀ = Σᵢ xᵢ · w⁽¹⁾ᵢ,₀ + b⁽¹⁾₀"
    for known in (0, 1):  # an input and a weight as the step began
        click_row(done.bot, page, 0, known)
        assert read(page) == last
    click_factor(done.bot, page, "0")  # a bias
    assert read(page) == last


def test_crumbs_and_backspace_lead_back(done: Shell) -> None:
    select(done, FIRST)
    page = tab(done)
    click_row(done.bot, page, 0, 0)
    click_factor(done.bot, page, "0")
    names = [
        "how fast the cost changes with the weight from input 0 to neuron 0 in hidden layer 1: "
        "the share of example 1 of the batch",
        "how fast the cost changes with the pre-activation of output 0, for example 1 of the batch",
    ]
    for name in reversed(names):
        done.click(f"Back to {name}", page)
    assert read(page) == CHAIN
    click_row(done.bot, page, 0, 0)
    done.bot.keyClick(page, KEY.Key_Backspace)
    assert read(page) == CHAIN


def test_what_was_taken_apart_follows_the_steps(done: Shell) -> None:
    select(done, LAST)
    page = tab(done)
    click_factor(done.bot, page, "2")
    assert read(page) == ["a⁽¹⁾₀ = σ(z⁽¹⁾₀)", "= σ(0.3775) = +0.5933"]
    done.press(KEY.Key_Right, CTRL)
    assert read(page) == ["a⁽¹⁾₀ = σ(z⁽¹⁾₀)", "= σ(0.3731) = +0.5922"]
    done.press(KEY.Key_Left, CTRL)
    assert read(page)[1] == "= σ(0.3775) = +0.5933"


def test_the_keyboard_goes_on_in_the_formula_where_there_is_no_table(done: Shell) -> None:
    select(done, FIRST)
    terms(tab(done)).setFocus()
    done.press(KEY.Key_Down)
    done.press(KEY.Key_Return)
    assert read(tab(done))[0].startswith("∂C/∂z⁽²⁾")
    assert formula(tab(done)).hasFocus()


def test_space_runs_after_a_factor_was_taken_apart(done: Shell) -> None:
    select(done, FIRST)
    click_row(done.bot, tab(done), 0, 0)
    done.press(KEY.Key_Space)
    assert done.training.is_running
    assert done.window.inspector.isVisible()


def test_a_factor_under_the_mouse_lights_its_edge_and_an_edge_its_factor(done: Shell) -> None:
    select(done, FIRST)
    table, away = terms(tab(done)), QPoint(5, 60)
    done.bot.mouseMove(canvas(done), away)
    assert not is_lit(done, LAST)
    dark = table.grab().toImage()
    viewport, place = place_in_row(tab(done), 0, 1)
    done.bot.mouseMove(viewport, place)
    assert is_lit(done, LAST)
    point_at(done, LAST)
    assert table.grab().toImage() != dark
    done.bot.mouseMove(canvas(done), away)
    assert table.grab().toImage() == dark


def test_a_factor_of_the_formula_lights_its_neuron_and_a_neuron_its_factor(done: Shell) -> None:
    select(done, LAST)
    view, away = formula(tab(done)), QPoint(5, 60)
    done.bot.mouseMove(canvas(done), away)
    dark, plain = picture(done), view.grab().toImage()
    done.bot.mouseMove(view, view.slot_rect("2").center().toPoint())
    assert picture(done) != dark
    done.bot.mouseMove(view, QPoint(1, 1))
    assert (picture(done), view.grab().toImage()) == (dark, plain)
    point_at(done, NodeId(1, 0))
    assert view.grab().toImage() != plain


def test_the_update_is_told_line_by_line_to_the_new_weight(done: Shell) -> None:
    select(done, LAST)
    open_tab(done, "Update")
    assert formulas(tab(done)) == [
        "Δw⁽²⁾₀,₀ = −η · ∂C/∂w⁽²⁾₀,₀",
        "= −0.5 · 0.08217 = −0.04108",
        "w⁽²⁾₀,₀ ← w⁽²⁾₀,₀ + Δw⁽²⁾₀,₀",
        "= 0.4 + (−0.04108) = +0.3589",
    ]


@pytest.mark.parametrize("part", [FIRST, LAST, BiasId(1, 0), NodeId(1, 1), NodeId(0, 0)])
def test_the_nudge_test_agrees(done: Shell, part: EdgeId | BiasId | NodeId) -> None:
    select(done, part)
    open_tab(done, "What if")
    assert any(text.startswith("✓ They agree.") for text in done.texts(tab(done)))


def test_all_derivatives_are_checked(done: Shell) -> None:
    select(done, LAST)
    open_tab(done, "What if")
    with done.bot.waitSignal(done.session.inspection.checked):
        done.click("Check all", tab(done))
    assert "✓ All of 12 weights and biases agree. The largest errors among them:" in (
        done.texts(tab(done))
    )


def test_while_it_runs_the_inspector_shows_no_numbers(done: Shell) -> None:
    select(done, LAST)
    done.press(KEY.Key_Space)
    done.wait(lambda: done.snapshots[-1].is_running)
    for title in ("Chain rule", "Update", "Neuron", "What if", "Health"):
        open_tab(done, title)
        assert done.texts(tab(done)) == [
            "The training runs",
            "Pause (Space) to take a number apart.",
        ]
        assert formulas(tab(done)) == []
    open_tab(done, "Chain rule")
    done.press(KEY.Key_Space, SHIFT)
    done.wait(lambda: not done.training.is_running)
    assert read(tab(done))[0] == "∂C/∂w⁽²⁾₀,₀ = ∂C/∂a⁽²⁾₀ · σ′(z⁽²⁾₀) · a⁽¹⁾₀"


def test_the_batch_is_a_sum_over_examples_and_one_of_them_is_chosen(shell: Shell) -> None:
    shell.window.show_size(USUAL_SIZE)
    shell.press(KEY.Key_G)
    shell.press(KEY.Key_Right, CTRL)
    select(shell, EdgeId(1, 0, 0))
    shell.click("batch of 16", tab(shell))
    QApplication.processEvents()
    assert read(tab(shell))[0].startswith("∂C/∂w⁽¹⁾₀,₀ = Σₛ")
    largest = read_terms(tab(shell))[0]
    number = int(largest.partition(" ")[0].rstrip(":"))
    click_row(shell.bot, tab(shell), 0)
    assert shell.snapshots[-1].reading.focus.example == number - 1
    assert shell.window.example.windowTitle() == f"Example {number} of batch 1"


LARGE = Experiment(
    TwoMoons(examples=200),
    Network(2, (Dense(300), Dense(300), Dense(2, Softmax()))),
    CROSS_ENTROPY,
    SGD(),
    learning_rate=0.05,
    batch_size=16,
)
"""So many weights that their check takes long."""


def test_the_window_is_closed_while_everything_is_checked(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    before = set(enumerate_threads())
    shell = Shell(qtbot, qapp, tmp_path / "preferences.json", LARGE)
    shell.window.show_size(USUAL_SIZE)
    shell.press(KEY.Key_G)
    shell.press(KEY.Key_Right, CTRL)
    select(shell, NodeId(3, 0))
    open_tab(shell, "What if")
    with qtbot.waitSignal(shell.session.inspection.check_progressed):
        shell.click("Check all", tab(shell))
    assert not any("agree. The largest" in text for text in shell.texts(tab(shell)))
    shell.window.close()
    shell.wait(lambda: set(enumerate_threads()) <= before)
