import numpy as np
import pytest
from numpy.testing import assert_array_equal
from pytestqt.qtbot import QtBot

from app.pad.chosen_input import MOST, ChosenInput
from tests.app.pad.kinds import columns, digits


@pytest.fixture
def chosen() -> ChosenInput:
    """An input for three columns, each with the mean 5."""
    made = ChosenInput()
    made.show_dataset(columns(3), "float32")
    return made


def test_an_example_has_the_bits_that_training_sees() -> None:
    dataset, chosen = digits(), ChosenInput()
    chosen.show_dataset(dataset, "float32")
    chosen.put_next_example()
    expected = np.empty((1, 784), np.float32)
    dataset.train.fetch(np.array([0]), out=expected)
    assert_array_equal(chosen.x, expected[0])


def test_an_input_that_was_told_never_changes(chosen: ChosenInput) -> None:
    told = chosen.x
    chosen.put({0: 1.0})
    assert_array_equal(told, (5, 5, 5))
    with pytest.raises(ValueError, match="read-only"):
        chosen.x[0] = 2


def test_a_value_that_it_has_already_is_no_change(qtbot: QtBot, chosen: ChosenInput) -> None:
    with qtbot.assertNotEmitted(chosen.changed):
        chosen.put({1: 5.0})
    assert not chosen.can_undo


def test_a_change_that_goes_on_is_taken_back_as_one(chosen: ChosenInput) -> None:
    chosen.put({0: 1.0})
    chosen.put({0: 2.0}, is_new=False)
    chosen.undo()
    assert_array_equal(chosen.x, (5, 5, 5))
    chosen.redo()
    assert_array_equal(chosen.x, (2, 5, 5))


def test_so_many_changes_can_be_taken_back(chosen: ChosenInput) -> None:
    for number in range(MOST + 10):
        chosen.put({0: float(number)})
    for _ in range(MOST + 10):
        chosen.undo()
    assert chosen.x[0] == 9
    assert not chosen.can_undo


def test_numbers_too_large_for_the_precision_are_refused(qtbot: QtBot, chosen: ChosenInput) -> None:
    with qtbot.waitSignal(chosen.refused) as refused:
        chosen.put({2: 1e39})
    assert refused.args == [
        "That is too large for in 3: a number of the type float32 goes up to 3.403e38."
    ]
    chosen.show_dataset(columns(3), "float64")
    chosen.put({2: 1e39})
    assert chosen.x[2] == 1e39
