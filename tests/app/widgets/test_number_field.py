import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from app.widgets.number_field import NumberField, read_number
from engine.errors import InputError


@pytest.mark.parametrize(
    ("text", "value"),
    [("0.5", 0.5), (" −2 ", -2.0), ("1e-5", 1e-5), ("0,25", 0.25), ("1e−3", 1e-3)],
)
def test_numbers_as_people_write_them(text: str, value: float) -> None:
    assert read_number(text, "ε") == value


@pytest.mark.parametrize("text", ["", "abc", "nan", "inf", "1.2.3"])
def test_what_is_no_number_is_refused_in_a_sentence(text: str) -> None:
    with pytest.raises(InputError, match=f"The value is a number, such as −0.25, not “{text}”."):
        read_number(text, "The value")


def test_some_numbers_have_to_be_above_zero() -> None:
    with pytest.raises(InputError, match="ε is a number above 0"):
        read_number("0", "ε", is_positive=True)


def field(qtbot: QtBot) -> tuple[NumberField, QLineEdit]:
    widget = NumberField("try", "The value", "tip")
    qtbot.addWidget(widget)
    widget.show()
    edit = widget.findChild(QLineEdit)
    assert edit is not None
    return widget, edit


def test_enter_enters_it(qtbot: QtBot) -> None:
    widget, edit = field(qtbot)
    widget.show_value(0.5)
    edit.selectAll()
    with qtbot.waitSignal(widget.entered) as entered:
        qtbot.keyClicks(edit, "-0.75")
        qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert entered.args == [-0.75]


def test_nothing_is_entered_without_typing(qtbot: QtBot) -> None:
    widget, edit = field(qtbot)
    with qtbot.assertNotEmitted(widget.entered):
        widget.show_value(0.5)
        qtbot.keyClick(edit, Qt.Key.Key_Return)


def test_a_mistake_is_marked_until_it_is_put_right(qtbot: QtBot) -> None:
    widget, edit = field(qtbot)
    said: list[str] = []
    widget.refused.connect(said.append)
    qtbot.keyClicks(edit, "x")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.property("invalid") == "true"
    assert edit.text() == "x"
    qtbot.keyClick(edit, Qt.Key.Key_Backspace)
    qtbot.keyClicks(edit, "1")
    qtbot.keyClick(edit, Qt.Key.Key_Return)
    assert edit.property("invalid") == "false"
    assert said == ["The value is a number, such as −0.25, not “x”.", ""]
