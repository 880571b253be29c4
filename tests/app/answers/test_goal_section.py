import numpy as np
import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QComboBox, QLabel, QPushButton
from pytestqt.qtbot import QtBot

from app.answers.answer_panel import AnswerPanel
from app.answers.counterfactual_view import CounterfactualView
from app.answers.input_bars import InputBars
from app.answers.pixel_picture import PixelPicture
from app.probed import Probed
from engine.counterfactual import Counterfactual
from tests.app.answers.subjects import FLOWERS, VALUES, drawing, outputs, panel, probed

LEFT = Qt.MouseButton.LeftButton


def button(widget: AnswerPanel, text: str) -> QPushButton:
    return next(found for found in widget.findChildren(QPushButton) if found.text() == text)


def goal(widget: AnswerPanel) -> QComboBox:
    boxes = widget.findChildren(QComboBox)
    return next(box for box in boxes if box.accessibleName() == "What would make it …")


def texts(widget: AnswerPanel) -> str:
    """All that is written there now."""
    labels = widget.findChildren(QLabel)
    return "\n".join(label.text() for label in labels if label.isVisible())


def found(*, is_reached: bool = True) -> Counterfactual:
    """Three pixels of the drawing changed."""
    x = drawing()
    x[:2] += 0.2
    x[10 * 28 + 10] -= 0.62
    return Counterfactual(1, x, outputs(_1=0.55, _7=0.4), is_reached, 12)


def asked(qtbot: QtBot) -> AnswerPanel:
    """A panel whose user wants to know what would make the 7 a 1."""
    widget = panel(qtbot)
    widget.show_probed(probed())
    with qtbot.waitSignal(widget.goal_requested) as request:
        qtbot.mouseClick(button(widget, "Find a change"), LEFT)
    assert request.args == [1]
    return widget


def test_it_proposes_what_came_second_until_the_user_chooses(qtbot: QtBot) -> None:
    widget = panel(qtbot)
    widget.show_probed(probed())
    assert goal(widget).currentText() == "1"
    widget.show_probed(probed(outputs(_7=0.9, _3=0.1)))
    assert goal(widget).currentText() == "3"
    qtbot.keyClick(goal(widget), Qt.Key.Key_Down)
    widget.show_probed(probed(outputs(_7=0.9, _2=0.1)))
    assert goal(widget).currentText() == "4"


def test_what_it_answers_already_is_no_goal(qtbot: QtBot) -> None:
    widget = panel(qtbot)
    widget.show_probed(probed(outputs(_0=0.9, _1=0.1)))
    qtbot.keyClick(goal(widget), Qt.Key.Key_Up)
    assert not button(widget, "Find a change").isEnabled()
    assert "answers already" in button(widget, "Find a change").toolTip()


def test_a_search_can_be_cancelled(qtbot: QtBot) -> None:
    widget = asked(qtbot)
    widget.show_seeking(True)
    assert "Searching…" in texts(widget)
    assert button(widget, "Find a change").isHidden()
    with qtbot.waitSignal(widget.goal_cancelled):
        qtbot.mouseClick(button(widget, "Cancel"), LEFT)
    widget.show_seeking(False)
    assert button(widget, "Find a change").isVisible()


def test_what_was_found_is_shown_with_its_size(qtbot: QtBot) -> None:
    widget = asked(qtbot)
    widget.show_counterfactual(found())
    assert "Then the answer is 1, 55.0%." in texts(widget)
    assert "3 pixels change by more than 0.1; the largest change is −0.62" in texts(widget)
    assert "Old:" not in texts(widget)
    pictures = [p for p in widget.findChildren(PixelPicture) if p.isVisible()]
    assert [p.accessibleName() for p in pictures] == ["The changed drawing", "The change"]


def test_it_says_so_if_no_way_was_found(qtbot: QtBot) -> None:
    widget = asked(qtbot)
    widget.show_counterfactual(found(is_reached=False))
    assert "No way to 1 was found" in texts(widget)


def test_nothing_found_is_nothing_shown(qtbot: QtBot) -> None:
    widget = asked(qtbot)
    widget.show_counterfactual(found())
    widget.show_counterfactual(None)
    assert "Then the answer" not in texts(widget)


@pytest.mark.parametrize(
    ("then", "reason"),
    [
        (probed(steps=6), "the network has been trained since"),
        (Probed(np.zeros(784, np.float32), outputs(_0=1), 5), "the drawing is another now"),
    ],
)
def test_it_is_old_once_the_drawing_or_the_network_is_another(
    qtbot: QtBot, then: Probed, reason: str
) -> None:
    widget = asked(qtbot)
    widget.show_counterfactual(found())
    widget.show_probed(then)
    assert f"Old: {reason}." in texts(widget)
    widget.show_probed(probed())
    assert "Old:" not in texts(widget)


def test_it_is_out_of_sight_while_the_pad_is_empty(qtbot: QtBot) -> None:
    widget = asked(qtbot)
    widget.show_counterfactual(found())
    view = widget.findChild(CounterfactualView)
    assert view is not None
    widget.show_probed(None)
    assert view.isHidden()
    widget.show_probed(probed())
    assert view.isVisible()


def test_it_is_old_at_once_if_the_drawing_was_changed_during_the_search(qtbot: QtBot) -> None:
    widget = asked(qtbot)
    widget.show_probed(Probed(np.zeros(784, np.float32), outputs(_0=1), 5))
    widget.show_counterfactual(found())
    assert "Old: the drawing is another now." in texts(widget)
    assert "3 pixels change" in texts(widget)


def test_other_inputs_are_listed_from_what_they_are_to_what_they_would_be(qtbot: QtBot) -> None:
    widget = panel(qtbot, FLOWERS)
    x = np.array([1.0, 2.0, 3.0])
    widget.show_probed(Probed(x, np.array([0.2, 0.8]), 1))
    qtbot.mouseClick(button(widget, "Find a change"), LEFT)
    changed = np.array([1.0, 2.5, 2.0])
    widget.show_counterfactual(Counterfactual(0, changed, np.array([0.6, 0.4]), True, 3))
    assert "The largest change is −1, of height." in texts(widget)
    spoken = widget.findChildren(InputBars)[-1].accessibleDescription()
    assert spoken == "length: 1 → 1; width: 2 → 2.5; height: 3 → 2"


def test_bars_that_are_old_are_faded(qtbot: QtBot) -> None:
    widget = panel(qtbot, FLOWERS)
    x, said = np.array([1.0, 2.0, 3.0]), np.array([0.2, 0.8])
    widget.show_probed(Probed(x, said, 1))
    qtbot.mouseClick(button(widget, "Find a change"), LEFT)
    widget.show_counterfactual(Counterfactual(0, x + 1, np.array([0.6, 0.4]), True, 3))
    bars = widget.findChildren(InputBars)[-1]
    fresh = bars.grab().toImage()
    widget.show_probed(Probed(x, said, 2))
    assert bars.grab().toImage() != fresh
    widget.show_probed(Probed(x, said, 1))
    assert bars.grab().toImage() == fresh


def test_a_regression_has_no_goals(qtbot: QtBot) -> None:
    assert not goal(panel(qtbot, VALUES)).isVisible()
