"""What a view may see of a real trainer now."""

import numpy as np

from app.snapshot import Snapshot
from engine.reading import Focus, ReadingLayout
from engine.training import Trainer

FIRST_EXAMPLE = Focus()


def snapshot(
    trainer: Trainer,
    focus: Focus = FIRST_EXAMPLE,
    *,
    is_running: bool = False,
    pace: float | None = None,
) -> Snapshot:
    """What a view may see of a trainer now."""
    layout = ReadingLayout(trainer.experiment.network)
    vector = np.zeros(layout.size, trainer.experiment.network.precision)
    program = trainer.program
    layout.write(program.values, focus, vector)
    return Snapshot(
        layout.read(vector, focus),
        trainer.position,
        program.operations,
        program.cursor,
        program.namespace["m"],
        is_running,
        pace,
    )
