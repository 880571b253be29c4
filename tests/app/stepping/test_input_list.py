import numpy as np
from pytestqt.qtbot import QtBot

from app.stepping.input_list import MOST_INPUTS, InputList
from tests.app.stepping.moments import texts


def test_inputs_are_listed_by_name(qtbot: QtBot) -> None:
    widget = InputList(("petal length (cm)", "petal width (cm)"))
    qtbot.addWidget(widget)
    widget.show()
    widget.show_values(np.array([1.5, -0.25]))
    assert texts(widget) == ["Input", "petal length (cm)", "1.5", "petal width (cm)", "−0.25"]


def test_what_is_not_listed_is_counted(qtbot: QtBot) -> None:
    widget = InputList([f"x[{i}]" for i in range(1_250)])
    qtbot.addWidget(widget)
    widget.show()
    widget.show_values(np.zeros(1_250))
    assert f"x[{MOST_INPUTS - 1}]" in texts(widget)
    assert f"x[{MOST_INPUTS}]" not in texts(widget)
    assert "and 1,220 more, not listed" in texts(widget)
