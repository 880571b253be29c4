"""The timeline: the edits and branches of a run, and how to come to any step of it again."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import inf

from engine.batches import Position
from engine.checkpoint import Checkpoint
from engine.checkpoints import Checkpoints, Lineage
from engine.datasets.dataset import Examples
from engine.experiment import Experiment
from engine.extra import Extra
from engine.step import State
from engine.training import Trainer

_NEVER = 2**62


@dataclass(frozen=True, eq=False)
class Edit:
    """What holds from the start of a step: an experiment and, if they were changed, parameters.

    `number` tells it from all other edits of a timeline. The first one, at step 0, is no change but
    the beginning. `checkpoint` is the state after a change of parameters, None without one. With an
    `extra` the steps from there on are on examples of its own, as many as it says.
    """

    number: int
    step: int
    experiment: Experiment
    title: str = ""
    checkpoint: Checkpoint | None = None
    extra: Extra | None = None

    def extra_at(self, step: int) -> Extra | None:
        """What is left of the extra steps from this step on; None if they are over."""
        left = 0 if self.extra is None else self.step + self.extra.steps - step
        return None if self.extra is None or left <= 0 else replace(self.extra, steps=left)

    def examples_at(self, step: int) -> Examples | None:
        """The examples that a step is on by this edit; None: those whose turn it is."""
        extra = self.extra_at(step)
        return None if extra is None else extra.examples


@dataclass(frozen=True, eq=False)
class Branch:
    """A course of steps from step 0 on: those of its ancestors, then its own.

    `lineage` has the branches that it comes from, each with the first step that is no longer
    shared. `edits` are all that hold along it, in the order of their steps; the first is at step 0
    or, of a part of a branch, at the start of that part.
    """

    number: int
    edits: tuple[Edit, ...]
    lineage: tuple[tuple[int, int], ...] = ()

    @property
    def fork(self) -> int:
        """The first step that differs from those of the branch it left; 0 for the first branch."""
        return self.lineage[-1][1] if self.lineage else 0

    @property
    def whole_lineage(self) -> Lineage:
        """The branches that it is made of, itself included."""
        return (*self.lineage, (self.number, _NEVER))

    def edit_for(self, step: int) -> Edit:
        """The edit that holds for a step."""
        return next(edit for edit in reversed(self.edits) if edit.step <= step)

    def after(self, step: int) -> Edit | None:
        """The next edit behind a step."""
        return next((edit for edit in self.edits if edit.step > step), None)

    def owner(self, step: int) -> int:
        """The branch of the lineage that the state at the start of a step belongs to."""
        return next((number for number, end in self.lineage if step < end), self.number)

    def edited(self, edit: Edit) -> "Branch":
        """The same branch with an edit in the place of all from its step on.

        Parameters that were changed at the same step stay so, unless it changes them again, and
        extra steps under way go on, unless it brings others.
        """
        before = self.edit_for(edit.step)
        if edit.checkpoint is None and before.step == edit.step and before.checkpoint is not None:
            edit = replace(edit, checkpoint=before.checkpoint)
        left = before.extra_at(edit.step)
        if edit.extra is None and left is not None:
            edit = replace(edit, extra=left)
        kept = tuple(e for e in self.edits if e.step < edit.step)
        return replace(self, edits=(*kept, edit))

    def going_on(self, edit: Edit, length: int) -> "Branch":
        """The course from an edit on, where `length` steps of this branch are known.

        At its end that is the same branch; before, a new one, which has the number of the edit.
        """
        if edit.step >= length:
            return self.edited(edit)
        lineage = tuple((number, end) for number, end in self.lineage if end < edit.step)
        left = self.owner(edit.step - 1)
        return Branch(edit.number, self.edits, (*lineage, (left, edit.step))).edited(edit)

    def part_from(self, step: int) -> "Branch":
        """What of it is needed to go on from the state at the start of a step."""
        now = replace(self.edit_for(step), checkpoint=None)
        return replace(self, edits=(now, *(edit for edit in self.edits if edit.step > step)))


class Timeline:
    """The branches of a run, and the current one, which is followed.

    Edits at the end of the current branch go on with it; where later steps are known already, they
    make a new branch, and the old one stays until it is dropped. Steps are counted elsewhere.
    """

    def __init__(self, experiment: Experiment) -> None:
        self.current = Branch(0, (Edit(0, 0, experiment),))
        self.branches: tuple[Branch, ...] = (self.current,)
        self._last_number = 0

    def new_number(self) -> int:
        """A number for an edit or a branch that none of this timeline ever had."""
        self._last_number += 1
        return self._last_number

    def edit(self, edit: Edit, length: int) -> None:
        """Put an edit into the current branch, of which `length` steps are known."""
        self._last_number = max(self._last_number, edit.number)
        branch = self.current.going_on(edit, length)
        if branch.number == self.current.number:
            self.branches = tuple(branch if b is self.current else b for b in self.branches)
        else:
            self.branches = (*self.branches, branch)
        self.current = branch

    def follow(self, number: int) -> None:
        """Make another branch the current one."""
        self.current = next(branch for branch in self.branches if branch.number == number)

    def drop(self, number: int) -> None:
        """Forget a branch that is not the current one; those that left it stay."""
        if number != self.current.number:
            self.branches = tuple(b for b in self.branches if b.number != number)

    def bring_back(self, branches: tuple[Branch, ...], current: Branch) -> None:
        """Take up branches as they were once in this timeline, or in one that was saved."""
        self.branches, self.current = branches, current
        numbers = [edit.number for branch in branches for edit in branch.edits]
        numbers += [number for branch in branches for number, _ in branch.whole_lineage]
        self._last_number = max(self._last_number, *numbers)


class Follower:
    """Lets a trainer follow a branch: each edit comes into force at the start of its step.

    `edit` is the one under which the step shown is done.
    """

    def __init__(self, trainer: Trainer, branch: Branch) -> None:
        self.trainer = trainer
        self.follow(branch)

    def follow(self, branch: Branch) -> None:
        """Follow this branch from where the trainer stands, which it has to pass through."""
        self.branch = branch
        self._take(branch.edit_for(self.trainer.shown.step), self.trainer.shown.step)

    def begin(self) -> None:
        """Let the edit of the step that comes next, if there is one, come into force."""
        step = self.trainer.position.step
        if step < self._next_step or self.trainer.is_mid_step:
            return
        edit = self.branch.edit_for(step)
        if edit.checkpoint is not None and edit.step == step:
            self.trainer.restore(edit.checkpoint)
        self._take(edit, step)
        self._put_in_force(step)

    def restore(self, checkpoint: Checkpoint) -> None:
        """Go to a checkpoint of the branch, ready for the step from there."""
        step = checkpoint.position.step
        self.trainer.restore(checkpoint)
        self._take(self.branch.edit_for(step), step)
        self._put_in_force(step)

    def _put_in_force(self, step: int) -> None:
        self.trainer.change(self.edit.experiment)
        self.trainer.take_examples(self.edit.examples_at(step))

    def _take(self, edit: Edit, step: int) -> None:
        """Note that this one holds for the step, and when that, or its extra steps, will end."""
        later, extra = self.branch.after(step), edit.extra_at(step)
        next_edit = inf if later is None else later.step
        self.edit = edit
        self._next_step = next_edit if extra is None else min(next_edit, step + extra.steps)


def first_difference(one: Branch, other: Branch) -> int | None:
    """The first step from which two forms of a branch have other edits, None if they are alike."""
    numbers = {edit.number for edit in one.edits} ^ {edit.number for edit in other.edits}
    steps = [edit.step for edit in (*one.edits, *other.edits) if edit.number in numbers]
    return min(steps, default=None)


def last_checkpoint(branch: Branch, step: int, stores: Sequence[Checkpoints]) -> Checkpoint | None:
    """The last checkpoint of a branch, up to a step, in the `stores` or of an edit.

    Of the same step it is the edit's: what it changed may have been kept as it was before.
    """
    found = [edit.checkpoint for edit in branch.edits if edit.step <= step]
    found += [store.nearest(branch.whole_lineage, step) for store in stores]
    known = [checkpoint for checkpoint in found if checkpoint is not None]
    return max(known, key=lambda checkpoint: checkpoint.position.step, default=None)


def travel(follower: Follower, step: int, stores: Sequence[Checkpoints]) -> Iterator[int]:
    """Bring a trainer to the start of a step of its branch, which must be known to it.

    From the nearest checkpoint of the `stores` or edit, by doing the steps from there again. Gives
    the number of steps that are still to be done, once before each. Raises as `Trainer.step`.
    """
    trainer = follower.trainer
    start = last_checkpoint(follower.branch, step, stores)
    if start is None:
        start = Checkpoint(Position(), State.initial(trainer.experiment.recipe))
    follower.restore(start)
    while trainer.position.step < step:
        yield step - trainer.position.step
        follower.begin()
        trainer.step()
    follower.begin()
