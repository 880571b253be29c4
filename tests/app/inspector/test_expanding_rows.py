from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.inspector.expanding_rows import ExpandingRows
from app.inspector.rows import Cell, Row
from app.look.look import Look
from tests.app.inspector.traces import rows


def table(qtbot: QtBot, count: int) -> tuple[ExpandingRows, QPushButton]:
    widget = ExpandingRows("table", ("n",), 3, "more")
    qtbot.addWidget(widget)
    widget.show_look(Look())
    widget.show_rows([Row(str(n), (Cell.of(n),)) for n in range(count)])
    widget.show()
    button = widget.findChild(QPushButton)
    assert button is not None
    return widget, button


def test_a_few_rows_are_all_shown(qtbot: QtBot) -> None:
    widget, button = table(qtbot, 3)
    assert len(rows(widget, "table")) == 3
    assert not button.isVisible()


def test_further_ones_come_and_go_at_a_click(qtbot: QtBot) -> None:
    widget, button = table(qtbot, 8)
    assert button.text() == "5 more ▾"
    for count in (8, 3):
        qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
        assert len(rows(widget, "table")) == count


def test_other_rows_are_folded_again(qtbot: QtBot) -> None:
    widget, button = table(qtbot, 8)
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    widget.show_rows([Row(str(n), (Cell.of(n),)) for n in range(6)])
    assert len(rows(widget, "table")) == 3
