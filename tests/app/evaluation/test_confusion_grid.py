from PyQt6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from app.evaluation.confusion_grid import ConfusionGrid
from app.look.look import Look
from tests.app.evaluation.reports import pictures

KEY = Qt.Key
LEFT = Qt.MouseButton.LeftButton


def grid(qtbot: QtBot) -> ConfusionGrid:
    widget = ConfusionGrid()
    qtbot.addWidget(widget)
    _, report = pictures()
    assert report.confusion is not None
    widget.show_look(Look())
    widget.show_confusion(report.confusion, report.names)
    widget.fit(360)
    widget.show()
    return widget


def test_a_click_chooses_a_cell_that_has_examples(qtbot: QtBot) -> None:
    widget = grid(qtbot)
    with qtbot.waitSignal(widget.cell_chosen) as chosen:
        qtbot.mouseClick(widget, LEFT, pos=widget.places.cell(0, 1).center().toPoint())
    assert chosen.args == [0, 1]
    with qtbot.assertNotEmitted(widget.cell_chosen):
        qtbot.mouseClick(widget, LEFT, pos=widget.places.cell(1, 0).center().toPoint())


def test_the_pointer_is_told_what_a_cell_counts(qtbot: QtBot) -> None:
    widget = grid(qtbot)
    qtbot.mouseMove(widget, QPoint(1, 1))
    told: list[str] = []
    widget.told.connect(told.append)
    for cell in ((0, 1), (1, 1), (1, 0)):
        qtbot.mouseMove(widget, widget.places.cell(*cell).center().toPoint())
    assert told == [
        "Is nil, said one: 1 example, 33.3% of class nil.",
        "Is one, and said so: 4 examples, 100.0% of class one.",
        "Is one, said nil: none of 4 examples.",
    ]


def test_keys_walk_over_the_cells_and_choose(qtbot: QtBot) -> None:
    widget = grid(qtbot)
    widget.setFocus()
    for key in (KEY.Key_Up, KEY.Key_Down, KEY.Key_Down, KEY.Key_Right):  # it stays inside
        qtbot.keyClick(widget, key)
    assert widget.accessibleDescription() == "Is two, said one: 1 example, 33.3% of class two."
    with qtbot.waitSignal(widget.cell_chosen) as chosen:
        qtbot.keyClick(widget, KEY.Key_Return)
    assert chosen.args == [2, 1]


def test_right_answers_are_framed_and_the_keyboard_is_seen(qtbot: QtBot) -> None:
    widget = grid(qtbot)
    widget.clearFocus()
    before = widget.grab().toImage()
    widget.setFocus()
    qtbot.waitUntil(widget.hasFocus)
    assert widget.grab().toImage() != before
