"""The past can be come to again, to the bit, across edits and branches."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from engine.checkpoint import Checkpoint
from engine.checkpoints import Checkpoints
from engine.timeline import Branch, Edit, Follower, Timeline, first_difference, travel
from engine.training import Trainer
from tests.engine.cases import bits, experiment, steps, trainer

MEGABYTE = 2**20
SLOW = experiment(learning_rate=0.001)


def recorded(timeline: Timeline, count: int) -> tuple[Follower, Checkpoints, list[bytes]]:
    """A trainer that has followed a timeline, its checkpoints, and its bits before each step."""
    follower = Follower(trainer(), timeline.current)
    store = Checkpoints(follower.trainer.experiment.recipe, MEGABYTE)

    def keep(checkpoint: Checkpoint) -> None:
        owner = timeline.current.owner(checkpoint.position.step)
        store.put(owner, checkpoint.position, checkpoint.state)

    follower.trainer.on_checkpoint = keep
    seen = []
    for _ in range(count):
        follower.begin()
        seen.append(bits(follower.trainer))
        follower.trainer.step()
    return follower, store, seen


def gone_to(branch: Branch, step: int, *stores: Checkpoints) -> tuple[Trainer, list[int]]:
    """A trainer that was brought to a step, and how many were still to be done on the way."""
    scout = Follower(trainer(), branch)
    on_the_way = list(travel(scout, step, stores))
    return scout.trainer, on_the_way


def with_weight(driven: Trainer, value: float) -> Checkpoint:
    """The trainer's checkpoint with one weight changed."""
    checkpoint = driven.checkpoint()
    state = checkpoint.state.copy()
    state.params[0] = value
    return Checkpoint(checkpoint.position, state)


@pytest.fixture(scope="module")
def course() -> tuple[Timeline, Checkpoints, list[bytes]]:
    """A timeline of 301 steps, with its checkpoints and the bits at the start of each step."""
    timeline = Timeline(experiment())
    _, store, seen = recorded(timeline, 301)
    return timeline, store, seen


@given(step=st.integers(0, 300))
def test_any_step_comes_back_with_the_same_bits(
    course: tuple[Timeline, Checkpoints, list[bytes]], step: int
) -> None:
    timeline, store, seen = course
    there, on_the_way = gone_to(timeline.current, step, store)
    assert there.position.step == step
    assert bits(there) == seen[step]
    assert len(on_the_way) <= 64


def test_without_checkpoints_all_steps_are_done_again() -> None:
    timeline = Timeline(experiment())
    _, _, seen = recorded(timeline, 100)
    there, on_the_way = gone_to(timeline.current, 80)
    assert bits(there) == seen[80]
    assert on_the_way == list(range(80, 0, -1))


@pytest.mark.parametrize("step", [0, 19, 20, 21, 40, 41, 90])
def test_the_way_leads_across_edits_of_settings_and_of_parameters(step: int) -> None:
    timeline = Timeline(experiment())
    timeline.edit(Edit(timeline.new_number(), 20, SLOW), length=20)
    changed = with_weight(gone_to(timeline.current, 40)[0], 0.5)
    timeline.edit(Edit(timeline.new_number(), 40, SLOW, checkpoint=changed), length=40)
    follower, store, seen = recorded(timeline, 91)
    assert follower.trainer.experiment == SLOW
    for stores in ((), (store,)):
        assert bits(gone_to(timeline.current, step, *stores)[0]) == seen[step]


def test_an_edit_at_the_end_goes_on_with_the_branch() -> None:
    timeline = Timeline(experiment())
    timeline.edit(Edit(timeline.new_number(), 30, SLOW, "slower"), length=30)
    assert len(timeline.branches) == 1
    assert timeline.current.edit_for(29).experiment == experiment()
    assert timeline.current.edit_for(30).title == "slower"


def test_an_edit_in_the_past_makes_a_branch_and_the_old_one_stays() -> None:
    timeline = Timeline(experiment())
    _, store, seen = recorded(timeline, 200)
    first = timeline.current
    timeline.edit(Edit(timeline.new_number(), 100, SLOW), length=200)
    second = timeline.current
    assert timeline.branches == (first, second)
    assert second.lineage == ((first.number, 100),)
    assert bits(gone_to(second, 100, store)[0]) == seen[100]
    assert bits(gone_to(second, 150, store)[0]) != seen[150]
    assert bits(gone_to(second, 150, store)[0]) == bits(gone_to(second, 150)[0])
    timeline.follow(first.number)
    assert bits(gone_to(timeline.current, 150, store)[0]) == seen[150]


def test_a_branch_of_a_branch_knows_where_its_steps_come_from() -> None:
    timeline = Timeline(experiment())
    for step, length in ((100, 200), (150, 180), (50, 160), (50, 70)):
        timeline.edit(Edit(timeline.new_number(), step, SLOW), length)
    first, second, third, fourth, fifth = timeline.branches
    assert second.lineage == ((first.number, 100),)
    assert third.lineage == ((first.number, 100), (second.number, 150))
    assert fourth.lineage == fifth.lineage == ((first.number, 50),)
    assert [third.owner(step) for step in (99, 100, 149, 150)] == [
        first.number,
        second.number,
        second.number,
        third.number,
    ]


def test_a_branch_whose_parent_was_dropped_can_still_be_gone_back_on() -> None:
    timeline = Timeline(experiment())
    _, store, seen = recorded(timeline, 100)
    timeline.edit(Edit(timeline.new_number(), 90, SLOW), length=100)
    timeline.drop(0)
    assert timeline.branches == (timeline.current,)
    assert bits(gone_to(timeline.current, 70, store)[0]) == seen[70]


def test_the_branch_that_is_followed_is_not_dropped() -> None:
    timeline = Timeline(experiment())
    timeline.drop(0)
    assert timeline.branches == (timeline.current,)


def test_of_two_edits_at_a_step_the_last_counts_and_keeps_what_it_does_not_change() -> None:
    timeline = Timeline(experiment())
    changed = with_weight(steps(trainer(), 10), 0.5)
    timeline.edit(Edit(timeline.new_number(), 10, experiment(), checkpoint=changed), length=10)
    timeline.edit(Edit(timeline.new_number(), 10, SLOW), length=10)
    edit = timeline.current.edit_for(10)
    assert (edit.experiment, edit.checkpoint) == (SLOW, changed)
    there, _ = gone_to(timeline.current, 10)
    assert there.parameters["W1"][0, 0] == 0.5


def test_what_was_once_can_be_brought_back_with_numbers_that_stay_new() -> None:
    timeline = Timeline(experiment())
    before = timeline.branches, timeline.current
    timeline.edit(Edit(timeline.new_number(), 10, SLOW), length=20)
    used = {branch.number for branch in timeline.branches} | {timeline.current.edits[-1].number}
    timeline.bring_back(*before)
    assert (timeline.branches, timeline.current) == before
    assert timeline.new_number() not in used


def test_the_first_difference_of_two_forms_of_a_branch() -> None:
    plain = Branch(0, (Edit(0, 0, experiment()),))
    edited = plain.edited(Edit(1, 30, SLOW)).edited(Edit(2, 40, experiment()))
    assert first_difference(plain, plain) is None
    assert first_difference(plain, edited) == first_difference(edited, plain) == 30


def test_a_part_of_a_branch_has_what_is_needed_to_go_on() -> None:
    changed = with_weight(steps(trainer(), 10), 0.5)
    branch = Branch(0, (Edit(0, 0, experiment()),))
    branch = branch.edited(Edit(1, 10, SLOW, checkpoint=changed)).edited(Edit(2, 40, experiment()))
    part = branch.part_from(12)
    assert [edit.number for edit in part.edits] == [1, 2]
    assert part.edits[0].checkpoint is None
    assert replace(part.edits[0], checkpoint=changed).experiment == SLOW
