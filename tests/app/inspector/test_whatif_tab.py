import pytest
from PyQt6.QtCore import QEvent, QPoint, Qt
from PyQt6.QtGui import QKeyEvent
from PyQt6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from app.inspector.slope_plot import SlopePlot
from app.inspector.whatif_tab import WhatIfTab
from app.look import numbers
from app.look.look import Look
from app.look.theme import THEMES
from engine.activations import Softmax
from engine.addresses import Address, BiasId, EdgeId, NodeId
from engine.gradient_check import CheckResult, check_all, nudge
from engine.initializers import Zeros
from engine.layers import Dense
from engine.network import Network
from engine.objective import Objective
from engine.trace import take_trace
from engine.training import Trainer
from tests.app.inspector.traces import (
    button,
    copied,
    field,
    index,
    rows,
    show,
    shown,
    texts,
    trainer,
    view,
)

LEFT = Qt.MouseButton.LeftButton
EDGE = EdgeId(1, 2, 3)
CHANGES = "What is predicted, and what is true"
NUDGES = "The derivative, twice"
WORST = "The worst of them"
VALUE = "The value to try"


def opened(
    qtbot: QtBot,
    address: Address = EDGE,
    example: int | None = 0,
    training: Trainer | None = None,
) -> WhatIfTab:
    return shown(qtbot, WhatIfTab(), training or trainer(), address, example)


def plot(tab: WhatIfTab) -> SlopePlot:
    found = tab.findChild(SlopePlot)
    assert found is not None
    return found


def objective(training: Trainer) -> Objective:
    return Objective(take_trace(training))


def place(tab: WhatIfTab, value: float) -> QPoint:
    """Where a value lies along the plot."""
    axes = plot(tab).axes
    return QPoint(round(axes.across(value)), round(axes.box.center().y()))


def change(tab: WhatIfTab, row: int) -> float:
    """The change in a row of the table, with all its digits."""
    text = index(tab, CHANGES, row).data(Qt.ItemDataRole.ToolTipRole).splitlines()[3]
    return float(text.replace(numbers.MINUS, "-"))


def type_in(qtbot: QtBot, tab: WhatIfTab, name: str, text: str) -> None:
    edit = field(tab, name)
    edit.selectAll()
    qtbot.keyClicks(edit, text)
    qtbot.keyClick(edit, Qt.Key.Key_Return)


def test_the_dot_is_dragged_along_the_curve(qtbot: QtBot) -> None:
    training = trainer()
    tab = opened(qtbot, training=training)
    value = objective(training).value(EDGE)
    qtbot.mousePress(plot(tab), LEFT, pos=place(tab, value))
    for part in (0.1, 0.3, 0.5):
        qtbot.mouseMove(plot(tab), place(tab, value + part))
    qtbot.mouseRelease(plot(tab), LEFT, pos=place(tab, value + 0.5))
    qtbot.waitUntil(lambda: change(tab, 0) == pytest.approx(0.5, abs=0.01))
    true = objective(training).cost_at(EDGE, value + change(tab, 0)) - objective(training).cost()
    assert change(tab, 1) == pytest.approx(true, abs=1e-9)
    gradient = nudge(objective(training), EDGE).backprop
    assert change(tab, 2) == pytest.approx(gradient * change(tab, 0), rel=1e-6)


def test_a_click_takes_the_dot_to_the_pointer(qtbot: QtBot) -> None:
    training = trainer()
    tab = opened(qtbot, training=training)
    value = objective(training).value(EDGE)
    qtbot.mouseClick(plot(tab), LEFT, pos=place(tab, value - 0.4))
    assert change(tab, 0) == pytest.approx(-0.4, abs=0.01)
    qtbot.mouseClick(plot(tab), LEFT, pos=place(tab, value))
    assert change(tab, 0) == 0  # it finds back exactly


def test_arrow_keys_move_the_dot_and_home_puts_it_back(qtbot: QtBot) -> None:
    tab = opened(qtbot)
    plot(tab).setFocus()
    for _ in range(3):
        qtbot.keyClick(plot(tab), Qt.Key.Key_Right)
    assert change(tab, 0) == pytest.approx(3 / 60, abs=1e-3)
    qtbot.keyClick(plot(tab), Qt.Key.Key_Left, Qt.KeyboardModifier.ShiftModifier)
    assert change(tab, 0) == pytest.approx(-7 / 60, abs=1e-3)
    qtbot.keyClick(plot(tab), Qt.Key.Key_Home)
    assert change(tab, 0) == 0
    for _ in range(9):
        qtbot.keyClick(plot(tab), Qt.Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)
    assert change(tab, 0) == pytest.approx(1.0, abs=1e-2)  # the end of the curve


def test_the_window_leaves_the_arrow_keys_to_the_focused_graph(qtbot: QtBot) -> None:
    tab = opened(qtbot)
    none = Qt.KeyboardModifier.NoModifier
    event = QKeyEvent(QEvent.Type.ShortcutOverride, Qt.Key.Key_Right, none)
    event.ignore()
    QApplication.sendEvent(plot(tab), event)
    assert event.isAccepted()


def test_a_value_is_typed_and_the_curve_reaches_so_far(qtbot: QtBot) -> None:
    tab = opened(qtbot)
    type_in(qtbot, tab, VALUE, "3.5")
    low, high = plot(tab).axes.x
    assert low < 3.5 < high
    assert rows(tab, CHANGES)[0].split(", ")[1] == "3.5"


def test_what_is_no_number_is_refused_in_a_sentence(qtbot: QtBot) -> None:
    tab = opened(qtbot)
    type_in(qtbot, tab, VALUE, "much")
    assert "The value to try is a number, such as −0.25, not “much”." in texts(tab)
    type_in(qtbot, tab, VALUE, "0.5")
    assert "is a number" not in texts(tab)


def test_the_range_is_widened_and_narrowed(qtbot: QtBot) -> None:
    tab = opened(qtbot)
    before = plot(tab).axes.x
    qtbot.mouseClick(button(tab, "Show a narrower range"), LEFT)
    narrow = plot(tab).axes.x
    assert narrow[1] - narrow[0] == pytest.approx((before[1] - before[0]) / 2)
    plot(tab).setFocus()
    qtbot.keyClick(plot(tab), Qt.Key.Key_Minus)
    assert plot(tab).axes.x == pytest.approx(before)


def test_buttons_put_it_back_or_use_it(qtbot: QtBot) -> None:
    tab = opened(qtbot)
    back, use = button(tab, "Put it back"), button(tab, "Use this value")
    assert not back.isEnabled()
    assert not use.isEnabled()
    type_in(qtbot, tab, VALUE, "0.75")
    with qtbot.waitSignal(tab.edit_requested) as edited:
        qtbot.mouseClick(use, LEFT)
    assert edited.args == [EDGE, 0.75]
    qtbot.mouseClick(back, LEFT)
    assert change(tab, 0) == 0
    assert not use.isEnabled()


def test_the_curve_is_copied_as_a_table(qtbot: QtBot) -> None:
    training = trainer()
    tab = opened(qtbot, training=training)
    plot(tab).actions()[0].trigger()
    first, *_, last = copied().splitlines()
    assert float(last.split("\t")[0]) - float(first.split("\t")[0]) == pytest.approx(2.0)
    cost = objective(training).cost_at(EDGE, float(first.split("\t")[0]))
    assert float(first.split("\t")[1]) == pytest.approx(cost)


def test_looking_changes_nothing_in_the_training(qtbot: QtBot) -> None:
    training = trainer()
    before = training.checkpoint().state.params.tobytes()
    tab = opened(qtbot, training=training)
    type_in(qtbot, tab, VALUE, "0.75")
    assert training.checkpoint().state.params.tobytes() == before
    assert "Trying it changes nothing." in texts(tab)


def test_an_input_is_tried_in_one_example_alone_and_cannot_be_used(qtbot: QtBot) -> None:
    training = trainer()
    tab = opened(qtbot, NodeId(0, 2), 4, training)
    assert "in this example alone" in texts(tab)
    assert not button(tab, "Use this value").isVisible()
    type_in(qtbot, tab, VALUE, "1.5")
    made = objective(training)
    true = made.cost_at(NodeId(0, 2), 1.5, 4) - made.cost()
    assert change(tab, 1) == pytest.approx(true, abs=1e-12)


def test_the_difference_is_put_in_words(qtbot: QtBot) -> None:
    training = trainer()
    tab = opened(qtbot, training=training)
    assert "Drag the dot along the curve" in texts(tab)
    value = objective(training).value(EDGE)
    type_in(qtbot, tab, VALUE, str(value + 1e-4))
    assert "The tangent is a good guide here" in texts(tab)
    type_in(qtbot, tab, VALUE, str(value + 30))
    assert "near the present value only" in texts(tab)


def test_before_the_gradient_is_computed_there_is_a_curve_but_no_tangent(qtbot: QtBot) -> None:
    tab = opened(qtbot, training=trainer(2))
    assert "is not computed yet: operation" in texts(tab)
    type_in(qtbot, tab, VALUE, "0.5")
    assert rows(tab, CHANGES)[2].endswith("–, –")
    assert not view(tab, NUDGES).isVisible()
    assert not button(tab, "Check all").isVisible()


def test_the_nudge_test_agrees_with_backpropagation(qtbot: QtBot) -> None:
    training = trainer()
    tab = opened(qtbot, training=training)
    result = nudge(objective(training), EDGE)
    assert rows(tab, NUDGES)[0] == f"by the nudge: {numbers.signed(result.difference)}"
    assert rows(tab, NUDGES)[1] == f"by backpropagation: {numbers.signed(result.backprop)}"
    assert "✓ They agree" in texts(tab)


def test_another_epsilon_is_used_at_once(qtbot: QtBot) -> None:
    training = trainer()
    tab = opened(qtbot, training=training)
    type_in(qtbot, tab, "ε", "1e-3")
    result = nudge(objective(training), EDGE, None, 1e-3)
    assert rows(tab, NUDGES)[0] == f"by the nudge: {numbers.signed(result.difference)}"
    type_in(qtbot, tab, "ε", "-1")
    assert "ε is a number above 0, such as 1e-5, not “-1”." in texts(tab)


def test_at_a_kink_neither_is_called_wrong(qtbot: QtBot) -> None:
    # All z of the hidden layer are exactly 0, where ReLU has its corner.
    network = Network(4, (Dense(8, weights=Zeros()), Dense(3, Softmax())))
    training = trainer(network=network)
    training.restore(Trainer(training.experiment, training.dataset).checkpoint())
    for _ in training.program.operations:
        training.advance()
    tab = opened(qtbot, BiasId(1, 3), None, training)
    assert "Neither is wrong" in texts(tab)
    assert "ReLU′(0) is taken as 0" in texts(tab)
    assert "✗" not in texts(tab)


def test_all_are_checked_with_progress(qtbot: QtBot) -> None:
    training = trainer()
    tab = opened(qtbot, training=training)
    with qtbot.waitSignal(tab.check_all_requested) as requested:
        qtbot.mouseClick(button(tab, "Check all"), LEFT)
    assert requested.args == [1e-5]
    tab.show_check_progress(20, 67)
    with qtbot.waitSignal(tab.check_cancelled):
        qtbot.mouseClick(button(tab, "Cancel"), LEFT)
    tab.show_check_result(check_all(objective(training)))
    assert "✓ All of 67 weights and biases agree." in texts(tab)
    assert not button(tab, "Cancel").isVisible()
    assert button(tab, "Check all").isVisible()


def test_the_epsilon_of_the_user_is_that_of_the_check(qtbot: QtBot) -> None:
    tab = opened(qtbot)
    type_in(qtbot, tab, "ε", "1e-4")
    with qtbot.waitSignal(tab.check_all_requested) as requested:
        qtbot.mouseClick(button(tab, "Check all"), LEFT)
    assert requested.args == [1e-4]


def test_the_worst_can_be_chosen_and_copied(qtbot: QtBot) -> None:
    training = trainer()
    tab = opened(qtbot, training=training)
    worst = (nudge(objective(training), BiasId(2, 1)),)
    tab.show_check_result(CheckResult(67, 66, 0, 1, worst))
    assert "✗ 1 of 67 weights and biases disagree" in texts(tab)
    listing = view(tab, WORST)
    row = listing.visualRect(index(tab, WORST, 0)).center()
    with qtbot.waitSignal(tab.address_chosen) as chosen:
        qtbot.mouseClick(listing.viewport(), LEFT, pos=row)
    assert chosen.args == [BiasId(2, 1)]
    qtbot.keyClick(listing, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert copied().split("\t")[0] == numbers.exact(worst[0].backprop)


def test_a_check_that_could_not_be_done_says_why(qtbot: QtBot) -> None:
    tab = opened(qtbot)
    qtbot.mouseClick(button(tab, "Check all"), LEFT)
    tab.show_check_ended("The training went on.")
    assert "The training went on." in texts(tab)
    assert button(tab, "Check all").isVisible()


def test_results_of_another_step_disappear(qtbot: QtBot) -> None:
    training = trainer()
    tab = opened(qtbot, training=training)
    tab.show_check_result(check_all(objective(training)))
    training.step()
    show(tab, training, EDGE, 0, Look())
    assert "agree." not in texts(tab).replace("They agree", "")
    assert rows(tab, WORST) == []


@pytest.mark.parametrize("theme", ["dark", "light", "high-contrast"])
@pytest.mark.parametrize(("width", "size"), [(330, 10), (330, 16), (520, 10)])
def test_nothing_is_wider_than_the_tab(qtbot: QtBot, theme: str, width: int, size: int) -> None:
    look = Look(THEMES[theme]).with_text_size(size)
    for address in (EDGE, NodeId(0, 2), NodeId(1, 3)):
        tab = shown(qtbot, WhatIfTab(), trainer(), address, 0, width=width, look=look)
        tab.grab()
        area = tab.findChild(QScrollArea)
        assert area is not None
        contents = area.widget()
        assert contents is not None
        assert contents.minimumSizeHint().width() <= width
