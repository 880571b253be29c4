import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QPushButton
from pytestqt.qtbot import QtBot

from app.look.look import Look
from app.stepping.stride_choice import StrideChoice
from app.strides import Stride
from tests.app.stepping.moments import button


@pytest.fixture
def choice(qtbot: QtBot) -> StrideChoice:
    widget = StrideChoice()
    qtbot.addWidget(widget)
    widget.show_look(Look())
    widget.show()
    return widget


def checked(choice: StrideChoice) -> list[str]:
    return [b.text() for b in choice.findChildren(QPushButton) if b.isChecked()]


@pytest.mark.parametrize("stride", Stride)
def test_a_click_chooses_a_stride(qtbot: QtBot, choice: StrideChoice, stride: Stride) -> None:
    with qtbot.waitSignal(choice.chosen) as chosen:
        qtbot.mouseClick(button(choice, stride.value), Qt.MouseButton.LeftButton)
    assert chosen.args == [stride]
    assert checked(choice) == [stride]


def test_the_stride_in_force_is_shown(qtbot: QtBot, choice: StrideChoice) -> None:
    with qtbot.assertNotEmitted(choice.chosen):
        choice.show_stride(Stride.NEURON)
    assert checked(choice) == ["neuron"]


def test_every_stride_says_how_far_it_goes(choice: StrideChoice) -> None:
    for stride in Stride:
        segment = button(choice, stride.value)
        assert "Step and Back go by" in segment.toolTip()
        assert segment.accessibleName() == f"Stride: {stride}"
        assert segment.focusPolicy() & Qt.FocusPolicy.TabFocus
