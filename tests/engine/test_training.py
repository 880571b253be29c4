"""The trainer is exact to the bit, however it is driven."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from engine.activations import Softmax
from engine.batches import Position
from engine.epochs import train_epochs
from engine.errors import InputError
from engine.layers import Dense
from engine.metrics import EpochMetrics
from engine.network import Network
from engine.optimizers import OPTIMIZERS, SGD, Adam, Optimizer
from engine.training import Trainer
from tests.engine.cases import bits, experiment, labelled, steps, trainer


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_the_same_experiment_gives_the_same_bits(name: str) -> None:
    optimizer = OPTIMIZERS[name]()
    first, second = (steps(trainer(optimizer=optimizer), 10) for _ in range(2))
    assert bits(first) == bits(second)
    assert bits(first) != bits(steps(trainer(optimizer=optimizer, seed=8), 10))


@given(st.lists(st.sampled_from(["step", "operations", "some", "look", "back"]), max_size=15))
@settings(max_examples=60, deadline=None)
def test_any_way_of_driving_gives_the_same_bits(actions: list[str]) -> None:
    """Whole steps, single operations, looking on and going back, in any order."""
    driven = trainer()
    for action in actions:
        if action == "step":
            driven.step()
        elif action == "operations":
            list(driven.operations())
        elif action == "some":
            for _ in range(7):
                driven.advance()
        elif action == "look":
            driven.evaluate(driven.dataset.test)
        elif action == "back":
            checkpoint = driven.checkpoint()
            driven.step()
            driven.restore(checkpoint)
    done = driven.position.step
    assert bits(driven) == bits(steps(trainer(), done))


def test_operations_are_the_step_and_end_it() -> None:
    driven = trainer()
    operations = list(driven.operations())
    assert operations == list(driven.program.operations)
    assert driven.position == Position(1, 0, 16)
    assert bits(driven) == bits(steps(trainer(), 1))


def test_a_checkpoint_in_mid_step_is_the_start_of_that_step() -> None:
    driven = steps(trainer(), 3)
    before = bits(driven)
    for _ in driven.program.operations[:-1]:
        driven.advance()
    assert driven.position.step == 3
    assert bits(driven) == before
    driven.restore(driven.checkpoint())
    assert bits(steps(driven, 1)) == bits(steps(trainer(), 4))


def test_a_checkpoint_is_not_touched_by_later_steps() -> None:
    driven = steps(trainer(), 2)
    checkpoint = driven.checkpoint()
    kept = checkpoint.state.params.copy()
    steps(driven, 100)
    np.testing.assert_array_equal(checkpoint.state.params, kept)
    driven.restore(checkpoint)
    assert bits(steps(driven, 5)) == bits(steps(trainer(), 7))


def test_an_interrupted_step_is_as_if_it_had_not_begun(monkeypatch: pytest.MonkeyPatch) -> None:
    driven = steps(trainer(), 70)
    before = bits(driven)

    def interrupted() -> None:
        for operation in driven.program.operations:
            operation.run()
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(driven.program, "_run_all", interrupted)
        with pytest.raises(KeyboardInterrupt):
            driven.step()
    assert bits(driven) == before
    assert bits(steps(driven, 1)) == bits(steps(trainer(), 71))


def test_an_interruption_in_mid_operation_undoes_the_step(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    driven = steps(trainer(optimizer=OPTIMIZERS["momentum"]()), 3)
    before = bits(driven)
    driven.advance()
    velocity = next(op for op in driven.program.operations if op.writes == "velocity")
    while driven.program.next is not velocity:
        driven.advance()

    def interrupted() -> None:
        driven.program.namespace["velocity"] *= 0.9
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setitem(velocity.__dict__, "run", interrupted)
        with pytest.raises(KeyboardInterrupt):
            driven.advance()
    assert bits(driven) == before
    assert bits(steps(driven, 1)) == bits(steps(trainer(optimizer=OPTIMIZERS["momentum"]()), 4))


def test_the_batch_of_the_next_step_is_there_before_it_begins() -> None:
    driven = trainer()
    first = driven.program.values["x"].copy()
    assert first.any()
    steps(driven, 3)
    driven.restore(trainer().checkpoint())
    np.testing.assert_array_equal(driven.program.values["x"], first)
    assert driven.program.values["step"] == 0


def test_a_hook_cannot_drive_its_trainer() -> None:
    driven = trainer()
    driven.hooks.on_operation(lambda *_: driven.step())
    driven.step()
    assert "a hook cannot drive the trainer" in str(driven.hooks.failures[0])
    assert bits(driven) == bits(steps(trainer(), 1))


def test_before_the_first_step_there_are_no_metrics() -> None:
    with pytest.raises(RuntimeError, match="no step is finished"):
        trainer().metrics()


def test_epochs_see_every_example_and_report() -> None:
    driven = trainer()
    first, second = train_epochs(driven, 2)
    assert isinstance(first, EpochMetrics)
    assert (first.epoch, first.steps, first.examples) == (0, 4, 60)
    assert (second.epoch, second.steps, second.examples) == (1, 4, 60)
    assert second.cost < first.cost
    assert second.test == driven.evaluate(driven.dataset.test)
    assert second.seconds > 0


def test_the_cost_of_an_epoch_is_the_mean_over_its_examples() -> None:
    driven = trainer()
    costs: list[tuple[float, int]] = []
    driven.hooks.on_step(lambda metrics: costs.append((metrics.cost, metrics.examples)))
    (epoch,) = train_epochs(driven, 1)
    assert epoch.cost == pytest.approx(sum(c * m for c, m in costs) / 60)


def test_epochs_stop_when_progress_says_so() -> None:
    driven = trainer()
    seen: list[tuple[int, int]] = []

    def progress(done: int, total: int) -> bool:
        seen.append((done, total))
        return len(seen) < 6

    assert len(list(train_epochs(driven, 3, progress))) == 1
    assert driven.position.step == 6
    assert seen[-1] == (60 + 32, 180)
    (rest,) = train_epochs(driven, 1)
    assert (rest.epoch, rest.steps, rest.examples) == (1, 2, 28)


def test_stopping_at_the_end_of_an_epoch_keeps_its_metrics() -> None:
    driven = trainer()
    assert len(list(train_epochs(driven, 3, lambda done, _: done < 60))) == 1
    assert driven.position == Position(4, 1, 0)


@pytest.mark.parametrize(
    "other",
    [
        {"optimizer": OPTIMIZERS["sgd"]()},
        {"network": Network(4, (Dense(9), Dense(3, Softmax())))},
        {"network": Network(4, (Dense(8), Dense(3, Softmax())), "float64")},
    ],
)
def test_a_checkpoint_of_another_experiment_is_refused_and_changes_nothing(
    other: dict[str, Any],
) -> None:
    driven = steps(trainer(), 2)
    before = bits(driven)
    with pytest.raises(InputError, match="it comes from another experiment"):
        driven.restore(trainer(**other).checkpoint())
    assert bits(driven) == before


def test_a_checkpoint_of_a_larger_data_set_is_refused() -> None:
    larger = steps(Trainer(experiment(), labelled(examples=200)), 5).checkpoint()
    with pytest.raises(InputError, match="A checkpoint at example 80 of an epoch"):
        trainer().restore(larger)


@pytest.mark.parametrize("size", [np.int64(16), np.uint8(16)])
def test_a_batch_size_may_be_a_numpy_number(size: Any) -> None:
    assert bits(steps(trainer(batch_size=size), 5)) == bits(steps(trainer(batch_size=16), 5))


def test_whole_set_and_single_examples_are_batches_too() -> None:
    for batch_size, count in ((None, 1), (1, 60)):
        (epoch,) = train_epochs(trainer(batch_size=batch_size), 1)
        assert epoch.steps == count
    assert bits(steps(trainer(batch_size=60), 3)) == bits(steps(trainer(batch_size=None), 3))


def test_parameters_cannot_be_changed_by_looking() -> None:
    with pytest.raises(ValueError, match="read-only"):
        trainer().parameters["W1"][0, 0] = 1


@pytest.mark.parametrize("optimizer", [Adam(), SGD()])
@pytest.mark.parametrize("count", [1, 2, 64, 65, 130])
def test_the_start_of_the_last_step_is_found_again(optimizer: Optimizer, count: int) -> None:
    driven = steps(trainer(optimizer=optimizer), count)
    after, values = bits(driven), driven.program.values["dz1"].copy()
    start = driven.start_of_shown()
    assert (start.position, driven.position.step) == (driven.shown, count)
    assert (bits(driven), driven.metrics().step) == (after, count - 1)
    np.testing.assert_array_equal(driven.program.values["dz1"], values)
    driven.restore(start)
    assert bits(driven) == bits(steps(trainer(optimizer=optimizer), count - 1))
    assert bits(steps(driven, 1)) == after


def test_the_step_shown_is_that_under_way_or_the_last_or_the_first() -> None:
    driven = trainer()
    assert (driven.shown.step, driven.is_mid_step) == (0, False)
    assert driven.start_of_shown().position.step == 0
    steps(driven, 3)
    assert (driven.shown.step, driven.position.step, driven.is_mid_step) == (2, 3, False)
    driven.advance()
    assert (driven.shown.step, driven.position.step, driven.is_mid_step) == (3, 3, True)
    assert driven.start_of_shown() is driven.checkpoint()
    driven.step()
    assert driven.start_of_shown().position == driven.shown == Position(3, 0, 48)


def test_cost_and_learning_rate_come_without_measuring() -> None:
    driven = steps(trainer(), 3)
    metrics = driven.metrics()
    assert (driven.cost, driven.learning_rate) == (metrics.cost, metrics.learning_rate)


def test_the_operations_are_known_before_a_batch_of_that_size_comes() -> None:
    driven = trainer()
    assert driven.operations_of(12)[0].shape == (12, 8)
    assert driven.operations_of(16) is driven.program.operations
