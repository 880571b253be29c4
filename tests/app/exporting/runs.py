"""Runs to export: a branch, its checkpoints, and what a view may see of where it stands."""

from typing import NamedTuple

from PyQt6.QtCore import QSize

from app.look.look import Look
from app.network_view.portrait import Portrait
from engine.checkpoint import Checkpoint
from engine.checkpoints import Checkpoints
from engine.timeline import Branch, Edit, Follower, last_checkpoint
from engine.training import Trainer
from tests.app.moments import snapshot
from tests.engine.cases import experiment, labelled


class Run(NamedTuple):
    """A training that has come so far."""

    trainer: Trainer
    branch: Branch
    store: Checkpoints

    def last(self, branch: Branch, step: int) -> Checkpoint | None:
        """The last checkpoint that it has kept."""
        return last_checkpoint(branch, step, [self.store])


def run(length: int, *edits: Edit) -> Run:
    """A run of so many steps, with edits in the order of their steps."""
    trainer = Trainer(experiment(), labelled())
    branch = Branch(0, (Edit(0, 0, trainer.experiment), *edits))
    store = Checkpoints(trainer.experiment.recipe, 2**20)
    trainer.on_checkpoint = lambda checkpoint: store.put(0, checkpoint.position, checkpoint.state)
    follower = Follower(trainer, branch)
    for _ in range(length):
        follower.begin()
        trainer.step()
    return Run(trainer, branch, store)


def portrait(trainer: Trainer, width: int = 400, height: int = 300) -> Portrait:
    """What a view of that size shows."""
    size = QSize(width, height)
    return Portrait(
        trainer.experiment, trainer.dataset, Look(), size, snapshot(trainer), "clouds · 4-8-3"
    )
