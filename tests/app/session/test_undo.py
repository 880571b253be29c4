"""What can be taken back is remembered, up to a limit."""

import numpy as np

from app.session.undo import MOST, Remembered, UndoStack
from engine.reading import Focus
from tests.app.session.trainings import DATASET, bench, iris
from tests.engine.cases import bits


def change(number: int) -> Remembered:
    return Remembered(f"change {number}", iris(), DATASET)


def test_the_oldest_changes_are_forgotten() -> None:
    stack = UndoStack()
    for number in range(MOST + 3):
        stack.remember(change(number))
    assert [c.title for c in stack.done] == [f"change {n}" for n in range(3, MOST + 3)]


def test_a_new_change_ends_what_could_be_done_again() -> None:
    stack = UndoStack(undone=[change(1)])
    stack.remember(change(2))
    assert stack.undone == []


def test_a_training_comes_back_as_it_was() -> None:
    lying = bench()
    for _ in range(10):
        lying.finish_step()
    lying.advance()
    shown, after = lying.snapshot(Focus()), bits(lying.trainer)
    remembered = Remembered("reset", iris(), DATASET, lying.past())
    back = remembered.bench()
    again = back.snapshot(Focus())
    assert (again.position, again.cursor) == (shown.position, shown.cursor)
    for name, numbers in shown.reading.fields.items():
        np.testing.assert_array_equal(again.reading.fields[name], numbers)
    assert back.archive.history.steps["step"].tolist() == list(range(10))
    assert bits(back.trainer) == after
