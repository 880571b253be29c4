"""A snapshot tells which operation was done last and which comes next."""

from dataclasses import replace

import numpy as np

from app.snapshot import Snapshot
from engine.reading import Focus, ReadingLayout
from engine.training import Trainer
from tests.engine.cases import trainer


def snapshot(driven: Trainer) -> Snapshot:
    layout = ReadingLayout(driven.experiment.network)
    numbers = np.zeros(layout.size, "float32")
    layout.write(driven.program.values, Focus(), numbers)
    program = driven.program
    reading = layout.read(numbers, Focus())
    return Snapshot(reading, driven.shown, program.operations, program.cursor, 16)


def test_at_the_start_nothing_is_done() -> None:
    start = snapshot(trainer())
    assert start.last is None
    assert start.next is start.operations[0]


def test_in_mid_step_there_are_both() -> None:
    driven = trainer()
    done = driven.advance()
    middle = snapshot(driven)
    assert middle.last is done
    assert middle.next is middle.operations[1]


def test_at_the_end_nothing_comes() -> None:
    driven = trainer()
    driven.step()
    end = snapshot(driven)
    assert end.last is end.operations[-1]
    assert end.next is None


def test_it_is_a_blur_where_operations_cannot_be_followed() -> None:
    at_rest = snapshot(trainer())
    assert not at_rest.is_blur
    assert replace(at_rest, is_running=True).is_blur
    assert not replace(at_rest, is_running=True, pace=0.1).is_blur
