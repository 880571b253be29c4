import numpy as np

from app.look import numbers
from app.stepping.array_text import array_tooltip, extent, meaning, size
from engine.trace import take_trace
from tests.app.stepping.moments import after


def test_names_say_what_they_stand_for() -> None:
    network = after(0).experiment.network
    assert meaning("z2", network) == "the pre-activations of layer 2, one example a row"
    assert meaning("dW12", network) == "∂C/∂W12, of the whole batch"
    assert meaning("a1_kept", network) == "the activations of layer 1 behind dropout"
    assert meaning("learning_rate", network) == "the learning rate"


def test_an_array_has_a_shape_and_an_extent() -> None:
    array = np.array([[0.5, -0.25]])
    assert (size(array), extent(array)) == ("(1, 2)", "−0.25 … 0.50")
    assert extent(np.zeros(3)) == "all 0"


def test_a_single_number_has_no_shape() -> None:
    assert (size(0.03), extent(0.03)) == ("", "0.03")
    assert extent(32) == "32"


def test_the_row_of_the_example_is_shown() -> None:
    trainer = after(1)
    row = trainer.program.values["z1"][5]
    text = array_tooltip("z1", take_trace(trainer), 5)
    assert "example 6" in text
    assert "example 1<" not in text
    assert all(f">{numbers.short(value)}<" in text for value in row)


def test_of_a_batch_the_first_rows_are_shown() -> None:
    text = array_tooltip("z1", take_trace(after(1)), None)
    assert "example 1" in text
    assert "example 5" in text
    assert "⋮" in text


def test_weights_are_shown_from_their_corner_whatever_the_example() -> None:
    text = array_tooltip("W1", take_trace(after(1)), 3)
    assert "row 0" in text


def test_the_loss_of_the_example_is_told() -> None:
    trainer = after(0)
    trainer.step()
    loss = trainer.program.values["L"][3]
    text = array_tooltip("L", take_trace(trainer), 3)
    assert "example 4" in text
    assert numbers.plain(loss) in text


def test_numbers_that_are_not_known_are_not_told() -> None:
    trainer = after(1)
    assert "is not computed yet: operation 2" in array_tooltip("a1", take_trace(trainer), 0)
    assert "shown at rest" in array_tooltip("a1", None, 0)
