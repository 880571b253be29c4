from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtWidgets import QApplication, QTableView
from pytestqt.qtbot import QtBot

from app.evaluation.class_rows import TITLES, class_rows
from app.evaluation.class_table import ClassTable
from app.look.look import Look
from tests.app.evaluation.reports import pictures


def table(qtbot: QtBot) -> tuple[ClassTable, QTableView]:
    widget = ClassTable()
    qtbot.addWidget(widget)
    _, report = pictures()
    assert report.confusion is not None
    widget.show_look(Look())
    widget.resize(400, 200)
    widget.show_confusion(report.confusion, report.names)
    widget.show()
    return widget, widget.findChild(QTableView)


def column(view: QTableView, number: int) -> list[str]:
    model = view.model()
    assert model is not None
    return [model.index(row, number).data() for row in range(model.rowCount())]


def test_each_class_has_its_figures(qtbot: QtBot) -> None:
    _, report = pictures()
    assert report.confusion is not None
    rows = [row.texts for row in class_rows(report.confusion, report.names)]
    assert rows[1] == ("one", "66.7%", "100.0%", "80.0%", "4", "–")
    assert rows[2] == ("two", "100.0%", "33.3%", "50.0%", "3", "nil (1×)")


def test_a_click_on_a_title_sorts_and_another_turns(qtbot: QtBot) -> None:
    _, view = table(qtbot)
    header = view.horizontalHeader()
    assert header is not None
    recall = TITLES.index("recall")
    place = QPoint(header.sectionViewportPosition(recall) + 10, header.height() // 2)
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert column(view, 0) == ["two", "nil", "one"]
    qtbot.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert column(view, 0) == ["one", "nil", "two"]
    model = view.model()
    assert model is not None
    assert model.headerData(recall, Qt.Orientation.Horizontal) == "recall ▾"


def test_enter_sorts_by_the_column_of_the_keyboard(qtbot: QtBot) -> None:
    _, view = table(qtbot)
    view.setFocus()
    model = view.model()
    assert model is not None
    view.setCurrentIndex(model.index(0, 0))
    qtbot.keyClick(view, Qt.Key.Key_Right)
    qtbot.keyClick(view, Qt.Key.Key_Return)
    assert column(view, 1) == ["66.7%", "66.7%", "100.0%"]


def test_names_give_way_where_the_table_is_narrow(qtbot: QtBot) -> None:
    widget, view = table(qtbot)
    _, report = pictures()
    assert report.confusion is not None
    widget.show_confusion(report.confusion, tuple(f"a long name of {n}" for n in report.names))
    widget.resize(354, 200)
    QApplication.processEvents()
    assert sum(view.columnWidth(number) for number in range(len(TITLES))) <= 350


def test_it_is_as_high_as_its_rows(qtbot: QtBot) -> None:
    widget, view = table(qtbot)
    header = view.horizontalHeader()
    assert header is not None
    assert widget.sizeHint().height() >= header.height() + 3 * view.rowHeight(0)
