"""A training goes its way along a branch, and places bring it back."""

import pytest

from app.session.course import Course
from app.session.messages import Change
from engine.errors import InputError
from engine.optimizers import SGD
from engine.timeline import Timeline
from engine.training import Trainer
from tests.engine.cases import bits, experiment, steps, trainer

SLOW, SLOWER = (
    Change(n, experiment(learning_rate=rate), "slower") for n, rate in ((1, 0.001), (2, 1e-4))
)


def course(driven: Trainer) -> Course:
    return Course(driven, Timeline(experiment()).current)


def test_settings_hold_from_the_next_step() -> None:
    going = course(steps(trainer(), 3))
    edit = going.change(SLOW)
    assert (edit.step, edit.title) == (3, "slower")
    assert (going.edit.number, going.newest) == (0, edit)
    going.advance()
    assert (going.edit, going.newest) == (edit, edit)


def test_in_mid_step_settings_hold_from_the_step_behind() -> None:
    going = course(steps(trainer(), 3))
    going.advance()
    assert going.change(SLOW).step == 4
    going.step()
    assert going.trainer.learning_rate == 0.01
    going.step()
    assert going.trainer.learning_rate == 0.001


def test_the_last_of_several_changes_counts() -> None:
    going = course(steps(trainer(), 3))
    going.change(SLOW)
    going.change(SLOWER)
    going.step()
    assert going.edit.number == SLOWER.number
    assert going.trainer.experiment == SLOWER.experiment
    assert len(going.branch.edits) == 2


def test_a_change_that_cannot_be_made_leaves_all_as_it_was() -> None:
    going = course(trainer())
    with pytest.raises(InputError):
        going.change(Change(1, experiment(optimizer=SGD()), ""))
    assert going.newest.number == 0


OPERATIONS = len(trainer().program.operations)


@pytest.mark.parametrize("operations", [0, 5, OPERATIONS])
@pytest.mark.parametrize("changed", [False, True])
def test_another_trainer_goes_on_from_a_place_with_the_same_bits(
    operations: int, changed: bool
) -> None:
    going = course(steps(trainer(), 5))
    for _ in range(operations):
        going.advance()
    if changed:
        going.change(SLOW)
    other = course(trainer())
    other.resume(going.place())
    assert other.newest == going.newest
    for _ in range(10):
        other.step()
        going.step()
    assert bits(other.trainer) == bits(going.trainer)
    assert other.edit == going.edit


def test_a_place_knows_the_settings_that_have_come_into_force() -> None:
    going, other = course(trainer()), course(trainer())
    going.change(SLOW)
    going.step()
    other.resume(going.place())
    assert other.edit == other.newest
    assert other.edit.number == SLOW.number


@pytest.mark.parametrize("operations", [5, OPERATIONS])
def test_the_place_shown_brings_back_all_numbers_of_the_step(operations: int) -> None:
    going = course(steps(trainer(), 5))
    for _ in range(operations):
        going.advance()
    going.change(SLOW)
    other = course(trainer())
    other.resume(going.shown_place())
    program = other.trainer.program
    assert (program.cursor, other.trainer.shown) == (operations, going.trainer.shown)
    assert set(program.values) == set(going.trainer.program.values)
    for name, value in program.values.items():
        assert str(value) == str(going.trainer.program.values[name])
    assert other.edit.number == 0
    assert other.newest.number == SLOW.number
