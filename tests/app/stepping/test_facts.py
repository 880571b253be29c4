from PyQt6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.stepping.facts import Fact, Facts
from tests.app.stepping.moments import texts


def facts(qtbot: QtBot, *shown: Fact) -> Facts:
    widget = Facts()
    qtbot.addWidget(widget)
    widget.show()
    widget.show_facts(shown)
    return widget


def test_names_and_values_are_shown(qtbot: QtBot) -> None:
    widget = facts(qtbot, Fact("label", "4"), Fact.of("loss L", 4.59361))
    assert texts(widget) == ["label", "4", "loss L", "4.594"]


def test_facts_that_are_gone_are_not_seen(qtbot: QtBot) -> None:
    widget = facts(qtbot, Fact("label", "4"), Fact("prediction", "0"), Fact.of("loss L", 4.59361))
    widget.show_facts([Fact.of("cost C", 0.5)])
    assert texts(widget) == ["cost C", "0.5"]


def test_a_number_that_is_not_computed_yet_says_so(qtbot: QtBot) -> None:
    widget = facts(qtbot, Fact.of("loss L", None))
    value = next(label for label in widget.findChildren(QLabel) if label.text() == "–")
    assert value.toolTip() == "not computed yet in this step"


def test_the_tooltip_has_the_exact_number_and_its_meaning(qtbot: QtBot) -> None:
    assert Fact.of("loss L", 4.59351, "the loss of this example").more == (
        "4.59351, the loss of this example"
    )
    assert Fact.of("x", 0.25).more == "0.25"
