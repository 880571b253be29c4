"""The bench: the window's own trainer, on which a training lies while it is paused."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import numpy as np
from numpy.typing import NDArray

from app.history import History
from app.look import numbers
from app.session import rows
from app.session.channel import Moment
from app.session.course import Course
from app.session.listings import Listings
from app.session.lookout import Lookout
from app.session.messages import Change, Orders, Place
from app.session.past import Past, with_parameter
from app.session.scout import Scout
from app.session.strides import Spot
from app.session.wording import difference
from app.snapshot import Snapshot
from engine.addresses import BiasId, EdgeId
from engine.checkpoints import Checkpoints
from engine.close_up import CloseUpWalk
from engine.datasets.dataset import Dataset
from engine.distributions import Distributions, distributions
from engine.experiment import Experiment
from engine.guard import Memory
from engine.non_finite import NonFiniteError
from engine.places import position_of
from engine.reading import Focus, Reading, ReadingLayout
from engine.statements import Pass
from engine.timeline import Branch, Edit, Timeline, first_difference
from engine.training import Trainer


class Bench:
    """A trainer that stands somewhere on a branch of a timeline, and the curves of each branch.

    While the training process runs, only its edits and curves move on.
    """

    def __init__(self, trainer: Trainer, past: Past | None = None) -> None:
        self.trainer = trainer
        self.timeline = Timeline(trainer.experiment) if past is None else past.timeline
        depth = trainer.experiment.network.depth
        self.histories = {self.timeline.current.number: History(depth)}
        self._course = Course(trainer, self.timeline.current)
        self._sent: dict[int, Change] = {}
        self._elsewhere = -1  # the number of the edit under which the training runs elsewhere
        self.walk: CloseUpWalk | None = None  # through the next operation, where it is looked at
        self.lookout = Lookout(trainer)
        self._listings = Listings(trainer)
        self._scout = Scout(trainer)
        trainer.on_checkpoint = lambda checkpoint: self._scout.keep(self.branch, checkpoint)
        if past is not None:
            self.bring_back(past)

    @classmethod
    def fresh(cls, experiment: Experiment, dataset: Dataset) -> "Bench":
        """An experiment at its beginning, with its first batch fed forward as far as the cost."""
        bench = cls(Trainer(experiment, dataset))
        bench.history.epochs.append({"step": [0]})
        program = bench.trainer.program
        while program.next is not None and program.next.pass_ in (Pass.FORWARD, Pass.LOSS):
            bench.trainer.advance()
        return bench

    def use(self, store: Checkpoints) -> None:
        """Keep checkpoints of the past in this store, and find them there."""
        self._scout.use(store)

    def obey(self, orders: Orders) -> None:
        """Look out for these things; the curves of what is no longer watched are forgotten."""
        self.lookout.obey(orders)
        for history in self.histories.values():
            history.keep_watching([watch.title for watch in orders.watches])

    @property
    def branch(self) -> Branch:
        """The branch that is followed."""
        return self.timeline.current

    @property
    def history(self) -> History:
        """The curves of the branch that is followed."""
        return self.histories[self.branch.number]

    @property
    def length(self) -> int:
        """The number of steps of it that were ever done."""
        return self.history.length

    @property
    def experiment(self) -> Experiment:
        """The settings that hold for the next step to begin."""
        if self._sent:
            return list(self._sent.values())[-1].experiment
        return self._experiment_of(self._elsewhere) or self._course.newest.experiment

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

    def example_number(self, row: int) -> int:
        """The number in the training set of an example of the step shown, by its row."""
        return int(self.trainer.shown_examples[row])

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
            self.history.forget_from(self.steps)
            place = self._course.shown_place()
        return Past(self.timeline, self.timeline.branches, dict(self.histories), place)

    def bring_back(self, past: Past) -> None:
        """Be as it was once in the same timeline; what was kept of later edits is forgotten."""
        now = {branch.number: branch for branch in self.timeline.branches}
        for branch in past.branches:
            if (step := first_difference(branch, now.get(branch.number, branch))) is not None:
                self._scout.forget(branch, step)
        self.timeline.bring_back(past.branches, past.place.branch)
        self.histories = dict(past.histories)
        self._go(past.place)

    def leave(self, place: Place) -> None:
        """The training goes on elsewhere from this place: settings change at once meanwhile."""
        self.trainer.restore(place.checkpoint)
        self._elsewhere = self._course.newest.number

    def resume(self, place: Place, memory: Memory | None = None) -> None:
        """Take the training up where it stands now, with the edits that were made on the way.

        Settings that the place does not know yet hold from the next step.
        """
        for edit in place.branch.edits:
            self._note(edit)
        self._elsewhere = -1
        self._go(Place(self.branch, place.checkpoint, place.cursor))
        self.lookout.stand_at(memory)
        waiting, self._sent = list(self._sent.values()), {}
        for change in waiting:
            self._note(self._course.change(change))

    def last_place(self, step: int) -> Place | None:
        """The last place on the branch, up to a step, that a checkpoint is kept of."""
        checkpoint = self._scout.last(self.branch, step)
        return None if checkpoint is None else Place(self.branch, checkpoint, 0)

    def change(self, experiment: Experiment, *, is_elsewhere: bool = False) -> Change:
        """Go on under another experiment from the next step; raises `InputError` if it cannot.

        While the training is elsewhere, it will tell with which step that began.
        """
        title = difference(self.experiment, experiment)
        change = Change(self.timeline.new_number(), experiment, title)
        if is_elsewhere:
            self.trainer.change(experiment)
            self._sent[change.number] = change
        else:
            self._note(self._course.change(change))
        return change

    def set_parameter(self, address: EdgeId | BiasId, value: float) -> None:
        """Give a weight or bias another value at the start of the step shown.

        The step is computed again as far as it was. Raises `NonFiniteError` if that goes wrong.
        """
        start, cursor = self.trainer.start_of_shown(), self.trainer.program.cursor
        pending = self._course.newest
        is_pending = pending.step > max(start.position.step, self.length - 1)
        changed = with_parameter(self.trainer.experiment.network, start, address, value)
        self._note(
            Edit(
                number=self.timeline.new_number(),
                step=start.position.step,
                experiment=self._course.edit.experiment,
                title=f"{address} = {numbers.plain(value)}",
                checkpoint=changed,
            )
        )
        if is_pending:
            self.timeline.edit(pending, self.length)
        with self._forgetting_what_went_wrong():
            self._go(Place(self.branch, changed, cursor))
        self._record_if_finished()

    def drop(self, number: int) -> None:
        """Forget a branch that is not followed; those that left it stay."""
        if number != self.branch.number:
            self.timeline.drop(number)
            self.histories = {n: h for n, h in self.histories.items() if n != number}

    def advance(self) -> None:
        """Do one operation; raises as `place`, and so do the others."""
        self._do(self._course.advance)

    def finish_pass(self) -> None:
        """Do all operations up to the next pass."""
        self.advance()
        while self.trainer.is_mid_step and not self._is_new_pass():
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
            yield from self._scout.find(branch, spot.step)
            checkpoint = self._scout.found
        self.timeline.follow(branch.number)
        self._go(Place(branch, checkpoint, spot.cursor or 0))
        if spot.cursor is None:
            self.finish_step()

    def snapshot(self, focus: Focus) -> Snapshot:
        """What there is to see here."""
        trainer = self.trainer
        program, network = trainer.program, trainer.experiment.network
        layout = ReadingLayout(network)
        vector = np.zeros(layout.size, network.precision)
        layout.write(program.values, focus, vector)
        examples = program.namespace["m"]
        self._listings.note(self._course.edit.number, examples, program.operations)
        reading = layout.read(vector, focus)
        return Snapshot(
            reading,
            trainer.shown,
            program.operations,
            program.cursor,
            examples,
            close_up=None if self.walk is None else self.walk.close_up,
        )

    def live_snapshot(
        self, moment: Moment, reading: Reading, pace: float | None
    ) -> Snapshot | None:
        """What the training process has published; None of an edit that is not known any more."""
        experiment = self._experiment_of(moment.edit)
        if experiment is None:
            return None
        if moment.edit not in self._sent:
            self._elsewhere = moment.edit
        operations = self._listings.find(moment, experiment)
        return Snapshot(
            reading,
            moment.position,
            operations,
            moment.cursor,
            moment.examples,
            is_running=True,
            pace=pace,
        )

    def record(self, added: NDArray[np.float64]) -> None:
        """Add rows that come from elsewhere to the curves, see `rows`."""
        for number in [sent for sent in self._sent if sent in added[:, rows.EDIT]]:
            change = self._sent[number]
            first = int(np.flatnonzero(added[:, rows.EDIT] == number)[0])
            rows.record(self.history, added[:first], self.lookout.titles)
            added = added[first:]
            self._note(Edit(number, int(added[0, 0]), change.experiment, change.title))
        rows.record(self.history, added, self.lookout.titles)

    def value_history(
        self, address: EdgeId | BiasId
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The steps at whose start the value of a weight or bias is known, and the values.

        That is at every checkpoint that is kept, up to the step shown, and now.
        """
        place = position_of(address, self.trainer.experiment.network)
        known = self._scout.values(self.branch, place)
        known = {step: value for step, value in known.items() if step < self.steps}
        known[self.steps] = float(self.trainer.flat_parameters[place])
        steps = sorted(known)
        return np.array(steps), np.array([known[step] for step in steps])

    def distributions(self) -> Distributions:
        """How the numbers that are computed here are spread."""
        return distributions(self.trainer.program.values, self.trainer.experiment.network)

    def _note(self, edit: Edit) -> None:
        """Make an edit part of the timeline; where it makes a branch, that has its own curves."""
        self._sent = {number: sent for number, sent in self._sent.items() if number > edit.number}
        if any(edit.number == known.number for known in self.branch.edits):
            return
        history, length = self.history, self.length
        self.timeline.edit(edit, length)
        is_new = self.branch.number not in self.histories
        if is_new or edit.checkpoint is not None:  # whoever remembers the old one may keep it
            self.histories[self.branch.number] = history.up_to(edit.step)
        self._scout.forget(self.branch, edit.step)
        self._course.follow(self.branch)

    def _experiment_of(self, edit: int) -> Experiment | None:
        if edit in self._sent:
            return self._sent[edit].experiment
        found = (known.experiment for known in self.branch.edits if known.number == edit)
        return next(found, None)

    def _is_new_pass(self) -> bool:
        program = self.trainer.program
        return (
            program.next is not None
            and program.next.pass_ is not program.operations[program.cursor - 1].pass_
        )

    def _go(self, place: Place) -> None:
        """Stand at a place, of which no guard has seen the steps before."""
        self.walk = None
        self._course.resume(place)
        self.lookout.stand_at(None)

    def begin_step(self) -> None:
        """Stand before the first operation of the next step; raises as `place`."""
        self._course.begin()
        with self._forgetting_what_went_wrong():
            checkpoint = self.trainer.checkpoint()
        memory = self.lookout.memory
        self._go(Place(self.branch, checkpoint, 0))
        self.lookout.stand_at(memory)

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
            self.history.forget_from(self.steps)
            self._scout.forget(self.branch, self.steps + 1)
            raise

    def _record_if_finished(self) -> None:
        trainer = self.trainer
        if trainer.is_mid_step or not trainer.program.is_finished:
            return
        watched = self.lookout.look(self.branch.number)
        is_epoch_over = trainer.position.offset == 0
        test = trainer.evaluate(trainer.dataset.test) if is_epoch_over else None
        row = rows.row(trainer, self._course.edit.number, trainer.metrics(), test, watched)
        rows.record(self.history, np.array([row]), self.lookout.titles)
