from dataclasses import replace

import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QColor, QHelpEvent
from PyQt6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from app.look.look import Look
from app.look.palettes import mixed
from app.look.theme import THEMES
from app.snapshot import Snapshot
from app.stepping.ribbon import DIM, Ribbon
from tests.app.moments import snapshot
from tests.app.stepping.moments import after, number_of, within

THEME = THEMES["dark"]


def ribbon(qtbot: QtBot, moment: Snapshot, width: int = 800) -> Ribbon:
    widget = Ribbon()
    qtbot.addWidget(widget)
    widget.show_look(Look(THEME))
    widget.resize(width, widget.sizeHint().height())
    widget.show()
    widget.show_snapshot(moment)
    return widget


def place(widget: Ribbon, number: int) -> QPoint:
    """The middle of the mark of an operation, found from the left as a pointer does."""
    columns = [x for x in range(widget.width()) if _number_at(widget, x) == number]
    return QPoint(columns[len(columns) // 2], round(widget.sizeHint().height() * 0.25))


def _number_at(widget: Ribbon, x: int) -> int:
    operation = widget.operation_at(x)
    return operation.number if operation else 0


def colour(widget: Ribbon, number: int) -> QColor:
    return widget.grab().toImage().pixelColor(place(widget, number))


def test_done_operations_are_filled_and_later_ones_dim(qtbot: QtBot) -> None:
    trainer = after(5)
    widget = ribbon(qtbot, snapshot(trainer))
    operations = trainer.program.operations
    assert colour(widget, 2) == THEME.of_pass(operations[1].pass_)
    last = operations[-1]
    assert colour(widget, last.number) == mixed(THEME.of_pass(last.pass_), THEME.background, DIM)


def test_the_present_operation_is_taller_and_outlined(qtbot: QtBot) -> None:
    widget = ribbon(qtbot, snapshot(after(5)))
    image = widget.grab().toImage()

    def top(number: int) -> QColor:
        return image.pixelColor(place(widget, number).x(), 1)

    assert top(5) == THEME.text
    assert top(4) != THEME.text


def test_a_step_forward_moves_the_outline(qtbot: QtBot) -> None:
    trainer = after(5)
    widget = ribbon(qtbot, snapshot(trainer))
    before = widget.grab().toImage()
    trainer.advance()
    widget.show_snapshot(snapshot(trainer))
    assert widget.grab().toImage() != before


def test_flat_out_nothing_flickers(qtbot: QtBot) -> None:
    moment = replace(snapshot(after(5)), is_running=True)
    widget = ribbon(qtbot, moment)
    before = widget.grab().toImage()
    widget.show_snapshot(replace(moment, cursor=9))
    assert widget.grab().toImage() == before


def test_the_tooltip_names_number_pass_and_statement(qtbot: QtBot) -> None:
    trainer = after(5)
    widget = ribbon(qtbot, snapshot(trainer))
    pos = place(widget, number_of(trainer, "dW2"))
    help_event = QHelpEvent(QHelpEvent.Type.ToolTip, pos, widget.mapToGlobal(pos))
    QApplication.sendEvent(widget, help_event)
    assert "<b>backward</b>, layer 2" in QToolTip.text()
    assert "dW2 = a1_kept.T @ dz2" in QToolTip.text()


def test_a_click_goes_to_an_operation_done_or_not(qtbot: QtBot) -> None:
    widget = ribbon(qtbot, snapshot(after(5)))
    for number in (2, 9):
        with qtbot.waitSignal(widget.operation_chosen) as chosen:
            qtbot.mouseClick(widget, Qt.MouseButton.LeftButton, pos=place(widget, number))
        assert chosen.args == [number]


def test_other_buttons_go_nowhere(qtbot: QtBot) -> None:
    widget = ribbon(qtbot, snapshot(after(5)))
    with qtbot.assertNotEmitted(widget.operation_chosen):
        qtbot.mouseClick(widget, Qt.MouseButton.RightButton, pos=place(widget, 2))


def test_an_operation_under_way_fills_as_its_elements_are_done(qtbot: QtBot) -> None:
    moment = within(after(2), "z2", neurons=1, terms=4)
    widget = ribbon(qtbot, moment, width=1200)
    image = widget.grab().toImage()
    columns = [x for x in range(1200) if _number_at(widget, x) == 5]
    y = place(widget, 5).y()
    full = THEME.of_pass(moment.operations[4].pass_)
    filled = [image.pixelColor(x, y) == full for x in columns]
    assert 0.4 < sum(filled) / len(filled) < 0.6


@pytest.mark.parametrize("width", [400, 1200])
@pytest.mark.parametrize("count", [14, 300])
def test_every_operation_has_its_place_at_any_width(qtbot: QtBot, count: int, width: int) -> None:
    moment = snapshot(after(0))
    many = [replace(moment.operations[i % 14], number=i + 1) for i in range(count)]
    widget = ribbon(qtbot, replace(moment, operations=tuple(many), cursor=count), width)
    seen = {_number_at(widget, x) for x in range(width)}
    assert set(range(1, count + 1)) <= seen


def test_before_any_snapshot_it_is_empty(qtbot: QtBot) -> None:
    widget = Ribbon()
    qtbot.addWidget(widget)
    widget.show()
    assert widget.operation_at(10) is None
    widget.grab()
