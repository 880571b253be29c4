"""The bench: the window's own trainer, on which a training lies while it is paused."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.look import numbers
from app.session import rows
from app.session.archive import Archive
from app.session.by_hand import with_parameter, with_parameters
from app.session.channel import Moment
from app.session.course import Course
from app.session.elsewhere import Elsewhere
from app.session.lookout import Lookout
from app.session.messages import Change, Orders, Place
from app.session.past import Past
from app.session.snapshots import Snapshots
from app.session.strides import Spot
from app.session.wording import difference
from app.snapshot import Snapshot
from engine.addresses import BiasId, EdgeId
from engine.breakpoints import Hit
from engine.checkpoint import Checkpoint
from engine.close_up import CloseUpWalk
from engine.datasets.dataset import Dataset, Examples
from engine.distributions import Distributions, distributions
from engine.experiment import Experiment
from engine.extra import Extra
from engine.guard import Memory
from engine.non_finite import NonFiniteError
from engine.reading import Focus, Reading
from engine.statements import Pass
from engine.timeline import Branch, Edit
from engine.training import Trainer


class Bench:
    """A trainer that stands somewhere on a branch of its run, of which an `archive` is kept.

    While the training runs elsewhere, in its own process, only the archive goes on.
    """

    def __init__(self, trainer: Trainer, past: Past | None = None) -> None:
        self.trainer = trainer
        self.own: Examples | None = None
        """The user's own examples, which are saved with the run."""
        self.archive = Archive(trainer, past)
        self.lookout = Lookout(trainer)
        self.walk: CloseUpWalk | None = None  # through the next operation, where it is looked at
        self._course = Course(trainer, self.branch)
        self._snapshots = Snapshots(trainer)
        self._elsewhere = Elsewhere(self.archive)
        trainer.on_checkpoint = self._keep
        if past is not None:
            self.bring_back(past)

    @classmethod
    def fresh(cls, experiment: Experiment, dataset: Dataset) -> "Bench":
        """An experiment at its beginning, with its first batch fed forward as far as the cost."""
        bench = cls(Trainer(experiment, dataset))
        bench.archive.history.epochs.append({"step": [0]})
        program = bench.trainer.program
        while program.next is not None and program.next.pass_ in (Pass.FORWARD, Pass.LOSS):
            bench.trainer.advance()
        return bench

    def obey(self, orders: Orders) -> None:
        """Look out for these things; the curves of what is no longer watched are forgotten."""
        self.lookout.obey(orders)
        for history in self.archive.histories.values():
            history.keep_watching([watch.title for watch in orders.watches])

    @property
    def branch(self) -> Branch:
        """The branch that is followed."""
        return self.archive.branch

    @property
    def experiment(self) -> Experiment:
        """The settings that hold for the next step to begin."""
        return self._elsewhere.experiment or self._course.newest.experiment

    @property
    def is_open(self) -> bool:
        """Whether the step shown is not done to its end."""
        return not self.trainer.program.is_finished

    @property
    def steps(self) -> int:
        """The number of steps that are done here."""
        return self.trainer.position.step

    @property
    def spot(self) -> Spot:
        """The moment shown."""
        return Spot(self.trainer.shown.step, self.trainer.program.cursor)

    def example_number(self, row: int) -> int | None:
        """The number in the training set of an example of the step shown, by its row.

        None of an extra step.
        """
        examples = self.trainer.shown_examples
        return None if examples is None else int(examples[row])

    def place(self) -> Place:
        """From where to go on: in mid-step, or at the start of the next one.

        Raises `NonFiniteError` if the last steps have led to numbers that are not finite; the
        training stands before the step that went wrong then, and later curves are void.
        """
        with self._forgetting_what_went_wrong():
            return self._course.place()

    def past(self) -> Past:
        """All of the run, with where it stands and what is computed of the step shown."""
        try:
            place = self._course.shown_place()
        except NonFiniteError:  # it stands before the step at fault now
            self.archive.forget_from(self.steps)
            place = self._course.shown_place()
        return self.archive.past(place)

    def bring_back(self, past: Past) -> None:
        """Be as it was once in the same timeline."""
        self.archive.bring_back(past)
        self._go(past.place)

    def leave(self, place: Place) -> None:
        """The training goes on elsewhere from this place: settings change at once meanwhile."""
        self.trainer.restore(place.checkpoint)
        self._elsewhere.leave(self._course.newest.number)

    def resume(self, place: Place, memory: Memory | None = None) -> None:
        """Take the training up where it stands now, with the edits that were made on the way.

        Settings that the place does not know yet hold from the next step.
        """
        for edit in place.branch.edits:
            self._note(edit)
        waiting = self._elsewhere.come_back()
        self._go(Place(self.branch, place.checkpoint, place.cursor))
        self.lookout.stand_at(memory)
        for change in waiting:
            self._note(self._course.change(change))

    def change(self, experiment: Experiment, *, is_elsewhere: bool = False) -> Change:
        """Go on under another experiment from the next step; raises `InputError` if it cannot.

        While the training is elsewhere, it will tell with which step that began.
        """
        title = difference(self.experiment, experiment)
        change = Change(self.archive.timeline.new_number(), experiment, title)
        if is_elsewhere:
            self.trainer.change(experiment)
            self._elsewhere.send(change)
        else:
            self._note(self._course.change(change))
        return change

    def set_parameter(self, address: EdgeId | BiasId, value: float) -> None:
        """Give a weight or bias another value at the start of the step shown.

        The step is computed again as far as it was. Raises `NonFiniteError` if that goes wrong.
        """
        start, cursor = self.trainer.start_of_shown(), self.trainer.program.cursor
        changed = with_parameter(self.trainer.experiment.network, start, address, value)
        self._edit(changed, f"{address} = {numbers.plain(value)}", cursor)
        self._record_if_finished()

    def set_parameters(self, params: NDArray[Any], title: str) -> None:
        """Go on with other weights and biases, flat, from the step shown or, if done, the next.

        Raises as `place`.
        """
        self._edit(with_parameters(self.place().checkpoint, params), title)

    def take_examples(self, extra: Extra, title: str) -> None:
        """Let the step shown or, if it is done, the next one be an extra step, of as many as said.

        It is not begun. The examples whose turn it was come after it. Raises `InputError`, and
        changes nothing, if they do not fit the data set, and otherwise as `place`.
        """
        self.trainer.require_fit(extra.examples)
        self._edit(self.place().checkpoint, title, extra=extra)

    def advance(self) -> None:
        """Do one operation; raises as `place`, and so do the others."""
        self._do(self._course.advance)

    def begin_step(self) -> None:
        """Stand before the first operation of the next step; raises as `place`."""
        self._course.begin()
        with self._forgetting_what_went_wrong():
            checkpoint = self.trainer.checkpoint()
        memory = self.lookout.memory
        self._go(Place(self.branch, checkpoint, 0))
        self.lookout.stand_at(memory)

    def finish_pass(self) -> None:
        """Do all operations up to the next pass."""
        self.advance()
        while self.trainer.is_mid_step and not self.trainer.program.is_between_passes:
            self.advance()

    def finish_step(self) -> None:
        """Do the rest of the step, or a whole one."""
        self._do(self._course.step)

    def travel(self, branch: Branch, spot: Spot) -> Iterator[int]:
        """Go to a moment that was there before; gives the number of steps still to be done again.

        Nothing changes before the end.
        """
        if branch is self.branch and spot.step == self.trainer.shown.step:
            checkpoint = self.trainer.start_of_shown()
        else:
            yield from self.archive.scout.find(branch, spot.step)
            checkpoint = self.archive.scout.found
        self.archive.timeline.follow(branch.number)
        self._go(Place(branch, checkpoint, spot.cursor or 0))
        if spot.cursor is None:
            self.finish_step()

    def snapshot(self, focus: Focus) -> Snapshot:
        """What there is to see here."""
        return self._snapshots.here(self._course.edit.number, focus, self.walk)

    def live_snapshot(
        self, moment: Moment, reading: Reading, pace: float | None
    ) -> Snapshot | None:
        """What the training process has published; None of an edit that is not known any more."""
        experiment = self._elsewhere.meet(moment.edit)
        if experiment is None:
            return None
        step = moment.position.step
        is_extra = self.branch.edit_for(step).examples_at(step) is not None
        return self._snapshots.live(moment, experiment, reading, pace, is_extra=is_extra)

    def record(self, added: NDArray[np.float64]) -> None:
        """Add rows that come from elsewhere to the curves, see `rows`."""
        for edit, part in self._elsewhere.parts(added):
            if edit is not None:
                self._note(edit)
            self.archive.record(part, self.lookout.titles)

    def distributions(self) -> Distributions:
        """How the numbers that are computed here are spread."""
        return distributions(self.trainer.program.values, self.trainer.experiment.network)

    def come_to(self, hit: Hit | None) -> None:
        """Stand at a breakpoint, or at none."""
        self.lookout.hit = hit
        if hit is not None:
            self.archive.note_hit(hit)

    def _edit(
        self, start: Checkpoint, title: str, cursor: int = 0, extra: Extra | None = None
    ) -> None:
        """Go on from a start with an edit, so many operations into its step."""
        step, is_shown = start.position.step, start.position.step == self.trainer.shown.step
        before = self._course.edit if is_shown else self._course.newest
        pending = self._course.newest
        is_pending = pending.step > max(step, self.archive.length - 1)
        number = self.archive.timeline.new_number()
        checkpoint = start if extra is None else None
        self._note(Edit(number, step, before.experiment, title, checkpoint, extra))
        if is_pending and pending.experiment != before.experiment:
            pending = replace(pending, checkpoint=None)  # its parameters came from those of before
            self.archive.timeline.edit(pending, self.archive.length)
        with self._forgetting_what_went_wrong():
            self._go(Place(self.branch, start, cursor))

    def _note(self, edit: Edit) -> None:
        """Go on under an edit, which may make a branch."""
        self._elsewhere.note(edit.number)
        self.archive.note(edit)
        self._course.follow(self.branch)

    def _keep(self, checkpoint: Checkpoint) -> None:
        """Keep a checkpoint, unless the training is elsewhere: then that process keeps them."""
        if not self._elsewhere.has_training:
            self.archive.scout.keep(self.branch, checkpoint)

    def _go(self, place: Place) -> None:
        """Stand at a place, of which no guard has seen the steps before."""
        self.walk = None
        self._course.resume(place)
        self.lookout.stand_at(None)

    def _do(self, action: Callable[[], object]) -> None:
        self.walk = None
        with self._forgetting_what_went_wrong():
            action()
        self._record_if_finished()

    @contextmanager
    def _forgetting_what_went_wrong(self) -> Iterator[None]:
        try:
            yield
        except NonFiniteError:
            self.archive.forget_from(self.steps)
            raise

    def _record_if_finished(self) -> None:
        trainer = self.trainer
        if trainer.is_mid_step or not trainer.program.is_finished:
            return
        hit, watched = self.lookout.look()
        self.come_to(hit)
        is_epoch_over = trainer.has_ended_epoch
        test = trainer.evaluate(trainer.dataset.test) if is_epoch_over else None
        row = rows.row(trainer, self._course.edit.number, trainer.metrics(), test, watched)
        self.archive.record(np.array([row]), self.lookout.titles)
