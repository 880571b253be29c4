"""Settings that change in mid-run keep their numbers, and places bring them back."""

import pytest

from app.session.course import Course
from app.session.messages import Settings
from engine.errors import InputError
from engine.optimizers import SGD
from tests.engine.cases import bits, experiment, steps, trainer

SLOW, SLOWER = (Settings(experiment(learning_rate=rate), n) for n, rate in ((1, 0.001), (2, 1e-4)))


def test_settings_hold_from_the_next_step() -> None:
    course = Course(steps(trainer(), 3))
    course.change(SLOW)
    assert (course.settings.revision, course.newest) == (0, SLOW)
    course.trainer.advance()
    assert (course.settings, course.newest) == (SLOW, SLOW)


def test_the_last_of_several_changes_counts() -> None:
    course = Course(steps(trainer(), 3))
    course.change(SLOW)
    course.change(SLOWER)
    course.trainer.step()
    assert course.settings == SLOWER
    assert course.trainer.experiment == SLOWER.experiment


def test_a_change_that_cannot_be_made_leaves_all_as_it_was() -> None:
    course = Course(trainer())
    with pytest.raises(InputError):
        course.change(Settings(experiment(optimizer=SGD()), 1))
    assert course.newest.revision == 0


OPERATIONS = len(trainer().program.operations)


@pytest.mark.parametrize("operations", [0, 5, OPERATIONS])
@pytest.mark.parametrize("changed", [False, True])
def test_another_trainer_goes_on_from_a_place_with_the_same_bits(
    operations: int, changed: bool
) -> None:
    course = Course(steps(trainer(), 5))
    for _ in range(operations):
        course.trainer.advance()
    if changed:
        course.change(SLOW)
    other = Course(trainer())
    other.resume(course.place())
    assert other.newest == course.newest
    assert bits(steps(other.trainer, 10)) == bits(steps(course.trainer, 10))
    assert other.settings == course.settings


def test_a_place_knows_the_settings_that_have_come_into_force() -> None:
    course, other = Course(trainer()), Course(trainer())
    course.change(SLOW)
    course.trainer.step()
    other.resume(course.place())
    assert other.settings == other.newest == SLOW


@pytest.mark.parametrize("operations", [5, OPERATIONS])
def test_the_place_shown_brings_back_all_numbers_of_the_step(operations: int) -> None:
    course = Course(steps(trainer(), 5))
    for _ in range(operations):
        course.trainer.advance()
    course.change(SLOW)
    other = Course(trainer())
    other.resume(course.shown_place())
    program = other.trainer.program
    assert (program.cursor, other.trainer.shown) == (operations, course.trainer.shown)
    assert set(program.values) == set(course.trainer.program.values)
    for name, value in program.values.items():
        assert str(value) == str(course.trainer.program.values[name])
    assert other.settings.revision == 0
    assert other.newest == SLOW


def test_a_place_after_a_finished_step_is_the_start_of_the_next() -> None:
    course = Course(steps(trainer(), 5))
    place = course.place()
    assert (place.cursor, place.checkpoint.position.step) == (0, 5)
    assert course.shown_place().checkpoint.position.step == 4
