from dataclasses import replace

import pytest
from PyQt6.QtCore import QAbstractItemModel, QModelIndex, QPoint, Qt
from PyQt6.QtGui import QColor, QGuiApplication, QHelpEvent
from PyQt6.QtWidgets import QApplication, QListView, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from app.look import numbers
from app.look.look import Look
from app.look.theme import THEMES
from app.snapshot import Snapshot
from app.stepping.listing import Listing
from app.stepping.operation_rows import OperationRows
from app.stepping.operation_text import listing as as_text
from engine.trace import take_trace
from tests.app.moments import snapshot
from tests.app.stepping.moments import after, texts, within

THEME = THEMES["dark"]


def listing(qtbot: QtBot, moment: Snapshot, width: int = 380, height: int = 200) -> Listing:
    widget = Listing()
    qtbot.addWidget(widget)
    widget.show_look(Look(THEME))
    widget.resize(width, height)
    widget.show()
    widget.show_snapshot(moment)
    return widget


def view(widget: Listing) -> QListView:
    return widget.findChild(QListView)


def rows(widget: Listing) -> QAbstractItemModel:
    model = view(widget).model()
    assert model is not None
    return model


def viewport(widget: Listing) -> QWidget:
    viewport = view(widget).viewport()
    assert viewport is not None
    return viewport


def copied() -> str:
    clipboard = QGuiApplication.clipboard()
    assert clipboard is not None
    return clipboard.text()


def index(widget: Listing, number: int) -> QModelIndex:
    return rows(widget).index(number - 1, 0)


def is_in_sight(widget: Listing, number: int) -> bool:
    row = view(widget).visualRect(index(widget, number))
    return viewport(widget).rect().contains(row)


def ground(widget: Listing, number: int) -> QColor:
    """The colour at the right end of a row."""
    row = view(widget).visualRect(index(widget, number))
    image = viewport(widget).grab().toImage()
    return image.pixelColor(QPoint(row.right() - 2, row.top() + 1))


def test_it_shows_the_statements_of_the_step(qtbot: QtBot) -> None:
    trainer = after(0)
    widget = listing(qtbot, snapshot(trainer))
    model = rows(widget)
    shown = [model.index(row, 0).data() for row in range(model.rowCount())]
    assert shown == [operation.text for operation in trainer.program.operations]


def test_the_present_operation_lies_on_the_colour_of_its_pass(qtbot: QtBot) -> None:
    widget = listing(qtbot, snapshot(after(3)))
    assert ground(widget, 3) != ground(widget, 2)
    assert ground(widget, 2) == ground(widget, 4)


def test_the_present_row_stays_in_sight_with_the_next_ones(qtbot: QtBot) -> None:
    trainer = after(0)
    widget = listing(qtbot, snapshot(trainer))
    while not trainer.program.is_finished:
        number = trainer.advance().number
        widget.show_snapshot(snapshot(trainer))
        assert is_in_sight(widget, number)
        assert is_in_sight(widget, min(number + 1, len(trainer.program.operations)))


def test_the_present_row_stays_in_sight_when_the_panel_shrinks(qtbot: QtBot) -> None:
    widget = listing(qtbot, snapshot(after(12)), height=500)
    widget.resize(300, 180)
    qtbot.waitUntil(lambda: is_in_sight(widget, 12))


def test_the_first_row_in_sight_is_seen_whole(qtbot: QtBot) -> None:
    widget = listing(qtbot, snapshot(after(1)))
    for number in range(2, 20):
        widget.show_snapshot(snapshot(after(number)))
        bar = view(widget).verticalScrollBar()
        assert bar is not None
        first = view(widget).indexAt(QPoint(0, 0))
        is_at_end = bar.value() == bar.maximum()
        assert is_at_end or view(widget).visualRect(first).top() == 0


def test_flat_out_it_does_not_scroll(qtbot: QtBot) -> None:
    moment = replace(snapshot(after(1)), is_running=True)
    widget = listing(qtbot, moment)
    for cursor in (14, 3, 20):
        widget.show_snapshot(replace(moment, cursor=cursor))
        assert is_in_sight(widget, 1)


def test_flat_out_it_says_how_often_the_step_runs(qtbot: QtBot) -> None:
    moment = snapshot(after(1))
    widget = listing(qtbot, replace(moment, is_running=True))
    widget.show_rate(2311.4)
    assert "runs 2,311 times a second" in texts(widget)
    widget.show_snapshot(moment)
    assert f"after operation 1 of {len(moment.operations)} · forward" in texts(widget)


def test_only_rows_that_change_are_told_of(qtbot: QtBot) -> None:
    trainer = after(3)
    widget = listing(qtbot, snapshot(trainer))
    changed: set[int] = set()
    rows(widget).dataChanged.connect(
        lambda first, last: changed.update(range(first.row() + 1, last.row() + 2))
    )
    trainer.advance()
    widget.show_snapshot(snapshot(trainer))
    assert changed == {3, 4}


def test_a_smaller_last_batch_keeps_the_rows_and_the_selection(qtbot: QtBot) -> None:
    trainer = after(1)
    widget = listing(qtbot, snapshot(trainer))
    view(widget).setCurrentIndex(index(widget, 5))
    for _ in range(3):
        trainer.step()
    smaller = snapshot(trainer)
    trainer.advance()
    assert trainer.program.namespace["m"] == 12
    widget.show_snapshot(smaller)
    widget.show_snapshot(snapshot(trainer))
    assert view(widget).currentIndex().row() == 4


def test_another_network_has_other_rows(qtbot: QtBot) -> None:
    widget = listing(qtbot, snapshot(after(1)))
    other = after(1, batch_size=None, learning_rate=0.1)
    fewer = other.program.operations[:4]
    widget.show_snapshot(replace(snapshot(other), operations=fewer))
    assert rows(widget).rowCount() == 4


def test_rows_are_walked_by_keys_and_copied(qtbot: QtBot) -> None:
    trainer = after(1)
    widget = listing(qtbot, snapshot(trainer))
    view(widget).setCurrentIndex(index(widget, 1))
    qtbot.keyClick(view(widget), Qt.Key.Key_Down)
    qtbot.keyClick(view(widget), Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert copied() == trainer.program.operations[1].text


def test_the_whole_listing_is_copied_from_the_context_menu(qtbot: QtBot) -> None:
    trainer = after(1)
    widget = listing(qtbot, snapshot(trainer))
    assert view(widget).contextMenuPolicy() is Qt.ContextMenuPolicy.ActionsContextMenu
    actions = {action.text(): action for action in view(widget).actions()}
    actions["Copy listing"].trigger()
    assert copied() == as_text(trainer.program.operations)


def test_a_long_statement_goes_on_in_a_further_line(qtbot: QtBot) -> None:
    trainer = after(0)
    longest = max(trainer.program.operations, key=lambda o: len(o.text))
    widget = listing(qtbot, snapshot(trainer), width=1400)
    one_line = view(widget).visualRect(index(widget, longest.number)).height()
    widget.resize(300, 200)
    qtbot.waitUntil(
        lambda: view(widget).visualRect(index(widget, longest.number)).height() >= 2 * one_line
    )


def test_rows_stand_below_each_other_when_only_the_width_changes(qtbot: QtBot) -> None:
    trainer = after(0)
    longest = max(trainer.program.operations, key=lambda o: len(o.text))
    widget = listing(qtbot, snapshot(trainer), width=1400, height=900)
    one_line = view(widget).visualRect(index(widget, longest.number)).height()
    widget.resize(300, 900)
    qtbot.waitUntil(
        lambda: view(widget).visualRect(index(widget, longest.number)).height() >= 2 * one_line
    )


def test_a_click_on_a_row_goes_there(qtbot: QtBot) -> None:
    widget = listing(qtbot, snapshot(after(3)), height=600)
    for number in (2, 9):
        row = view(widget).visualRect(index(widget, number))
        with qtbot.waitSignal(widget.operation_chosen) as chosen:
            qtbot.mouseClick(viewport(widget), Qt.MouseButton.LeftButton, pos=row.center())
        assert chosen.args == [number]


def test_enter_goes_to_the_row_that_was_walked_to(qtbot: QtBot) -> None:
    widget = listing(qtbot, snapshot(after(3)))
    widget.activateWindow()
    view(widget).setFocus()
    qtbot.waitUntil(view(widget).hasFocus)
    view(widget).setCurrentIndex(index(widget, 4))
    qtbot.keyClick(view(widget), Qt.Key.Key_Down)
    with qtbot.waitSignal(widget.operation_chosen) as chosen:
        qtbot.keyClick(view(widget), Qt.Key.Key_Return)
    assert chosen.args == [5]


def test_walking_through_rows_goes_nowhere(qtbot: QtBot) -> None:
    widget = listing(qtbot, snapshot(after(3)))
    with qtbot.assertNotEmitted(widget.operation_chosen):
        qtbot.keyClick(view(widget), Qt.Key.Key_Down)
        qtbot.keyClick(view(widget), Qt.Key.Key_Down)


def told(widget: Listing, number: int, name: str) -> str:
    """The tooltip of a name in a statement."""
    row = view(widget).visualRect(index(widget, number))
    for x in range(row.left(), row.right(), 3):
        pos = QPoint(x, row.top() + 8)
        help_event = QHelpEvent(QHelpEvent.Type.ToolTip, pos, viewport(widget).mapToGlobal(pos))
        QApplication.sendEvent(viewport(widget), help_event)
        if QToolTip.text().startswith(f"<p style='white-space: pre'><b>{name}</b>"):
            return QToolTip.text()
    raise AssertionError(f"no tooltip for {name}")


def test_the_tooltip_of_a_name_shows_its_array(qtbot: QtBot) -> None:
    trainer = after(1)
    widget = listing(qtbot, snapshot(trainer), width=600)
    widget.show_trace(take_trace(trainer))
    text = told(widget, 1, "W1")
    assert "the weights of layer 1" in text
    assert "(4, 8)" in text
    assert numbers.plain(trainer.parameters["W1"].max()) in text
    assert numbers.short(trainer.parameters["W1"][3, 5]) in text


def test_the_tooltip_of_what_is_not_computed_yet_says_so(qtbot: QtBot) -> None:
    trainer = after(0)
    trainer.step()
    trainer.advance()
    widget = listing(qtbot, snapshot(trainer), width=600)
    widget.show_trace(take_trace(trainer))
    assert "a1 is not computed yet: operation 2 will do so." in told(widget, 2, "a1")


def test_while_it_runs_no_old_numbers_are_told(qtbot: QtBot) -> None:
    trainer = after(1)
    widget = listing(qtbot, snapshot(trainer), width=600)
    widget.show_trace(take_trace(trainer))
    trainer.advance()
    widget.show_snapshot(snapshot(trainer))
    assert "Its numbers are shown at rest." in told(widget, 1, "W1")
    widget.show_trace(take_trace(trainer))
    widget.show_snapshot(snapshot(trainer, is_running=True, pace=0.1))
    assert "Its numbers are shown at rest." in told(widget, 1, "W1")


def details(widget: Listing) -> list[str]:
    return [f"{d.name} {d.size} {d.extent}" for d in model_of(widget).details]


def model_of(widget: Listing) -> OperationRows:
    model = rows(widget)
    assert isinstance(model, OperationRows)
    return model


def test_the_present_row_has_the_values_written_and_read(qtbot: QtBot) -> None:
    trainer = after(1)
    widget = listing(qtbot, snapshot(trainer))
    plain = view(widget).visualRect(index(widget, 1)).height()
    widget.show_trace(take_trace(trainer))
    z = trainer.program.values["z1"]
    written, *read = details(widget)
    assert written == f"z1 (16, 8) {numbers.short(z.min())} … {numbers.short(z.max())}"
    assert [line.split()[0] for line in read] == ["x", "W1", "b1"]
    assert read[-1] == "b1 (8,) all 0"
    assert view(widget).visualRect(index(widget, 1)).height() > 3 * plain
    trainer.advance()
    widget.show_snapshot(snapshot(trainer))
    assert details(widget) == []


def test_within_an_operation_its_result_is_not_computed_yet(qtbot: QtBot) -> None:
    trainer = after(3)
    widget = listing(qtbot, within(trainer, "z2", terms=2))
    widget.show_trace(take_trace(trainer))
    assert "within operation 5 of 22 · forward" in texts(widget)
    assert [line.split()[0] for line in details(widget)] == ["a1_kept", "W2", "b2"]
    spoken = index(widget, 5).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith(", under way")


@pytest.mark.parametrize(("number", "state"), [(2, "done"), (3, "done last"), (4, "not done yet")])
def test_a_screen_reader_says_where_the_step_stands(qtbot: QtBot, number: int, state: str) -> None:
    widget = listing(qtbot, snapshot(after(3)))
    spoken = index(widget, number).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.endswith(f", {state}")
