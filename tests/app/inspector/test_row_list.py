import pytest
from PyQt6.QtCore import Qt
from pytestqt.qtbot import QtBot

from app.inspector.row_layout import layout
from app.inspector.row_list import RowList
from app.inspector.rows import Cell, Row
from app.look.look import Look
from engine.addresses import BiasId, EdgeId
from tests.app.inspector.traces import copied, index, rows, view

ROWS = (
    Row("z", (Cell.of(0.12345678), Cell.of(None)), "weighted sum"),
    Row("w", (Cell.of(-2.5123), Cell.of(3.0123)), "a weight", -0.5, EdgeId(1, 2, 3)),
    Row("b", (Cell.of(0.2512), Cell.of(1.0123)), "a bias", 0.1, BiasId(1, 3)),
)


def table(qtbot: QtBot, width: int = 330, size: int = 10) -> RowList:
    widget = RowList("table", ("now", "then"))
    qtbot.addWidget(widget)
    widget.show_look(Look(text_size=size))
    widget.show_rows(ROWS)
    widget.resize(width, widget.sizeHint().height())
    widget.show()
    return widget


def test_rows_are_read_out_with_their_numbers(qtbot: QtBot) -> None:
    widget = table(qtbot)
    assert rows(widget, "table")[0] == "z (weighted sum): +0.1235, –"
    assert "not computed yet" in index(widget, "table", 0).data(Qt.ItemDataRole.ToolTipRole)


def test_a_click_chooses_what_the_row_belongs_to(qtbot: QtBot) -> None:
    widget = table(qtbot)
    listing = view(widget, "table")
    chosen: list[object] = []
    widget.address_chosen.connect(chosen.append)
    for row in (0, 1):
        place = listing.visualRect(index(widget, "table", row)).center()
        qtbot.mouseClick(listing.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert chosen == [EdgeId(1, 2, 3)]  # the first row belongs to no part of the network


def test_enter_chooses_the_row_of_the_keyboard(qtbot: QtBot) -> None:
    widget = table(qtbot)
    listing = view(widget, "table")
    listing.setFocus()
    listing.setCurrentIndex(index(widget, "table", 1))
    qtbot.keyClick(listing, Qt.Key.Key_Down)
    with qtbot.waitSignal(widget.address_chosen) as chosen:
        qtbot.keyClick(listing, Qt.Key.Key_Return)
    assert chosen.args == [BiasId(1, 3)]


def test_the_pointer_points_at_what_a_row_belongs_to(qtbot: QtBot) -> None:
    widget = table(qtbot)
    listing = view(widget, "table")
    with qtbot.waitSignal(widget.pointed_at) as pointed:
        place = listing.visualRect(index(widget, "table", 1)).center()
        qtbot.mouseMove(listing.viewport(), place)
    assert pointed.args == [EdgeId(1, 2, 3)]
    with qtbot.waitSignal(widget.pointed_at) as pointed:
        qtbot.mouseMove(listing.viewport(), listing.visualRect(index(widget, "table", 0)).center())
    assert pointed.args == [None]


def test_numbers_are_copied_with_all_their_digits(qtbot: QtBot) -> None:
    widget = table(qtbot)
    listing = view(widget, "table")
    listing.setFocus()
    listing.setCurrentIndex(index(widget, "table", 0))
    qtbot.keyClick(listing, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert copied() == "0.12345678\tnot computed yet in this step"
    whole = next(action for action in listing.actions() if action.text() == "Copy table")
    whole.trigger()
    assert copied().splitlines()[1] == "w\t−2.5123\t3.0123"


@pytest.mark.parametrize("size", [10, 16, 24])
@pytest.mark.parametrize("width", [180, 280, 330, 520])
def test_every_row_is_in_sight_and_no_number_beyond_the_edge(
    qtbot: QtBot, width: int, size: int
) -> None:
    widget = table(qtbot, width, size)
    listing = view(widget, "table")
    last = listing.visualRect(index(widget, "table", 2))
    viewport = listing.viewport()
    assert viewport is not None
    assert viewport.rect().contains(last)
    place = layout(ROWS, ("now", "then"), Look(text_size=size), width)
    assert place.cells[0][0] >= 0
    assert place.cells[-1][1] <= width
