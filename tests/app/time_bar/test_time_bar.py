"""The time bar goes where one clicks, drags or presses keys, and shows where the run stands."""

from dataclasses import replace
from time import perf_counter

import pytest
from PyQt6.QtCore import QEvent, QPoint, QPointF, Qt
from PyQt6.QtGui import QColor, QHelpEvent, QImage, QKeyEvent, QMouseEvent, QPixmap, QWheelEvent
from PyQt6.QtWidgets import QApplication, QToolTip
from pytestqt.qtbot import QtBot

from app.chronicle import Chronicle
from app.look.look import Look
from app.look.theme import THEMES
from app.time_bar.captions import Captions
from app.time_bar.geometry import Geometry, first_lane
from app.time_bar.time_bar import TimeBar
from tests.app.time_bar.chronicles import EDIT, HIT, branched, line, many, standing

WIDTH = 1000
LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
Key = Qt.Key


@pytest.fixture
def bar(qtbot: QtBot) -> TimeBar:
    bar = TimeBar()
    qtbot.addWidget(bar)
    bar.show_look(Look())
    show(bar, standing(line(300, marks=(EDIT, HIT)), 250))
    bar.show()
    qtbot.waitExposed(bar)
    return bar


def show(bar: TimeBar, chronicle: Chronicle) -> None:
    bar.show_chronicle(chronicle)
    bar.resize(WIDTH, bar.sizeHint().height())


def places(chronicle: Chronicle, width: int = WIDTH) -> tuple[Geometry, Captions]:
    """Where everything must be."""
    draft = Geometry(chronicle, 0, 1, 1.0, first_lane(chronicle, 0))
    captions = Captions(Look(), draft, width)
    left, right = captions.track
    return replace(draft, left=left, right=right), captions


def spot(chronicle: Chronicle, lane: int, step: float) -> QPoint:
    geometry = places(chronicle)[0]
    return QPoint(round(geometry.x_of(step)), round(geometry.y_of(lane)))


def send(bar: TimeBar, kind: QEvent.Type, place: QPoint) -> None:
    """A mouse event as a user causes it; while dragging, the left button is held."""
    is_held = kind is not QEvent.Type.MouseButtonRelease
    button = NONE if kind is QEvent.Type.MouseMove else LEFT
    spot = QPointF(place)
    event = QMouseEvent(
        kind, spot, bar.mapToGlobal(spot), button, LEFT if is_held else NONE,
        Qt.KeyboardModifier.NoModifier,
    )  # fmt: skip
    QApplication.sendEvent(bar, event)


def picture(bar: TimeBar) -> QImage:
    image = QImage(bar.size(), QImage.Format.Format_RGB32)
    image.fill(Look().theme.panel)
    bar.render(image)
    return image


def tooltip(bar: TimeBar, place: QPoint) -> str:
    event = QHelpEvent(QEvent.Type.ToolTip, place, bar.mapToGlobal(place))
    QApplication.sendEvent(bar, event)
    return QToolTip.text()


def test_a_click_goes_to_that_step(qtbot: QtBot, bar: TimeBar) -> None:
    chosen: list[int] = []
    bar.step_chosen.connect(chosen.append)
    chronicle = standing(line(300), 250)
    qtbot.mouseClick(bar, LEFT, pos=spot(chronicle, 0, 100))
    assert chosen == [pytest.approx(100, abs=1)]
    qtbot.mouseClick(bar, LEFT, pos=spot(chronicle, 0, 0) - QPoint(4, 0))
    qtbot.mouseClick(bar, LEFT, pos=spot(chronicle, 0, 300) + QPoint(4, 0))
    assert chosen[1:] == [0, 300]
    qtbot.mouseClick(bar, Qt.MouseButton.RightButton, pos=spot(chronicle, 0, 50))
    qtbot.mouseClick(bar, LEFT, pos=QPoint(5, 20))
    assert len(chosen) == 3


def test_while_it_is_dragged_it_says_so_now_and_then_and_at_the_end(
    qtbot: QtBot, bar: TimeBar
) -> None:
    chosen: list[int] = []
    bar.step_chosen.connect(chosen.append)
    chronicle = standing(line(300), 250)
    send(bar, QEvent.Type.MouseButtonPress, spot(chronicle, 0, 250))
    for step in range(250, 100, -2):
        send(bar, QEvent.Type.MouseMove, spot(chronicle, 0, step))
    assert len(chosen) <= 4  # there was no time for more
    qtbot.waitUntil(lambda: chosen[-1] == pytest.approx(102, abs=1))
    send(bar, QEvent.Type.MouseMove, spot(chronicle, 0, 90) + QPoint(0, 300))
    send(bar, QEvent.Type.MouseButtonRelease, spot(chronicle, 0, 80))
    assert chosen[-1] == pytest.approx(90, abs=1)
    assert len(set(chosen)) == len(chosen)


def test_the_handle_follows_the_pointer_and_then_the_run(qtbot: QtBot, bar: TimeBar) -> None:
    chronicle, text = standing(line(300), 250), Look().theme.text.rgb()
    there = spot(chronicle, 0, 60) - QPoint(0, 4)
    send(bar, QEvent.Type.MouseButtonPress, spot(chronicle, 0, 60))
    assert picture(bar).pixel(there) == text
    send(bar, QEvent.Type.MouseButtonRelease, spot(chronicle, 0, 60))
    assert picture(bar).pixel(there) != text
    bar.show_chronicle(standing(line(300), 60))
    assert picture(bar).pixel(there) == text


@pytest.mark.parametrize(
    ("key", "step"),
    [
        (Key.Key_Left, 249),
        (Key.Key_Right, 251),
        (Key.Key_PageUp, 200),
        (Key.Key_PageDown, 300),
        (Key.Key_Home, 0),
        (Key.Key_End, 300),
    ],
)
def test_keys_go_by_steps_and_epochs(qtbot: QtBot, bar: TimeBar, key: Key, step: int) -> None:
    bar.setFocus()
    with qtbot.waitSignal(bar.step_chosen) as chosen:
        qtbot.keyClick(bar, key)
    assert chosen.args == [step]


def test_at_an_end_there_is_nowhere_to_go(qtbot: QtBot, bar: TimeBar) -> None:
    chosen: list[int] = []
    bar.step_chosen.connect(chosen.append)
    bar.show_chronicle(standing(line(300), 300))
    for key in (Key.Key_Right, Key.Key_End, Key.Key_PageDown):
        qtbot.keyClick(bar, key)
    bar.show_chronicle(standing(line(300), 0))
    for key in (Key.Key_Left, Key.Key_Home, Key.Key_PageUp):
        qtbot.keyClick(bar, key)
    qtbot.keyClick(bar, Key.Key_Right, Qt.KeyboardModifier.ShiftModifier)  # the window's own
    assert chosen == []


def test_a_click_on_another_branch_follows_it(qtbot: QtBot, bar: TimeBar) -> None:
    chronicle = branched(current=1)
    show(bar, chronicle)
    chosen: list[int] = []
    bar.branch_chosen.connect(chosen.append)
    qtbot.mouseClick(bar, LEFT, pos=spot(chronicle, 0, 450))
    qtbot.mouseClick(bar, LEFT, pos=spot(chronicle, 2, 500))
    names = QPoint(30, spot(chronicle, 2, 0).y())
    qtbot.mouseClick(bar, LEFT, pos=names)
    assert chosen == [0, 2, 2]


def test_the_shared_part_belongs_to_the_followed_branch(qtbot: QtBot, bar: TimeBar) -> None:
    chronicle = branched(current=2)
    show(bar, chronicle)
    for lane, step in ((0, 100), (1, 300), (2, 500)):
        with qtbot.waitSignal(bar.step_chosen) as chosen:
            qtbot.mouseClick(bar, LEFT, pos=spot(chronicle, lane, step))
        assert chosen.args == [pytest.approx(step, abs=1)]


def test_where_nothing_is_a_click_does_nothing(qtbot: QtBot, bar: TimeBar) -> None:
    chronicle = branched(current=1)
    show(bar, chronicle)
    with (
        qtbot.assertNotEmitted(bar.step_chosen),
        qtbot.assertNotEmitted(bar.branch_chosen),
        qtbot.assertNotEmitted(bar.branch_dropped),
    ):
        qtbot.mouseClick(bar, LEFT, pos=spot(chronicle, 2, 300))
        qtbot.mouseClick(bar, LEFT, pos=QPoint(300, 1))


def test_the_cross_drops_a_branch_but_not_the_followed_one_or_the_main_line(
    qtbot: QtBot, bar: TimeBar
) -> None:
    chronicle = branched(current=1)
    show(bar, chronicle)
    dropped: list[int] = []
    bar.branch_dropped.connect(dropped.append)
    x = round(places(chronicle)[1].cross_left + 8)
    for lane in range(3):
        qtbot.mouseClick(bar, LEFT, pos=QPoint(x, spot(chronicle, lane, 0).y()))
    assert dropped == [2]


def test_branches_by_the_keyboard(qtbot: QtBot, bar: TimeBar) -> None:
    show(bar, branched(current=1))
    chosen: list[int] = []
    dropped: list[int] = []
    bar.branch_chosen.connect(chosen.append)
    bar.branch_dropped.connect(dropped.append)
    bar.setFocus()
    qtbot.keyClick(bar, Key.Key_Delete)  # the followed one
    qtbot.keyClick(bar, Key.Key_Return)
    qtbot.keyClick(bar, Key.Key_Down)
    qtbot.keyClick(bar, Key.Key_Down)
    qtbot.keyClick(bar, Key.Key_Return)
    qtbot.keyClick(bar, Key.Key_Delete)
    qtbot.keyClick(bar, Key.Key_Up)
    qtbot.keyClick(bar, Key.Key_Up)
    qtbot.keyClick(bar, Key.Key_Delete)  # the first run
    qtbot.keyClick(bar, Key.Key_Return)
    assert (chosen, dropped) == ([2, 0], [2])


def test_its_keys_are_no_shortcuts_of_the_window_while_it_has_the_focus(bar: TimeBar) -> None:
    plain, shift = Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier
    for key, modifier, is_own in (
        (Key.Key_Left, plain, True),
        (Key.Key_Home, plain, True),
        (Key.Key_Space, plain, False),
        (Key.Key_Right, shift, False),
    ):
        event = QKeyEvent(QEvent.Type.ShortcutOverride, key, modifier)
        event.ignore()
        QApplication.sendEvent(bar, event)
        assert event.isAccepted() == is_own


def turn_wheel(bar: TimeBar, angle: int) -> None:
    at = QPointF(300, 40)
    wheel = QWheelEvent(
        at, bar.mapToGlobal(at), QPoint(), QPoint(0, angle), NONE,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(bar, wheel)


def test_a_touchpad_scrolls_down_by_many_small_turns(qtbot: QtBot, bar: TimeBar) -> None:
    show(bar, many(current=0))
    for _ in range(8):
        turn_wheel(bar, -30)
    with qtbot.waitSignal(bar.branch_chosen) as chosen:
        qtbot.mouseClick(bar, LEFT, pos=spot(many(0), 3, 450))
    assert chosen.args == [5]


def test_more_branches_are_scrolled_to(qtbot: QtBot, bar: TimeBar) -> None:
    show(bar, many())
    height = bar.height()
    show(bar, branched())
    assert bar.height() < height
    show(bar, many(current=6))
    with qtbot.waitSignal(bar.branch_chosen) as chosen:
        qtbot.mouseClick(bar, LEFT, pos=spot(many(6), 3, 450))
    assert chosen.args == [3]
    turn_wheel(bar, 360)
    with qtbot.waitSignal(bar.branch_chosen) as chosen:
        qtbot.mouseClick(bar, LEFT, pos=spot(many(0), 0, 450))
    assert chosen.args == [0]
    bar.setFocus()
    for _ in range(3):
        qtbot.keyClick(bar, Key.Key_Up)
    with qtbot.waitSignal(bar.branch_chosen) as chosen:
        qtbot.keyClick(bar, Key.Key_Return)
    assert chosen.args == [3]


def test_one_lane_is_low_and_more_are_higher(bar: TimeBar) -> None:
    assert bar.sizeHint().height() == 36
    bar.show_chronicle(branched())
    assert bar.sizeHint().height() == 36 + 2 * 26
    bar.show_chronicle(many())
    assert bar.sizeHint().height() == 36 + 3 * 26
    bar.show_look(Look(text_size=20))
    assert bar.sizeHint().height() == 2 * (36 + 3 * 26)


def test_later_steps_are_dimmer_than_those_up_to_the_shown_one(bar: TimeBar) -> None:
    chronicle = standing(line(300), 250)
    image = picture(bar)
    before = QColor(image.pixel(spot(chronicle, 0, 180)))
    after = QColor(image.pixel(spot(chronicle, 0, 290)))
    assert before == Look().theme.muted
    assert after.lightness() < before.lightness()


def test_marks_say_what_happened(qtbot: QtBot, bar: TimeBar) -> None:
    chronicle = standing(line(300), 250)
    assert tooltip(bar, spot(chronicle, 0, 120)) == "◆ after step 120: learning rate 0.05"
    assert "the cost fell below" in tooltip(bar, spot(chronicle, 0, 260))
    assert "Page ↓" in tooltip(bar, QPoint(20, 20))
    tooltip(bar, spot(chronicle, 0, 20))
    qtbot.waitUntil(lambda: not QToolTip.isVisible())


def test_branches_and_their_crosses_say_what_a_click_does(bar: TimeBar) -> None:
    chronicle = branched(current=1)
    show(bar, chronicle)
    assert tooltip(bar, spot(chronicle, 2, 500)) == (
        "branch 2: 550 steps. Click to follow this branch."
    )
    cross = QPoint(round(places(chronicle)[1].cross_left + 8), spot(chronicle, 2, 0).y())
    assert "Ctrl+Z brings it back" in tooltip(bar, cross)
    assert "Delete drops it" in tooltip(bar, QPoint(20, spot(chronicle, 1, 0).y()))


def test_pointing_shows_the_step_there(qtbot: QtBot, bar: TimeBar) -> None:
    chronicle = standing(line(300), 250)
    before = picture(bar)
    qtbot.mouseMove(bar, spot(chronicle, 0, 50))
    qtbot.waitUntil(lambda: picture(bar) != before)
    assert bar.cursor().shape() is Qt.CursorShape.PointingHandCursor
    QApplication.sendEvent(bar, QEvent(QEvent.Type.Leave))
    assert picture(bar) == before


def test_the_focus_has_a_frame(qtbot: QtBot, bar: TimeBar) -> None:
    focus = Look().theme.focus
    bar.clearFocus()
    assert QColor(picture(bar).pixel(WIDTH // 2, 1)) != focus
    bar.setFocus()
    qtbot.waitUntil(bar.hasFocus)
    assert QColor(picture(bar).pixel(WIDTH // 2, 1)) == focus


def test_its_value_can_be_heard(bar: TimeBar) -> None:
    assert bar.accessibleName() == "Timeline"
    assert bar.accessibleDescription() == (
        "step 250 of 300, epoch 3. End goes back to the newest step"
    )


@pytest.mark.parametrize("theme", sorted(THEMES))
@pytest.mark.parametrize("size", [7, 10, 16, 24])
@pytest.mark.parametrize("width", [300, 640, 1920])
def test_it_can_be_painted_in_every_look(
    qtbot: QtBot, bar: TimeBar, theme: str, size: int, width: int
) -> None:
    bar.show_look(Look(THEMES[theme], text_size=size))
    for chronicle in (standing(line(0), 0), standing(line(1), 1), branched(), many(6)):
        bar.show_chronicle(chronicle)
        bar.resize(width, bar.sizeHint().height())
        picture(bar)


@pytest.mark.parametrize("epochs", [2000, 20_000])
def test_a_long_run_is_painted_fast(bar: TimeBar, epochs: int) -> None:
    track = line(100 * epochs)
    pixmap = QPixmap(bar.size())
    seconds = []
    for position in range(1000, 1040):
        bar.show_chronicle(standing(track, position))
        start = perf_counter()
        bar.render(pixmap)
        seconds.append(perf_counter() - start)
    assert sorted(seconds)[20] < 1e-3
