"""A replay comes to the very numbers of the run, and needs nothing of it any more."""

import numpy as np
import pytest

from app.exporting.replay import Moment, Replay
from engine.extra import Extra
from engine.timeline import Edit
from tests.app.exporting.runs import Run, run
from tests.engine.cases import bits, experiment, labelled


def go_on(done: int, total: int) -> bool:
    return True


def moments(known: Run, length: int, count: int) -> list[Moment]:
    replay = Replay(known.branch, known.trainer.dataset, known.last, length, count)
    known.store.clear()
    return list(replay.moments(go_on))


FASTER = Edit(1, 100, experiment(learning_rate=0.1))
EXTRA = Edit(2, 130, FASTER.experiment, extra=Extra(labelled(9, seed=1).train, 30))


@pytest.mark.parametrize("edits", [(), (FASTER,), (FASTER, EXTRA)], ids=["plain", "edit", "extra"])
def test_every_moment_has_the_numbers_of_the_run(edits: tuple[Edit, ...]) -> None:
    found = moments(run(200, *edits), 200, 5)
    assert [moment.position.step for moment in found] == [0, 50, 100, 150, 200]
    for moment in found:
        step = moment.position.step
        there = run(step, *edits).trainer
        np.testing.assert_array_equal(moment.params, there.flat_parameters)
        assert moment.position == there.position
        assert moment.cost == (there.cost if step else None)


def test_a_short_run_has_a_moment_for_each_step() -> None:
    found = moments(run(3), 3, 60)
    assert [moment.position.step for moment in found] == [0, 1, 2, 3]


def test_the_run_is_not_disturbed() -> None:
    known = run(100)
    before = bits(known.trainer)
    moments(known, 100, 4)
    assert bits(known.trainer) == before


def test_without_checkpoints_it_goes_from_the_start() -> None:
    known = run(70)
    replay = Replay(known.branch, known.trainer.dataset, lambda *_: None, 70, 2)
    *_, last = replay.moments(go_on)
    np.testing.assert_array_equal(last.params, known.trainer.flat_parameters)


def test_no_step_is_done_twice_between_moments_that_are_near() -> None:
    told: list[tuple[int, int]] = []
    known = run(60)
    replay = Replay(known.branch, known.trainer.dataset, known.last, 60, 61)

    def progress(done: int, total: int) -> bool:
        told.append((done, total))
        return True

    assert len(list(replay.moments(progress))) == 61
    assert len(told) < 5


def test_it_can_be_given_up() -> None:
    known = run(200)
    replay = Replay(known.branch, known.trainer.dataset, known.last, 200, 3)
    found = list(replay.moments(lambda done, _: done < 1))
    assert [moment.position.step for moment in found] == [0]
