"""Through the whole run and its branches, and to breakpoints, with real clicks and drags."""

from pathlib import Path

import pytest
from PyQt6.QtWidgets import QApplication, QCheckBox
from pytestqt.qtbot import QtBot

from app.chronicle import MarkKind
from app.main_window import USUAL_SIZE
from app.session import stepping
from engine.addresses import EdgeId
from engine.training import Trainer
from tests.app.gestures import Times, click_part, open_tab, tab
from tests.app.shell import CTRL, KEY, MOONS, Shell
from tests.engine.cases import bits, steps

EDGE = EdgeId(1, 0, 0)
ANYTHING = "anything becomes NaN or infinite"


@pytest.fixture
def moons(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Shell:
    """A window for stepping and inspecting two moons."""
    shell = Shell(qtbot, qapp, tmp_path / "preferences.json")
    shell.window.show_size(USUAL_SIZE)
    shell.press(KEY.Key_G)
    QApplication.processEvents()
    return shell


def headless(count: int) -> Trainer:
    return steps(Trainer(MOONS, MOONS.load()), count)


def do_steps(shell: Shell, count: int) -> None:
    for _ in range(count):
        shell.press(KEY.Key_Right, CTRL)


def done(shell: Shell) -> int:
    return shell.training.bench.steps


def now(shell: Shell) -> bytes:
    return bits(shell.training.bench.trainer)


def slow_down(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every way back take long enough to be seen, a step at a time."""
    monkeypatch.setattr(stepping, "AT_ONCE_S", 0.0)
    monkeypatch.setattr(stepping, "SLICE_S", 0.0)


def give(shell: Shell, value: str) -> None:
    """Type a value for the edge, and use it."""
    click_part(shell, EDGE)
    open_tab(shell, "What if")
    shell.enter("The value to try", value)
    shell.click("Use this value", tab(shell))


def test_the_handle_is_dragged_back_and_the_run_goes_on_with_the_same_bits(moons: Shell) -> None:
    times = Times(moons)
    moons.run_some()
    end, last = done(moons), now(moons)
    curves = moons.history.steps["cost"].copy()
    times.drag(end, end // 2, 7)
    moons.wait(lambda: done(moons) == times.chronicle.step + times.chronicle.done)
    there = done(moons)
    assert there == pytest.approx(7, abs=2)
    assert now(moons) == bits(headless(there))
    assert times.chronicle.is_past
    assert len(moons.history.steps) == len(curves)
    do_steps(moons, end - there)
    assert now(moons) == last
    assert (moons.history.steps["cost"] == curves).all()


def test_a_click_on_the_time_bar_while_it_runs_pauses_and_goes_there(moons: Shell) -> None:
    times = Times(moons)
    do_steps(moons, 20)
    moons.press(KEY.Key_Space)
    moons.wait(lambda: len(moons.history.steps) > 40)
    times.click(10)
    moons.wait(lambda: not moons.training.is_running and times.chronicle.is_past)
    assert now(moons) == bits(headless(done(moons)))


def test_escape_stays_where_it_is_on_a_long_way(
    moons: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = Times(moons)
    do_steps(moons, 40)
    slow_down(monkeypatch)
    with moons.bot.waitSignal(moons.session.stepping.travelled):
        times.click(30)
    assert moons.texts(moons.window.status)[0].endswith("steps again (Esc: stay here)")
    moons.press(KEY.Key_Escape)
    assert moons.texts(moons.window.status)[0] == "❚❚ paused at the end of the step"
    with moons.bot.assertNotEmitted(moons.training.chronicle_changed, wait=50):
        assert done(moons) == 40
    assert now(moons) == bits(headless(40))


def test_a_long_way_is_gone_while_the_window_answers(
    moons: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    times = Times(moons)
    do_steps(moons, 40)
    slow_down(monkeypatch)
    told: list[tuple[int, int]] = []
    moons.session.stepping.travelled.connect(lambda *progress: told.append(progress))
    times.click(30)
    moons.wait(lambda: done(moons) != 40)
    assert now(moons) == bits(headless(done(moons)))
    assert len(told) > 10
    assert told[-1] == (0, 0)


def test_the_window_is_closed_on_a_long_way(moons: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    times = Times(moons)
    do_steps(moons, 40)
    slow_down(monkeypatch)
    with moons.bot.waitSignal(moons.session.stepping.travelled):
        times.click(30)
    moons.window.close()
    with moons.bot.assertNotEmitted(moons.session.stepping.travelled, wait=50):
        assert moons.training.process_id is None


def test_a_weight_changed_in_the_past_makes_a_branch_and_both_are_followed(moons: Shell) -> None:
    times = Times(moons)
    do_steps(moons, 12)
    last, curve = now(moons), moons.history.steps["cost"].copy()
    times.drag(12, 9, 5)
    assert done(moons) == 5
    give(moons, "1.5")
    title = f"{EDGE} = 1.5"
    assert times.titles == ["first run", title]
    track = times.chronicle.track
    assert (track.title, track.fork, track.length) == (title, 4, 5)
    assert [(mark.kind, mark.title) for mark in track.marks] == [(MarkKind.EDIT, title)]
    assert moons.training.bench.trainer.start_of_shown().state.params[0] == 1.5
    do_steps(moons, 4)
    other = now(moons)
    times.click_branch("first run")
    assert (done(moons), now(moons)) == (12, last)
    assert (moons.history.steps["cost"] == curve).all()
    times.click_branch(title)
    assert (done(moons), now(moons)) == (9, other)
    assert moons.history.length == 9
    times.click_branch("first run")
    times.drop(title)
    assert times.titles == ["first run"]
    moons.press(KEY.Key_Z, CTRL)
    assert times.titles == ["first run", title]
    times.click_branch(title)
    assert now(moons) == other


def test_an_edit_in_the_past_is_taken_back_and_done_again(moons: Shell) -> None:
    times = Times(moons)
    do_steps(moons, 6)
    times.click(3)
    before = now(moons)
    give(moons, "-2")
    after = now(moons)
    assert after != before
    moons.press(KEY.Key_Z, CTRL)
    assert (times.titles, now(moons)) == (["first run"], before)
    moons.press(KEY.Key_Y, CTRL)
    assert len(times.titles) == 2
    assert now(moons) == after


def test_a_branch_that_another_one_left_can_be_dropped(moons: Shell) -> None:
    times = Times(moons)
    do_steps(moons, 12)
    times.click(8)
    give(moons, "1.5")
    first = times.chronicle.track
    do_steps(moons, 4)
    times.click(10)
    give(moons, "-1.5")
    second, bits_then = times.chronicle.track, now(moons)
    assert (second.parent, second.fork) == (first.number, 9)
    times.drop(first.title)
    assert times.titles == ["first run", second.title]
    assert (times.chronicle.track.parent, times.chronicle.track.fork) == (0, first.fork)
    QApplication.processEvents()  # it is painted
    times.click_branch("first run")
    times.click_branch(second.title)
    assert now(moons) == bits_then


def test_undo_twice_while_it_runs_takes_two_changes_back(moons: Shell) -> None:
    times = Times(moons)
    do_steps(moons, 6)
    times.click(3)
    before = now(moons)
    give(moons, "1.5")
    give(moons, "2.5")
    moons.press(KEY.Key_Space)
    moons.wait(lambda: moons.snapshots[-1].is_running)
    moons.press(KEY.Key_Z, CTRL)
    moons.press(KEY.Key_Z, CTRL)
    moons.wait(lambda: not moons.training.is_running)
    assert (times.titles, now(moons)) == (["first run"], before)


def test_a_planted_infinity_stops_the_run_at_the_breakpoint(moons: Shell) -> None:
    times, panel = Times(moons), moons.window.breakpoints
    open_tab(moons, "Breakpoints")
    moons.click(f"Delete “{ANYTHING}”", panel)
    moons.choose("Value", "NaN or infinity")
    moons.click("Stop there", panel)
    assert moons.find(QCheckBox, ANYTHING, panel).isChecked()
    do_steps(moons, 3)
    moons.click("Watch", moons.window.top)
    moons.enter("Learning rate η", "1e30")
    moons.click("Step & inspect")
    moons.click("Run")
    moons.wait(lambda: not moons.training.is_running)
    assert "gave the first number that is not finite" in moons.message
    marks = [mark for mark in times.chronicle.track.marks if mark.kind is MarkKind.BREAKPOINT]
    assert [mark.step for mark in marks] == [done(moons)]
    open_tab(moons, "Breakpoints")
    note = f"● after step {done(moons)}: in the next one"
    assert any(text.startswith(note) for text in moons.texts(panel))
    moons.press(KEY.Key_Right)
    assert moons.message == ""  # it was told once


def test_what_is_ticked_from_the_start_stops_a_run(moons: Shell) -> None:
    open_tab(moons, "Breakpoints")
    assert moons.find(QCheckBox, ANYTHING, moons.window.breakpoints).isChecked()
    do_steps(moons, 1)
    moons.click("Watch", moons.window.top)
    moons.enter("Learning rate η", "1e30")
    with moons.bot.waitSignal(moons.training.hit):
        moons.click("Run")
    assert not moons.training.is_running


def test_a_run_stops_at_a_number_of_steps_and_goes_on_from_there(moons: Shell) -> None:
    times = Times(moons)
    open_tab(moons, "Breakpoints")
    moons.choose("Value", "number of steps")
    moons.enter("Level", "25")
    moons.click("Run")
    moons.wait(lambda: not moons.training.is_running)
    assert done(moons) == 25
    assert now(moons) == bits(headless(25))
    assert moons.message == "Stopped after step 25: the number of steps reached 25."
    assert [mark.step for mark in times.chronicle.track.marks] == [25]
    moons.run_until(lambda: len(moons.history.steps) > 40)
    assert done(moons) > 40


def test_after_a_click_on_the_time_bar_keys_go_by_strides_and_end_to_the_newest_step(
    moons: Shell,
) -> None:
    times = Times(moons)
    do_steps(moons, 12)
    last = now(moons)
    times.click(5)
    moons.press(KEY.Key_Right)
    assert moons.training.bench.spot == (5, 1)
    moons.press(KEY.Key_End)
    assert (done(moons), now(moons)) == (12, last)
    assert not times.chronicle.is_past


def test_the_selected_weight_is_watched_and_plotted(moons: Shell) -> None:
    click_part(moons, EDGE)
    open_tab(moons, "Breakpoints")
    moons.choose("Value", "weight or bias")
    moons.click(f"selected: {EDGE}")
    moons.click("Plot it")
    do_steps(moons, 3)
    steps_, values = (moons.history.watched[str(EDGE)][name] for name in ("step", "value"))
    assert steps_.tolist() == [0, 1, 2]
    assert values[-1] == moons.training.bench.trainer.parameters["W1"][0, 0]
    moons.click("Watch", moons.window.top)
    QApplication.processEvents()
    assert "Watched" in moons.texts(moons.window.plots)
