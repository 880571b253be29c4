"""What a user does in the inspector, and what is read back from it."""

from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtWidgets import QListView, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from app.formula.formula_view import FormulaView
from app.inspector.term_list import TermList

LEFT = Qt.MouseButton.LeftButton


def formula(widget: QWidget) -> FormulaView:
    """The formula that is seen."""
    return next(view for view in widget.findChildren(FormulaView) if view.isVisible())


def read(widget: QWidget) -> list[str]:
    """The lines of the formula that is seen."""
    return formula(widget).plain_text().split("\n")


def click_factor(qtbot: QtBot, widget: QWidget, key: str) -> None:
    """Click a factor of the formula by its slot."""
    view = formula(widget)
    qtbot.mouseClick(view, LEFT, pos=view.slot_rect(key).center().toPoint())


def terms(widget: QWidget) -> TermList:
    """The table of the sum."""
    table: TermList = widget.findChild(TermList)
    return table


def read_terms(widget: QWidget) -> list[str]:
    """The rows of the sum's table."""
    rows = terms(widget).rows
    return [rows.spoken(row) for row in range(rows.rowCount())]


def place_in_row(widget: QWidget, row: int, column: int | None = None) -> tuple[QWidget, QPoint]:
    """The viewport of the sum's table, and a place on a row: on its name, or on a factor."""
    table = terms(widget)
    view = table.findChild(QListView)
    viewport = view.viewport()
    assert viewport is not None
    rect = view.visualRect(table.rows.index(row))
    if column is None:
        return viewport, QPoint(rect.left() + 8, rect.center().y())
    left, right = table.places.factors[column]
    y = rect.bottom() - 4 if table.places.has_two_lines else rect.center().y()
    return viewport, QPoint(round(rect.left() + (left + right) / 2), y)


def click_row(qtbot: QtBot, widget: QWidget, row: int, column: int | None = None) -> None:
    """Click a row of the sum's table on its name, or on one of its factors."""
    viewport, place = place_in_row(widget, row, column)
    qtbot.mouseClick(viewport, LEFT, pos=place)


def button(widget: QWidget, text: str) -> QPushButton:
    """The button that is seen with this text, or this accessible name."""
    buttons = widget.findChildren(QPushButton)
    return next(b for b in buttons if text in (b.text(), b.accessibleName()) and b.isVisible())
