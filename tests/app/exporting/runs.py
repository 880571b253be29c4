"""Runs to export: a branch, its checkpoints, and what a view may see of where it stands."""

from typing import NamedTuple

from PyQt6.QtCore import QSize

from app.look.look import Look
from app.network_view.portrait import Portrait
from engine.checkpoints import Checkpoints
from engine.timeline import Branch, Edit, Timeline
from engine.training import Trainer
from tests.app.moments import snapshot
from tests.engine.cases import experiment, labelled, steps


class Run(NamedTuple):
    """A training that has come so far."""

    trainer: Trainer
    branch: Branch
    store: Checkpoints


def run(length: int, changed_at: int | None = None) -> Run:
    """A run of so many steps; from one of them on, perhaps, at ten times the learning rate."""
    trainer = Trainer(experiment(), labelled())
    timeline = Timeline(trainer.experiment)
    store = Checkpoints(trainer.experiment.recipe, 2**20)
    trainer.on_checkpoint = lambda checkpoint: store.put(0, checkpoint.position, checkpoint.state)
    if changed_at is not None:
        steps(trainer, changed_at)
        faster = experiment(learning_rate=0.1)
        trainer.change(faster)
        timeline.edit(Edit(timeline.new_number(), changed_at, faster), changed_at)
        length -= changed_at
    return Run(steps(trainer, length), timeline.current, store)


def portrait(trainer: Trainer, width: int = 400, height: int = 300) -> Portrait:
    """What a view of that size shows."""
    size = QSize(width, height)
    return Portrait(
        trainer.experiment, trainer.dataset, Look(), size, snapshot(trainer), "clouds · 4-8-3"
    )
