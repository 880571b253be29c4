"""What is known on the bench of a training that goes on in its own process."""

import numpy as np
from numpy.typing import NDArray

from app.session.bench import Bench
from app.session.elsewhere import Elsewhere
from app.session.messages import Change
from app.session.rows import EDIT, row_length
from tests.app.session.trainings import bench, iris

SLOW, SLOWER = iris(learning_rate=0.001), iris(learning_rate=0.0001)


def left(lying: Bench) -> Elsewhere:
    elsewhere = Elsewhere(lying.archive)
    elsewhere.leave(0)
    return elsewhere


def rows_under(*edits: int) -> NDArray[np.float64]:
    rows = np.zeros((len(edits), row_length(2)))
    rows[:, 0], rows[:, EDIT] = range(len(edits)), edits
    return rows


def test_while_it_is_here_nothing_is_known() -> None:
    elsewhere = Elsewhere(bench().archive)
    assert not elsewhere.has_training
    assert elsewhere.experiment is None


def test_settings_that_were_sent_hold_for_the_next_step() -> None:
    elsewhere = left(bench())
    assert elsewhere.experiment == iris()
    elsewhere.send(Change(1, SLOW, "slow"))
    elsewhere.send(Change(2, SLOWER, "slower"))
    assert elsewhere.experiment == SLOWER
    assert elsewhere.meet(1) == SLOW
    assert elsewhere.meet(7) is None


def test_rows_are_split_where_settings_come_into_force() -> None:
    elsewhere = left(bench())
    elsewhere.send(Change(1, SLOW, "slow"))
    elsewhere.send(Change(2, SLOWER, "slower"))
    parts = []
    for edit, part in elsewhere.parts(rows_under(0, 0, 1, 2, 2)):
        if edit is not None:
            elsewhere.note(edit.number)
        parts.append((edit and (edit.number, edit.step, edit.title), part[:, 0].tolist()))
    assert parts == [(None, [0, 1]), ((1, 2, "slow"), [2]), ((2, 3, "slower"), [3, 4])]
    assert elsewhere.come_back() == []


def test_what_has_not_come_into_force_is_given_back() -> None:
    elsewhere = left(bench())
    first, second = Change(1, SLOW, "slow"), Change(2, SLOWER, "slower")
    elsewhere.send(first)
    elsewhere.send(second)
    elsewhere.note(1)
    assert elsewhere.come_back() == [second]
    assert not elsewhere.has_training
    assert elsewhere.experiment is None
