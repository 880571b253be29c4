import pytest
from PyQt6.QtCore import QPoint, Qt
from PyQt6.QtGui import QAction
from PyQt6.QtWidgets import QCheckBox, QLineEdit, QSlider, QWidget
from pytestqt.qtbot import QtBot

from app.look.look import Look
from app.stepping.speed import FLAT_OUT
from app.stepping.transport import Transport
from app.strides import Stride
from app.targets import Measure, Target
from tests.app.stepping.moments import button, texts

TITLES = {
    "back": "Back",
    "run": "Run",
    "stop": "Stop",
    "step": "Step",
    "reset": "Reset",
    "new_seed": "New seed",
}


@pytest.fixture
def actions() -> dict[str, QAction]:
    return {key: QAction(title) for key, title in TITLES.items()}


@pytest.fixture
def transport(qtbot: QtBot, actions: dict[str, QAction]) -> Transport:
    widget = Transport(actions)
    qtbot.addWidget(widget)
    widget.resize(560, 80)
    widget.show()
    return widget


def slider(transport: Transport) -> QSlider:
    return transport.findChild(QSlider)


def checked(transport: Transport) -> list[str]:
    """The strides that are shown as chosen."""
    return [stride for stride in Stride if button(transport, stride).isChecked()]


@pytest.mark.parametrize("key", TITLES)
def test_a_click_on_a_button_triggers_its_action(
    qtbot: QtBot, actions: dict[str, QAction], transport: Transport, key: str
) -> None:
    with qtbot.waitSignal(actions[key].triggered):
        qtbot.mouseClick(button(transport, TITLES[key]), Qt.MouseButton.LeftButton)


def test_buttons_follow_their_actions(actions: dict[str, QAction], transport: Transport) -> None:
    run = button(transport, "Run")
    actions["run"].setText("Pause")
    actions["run"].setToolTip("Pause after this step (Space)")
    actions["run"].setEnabled(False)
    assert (run.text(), run.toolTip()) == ("Pause", "Pause after this step (Space)")
    assert not run.isEnabled()


def test_the_run_button_shows_what_it_will_do(transport: Transport) -> None:
    def drawing() -> object:
        return button(transport, "Run").icon().pixmap(16, 16).toImage()

    at_rest = drawing()
    transport.show_running(True)
    assert drawing() != at_rest
    transport.show_running(False)
    assert drawing() == at_rest


def test_arrow_keys_choose_the_next_speed(qtbot: QtBot, transport: Transport) -> None:
    transport.show_speed(2)
    with qtbot.waitSignal(transport.speed_chosen) as chosen:
        qtbot.keyClick(slider(transport), Qt.Key.Key_Right)
    assert chosen.args == [5.0]
    assert "5 operations/s" in texts(transport)


def test_the_right_end_is_flat_out(qtbot: QtBot, transport: Transport) -> None:
    transport.show_speed(2)
    with qtbot.waitSignal(transport.speed_chosen) as chosen:
        qtbot.keyClick(slider(transport), Qt.Key.Key_End)
    assert chosen.args == [None]
    assert "speed: flat out" in texts(transport)


def test_dragging_the_handle_chooses_speeds(qtbot: QtBot, transport: Transport) -> None:
    control = slider(transport)
    middle = control.height() // 2
    left = Qt.MouseButton.LeftButton
    with qtbot.waitSignal(transport.speed_chosen) as chosen:
        qtbot.mousePress(control, left, pos=QPoint(control.width() - 8, middle))
        qtbot.mouseMove(control, QPoint(control.width() // 2, middle))
        qtbot.mouseRelease(control, left, pos=QPoint(control.width() // 2, middle))
    assert 50 <= chosen.args[0] <= 200


def test_a_speed_that_is_shown_is_no_choice(qtbot: QtBot, transport: Transport) -> None:
    with qtbot.assertNotEmitted(transport.speed_chosen):
        transport.show_speed(3)
    assert "3 operations/s" in texts(transport)
    assert 0 < slider(transport).value() < FLAT_OUT


def test_the_target_that_is_chosen_is_passed_on(qtbot: QtBot, transport: Transport) -> None:
    transport.show_target(Target(Measure.STEPS, 100))
    number = next(e for e in transport.findChildren(QLineEdit) if e.accessibleName())
    number.selectAll()
    qtbot.keyClicks(number, "8")
    with qtbot.waitSignal(transport.target_chosen) as chosen:
        qtbot.keyClick(number, Qt.Key.Key_Return)
    assert chosen.args == [Target(Measure.STEPS, 8)]


def test_a_number_that_is_refused_is_explained_below(qtbot: QtBot, transport: Transport) -> None:
    transport.show_target(Target(Measure.STEPS, 100))
    number = next(e for e in transport.findChildren(QLineEdit) if e.accessibleName())
    number.selectAll()
    qtbot.keyClicks(number, "0")
    assert any("at least 1, not 0. The target stays as it was." in t for t in texts(transport))
    qtbot.keyClicks(number, "8")
    assert not any("stays as it was" in text for text in texts(transport))


def tops(transport: Transport) -> list[int]:
    """Where the rows are: of the commands, of the strides."""
    shown = (button(transport, "Run"), button(transport, "term"))
    return [control.mapTo(transport, QPoint()).y() for control in shown]


def test_strides_go_below_the_commands_where_there_is_no_room(
    qtbot: QtBot, transport: Transport
) -> None:
    commands, strides = tops(transport)
    assert strides > commands + button(transport, "Run").height()
    transport.resize(1200, 80)
    qtbot.waitUntil(lambda: abs(tops(transport)[0] - tops(transport)[1]) < 5)


@pytest.mark.parametrize("size", [10, 16])
def test_it_fits_into_560_pixels(qtbot: QtBot, transport: Transport, size: int) -> None:
    transport.show_look(Look(text_size=size))
    transport.show_stride(Stride.TERM)
    transport.show_target(Target(Measure.QUALITY, 0.95))
    assert transport.minimumSizeHint().width() <= 560


def test_a_click_chooses_the_stride(qtbot: QtBot, transport: Transport) -> None:
    transport.show_stride(Stride.OPERATION)
    with qtbot.waitSignal(transport.stride_chosen) as chosen:
        qtbot.mouseClick(button(transport, "neuron"), Qt.MouseButton.LeftButton)
    assert chosen.args == [Stride.NEURON]
    assert checked(transport) == ["neuron"]


def test_a_space_on_a_stride_chooses_it(qtbot: QtBot, transport: Transport) -> None:
    with qtbot.waitSignal(transport.stride_chosen) as chosen:
        qtbot.keyClick(button(transport, "epoch"), Qt.Key.Key_Space)
    assert chosen.args == [Stride.EPOCH]


def test_the_stride_in_force_stays_checked_when_clicked_again(
    qtbot: QtBot, transport: Transport
) -> None:
    transport.show_stride(Stride.PASS)
    qtbot.mouseClick(button(transport, "pass"), Qt.MouseButton.LeftButton)
    assert checked(transport) == ["pass"]


def test_a_stride_that_is_shown_is_no_choice(qtbot: QtBot, transport: Transport) -> None:
    with qtbot.assertNotEmitted(transport.stride_chosen):
        transport.show_stride(Stride.BATCH)
    assert checked(transport) == ["batch"]


def test_zeros_can_be_skipped_where_a_step_goes_through_sums(
    qtbot: QtBot, transport: Transport
) -> None:
    box = transport.findChild(QCheckBox)
    seen = []
    for stride in Stride:
        transport.show_stride(stride)
        seen += [stride] if box.isVisible() else []
    assert seen == [Stride.TERM, Stride.NEURON]
    transport.show_stride(Stride.TERM)
    with qtbot.waitSignal(transport.skip_zeros_chosen) as chosen:
        qtbot.keyClick(box, Qt.Key.Key_Space)
    assert chosen.args == [True]


def test_nothing_moves_when_zeros_cannot_be_skipped(qtbot: QtBot, transport: Transport) -> None:
    transport.show_stride(Stride.TERM)
    before = button(transport, "Reset").mapTo(transport, QPoint()), transport.sizeHint()
    transport.show_stride(Stride.EPOCH)
    assert (button(transport, "Reset").mapTo(transport, QPoint()), transport.sizeHint()) == before


def test_every_control_is_reached_by_tab_has_a_tooltip_and_a_name(
    actions: dict[str, QAction], transport: Transport
) -> None:
    controls: list[QWidget] = [button(transport, title) for title in TITLES.values()]
    controls += [button(transport, stride) for stride in Stride]
    controls += [slider(transport), transport.findChild(QCheckBox)]
    for control in controls:
        assert control.focusPolicy() & Qt.FocusPolicy.TabFocus
        assert control.toolTip()
        assert control.accessibleName()
