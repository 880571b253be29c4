import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QComboBox, QLineEdit
from pytestqt.qtbot import QtBot

from app.stepping.target_field import CHOICES, TargetField
from app.targets import Measure, Target

STEPS = Target(Measure.STEPS, 100)


@pytest.fixture
def field(qtbot: QtBot) -> TargetField:
    widget = TargetField()
    qtbot.addWidget(widget)
    widget.show()
    return widget


def choice(field: TargetField) -> QComboBox:
    return field.findChild(QComboBox)


def number(field: TargetField) -> QLineEdit:
    return next(e for e in field.findChildren(QLineEdit) if e.accessibleName())


def write(qtbot: QtBot, field: TargetField, text: str) -> None:
    number(field).selectAll()
    qtbot.keyClicks(number(field), text)


def test_a_run_goes_on_until_paused_unless_told_otherwise(field: TargetField) -> None:
    assert choice(field).currentText() == "until paused"
    assert not number(field).isVisible()


def test_choosing_a_measure_takes_its_usual_number(qtbot: QtBot, field: TargetField) -> None:
    with qtbot.waitSignal(field.target_chosen) as chosen:
        qtbot.keyClick(choice(field), Qt.Key.Key_Down)
    assert chosen.args == [STEPS]
    assert number(field).text() == "100"


def test_a_number_counts_when_it_is_entered(qtbot: QtBot, field: TargetField) -> None:
    field.show_target(STEPS)
    with qtbot.assertNotEmitted(field.target_chosen):
        write(qtbot, field, "25")
    with qtbot.waitSignal(field.target_chosen) as chosen:
        qtbot.keyClick(number(field), Qt.Key.Key_Return)
    assert chosen.args == [Target(Measure.STEPS, 25)]


def test_the_same_number_again_is_no_news(qtbot: QtBot, field: TargetField) -> None:
    field.show_target(STEPS)
    with qtbot.assertNotEmitted(field.target_chosen):
        write(qtbot, field, "100")
        qtbot.keyClick(number(field), Qt.Key.Key_Return)


@pytest.mark.parametrize(
    ("measure", "text", "reason"),
    [
        (Measure.STEPS, "0", "a whole number of at least 1, not 0."),
        (Measure.EPOCHS, "1.5", "a whole number of at least 1, not 1.5."),
        (Measure.COST, "-2", "A cost to reach is above 0, not -2."),
        (Measure.QUALITY, "120", "at most 1, not 1.2."),
        (Measure.STEPS, "many", "“many” is not a number"),
        (Measure.STEPS, "inf", "“inf” is not a number"),
        (Measure.COST, "0,05", "“0,05” is not a number"),
    ],
)
def test_a_number_that_makes_no_sense_is_refused_with_the_reason(
    qtbot: QtBot, field: TargetField, measure: Measure, text: str, reason: str
) -> None:
    field.show_target(Target(measure, 1))
    with (
        qtbot.assertNotEmitted(field.target_chosen),
        qtbot.waitSignal(field.refused, check_params_cb=lambda said: reason in said),
    ):
        write(qtbot, field, text)
        qtbot.keyClick(number(field), Qt.Key.Key_Return)
    assert number(field).property("invalid") == "true"


def test_a_reason_goes_when_the_number_is_right(qtbot: QtBot, field: TargetField) -> None:
    field.show_target(STEPS)
    write(qtbot, field, "0")
    with qtbot.waitSignal(field.refused, check_params_cb=lambda said: said == ""):
        write(qtbot, field, "7")
    assert number(field).property("invalid") == "false"


def test_showing_a_target_is_no_choice_of_the_user(qtbot: QtBot, field: TargetField) -> None:
    with qtbot.assertNotEmitted(field.target_chosen):
        field.show_target(Target(Measure.QUALITY, 0.957))
    assert choice(field).currentText() == CHOICES[Measure.QUALITY]
    assert number(field).text() == "95.7"


def test_accuracy_is_entered_in_percent(qtbot: QtBot, field: TargetField) -> None:
    field.show_target(Target(Measure.QUALITY, 0.5))
    write(qtbot, field, "97.5")
    with qtbot.waitSignal(field.target_chosen) as chosen:
        qtbot.keyClick(number(field), Qt.Key.Key_Return)
    assert chosen.args == [Target(Measure.QUALITY, 0.975)]


def test_back_to_until_paused(qtbot: QtBot, field: TargetField) -> None:
    field.show_target(STEPS)
    with qtbot.waitSignal(field.target_chosen) as chosen:
        qtbot.keyClick(choice(field), Qt.Key.Key_Up)
    assert chosen.args == [None]
