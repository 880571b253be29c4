"""Extra steps are on examples of the user's choice; the epoch waits, and all can be repeated."""

from dataclasses import replace
from math import ceil

import numpy as np
import pytest

from engine.checkpoints import Checkpoints
from engine.datasets.dataset import Examples
from engine.epochs import train_epochs
from engine.errors import InputError
from engine.extra import Extra
from engine.feed import MOST_PROGRAMS
from engine.timeline import Edit, Follower, Timeline, travel
from tests.engine.cases import bits, experiment, steps, trainer

OWN = Examples(np.array([[0.5, -1.0, 2.0, 0.25], [1.0, 1.0, -0.5, 0.0]]), np.array([2, 0]))
SLOW = experiment(learning_rate=0.001)


def taught(count: int) -> dict[int, bytes]:
    """Five usual steps, `count` extra ones and five more: the bits at the start of each step."""
    driven, seen = steps(trainer(), 5), {}
    for step in range(5, count + 10):
        driven.take_examples(OWN if step < 5 + count else None)
        seen[step] = bits(driven)
        driven.step()
    return seen


def test_an_extra_step_is_on_all_of_its_examples() -> None:
    driven = steps(trainer(), 5)
    driven.take_examples(OWN)
    driven.step()
    values = driven.program.values
    np.testing.assert_array_equal(values["x"], OWN.x.astype(np.float32))
    np.testing.assert_array_equal(values["y"], np.eye(3)[OWN.y])
    assert (values["m"], values["step"]) == (2, 5)
    assert driven.is_extra
    assert driven.shown_examples is None


def test_the_epoch_waits_and_goes_on_where_it_was() -> None:
    driven = steps(trainer(), 5)
    before = driven.position
    driven.take_examples(OWN)
    steps(driven, 3)
    assert driven.position == before._replace(step=8)
    driven.take_examples(None)
    driven.step()
    usual = trainer()
    usual.restore(replace(driven.checkpoint(), position=before))
    expected = usual.shown_examples
    assert not driven.is_extra
    assert driven.shown_examples is not None
    np.testing.assert_array_equal(driven.shown_examples, expected)


@pytest.mark.parametrize("operations", [0, 3, 100])
def test_an_epoch_that_is_trained_ends_the_extra_steps(operations: int) -> None:
    driven = steps(trainer(), 5)
    left = len(driven.dataset.train) - driven.position.offset
    driven.take_examples(OWN)
    for _ in range(min(operations, len(driven.operations_of(2)))):
        driven.advance()
    (metrics,) = train_epochs(driven, 1)
    assert metrics.examples == left
    assert metrics.steps == ceil(left / 16)
    assert driven.position.offset == 0
    assert not driven.is_extra


def test_batches_of_any_size_leave_no_memory_behind() -> None:
    driven, usual = steps(trainer(), 5), steps(trainer(), 5)
    first = driven.program
    for count in range(1, MOST_PROGRAMS + 2):
        driven.take_examples(Examples(np.zeros((count, 4)), np.zeros(count, np.intp)))
        driven.step()
        assert driven.metrics().examples == count
    driven.restore(usual.checkpoint())
    driven.take_examples(None)
    driven.step()
    assert driven.program is not first
    assert bits(driven) == bits(steps(usual, 1))


def test_it_ends_no_epoch_where_one_has_just_ended() -> None:
    driven = trainer()
    while not driven.has_ended_epoch:
        driven.step()
    driven.take_examples(OWN)
    driven.step()
    assert driven.position.offset == 0
    assert not driven.has_ended_epoch


def test_until_it_begins_the_last_step_can_be_looked_at() -> None:
    driven = steps(trainer(), 5)
    values = driven.program.values["x"].copy()
    start = driven.start_of_shown()
    driven.take_examples(OWN)
    np.testing.assert_array_equal(driven.program.values["x"], values)
    assert driven.start_of_shown().position == start.position
    assert not driven.is_extra


def test_a_step_that_is_not_begun_becomes_one_at_once() -> None:
    driven = trainer()
    driven.take_examples(OWN)
    assert driven.program.namespace["m"] == 2
    driven.take_examples(None)
    assert driven.program.namespace["m"] == 16


@pytest.mark.parametrize(
    "examples",
    [
        Examples(np.zeros((1, 3)), np.array([0])),
        Examples(np.zeros((1, 4)), np.array([3])),
        Examples(np.full((1, 4), 1e300), np.array([0])),
        Examples(np.zeros((1, 4)), np.array([[0.0, 0.0, 1.0]])),
    ],
)
def test_examples_that_do_not_fit_are_refused_and_change_nothing(examples: Examples) -> None:
    driven, usual = steps(trainer(), 5), steps(trainer(), 6)
    with pytest.raises(InputError):
        driven.take_examples(examples)
    assert bits(steps(driven, 1)) == bits(usual)


@pytest.mark.parametrize(("examples", "count"), [(OWN, 0), (Examples(OWN.x[:0], OWN.y[:0]), 1)])
def test_nothing_to_do_is_no_extra(examples: Examples, count: int) -> None:
    with pytest.raises(InputError):
        Extra(examples, count)


@pytest.mark.parametrize("count", [1, 3])
def test_a_timeline_comes_to_every_step_again_with_the_same_bits(count: int) -> None:
    seen = taught(count)
    timeline = Timeline(experiment())
    timeline.edit(Edit(timeline.new_number(), 5, experiment(), extra=Extra(OWN, count)), length=5)
    follower = Follower(trainer(), timeline.current)
    store = Checkpoints(experiment().recipe, 2**20)
    for step in (5, *reversed(seen), *seen):
        list(travel(follower, step, [store]))
        assert bits(follower.trainer) == seen[step]
        store.put(0, follower.trainer.position, follower.trainer.lend_state())


def test_a_change_of_settings_lets_the_extra_steps_go_on() -> None:
    timeline = Timeline(experiment())
    timeline.edit(Edit(timeline.new_number(), 5, experiment(), extra=Extra(OWN, 4)), length=5)
    timeline.edit(Edit(timeline.new_number(), 7, SLOW), length=7)
    edits = [timeline.current.edit_for(step) for step in range(5, 10)]
    assert [e.examples_at(s) for s, e in enumerate(edits, 5)] == [OWN, OWN, OWN, OWN, None]
    follower = Follower(trainer(), timeline.current)
    for step in range(10):
        follower.begin()
        follower.trainer.step()
        assert follower.trainer.is_extra == (5 <= step < 9)
        assert (follower.trainer.experiment == SLOW) == (step >= 7)


def test_an_edit_at_the_same_step_keeps_the_changed_parameters_under_the_extra_step() -> None:
    timeline = Timeline(experiment())
    changed = steps(trainer(), 3).checkpoint()
    timeline.edit(Edit(timeline.new_number(), 3, experiment(), checkpoint=changed), length=3)
    timeline.edit(Edit(timeline.new_number(), 3, experiment(), extra=Extra(OWN, 1)), length=3)
    edit = timeline.current.edit_for(3)
    assert edit.checkpoint is changed
    assert edit.examples_at(3) is OWN


def test_a_part_of_a_branch_knows_the_extra_steps_that_are_left() -> None:
    timeline = Timeline(experiment())
    timeline.edit(Edit(timeline.new_number(), 5, experiment(), extra=Extra(OWN, 4)), length=5)
    part = timeline.current.part_from(7)
    assert [part.edit_for(step).examples_at(step) for step in (7, 8, 9)] == [OWN, OWN, None]
