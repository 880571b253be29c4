"""The archive: the branches of a run, with all that is kept of each: curves, hits, checkpoints."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from app.chronicle import Mark, MarkKind
from app.history import History
from app.session import rows
from app.session.messages import Place
from app.session.past import Past
from app.session.scout import Scout
from engine.addresses import BiasId, EdgeId
from engine.breakpoints import Hit
from engine.experiment import Experiment
from engine.places import position_of
from engine.timeline import Branch, Edit, Timeline, first_difference
from engine.training import Trainer


class Archive:
    """What is known of a run, the branch that is followed and all others.

    `histories` has the curves of each branch, and `hits` what breakpoints it came to, by its
    number. The `scout` keeps checkpoints, and finds steps by them.
    """

    def __init__(self, trainer: Trainer, past: Past | None = None) -> None:
        self.timeline = Timeline(trainer.experiment) if past is None else past.timeline
        self.histories = {self.branch.number: History(trainer.experiment.network.depth)}
        self.hits: dict[int, list[Mark]] = {}
        self.scout = Scout(trainer)

    @property
    def branch(self) -> Branch:
        """The branch that is followed."""
        return self.timeline.current

    @property
    def history(self) -> History:
        """Its curves."""
        return self.histories[self.branch.number]

    @property
    def length(self) -> int:
        """The number of its steps that were ever done."""
        return self.history.length

    def past(self, place: Place) -> Past:
        """All of the run as it is now, standing at a place."""
        return Past(self.timeline, self.timeline.branches, dict(self.histories), place)

    def bring_back(self, past: Past) -> None:
        """Be as it was once in the same timeline; what was kept of later edits is forgotten."""
        now, histories = {b.number: b for b in self.timeline.branches}, dict(past.histories)
        for branch in past.branches:
            if (step := first_difference(branch, now.get(branch.number, branch))) is not None:
                self._forget(branch, step)
                history = histories[branch.number]
                if history is self.histories[branch.number]:  # they went on with the later edits
                    histories[branch.number] = history.up_to(step)
        self.timeline.bring_back(past.branches, past.place.branch)
        self.histories = histories

    def experiment_of(self, edit: int) -> Experiment | None:
        """The settings of an edit of the branch that is followed, by its number."""
        found = (known.experiment for known in self.branch.edits if known.number == edit)
        return next(found, None)

    def note(self, edit: Edit) -> None:
        """Make an edit part of the timeline; where it makes a branch, that has its own curves."""
        if self.experiment_of(edit.number) is not None:
            return
        history = self.history
        self.timeline.edit(edit, self.length)
        is_new = self.branch.number not in self.histories
        is_remembered = edit.checkpoint is not None or edit.extra is not None
        if is_new or is_remembered:  # whoever remembers the old one may keep it
            self.histories[self.branch.number] = history.up_to(edit.step)
        self._forget(self.branch, edit.step)

    def record(self, added: NDArray[np.float64], watched: Mapping[int, Sequence[str]]) -> None:
        """Add rows to the curves, see `rows.record`."""
        rows.record(self.history, added, watched)

    def note_hit(self, hit: Hit) -> None:
        """Note a breakpoint that the branch came to."""
        mark = Mark(hit.step, MarkKind.BREAKPOINT, hit.event)
        hits = self.hits.setdefault(self.branch.number, [])
        if mark not in hits:
            hits.append(mark)

    def last_place(self, step: int) -> Place | None:
        """The last place on the branch, up to a step, that a checkpoint is kept of."""
        checkpoint = self.scout.last(self.branch, step)
        return None if checkpoint is None else Place(self.branch, checkpoint, 0)

    def drop(self, number: int) -> None:
        """Forget a branch that is not followed; those that left it stay."""
        if number != self.branch.number:
            self.timeline.drop(number)
            self.histories = {n: h for n, h in self.histories.items() if n != number}

    def forget_from(self, step: int) -> None:
        """Forget this step of the branch, which went wrong, and all later ones."""
        self.history.forget_from(step)
        self._forget(self.branch, step + 1)

    def value_history(
        self, address: EdgeId | BiasId, trainer: Trainer
    ) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
        """The steps at whose start the value of a weight or bias is known, and the values.

        That is at every checkpoint that is kept, up to where a trainer stands, and there.
        """
        place, now = position_of(address, trainer.experiment.network), trainer.position.step
        known = self.scout.values(self.branch, place)
        known = {step: value for step, value in known.items() if step < now}
        known[now] = float(trainer.flat_parameters[place])
        steps = sorted(known)
        return np.array(steps), np.array([known[step] for step in steps])

    def _forget(self, branch: Branch, step: int) -> None:
        """Forget checkpoints and hits of a branch of its own, of states from this step on."""
        self.scout.forget(branch, step)
        if branch.number in self.hits:
            hits = self.hits[branch.number]
            self.hits[branch.number] = [mark for mark in hits if mark.step <= step]
