"""Running, pausing and stepping with real keys and buttons."""

import os
import signal

import numpy as np
import pytest
from PyQt6.QtCore import Qt
from PyQt6.QtWidgets import QLineEdit, QListView, QSlider

from app.stepping.operation_rows import OperationRows
from engine.statements import Pass
from engine.training import Trainer
from tests.app.shell import CTRL, KEY, MOONS, SHIFT, Shell
from tests.engine.cases import bits, steps


def rows(shell: Shell) -> OperationRows:
    """The listing as it stands."""
    view = shell.window.listing.findChild(QListView)
    assert view is not None
    model = view.model()
    assert isinstance(model, OperationRows)
    return model


def headless(count: int) -> Trainer:
    return steps(Trainer(MOONS, MOONS.load()), count)


def test_space_runs_and_space_pauses(shell: Shell) -> None:
    shell.press(KEY.Key_Space)
    assert shell.button("Pause").isVisible()
    assert shell.window.commands["run"].text() == "Pause"
    shell.wait(lambda: len(shell.history.steps) > 100)
    assert shell.snapshots[-1].is_running
    assert "▶ running" in shell.texts(shell.window.status)
    shell.press(KEY.Key_Space)
    shell.wait(lambda: not shell.training.is_running)
    assert shell.button("Run").isVisible()
    assert not shell.snapshots[-1].is_running
    assert shell.texts(shell.window.status)[0].startswith("❚❚ paused")


def test_the_button_runs_and_space_still_pauses_after_the_click(shell: Shell) -> None:
    shell.click("Run")
    shell.wait(lambda: len(shell.history.steps) > 0)
    shell.press(KEY.Key_Space)
    shell.wait(lambda: not shell.training.is_running)
    shell.press(KEY.Key_Space)
    assert shell.training.is_running


def test_keys_step_by_operation_pass_and_step_and_all_panels_agree(shell: Shell) -> None:
    shell.press(KEY.Key_G)
    shell.press(KEY.Key_Right)
    seen = shell.snapshots[-1]
    assert seen.last is not None
    assert seen.last.pass_ is Pass.BACKWARD
    assert seen.next is not None
    assert rows(shell).standing.present == seen.last
    number = len(seen.operations)
    assert f"after operation {seen.last.number} of {number} · backward" in shell.texts(
        shell.window.listing
    )
    assert shell.texts(shell.window.status)[0] == (
        f"❚❚ paused before operation {seen.next.number}: {seen.next.text}"
    )
    shell.press(KEY.Key_Right, SHIFT)
    assert shell.snapshots[-1].next is not None
    assert shell.snapshots[-1].next.pass_ is Pass.UPDATE
    shell.press(KEY.Key_Right, CTRL)
    assert shell.snapshots[-1].next is None
    assert rows(shell).standing.present == seen.operations[-1]
    assert shell.texts(shell.window.status)[0] == "❚❚ paused at the end of the step"
    assert "step 1 · epoch 1" in shell.texts(shell.window.status)
    assert shell.history.steps["step"].tolist() == [0]
    shell.press(KEY.Key_Right, CTRL)
    assert shell.history.steps["step"].tolist() == [0, 1]
    assert bits(shell.training.bench.trainer) == bits(headless(2))


def test_buttons_do_what_the_keys_do(shell: Shell) -> None:
    transport = shell.window.transport
    shell.click("Step", transport)
    shell.click("Step", transport)
    before, after = shell.snapshots[-2:]
    assert after.cursor == before.cursor + 1
    shell.click("Back", transport)
    assert shell.snapshots[-1].cursor == before.cursor
    shell.click("pass", transport)
    shell.click("Step", transport)
    following = shell.snapshots[-1].next
    assert following is not None
    assert following.pass_ is Pass.UPDATE
    shell.click("batch", transport)
    shell.click("Step", transport)
    assert len(shell.history.steps) == 1


def test_stop_ends_a_run_at_the_end_of_a_step(shell: Shell) -> None:
    shell.press(KEY.Key_Space)
    shell.wait(lambda: len(shell.history.steps) > 10)
    shell.click("Stop")
    shell.wait(lambda: not shell.training.is_running)
    done = shell.training.bench.steps
    assert not shell.training.bench.trainer.is_mid_step
    assert len(shell.history.steps) == done
    assert bits(shell.training.bench.trainer) == bits(headless(done))


def test_run_pause_and_continue_give_the_bits_of_a_training_without_a_window(
    shell: Shell,
) -> None:
    for _ in range(3):
        shell.press(KEY.Key_Space)
        begun = len(shell.history.steps)
        shell.wait(lambda begun=begun: len(shell.history.steps) > begun + 5)  # type: ignore[misc]
        shell.press(KEY.Key_Space)
        shell.wait(lambda: not shell.training.is_running)
        shell.press(KEY.Key_Right)
    shell.press(KEY.Key_Right, CTRL)
    trainer = shell.training.bench.trainer
    assert not trainer.is_mid_step
    assert bits(trainer) == bits(headless(shell.training.bench.steps))


def test_a_run_for_so_many_steps_stops_exactly_there(shell: Shell) -> None:
    shell.choose("Run", "for … steps")
    shell.enter("Number of the run target", "37")
    shell.click("Run")
    shell.wait(lambda: not shell.training.is_running)
    assert shell.training.bench.steps == 37
    assert shell.message == "Reached the target after 37 steps."
    assert bits(shell.training.bench.trainer) == bits(headless(37))
    shell.press(KEY.Key_Space)
    shell.wait(lambda: not shell.training.is_running)
    assert shell.training.bench.steps == 74


def test_a_number_that_is_typed_counts_when_run_is_clicked(shell: Shell) -> None:
    shell.choose("Run", "for … steps")
    line: QLineEdit = shell.find(QLineEdit, "Number of the run target")
    line.setFocus()
    line.selectAll()
    shell.bot.keyClicks(line, "5")
    shell.click("Run")
    shell.wait(lambda: not shell.training.is_running)
    assert shell.training.bench.steps == 5


def test_in_slow_motion_the_listing_shows_each_operation_in_order(shell: Shell) -> None:
    shell.press(KEY.Key_G)
    slider: QSlider = shell.find(QSlider, "Speed, flat out")
    slider.setFocus()
    shell.press(KEY.Key_Home)
    for _ in range(4):
        shell.press(KEY.Key_Right)
    assert slider.accessibleName() == "Speed, 20 operations/s"
    marked: list[int] = []

    def note() -> None:
        present = rows(shell).standing.present
        if present is not None and [present.number] != marked[-1:]:
            marked.append(present.number)

    shell.training.snapshot_ready.connect(note)
    shell.press(KEY.Key_Space)
    shell.wait(lambda: len(marked) > 8)
    shell.press(KEY.Key_Space)
    shell.wait(lambda: not shell.training.is_running)
    number = len(shell.snapshots[-1].operations)
    first = marked[0]
    assert marked == [(first - 1 + i) % number + 1 for i in range(len(marked))]


def test_reset_starts_over_from_the_same_weights(shell: Shell) -> None:
    before = shell.training.bench.trainer.checkpoint().state.params.copy()
    shell.run_some()
    with shell.bot.waitSignal(shell.session.opened):
        shell.click("Reset")
    assert shell.training.bench.steps == 0
    assert len(shell.history.steps) == 0
    assert np.array_equal(shell.training.bench.trainer.checkpoint().state.params, before)
    assert shell.message == "Started over: reset. Ctrl+Z brings back what was before."


def test_a_new_seed_starts_over_from_other_weights(shell: Shell) -> None:
    before = bits(shell.training.bench.trainer)
    with shell.bot.waitSignal(shell.session.opened):
        shell.press(KEY.Key_R, CTRL | SHIFT)
    assert bits(shell.training.bench.trainer) != before
    seed = shell.session.experiment.seed
    assert f"seed {seed}" in shell.texts(shell.window.status)
    assert shell.find(QLineEdit, "Seed").text() == str(seed)


def test_reset_while_it_runs(shell: Shell) -> None:
    shell.press(KEY.Key_Space)
    shell.wait(lambda: len(shell.history.steps) > 10)
    with shell.bot.waitSignal(shell.session.opened):
        shell.press(KEY.Key_R, CTRL)
    assert not shell.training.is_running
    assert len(shell.history.steps) == 0
    shell.run_some()
    assert shell.history.steps["step"][0] == 0


@pytest.mark.parametrize("key", [KEY.Key_Right, KEY.Key_Space])
def test_a_key_that_steps_or_pauses_ends_the_hint(shell: Shell, key: Qt.Key) -> None:
    assert shell.message.startswith("Space: the network starts to learn.")
    shell.press(key)
    assert shell.message == ""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs a signal that kills")
def test_a_killed_training_process_is_said_and_space_goes_on(shell: Shell) -> None:
    shell.press(KEY.Key_Space)
    shell.wait(lambda: len(shell.history.steps) > 10)
    process = shell.training.process_id
    assert process is not None
    os.kill(process, signal.SIGKILL)
    shell.wait(lambda: not shell.training.is_running)
    assert shell.message.startswith("The training process ended unexpectedly")
    assert "Space goes on from there" in shell.message
    assert not shell.window.messages.isHidden()
    shell.run_some()
    assert shell.message == ""
    done = shell.training.bench.steps
    assert shell.history.steps["step"].tolist() == list(range(done))
    assert bits(shell.training.bench.trainer) == bits(headless(done))
