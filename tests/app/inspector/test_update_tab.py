import numpy as np
from PyQt6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from app.formula.formula_view import FormulaView
from app.inspector.sparkline import Sparkline
from app.inspector.update_tab import UpdateTab
from engine.addresses import Address, EdgeId, NodeId
from engine.optimizers import Adam
from engine.training import Trainer
from tests.app.inspector.steps import LOOK, inspected, pictures, two_two_two


def tab(qtbot: QtBot, trainer: Trainer, address: Address) -> UpdateTab:
    widget = UpdateTab()
    qtbot.addWidget(widget)
    widget.show_look(LOOK)
    widget.show_experiment(trainer.experiment, trainer.dataset)
    widget.resize(380, 700)
    widget.show()
    widget.show_inspected(inspected(trainer, address))
    return widget


def formulas(widget: UpdateTab) -> list[str]:
    views = widget.findChildren(FormulaView)
    return [view.plain_text() for view in views if view.isVisible()]


def texts(widget: UpdateTab) -> str:
    return " ".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_the_hand_worked_weight_gets_its_new_value(qtbot: QtBot) -> None:
    widget = tab(qtbot, two_two_two(), EdgeId(2, 0, 0))
    assert formulas(widget) == [
        "Δw⁽²⁾₀,₀ = −η · ∂C/∂w⁽²⁾₀,₀\n= −0.5 · 0.08217 = −0.04108",
        "w⁽²⁾₀,₀ ← w⁽²⁾₀,₀ + Δw⁽²⁾₀,₀\n= 0.4 + (−0.04108) = +0.3589",
    ]
    assert f"{widget.shown[-1].value:.8f}" == "0.35891648"


def test_adam_is_shown_line_by_line_down_to_the_new_weight(qtbot: QtBot) -> None:
    trainer = pictures(optimizer=Adam())
    widget = tab(qtbot, trainer, EdgeId(2, 3, 4))
    assert len(formulas(widget)) == 6
    assert widget.shown[-1].value == trainer.parameters["W2"][3, 4]


def test_before_the_update_it_says_when_it_comes(qtbot: QtBot) -> None:
    trainer = two_two_two(3)
    widget = tab(qtbot, trainer, EdgeId(2, 0, 0))
    assert formulas(widget) == []
    first = len(trainer.program.operations) - 1
    assert f"not computed yet: go on (→) to operation {first}." in texts(widget)


def test_in_the_middle_of_the_update_only_what_is_done_is_there(qtbot: QtBot) -> None:
    done = len(two_two_two().program.operations) - 1
    widget = tab(qtbot, two_two_two(done), EdgeId(2, 0, 0))
    assert len(formulas(widget)) == 1
    assert f"The new value is not computed yet: go on (→) to operation {done + 1}" in texts(widget)


def test_a_neuron_has_no_update_of_its_own(qtbot: QtBot) -> None:
    widget = tab(qtbot, two_two_two(), EdgeId(2, 0, 0))
    widget.show_inspected(inspected(two_two_two(), NodeId(1, 0)))
    assert formulas(widget) == []
    assert "weights and biases are" in texts(widget)


def test_the_history_is_a_line_from_its_first_to_its_last_value(qtbot: QtBot) -> None:
    widget = tab(qtbot, two_two_two(), EdgeId(2, 0, 0))
    line = widget.findChild(Sparkline)
    assert not line.isVisible()
    widget.show_history(np.arange(5, 8), np.array([0.5, -1.0, 0.25]))
    assert line.isVisible()
    assert line.toolTip() == "from +0.5 at step 5 to +0.25 at step 7"
    points = line.line()
    assert points.at(1).y() > points.at(2).y() > points.at(0).y()
    widget.show_history(np.arange(0), np.arange(0.0))
    assert not line.isVisible()
