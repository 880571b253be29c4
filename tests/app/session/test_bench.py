"""A training on the bench can be stepped, shown, left and taken up again."""

from dataclasses import replace

import numpy as np
import pytest

from app.history import History
from app.session.bench import Bench
from app.session.channel import Moment
from app.snapshot import Snapshot
from engine.checkpoints import Checkpoints
from engine.non_finite import NonFiniteError
from engine.reading import EdgeQuantity, Focus
from engine.statements import Pass
from tests.app.session.trainings import (
    ROOM,
    STEPS_PER_EPOCH,
    WILD,
    bench,
    headless,
    iris,
    overflowing,
)
from tests.engine.cases import bits

FOCUS = Focus(None, EdgeQuantity.GRADIENT)


def live(lying: Bench, edit: int, examples: int = 16) -> Snapshot | None:
    """What a window makes of a reading that was published under this edit."""
    shown = bench().snapshot(FOCUS)
    moment = Moment(edit, shown.position, shown.cursor, examples, FOCUS)
    return lying.live_snapshot(moment, shown.reading, 0.5)


def finish_steps(lying: Bench, count: int) -> None:
    for _ in range(count):
        lying.finish_step()


def test_at_its_beginning_the_first_batch_is_fed_forward_as_far_as_the_cost() -> None:
    shown = bench().snapshot(FOCUS)
    assert shown.last is not None
    assert shown.next is not None
    assert (shown.last.writes, shown.next.pass_) == ("C", Pass.BACKWARD)
    assert (shown.position.step, shown.examples, shown.is_running) == (0, 16, False)


def test_operations_passes_and_steps_are_all_the_same_training() -> None:
    lying = bench()
    lying.finish_pass()
    shown = lying.snapshot(FOCUS)
    assert shown.last is not None
    assert shown.last.pass_ is Pass.BACKWARD
    assert shown.next is not None
    assert shown.next.pass_ is Pass.UPDATE
    lying.advance()
    lying.finish_step()
    assert lying.steps == 1
    for _ in range(4):
        lying.finish_pass()
    assert lying.steps == 2
    lying.finish_step()
    assert bits(lying.trainer) == bits(headless(3))


def test_every_way_of_stepping_records_the_same_curves() -> None:
    by_step, by_pass, by_operation = bench(), bench(), bench()
    while by_step.steps < 2 * STEPS_PER_EPOCH:
        by_step.finish_step()
    while by_pass.steps < 2 * STEPS_PER_EPOCH:
        by_pass.finish_pass()
    while by_operation.steps < 2 * STEPS_PER_EPOCH:
        by_operation.advance()
    curves = plain(by_step.archive.history)
    assert plain(by_pass.archive.history) == plain(by_operation.archive.history) == curves
    trainer = headless(2 * STEPS_PER_EPOCH)
    assert curves["steps"]["step"] == list(range(16))
    assert curves["steps"]["cost"][-1] == float(trainer.metrics().cost)
    assert curves["tests"]["step"] == [8, 16]
    assert curves["tests"]["loss"][-1] == float(trainer.evaluate(trainer.dataset.test).loss)
    assert curves["epochs"]["step"] == [0, 8, 16]


def plain(history: History) -> dict[str, dict[str, list[float]]]:
    names = ("steps", "measured", "tests", "epochs")
    tables = {name: getattr(history, name) for name in names}
    return {
        name: {column: table[column].tolist() for column in table.names}
        for name, table in tables.items()
    }


def test_a_place_is_taken_up_with_what_was_shown_and_all_curves_stay() -> None:
    lying = bench()
    finish_steps(lying, STEPS_PER_EPOCH)
    place, shown = lying.past().place, lying.snapshot(FOCUS)
    finish_steps(lying, STEPS_PER_EPOCH)
    curves = plain(lying.archive.history)
    lying.resume(place)
    assert plain(lying.archive.history) == curves
    again = lying.snapshot(FOCUS)
    assert (again.position, again.cursor) == (shown.position, shown.cursor)
    for name, numbers in shown.reading.fields.items():
        np.testing.assert_array_equal(again.reading.fields[name], numbers)


def test_a_change_that_the_place_does_not_know_yet_is_kept() -> None:
    """As when the training stopped, or its process died, while the change was on its way."""
    lying = bench()
    place = lying.place()
    lying.leave(place)
    lying.change(iris(learning_rate=0.5), is_elsewhere=True)
    lying.resume(place)
    assert lying.experiment == iris(learning_rate=0.5)
    lying.finish_step()
    assert lying.archive.history.steps["learning_rate"].tolist() == [0.01]
    lying.finish_step()
    assert lying.archive.history.steps["learning_rate"][-1] == 0.5


def test_numbers_that_are_not_finite_end_the_curves_before_the_step_at_fault() -> None:
    lying = bench(**WILD)
    with pytest.raises(NonFiniteError) as caught:
        finish_steps(lying, 100)
    assert lying.steps == caught.value.position.step
    assert len(lying.archive.history.steps) == lying.steps
    assert lying.snapshot(FOCUS).cursor == 0
    assert all(np.isfinite(array).all() for array in lying.trainer.parameters.values())


def test_numbers_that_led_to_others_that_are_not_finite_are_not_gone_on_from() -> None:
    lying = Bench(overflowing())
    lying.finish_step()
    assert len(lying.archive.history.steps) == 1
    with pytest.raises(NonFiniteError):
        lying.place()
    assert (lying.steps, len(lying.archive.history.steps)) == (0, 0)


def test_of_a_running_training_the_list_of_operations_is_that_of_its_settings() -> None:
    lying = bench()
    whole = lying.snapshot(FOCUS).operations
    lying.leave(lying.place())
    shown = live(lying, edit=0)
    assert shown is not None
    assert shown.operations is whole
    assert (shown.is_running, shown.pace) == (True, 0.5)
    with_l2 = replace(
        iris().network,
        layers=tuple(
            replace(layer, regularizer=replace(layer.regularizer, weights_l2=0.1))
            for layer in iris().network.layers
        ),
    )
    lying.change(iris(network=with_l2), is_elsewhere=True)
    before, after = live(lying, edit=0), live(lying, edit=1)
    assert before is not None
    assert after is not None
    assert len(after.operations) > len(before.operations)


def test_a_smaller_batch_has_operations_of_its_own() -> None:
    lying = bench()
    lying.leave(lying.place())
    shown = live(lying, edit=0, examples=8)
    assert shown is not None
    assert shown.operations[0].shape == (8, 8)


def test_of_an_edit_that_is_not_known_there_is_no_list() -> None:
    lying = bench()
    lying.leave(lying.place())
    lying.change(iris(learning_rate=0.1), is_elsewhere=True)
    assert live(lying, edit=1) is not None
    assert live(lying, edit=2) is None


def test_while_the_training_is_elsewhere_the_store_that_both_share_is_left_alone() -> None:
    lying = bench()
    store = Checkpoints(lying.experiment.recipe, ROOM)
    lying.archive.scout.use(store)
    lying.leave(lying.place())
    lying.change(iris(learning_rate=0.5), is_elsewhere=True)
    assert live(lying, edit=1) is not None
    assert not len(store)
    lying.resume(bench().place())
    lying.finish_step()
    assert store.steps(lying.branch.number) == [0]


def test_distributions_are_those_of_what_is_shown() -> None:
    lying = bench()
    found = lying.distributions()
    assert found.gradients == (None, None)
    assert None not in found.weights + found.activations
