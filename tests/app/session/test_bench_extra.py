"""Extra steps and other weights are edits of the run: exact to come back to, and undone."""

import numpy as np
import pytest

from app.session.bench import Bench
from app.session.strides import Spot
from engine.addresses import EdgeId
from engine.datasets.dataset import Examples
from engine.errors import InputError
from engine.extra import Extra
from engine.non_finite import NonFiniteError
from engine.reading import Focus
from engine.statements import Pass
from tests.app.session.test_bench import finish_steps
from tests.app.session.trainings import STEPS_PER_EPOCH, bench, iris, overflowing
from tests.engine.cases import bits

OWN = Examples(np.array([[0.5, -1.0, 2.0, 0.25]]), np.array([2]))


def go(lying: Bench, step: int, cursor: int | None = 0) -> None:
    for _ in lying.travel(lying.branch, Spot(step, cursor)):
        pass


def test_the_step_that_is_not_done_becomes_the_extra_step() -> None:
    lying = bench()
    assert lying.spot.cursor
    lying.take_examples(Extra(OWN, 1), "own")
    assert lying.spot == Spot(0, 0)
    shown = lying.snapshot(Focus(0))
    np.testing.assert_array_equal(shown.reading.fields["x"], OWN.x[0].astype(np.float32))
    assert (shown.examples, shown.is_extra) == (1, True)
    assert lying.example_number(0) is None


def test_behind_a_step_that_is_done_it_comes_next_and_the_epoch_goes_on_after_it() -> None:
    lying = bench()
    finish_steps(lying, 3)
    lying.take_examples(Extra(OWN, 2), "own")
    assert lying.spot == Spot(3, 0)
    finish_steps(lying, 2)
    assert lying.trainer.position[1:] == (0, 48)
    lying.finish_step()
    assert not lying.snapshot(Focus(0)).is_extra
    assert lying.trainer.position[1:] == (0, 64)


def test_an_epoch_still_ends_after_all_of_its_own_batches() -> None:
    lying = bench()
    lying.take_examples(Extra(OWN, 3), "own")
    finish_steps(lying, STEPS_PER_EPOCH + 3)
    np.testing.assert_array_equal(lying.archive.history.epochs["step"], [0, STEPS_PER_EPOCH + 3])
    assert len(lying.archive.history.tests) == 1


def test_in_the_past_it_makes_a_branch_and_both_can_be_come_to_again() -> None:
    lying = bench()
    finish_steps(lying, 6)
    usual = bits(lying.trainer)
    first = lying.branch
    go(lying, 2)
    lying.take_examples(Extra(OWN, 1), "own")
    finish_steps(lying, 4)
    taught = bits(lying.trainer)
    assert lying.branch.number != first.number
    for _ in lying.travel(first, Spot(5, None)):
        pass
    assert bits(lying.trainer) == usual
    branch = lying.archive.timeline.branches[-1]
    for _ in lying.travel(branch, Spot(5, None)):
        pass
    assert bits(lying.trainer) == taught


def test_it_can_be_undone_as_all_edits() -> None:
    lying = bench()
    finish_steps(lying, 3)
    past, before = lying.past(), bits(lying.trainer)
    lying.take_examples(Extra(OWN, 5), "own")
    finish_steps(lying, 5)
    assert bits(lying.trainer) != before
    lying.bring_back(past)
    assert bits(lying.trainer) == before
    lying.finish_step()
    assert not lying.snapshot(Focus(0)).is_extra


def test_settings_that_wait_for_the_next_step_still_hold_there() -> None:
    lying = bench()
    finish_steps(lying, 3)
    lying.advance()
    slow = iris(learning_rate=1e-4)
    lying.change(slow)
    lying.take_examples(Extra(OWN, 1), "own")
    lying.finish_step()
    assert lying.trainer.experiment == iris()
    lying.finish_step()
    assert lying.trainer.experiment == slow


def test_examples_that_do_not_fit_change_nothing() -> None:
    lying = bench()
    branch, spot = lying.branch, lying.spot
    with pytest.raises(InputError):
        lying.take_examples(Extra(Examples(np.zeros((1, 3)), np.array([0])), 1), "own")
    assert (lying.branch, lying.spot) == (branch, spot)


def test_other_weights_hold_from_the_step_that_comes_and_momentum_begins_anew() -> None:
    lying = bench()
    finish_steps(lying, 3)
    params = np.linspace(-1, 1, len(lying.trainer.flat_parameters)).astype(np.float32)
    lying.set_parameters(params, "imported weights")
    np.testing.assert_array_equal(lying.trainer.flat_parameters, params)
    assert all(not v.any() for v in lying.trainer.checkpoint().state.vectors.values())
    assert lying.spot == Spot(3, 0)
    finish_steps(lying, 2)
    after = bits(lying.trainer)
    go(lying, 1)
    go(lying, 4, None)
    assert bits(lying.trainer) == after


def test_the_extra_step_has_all_passes() -> None:
    lying = bench()
    lying.take_examples(Extra(OWN, 1), "own")
    seen = []
    while lying.is_open:
        lying.advance()
        last = lying.snapshot(Focus(0)).last
        assert last is not None
        seen.append(last.pass_)
    assert list(dict.fromkeys(seen)) == [Pass.FORWARD, Pass.LOSS, Pass.BACKWARD, Pass.UPDATE]
    assert lying.archive.history.steps["cost"][0] == lying.trainer.cost


def test_weights_that_were_changed_by_hand_for_the_step_stay_so() -> None:
    lying = bench()
    finish_steps(lying, 3)
    lying.advance()
    lying.set_parameter(EdgeId(1, 2, 3), 2.0)
    finish_steps(lying, 4)
    go(lying, 2, None)
    lying.take_examples(Extra(OWN, 2), "own")
    assert lying.trainer.parameters["W1"][2, 3] == 2.0
    finish_steps(lying, 3)
    after = bits(lying.trainer)
    go(lying, 0)
    go(lying, 5, None)
    assert bits(lying.trainer) == after


def test_behind_a_step_that_led_to_numbers_that_are_not_finite_there_is_none() -> None:
    lying = Bench(overflowing())
    lying.finish_step()
    with pytest.raises(NonFiniteError):
        lying.take_examples(Extra(Examples(np.ones((1, 1)), np.ones((1, 1))), 1), "own")
    assert (lying.steps, lying.archive.length) == (0, 0)
