"""Forwards and back by strides, to any moment of any branch."""

from collections.abc import Iterator

import pytest
from pytestqt.qtbot import QtBot

from app.session import stepping as module
from app.session.bench import Bench
from app.session.session import Session
from app.session.strides import Spot
from app.snapshot import Snapshot
from app.strides import Stride
from engine.addresses import BiasId, EdgeId
from engine.training import Trainer
from tests.app.session.trainings import STEPS_PER_EPOCH, bench, headless, iris
from tests.engine.cases import bits

PATIENCE_MS = 20_000


@pytest.fixture
def session(qtbot: QtBot) -> Iterator[Session]:
    session = Session(bench())
    yield session
    session.close()


def lying(session: Session) -> Bench:
    return session.training.bench


def do_steps(session: Session, count: int) -> None:
    for _ in range(count):
        session.stepping.finish_step()


@pytest.mark.parametrize("stride", [Stride.OPERATION, Stride.PASS, Stride.BATCH])
def test_what_is_gone_forward_is_gone_back_through_the_same_moments(
    session: Session, stride: Stride
) -> None:
    session.stepping.go_home()
    session.stepping.set_stride(stride)
    seen = []
    for _ in range(30):
        seen.append((lying(session).spot, bits(lying(session).trainer)))
        session.stepping.advance()
    for spot, numbers in reversed(seen):
        session.stepping.back()
        assert (lying(session).spot, bits(lying(session).trainer)) == (spot, numbers)
    assert lying(session).spot == (0, 0)


def test_an_epoch_is_run_and_gone_back_and_found_again(session: Session, qtbot: QtBot) -> None:
    session.stepping.set_stride(Stride.EPOCH)
    for done in (1, 2):
        with qtbot.waitSignal(session.training.chronicle_changed, timeout=PATIENCE_MS):
            session.stepping.advance()
        qtbot.waitUntil(lambda: not session.training.is_running, timeout=PATIENCE_MS)
        assert lying(session).steps == done * STEPS_PER_EPOCH
    session.stepping.back()
    assert lying(session).steps == STEPS_PER_EPOCH
    session.stepping.back()
    assert lying(session).spot == (0, 0)
    session.stepping.advance()
    assert lying(session).steps == STEPS_PER_EPOCH
    assert not session.training.is_running
    assert bits(lying(session).trainer) == bits(headless(STEPS_PER_EPOCH))


def test_an_operation_is_run_to_from_both_sides(session: Session) -> None:
    do_steps(session, 3)
    for number in (5, 2, 9, 9):
        session.stepping.go_to_operation(number)
        assert lying(session).spot == (2, number)
    session.stepping.go_home()
    assert lying(session).spot == (2, 0)


def test_any_step_is_gone_to_and_run_on_from_with_the_same_bits(
    session: Session, qtbot: QtBot
) -> None:
    session.training.run()
    qtbot.waitUntil(lambda: lying(session).archive.history.length > 500, timeout=PATIENCE_MS)
    session.stepping.go_to_step(321)
    qtbot.waitUntil(lambda: lying(session).steps == 321, timeout=PATIENCE_MS)
    known = lying(session).archive.history.length
    assert known > 500
    assert bits(lying(session).trainer) == bits(headless(321))
    do_steps(session, 2)
    assert lying(session).archive.history.length == known
    session.training.run()
    qtbot.waitUntil(lambda: lying(session).archive.history.length > known, timeout=PATIENCE_MS)
    session.training.pause()
    qtbot.waitUntil(lambda: not session.training.is_running, timeout=PATIENCE_MS)
    count = lying(session).archive.history.length
    assert lying(session).archive.history.steps["step"].tolist() == list(range(count))
    session.stepping.go_to_step(10**9)
    assert bits(lying(session).trainer) == bits(headless(count))


def test_an_edit_in_the_past_makes_a_branch_and_both_can_be_followed(session: Session) -> None:
    do_steps(session, 20)
    end = bits(lying(session).trainer)
    session.stepping.go_to_step(10)
    session.edit(iris(learning_rate=0.1))
    assert len(lying(session).archive.timeline.branches) == 2
    do_steps(session, 5)
    other = bits(lying(session).trainer)
    rates = lying(session).archive.history.steps["learning_rate"].tolist()
    assert rates == [0.01] * 10 + [0.1] * 5
    session.stepping.follow(0)
    assert (lying(session).steps, bits(lying(session).trainer)) == (20, end)
    assert lying(session).archive.history.length == 20
    assert session.experiment == iris()
    session.stepping.follow(lying(session).archive.timeline.branches[1].number)
    assert (lying(session).steps, bits(lying(session).trainer)) == (15, other)
    assert session.experiment == iris(learning_rate=0.1)


def test_back_leads_across_edits_with_the_settings_of_then(session: Session) -> None:
    do_steps(session, 3)
    session.edit(iris(learning_rate=0.1))
    do_steps(session, 3)
    shown = []
    session.settings_changed.connect(lambda experiment: shown.append(experiment.learning_rate))
    session.stepping.go_to_step(2)
    session.stepping.go_to_step(6)
    assert shown == [0.01, 0.1]
    session.stepping.go_to_step(2)
    do_steps(session, 2)
    assert lying(session).trainer.learning_rate == 0.1


@pytest.mark.parametrize("operations", [3, 8])
def test_a_weight_changed_in_mid_step_changes_what_is_computed_so_far(
    session: Session, operations: int
) -> None:
    do_steps(session, 5)
    for _ in range(operations):
        session.stepping.advance()
    before = bits(lying(session).trainer)
    session.set_parameter(EdgeId(1, 2, 3), 0.75)
    assert lying(session).spot == (5, operations)
    assert len(lying(session).archive.timeline.branches) == 1
    expected = headless(5)
    checkpoint = expected.checkpoint()
    expected.experiment.network.views(checkpoint.state.params)["W1"][2, 3] = 0.75
    expected.restore(checkpoint)
    for _ in range(operations):
        expected.advance()
    assert bits(lying(session).trainer) == bits(expected)
    z = lying(session).trainer.program.values["z1"]
    assert (z == expected.program.values["z1"]).all()
    session.undo()
    assert (lying(session).spot, bits(lying(session).trainer)) == ((5, operations), before)
    session.redo()
    assert bits(lying(session).trainer) == bits(expected)


def test_a_bias_changed_in_the_past_makes_a_branch_that_can_be_dropped(session: Session) -> None:
    do_steps(session, 5)
    first = bits(lying(session).trainer)
    session.set_parameter(BiasId(2, 1), -0.5)
    bench_ = lying(session)
    assert [branch.number for branch in bench_.archive.timeline.branches] == [
        0,
        bench_.branch.number,
    ]
    assert bench_.branch.fork == 4
    assert bench_.archive.history.length == 5
    made = bench_.branch.number
    session.stepping.follow(0)
    assert bits(bench_.trainer) == first
    session.drop_branch(made)
    assert [branch.number for branch in bench_.archive.timeline.branches] == [0]
    session.undo()
    assert [branch.number for branch in bench_.archive.timeline.branches] == [0, made]
    session.undo()
    assert (bench_.branch.number, bits(bench_.trainer)) == (0, first)


def test_an_edit_at_the_end_that_is_taken_back_leaves_no_trace(session: Session) -> None:
    do_steps(session, 70)
    session.stepping.advance()
    session.set_parameter(EdgeId(1, 0, 0), 1.0)
    do_steps(session, 100)
    session.undo()
    assert lying(session).archive.history.length == 70
    do_steps(session, 100)
    assert bits(lying(session).trainer) == bits(headless(170))
    session.stepping.go_to_step(130)
    assert bits(lying(session).trainer) == bits(headless(130))


def test_a_change_of_settings_in_the_past_that_is_taken_back_leaves_no_branch(
    session: Session,
) -> None:
    do_steps(session, 6)
    session.stepping.go_to_step(3)
    session.edit(iris(learning_rate=0.1))
    assert len(lying(session).archive.timeline.branches) == 2
    session.undo()
    assert len(lying(session).archive.timeline.branches) == 1
    assert session.experiment == iris()
    session.redo()
    assert len(lying(session).archive.timeline.branches) == 2
    assert session.experiment == iris(learning_rate=0.1)


def test_a_value_that_is_no_number_is_refused(session: Session) -> None:
    problems: list[str] = []
    session.failed.connect(problems.append)
    before = bits(lying(session).trainer)
    for value in (float("nan"), 1e39):
        session.set_parameter(EdgeId(1, 0, 0), value)
    assert len(problems) == 2
    assert "Nothing was changed" in problems[0]
    assert bits(lying(session).trainer) == before


def test_a_long_way_is_gone_in_slices_and_can_be_given_up(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    do_steps(session, 40)
    monkeypatch.setattr(module, "AT_ONCE_S", 0.0)
    monkeypatch.setattr(module, "SLICE_S", 0.0)
    told: list[tuple[int, int]] = []
    session.stepping.travelled.connect(lambda *progress: told.append(progress))
    session.stepping.go_to_step(30)
    assert lying(session).steps == 40
    session.stepping.cancel()
    assert told[-1] == (0, 0)
    assert lying(session).spot == Spot(39, len(lying(session).trainer.program.operations))
    session.stepping.go_to_step(30)
    qtbot.waitUntil(lambda: lying(session).steps == 30, timeout=PATIENCE_MS)
    assert (1, 29) in told
    assert told[-1] == (0, 0)


def test_a_weight_is_changed_while_it_runs(session: Session, qtbot: QtBot) -> None:
    session.training.run()
    qtbot.waitUntil(lambda: lying(session).archive.history.length > 50, timeout=PATIENCE_MS)
    session.set_parameter(EdgeId(1, 0, 0), 2.0)
    qtbot.waitUntil(lambda: not session.training.is_running, timeout=PATIENCE_MS)
    assert lying(session).branch.edits[-1].title.startswith("W1[0, 0] = 2")


@pytest.mark.parametrize("stride", [Stride.TERM, Stride.NEURON])
@pytest.mark.parametrize("skip", [False, True])
def test_an_operation_is_gone_through_closely_and_back(
    session: Session, stride: Stride, skip: bool
) -> None:
    stepping = session.stepping
    shown: list[Snapshot] = []
    session.training.snapshot_ready.connect(shown.append)
    stepping.go_home()
    stepping.set_stride(stride)
    stepping.skip_zeros(skip)
    seen = []
    while lying(session).spot.cursor != 2:
        seen.append(place_of(shown[-1]))
        stepping.advance()
    assert len(seen) >= 8
    assert bits(lying(session).trainer) == bits(two_operations())
    for place in reversed(seen):
        stepping.back()
        assert place_of(shown[-1]) == place


def place_of(snapshot: Snapshot) -> tuple[int, int, int]:
    close = snapshot.close_up
    return snapshot.cursor, -1 if close is None else close.number, close.terms if close else 0


def two_operations() -> Trainer:
    trainer = headless(0)
    trainer.advance()
    trainer.advance()
    return trainer


def test_a_close_up_goes_on_from_step_to_step(session: Session) -> None:
    do_steps(session, 2)
    session.stepping.set_stride(Stride.NEURON)
    session.stepping.advance()
    assert lying(session).spot == (2, 0)
    assert lying(session).walk is not None
    session.stepping.set_stride(Stride.OPERATION)
    session.stepping.back()
    assert lying(session).walk is None
    assert lying(session).spot == (2, 0)
    session.stepping.advance()
    assert lying(session).spot == (2, 1)


def test_a_close_up_is_of_one_example(session: Session) -> None:
    session.training.look_at_example(None)
    session.stepping.set_stride(Stride.TERM)
    session.stepping.advance()
    assert session.training.focus.example == 0
    session.training.look_at_example(3)
    assert lying(session).walk is None
