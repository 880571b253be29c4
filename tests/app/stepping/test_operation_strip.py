"""The strip shows one operation, or one sum as it grows, and never jumps or flickers."""

from dataclasses import replace
from typing import Any

import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.formula.formula_view import FormulaView
from app.look import numbers
from app.look.look import Look
from app.look.theme import THEMES
from app.snapshot import Snapshot
from app.stepping.operation_strip import OperationStrip
from engine.layers import Dense
from engine.network import Network
from engine.optimizers import OPTIMIZERS
from tests.app.moments import snapshot
from tests.app.stepping.moments import after, texts, within
from tests.engine.cases import OUTPUTS, trainer


@pytest.fixture
def strip(qtbot: QtBot) -> OperationStrip:
    widget = OperationStrip()
    qtbot.addWidget(widget)
    widget.show_look(Look(THEMES["dark"]))
    widget.resize(536, widget.height())
    widget.show()
    return widget


def formulas(widget: OperationStrip) -> str:
    """All formulas that can be seen, as plain text."""
    views = [view for view in widget.findChildren(FormulaView) if view.isVisible()]
    return " ".join(view.plain_text() for view in views)


def caption(widget: OperationStrip) -> str:
    return " ".join(texts(widget))


def test_the_operation_done_last_is_shown(strip: OperationStrip) -> None:
    trainer = after(1)
    strip.show_snapshot(snapshot(trainer))
    assert "operation 1 of 22 · forward, layer 1" in caption(strip)
    assert "z1 = x @ W1 + b1" in texts(strip)
    assert formulas(strip) == "z⁽¹⁾ = xW⁽¹⁾ + b⁽¹⁾"


def test_at_the_start_it_is_the_next_one_and_marked_as_such(strip: OperationStrip) -> None:
    strip.show_snapshot(snapshot(after(0)))
    assert "next: operation 1 of 22" in caption(strip)


def test_a_sum_grows_term_by_term(strip: OperationStrip) -> None:
    moment = within(after(0), "z1", neurons=2, terms=3)
    strip.show_snapshot(moment)
    assert moment.close_up is not None
    assert "neuron 3 of 8 · term 3 of 4" in texts(strip)
    assert "z1 = x @ W1 + b1" in caption(strip)
    symbols, in_numbers = formulas(strip).splitlines()
    assert symbols == "z⁽¹⁾₂ = ⋯ + x₁ · w⁽¹⁾₁,₂ + x₂ · w⁽¹⁾₂,₂ + ⋯ + b⁽¹⁾₂"
    assert in_numbers.endswith(f"= {numbers.plain(moment.close_up.total)} so far")


def test_a_sum_that_is_complete_is_the_value(strip: OperationStrip) -> None:
    moment = within(after(0), "z1", neurons=1)
    strip.show_snapshot(moment)
    assert moment.close_up is not None
    assert "neuron 1 of 8 · term 4 of 4" in texts(strip)
    assert "so far" not in formulas(strip)
    value = numbers.plain(moment.close_up.explanation.value)
    assert formulas(strip).endswith(f"= {value}")


def test_weights_are_counted_as_weights(strip: OperationStrip) -> None:
    strip.show_snapshot(within(after(0), "dW2", terms=1))
    assert "weight 1 of 24 · term 1 of 16" in texts(strip)
    strip.show_snapshot(within(after(0), "db2", neurons=2))
    assert "bias 2 of 3 · term 16 of 16" in texts(strip)


def test_what_is_no_sum_is_shown_as_symbols_and_numbers(strip: OperationStrip) -> None:
    moment = within(after(0), "a1", neurons=2)
    strip.show_snapshot(moment)
    assert "neuron 2 of 8" in texts(strip)
    assert formulas(strip).startswith("a⁽¹⁾₁ = max(0, z⁽¹⁾₁) = max(0,")


def test_flat_out_it_only_says_so(strip: OperationStrip) -> None:
    moment = replace(snapshot(after(3)), is_running=True)
    strip.show_snapshot(moment)
    before = strip.grab().toImage()
    assert "running" in texts(strip)
    strip.show_snapshot(replace(moment, cursor=9))
    assert strip.grab().toImage() == before


def test_in_slow_motion_its_text_stays_long_enough_to_be_read(
    qtbot: QtBot, strip: OperationStrip
) -> None:
    trainer = after(1)
    strip.show_snapshot(snapshot(trainer, is_running=True, pace=0.02))
    for _ in range(3):
        trainer.advance()
        strip.show_snapshot(snapshot(trainer, is_running=True, pace=0.02))
        assert "operation 2 of" in caption(strip)  # shown at once; what follows has to wait
    qtbot.waitUntil(lambda: "operation 4 of" in caption(strip), timeout=1000)


def test_at_rest_it_follows_at_once(strip: OperationStrip) -> None:
    trainer = after(1)
    strip.show_snapshot(snapshot(trainer, is_running=True, pace=0.02))
    trainer.advance()
    strip.show_snapshot(snapshot(trainer, is_running=True, pace=0.02))
    trainer.advance()
    strip.show_snapshot(snapshot(trainer))
    assert "operation 3 of" in caption(strip)


def moments(**settings: Any) -> list[Snapshot]:
    """Every operation of a step."""
    shown = trainer(**settings)
    found = []
    for _ in shown.program.operations:
        shown.advance()
        found.append(snapshot(shown))
    return found


@pytest.mark.parametrize("size", [7, 10, 16])
@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_operation_has_room_and_nothing_jumps(
    strip: OperationStrip, name: str, size: int
) -> None:
    strip.show_look(Look(text_size=size))
    height = strip.height()
    for moment in moments(optimizer=OPTIMIZERS[name]()):
        strip.show_snapshot(moment)
        assert is_whole(strip)
        assert strip.height() == height
        assert strip.width() == 536


@pytest.mark.parametrize("kind", range(len(OUTPUTS)))
def test_every_loss_has_room(strip: OperationStrip, kind: int) -> None:
    output, loss = OUTPUTS[kind]
    network = Network(4, (Dense(5), Dense(3, output)))
    shown = trainer(network=network, loss=loss)
    operations = [o for o in shown.program.operations if o.layer == 2 or o.writes == "L"]
    for moment in moments(network=network, loss=loss):
        strip.show_snapshot(moment)
        assert is_whole(strip)
    for operation in operations:
        if operation.writes[0] in "zad":
            strip.show_snapshot(
                within(trainer(network=network, loss=loss), operation.writes, neurons=1)
            )
            assert is_whole(strip)


def is_whole(strip: OperationStrip) -> bool:
    """Whether nothing that can be seen is cut off."""
    room = strip.height()
    for view in strip.findChildren(FormulaView):
        if view.isVisible() and view.heightForWidth(view.width()) > room - 14:
            return False
    labels = [label for label in strip.findChildren(QLabel) if label.isVisible()]
    return all(label.sizeHint().height() <= room for label in labels)


def test_it_can_be_narrow(strip: OperationStrip) -> None:
    strip.show_snapshot(moments(optimizer=OPTIMIZERS["adam"]())[-2])
    assert strip.minimumSizeHint().width() < 300
    strip.resize(300, strip.height())
    assert strip.width() == 300


def test_the_tooltip_has_the_whole_operation(strip: OperationStrip) -> None:
    strip.show_snapshot(snapshot(after(1)))
    assert "reads x, W1, b1" in strip.toolTip()
    assert strip.accessibleName() == "Present operation"
    assert strip.focusPolicy() is Qt.FocusPolicy.NoFocus
